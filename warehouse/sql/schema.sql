-- The tables of the warehouse (DuckLake: no keys, no unique constraints; the checks hold those).
-- Ids are surrogates, given when a thing is first seen and stored from then on. Days are whole days in Asia/Shanghai.

CREATE TABLE IF NOT EXISTS sources (
    source_id VARCHAR, path VARCHAR, name VARCHAR, sha256 VARCHAR, bytes BIGINT, encoding VARCHAR,
    reader VARCHAR,                 -- version and settings of the reader that read it
    state VARCHAR,                  -- read | unreadable (what it held before stays)
    reason VARCHAR,                 -- why unreadable, a Chinese sentence
    first_seen DATE, last_read DATE,
    read_sha256 VARCHAR             -- of the content that was last read, '' where none ever was
);
CREATE TABLE IF NOT EXISTS documents (
    document_id VARCHAR, source_id VARCHAR, number VARCHAR, title VARCHAR, issuer VARCHAR, issued DATE,
    addressees VARCHAR[],
    jurisdiction VARCHAR,           -- GB/T 2260 code of the issuer's jurisdiction, '' where unknown
    issuer_unit VARCHAR,            -- units.unit_id of the issuer, NULL where unknown
    programme_end DATE, line INTEGER, end_line INTEGER,
    text_sha256 VARCHAR             -- of its words alone: width folded, blanks and punctuation dropped
);
-- Where a document was seen: one that two sources hold is loaded once, from the source in `documents`.
CREATE TABLE IF NOT EXISTS occurrences (
    source_id VARCHAR, document_id VARCHAR, number VARCHAR, title VARCHAR, text_sha256 VARCHAR, line INTEGER
);
CREATE TABLE IF NOT EXISTS citations (document_id VARCHAR, number VARCHAR, title VARCHAR, implements BOOLEAN, line INTEGER);
-- What a document says of itself: its force, validity, programme and goals, with the days that it names.
CREATE TABLE IF NOT EXISTS statements (
    document_id VARCHAR, position INTEGER,
    kind VARCHAR,                   -- force | valid | effective | programme | goal
    text VARCHAR, start_on DATE, end_on DATE, line INTEGER
);
CREATE TABLE IF NOT EXISTS attachments (document_id VARCHAR, position INTEGER, name VARCHAR);
-- A document that another one forwards (转发, 印发) or has in it.
CREATE TABLE IF NOT EXISTS forwards (document_id VARCHAR, within_document_id VARCHAR);
CREATE TABLE IF NOT EXISTS measures (
    measure_id VARCHAR, document_id VARCHAR,
    duty_id VARCHAR,                -- measures that repeat each other share one
    position INTEGER, chapter VARCHAR, number VARCHAR, title VARCHAR, text VARCHAR,
    open BOOLEAN,                   -- a unit list ends in 等
    line INTEGER, end_line INTEGER,
    withdrawn_on DATE,              -- NULL while it stands; a withdrawn one stays, so that its id can return
    start_char INTEGER, end_char INTEGER    -- from its first character to its last, as in deadlines and mentions
);
CREATE TABLE IF NOT EXISTS deadlines (
    deadline_id VARCHAR, measure_id VARCHAR, document_id VARCHAR, position INTEGER, surface VARCHAR,
    kind VARCHAR,                   -- by | during | recurring | ongoing
    start_on DATE, due_on DATE, rule VARCHAR, step VARCHAR, alternative_on DATE,
    line INTEGER, start_char INTEGER, end_char INTEGER, withdrawn_on DATE
);
CREATE TABLE IF NOT EXISTS mentions (
    mention_id VARCHAR, measure_id VARCHAR, document_id VARCHAR, position INTEGER, surface VARCHAR,
    role VARCHAR,                   -- lead | responsible | cooperating | other
    is_group BOOLEAN, line INTEGER, start_char INTEGER, end_char INTEGER,
    unit_id VARCHAR,                -- NULL where undefined or ambiguous
    resolution VARCHAR,             -- exact | variant | child | collective | open | ambiguous | undefined
    nearest VARCHAR[]               -- names of the nearest known units where undefined or ambiguous
);
CREATE TABLE IF NOT EXISTS units (
    unit_id VARCHAR, name VARCHAR, aliases VARCHAR[], jurisdiction VARCHAR,
    kind VARCHAR,                   -- institution | government | town | section | collective | open_collective
    standing VARCHAR,               -- attested | presumed
    parent_id VARCHAR, valid_from DATE, valid_to DATE, successor_id VARCHAR
);
CREATE TABLE IF NOT EXISTS jurisdictions (
    jurisdiction VARCHAR,           -- GB/T 2260 code, or the local registry's
    jurisdiction_name VARCHAR
);
-- The list of local units that the last run was given, before decisions were laid over it.
CREATE TABLE IF NOT EXISTS local_entries (
    position INTEGER, name VARCHAR, kind VARCHAR, code VARCHAR, parent VARCHAR, aliases VARCHAR[], members VARCHAR[],
    valid_from DATE, valid_to DATE, successor VARCHAR
);
CREATE TABLE IF NOT EXISTS members (collective_id VARCHAR, unit_id VARCHAR);
CREATE TABLE IF NOT EXISTS problems (
    source_id VARCHAR, document_id VARCHAR, kind VARCHAR, chapter VARCHAR, number VARCHAR, surface VARCHAR, detail VARCHAR,
    line INTEGER
);
-- Wordings that differ by a character from one elsewhere and are probably misprints of it; both places, as in deadlines.
CREATE TABLE IF NOT EXISTS variants (
    source_id VARCHAR, document_id VARCHAR, line INTEGER, start_char INTEGER, surface VARCHAR,
    wording VARCHAR,                -- the words of the other place
    other_document_id VARCHAR, other_line INTEGER, other_start_char INTEGER
);
-- Pages and sheets of a source: what begins on a line, up to the next place (第3页).
CREATE TABLE IF NOT EXISTS places (source_id VARCHAR, line INTEGER, start_char INTEGER, label VARCHAR);
-- Times that were read as no deadline, and why; and what was read otherwise than it is printed.
CREATE TABLE IF NOT EXISTS dismissed (
    source_id VARCHAR, document_id VARCHAR, surface VARCHAR, why VARCHAR, line INTEGER, start_char INTEGER, end_char INTEGER
);
CREATE TABLE IF NOT EXISTS repairs (
    source_id VARCHAR, kind VARCHAR, read VARCHAR, line INTEGER, start_char INTEGER, end_char INTEGER
);
CREATE TABLE IF NOT EXISTS links (
    measure_id VARCHAR, other_measure_id VARCHAR,
    relation VARCHAR,               -- implements (other is the superior's) | repeats | sister (of a sister jurisdiction)
    score DOUBLE, reason VARCHAR
);
-- Of linked measures, which deadline governs the same step as which.
CREATE TABLE IF NOT EXISTS alignments (
    deadline_id VARCHAR, other_deadline_id VARCHAR, measure_id VARCHAR, other_measure_id VARCHAR, relation VARCHAR, score DOUBLE
);
-- What linking had read when it last ran, as one number: one row.
CREATE TABLE IF NOT EXISTS linkings (fingerprint VARCHAR);
-- The decoded text of each source, in which lines and characters count.
CREATE TABLE IF NOT EXISTS texts (
    source_id VARCHAR, text VARCHAR,
    furniture BIGINT[]              -- where the lines begin that are heads or feet of pages
);
CREATE TABLE IF NOT EXISTS findings (
    finding_id VARCHAR, check_id VARCHAR,
    severity VARCHAR,               -- critical | warning | info
    state VARCHAR,                  -- open | closed; what people decided is laid over it by the view current_findings
    subject VARCHAR,                -- the key of the row that failed; with check_id the finding's identity
    source_id VARCHAR, document_id VARCHAR, measure_id VARCHAR, deadline_id VARCHAR,
    chapter VARCHAR, number VARCHAR, line INTEGER, surface VARCHAR,
    unit_id VARCHAR, other_measure_id VARCHAR, other_line INTEGER, message VARCHAR,
    first_seen DATE, last_seen DATE, closed_on DATE,
    other_document_id VARCHAR,      -- the document on the other side, where it is no measure
    superseded_by VARCHAR,          -- the document that overrides one side (以本文件为准); the finding is then for information
    cause_sha256 VARCHAR            -- of the words and days at fault: a decision holds while they are the same
);
-- The life of each finding, append only: how long it stayed open, and the trend over runs, come from these rows.
CREATE TABLE IF NOT EXISTS finding_events (
    finding_id VARCHAR,
    event VARCHAR,                  -- opened | closed | reopened | changed (the same check fails with other words or days)
    effective_on DATE, recorded_at TIMESTAMP, run_id VARCHAR
);
-- What people decided, append only: a later row may undo an earlier one, nothing is overwritten.
CREATE TABLE IF NOT EXISTS decisions (
    decision_id VARCHAR,
    batch_id VARCHAR,               -- decisions taken together are undone together
    kind VARCHAR,                   -- a row of warehouse/decisions.toml
    finding_id VARCHAR, document_id VARCHAR, measure_id VARCHAR, deadline_id VARCHAR, unit_id VARCHAR,
    details VARCHAR,                -- JSON, with the keys that the kind asks for
    reason VARCHAR, until DATE,     -- the last day on which a waiver holds, NULL for good
    decided_by VARCHAR, decided_at TIMESTAMP,   -- UTC
    undoes VARCHAR                  -- the decision_id that this row takes back, NULL for all others
);
-- Who may use the desk: personal links, of which only the hash is kept.
CREATE TABLE IF NOT EXISTS grants (
    grant_id VARCHAR, name VARCHAR,
    role VARCHAR,                   -- steward | coordinator
    jurisdictions VARCHAR[],        -- codes, each with all below it; empty for all
    token_sha256 VARCHAR, granted_at TIMESTAMP, expires_on DATE, revoked_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS reports (
    report_id VARCHAR, deadline_id VARCHAR, unit_id VARCHAR, effective_on DATE, recorded_on DATE,
    state VARCHAR,                  -- 未启动 | 进行中 | 申请办结 | 已销号 | 退回 | 中止
    percent INTEGER, progress VARCHAR, evidence VARCHAR, file VARCHAR, file_row INTEGER
);
CREATE TABLE IF NOT EXISTS changes (
    change_id VARCHAR, deadline_id VARCHAR, measure_id VARCHAR,
    kind VARCHAR,                   -- issued | changed | withdrawn | returned
    field VARCHAR, old_value VARCHAR, new_value VARCHAR,
    effective_on DATE, recorded_on DATE, run_id VARCHAR
);
CREATE TABLE IF NOT EXISTS publications (
    publication_id VARCHAR, feed VARCHAR, uid VARCHAR, deadline_id VARCHAR, unit_id VARCHAR, sequence INTEGER,
    state_sha256 VARCHAR,           -- of what raises SEQUENCE: day, title, state, owner
    published_on DATE
);
CREATE TABLE IF NOT EXISTS runs (
    run_id VARCHAR, flow VARCHAR, as_of DATE, started_at TIMESTAMP, finished_at TIMESTAMP, state VARCHAR, counts VARCHAR
);
