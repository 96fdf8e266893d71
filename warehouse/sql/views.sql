-- Views that several queries share, as of the day in the variable as_of. They last as long as the connection.

-- What was decided and not taken back: of a decision and what undoes it, neither. Every mention of a table in a query costs
-- some 8 ms (DuckLake asks its catalog), so these views name each table once.
CREATE OR REPLACE TEMP VIEW effective_decisions AS
FROM decisions QUALIFY count(*) OVER (PARTITION BY coalesce(undoes, decision_id)) = 1 AND undoes IS NULL;

-- Documents that a steward withdrew or replaced by another one, or marked as not public, and since when (decisions are kept
-- in UTC, days are those of Asia/Shanghai). A decision counts at once, whatever day a run goes by.
CREATE OR REPLACE TEMP VIEW set_aside AS
SELECT document_id,
    bool_or(kind <> 'document_private') AS withdrawn, bool_or(kind = 'document_private') AS private,
    least(min(decided_at + INTERVAL 8 HOUR)::DATE, getvariable('as_of')) AS since
FROM effective_decisions WHERE kind IN ('document_withdraw', 'document_supersede', 'document_private') GROUP BY ALL;
CREATE OR REPLACE TEMP VIEW withdrawn_documents AS SELECT document_id, since FROM set_aside WHERE withdrawn;
CREATE OR REPLACE TEMP VIEW private_documents AS SELECT document_id, since FROM set_aside WHERE private;

-- What stands, of documents that stand.
CREATE OR REPLACE TEMP VIEW live_measures AS
FROM measures ANTI JOIN withdrawn_documents USING (document_id) WHERE withdrawn_on IS NULL;
CREATE OR REPLACE TEMP VIEW live_deadlines AS
FROM deadlines ANTI JOIN withdrawn_documents USING (document_id) WHERE withdrawn_on IS NULL;

-- The deadlines with a day, or with days that come again: each must stand in a feed. What is due every single day
-- (每日) is listed with the unit and in the summary, but is not dated; what is due every ten (每10日) is.
CREATE OR REPLACE TEMP VIEW falling_due AS
FROM live_deadlines
WHERE due_on IS NOT NULL
    OR (rule <> '' AND (rule NOT LIKE 'FREQ=DAILY%' OR regexp_matches(rule, 'INTERVAL=([2-9]|[1-9][0-9])')));

-- Who gets a measure: the units it names, and the members of the collectives it names; each once, in their first role.
-- An open collective (相关部门) has no members: nobody can say who.
CREATE OR REPLACE TEMP VIEW recipients AS
WITH named AS (
    SELECT m.measure_id, u.unit_id, m.role
    FROM mentions m JOIN units u USING (unit_id)
    WHERE u.kind NOT IN ('collective', 'open_collective')
    UNION ALL
    SELECT m.measure_id, c.unit_id, 'member' AS role
    FROM mentions m JOIN members c ON c.collective_id = m.unit_id
)
SELECT measure_id, unit_id, arg_min(role, list_position(['lead', 'responsible', 'cooperating', 'other', 'member'], role)) AS role
FROM named GROUP BY ALL;

-- What the day makes of a due day while nobody has reported it as done.
CREATE OR REPLACE TEMP MACRO light(due_on) AS CASE
    WHEN due_on < getvariable('as_of') THEN '逾期'
    WHEN due_on <= getvariable('as_of') + 7 THEN '临期'
    ELSE '未到期'
END;

-- What people did about each deadline up to the day, and what the day makes of it (DESIGN.md, state and status).
CREATE OR REPLACE TEMP VIEW standings AS
WITH reported AS (
    SELECT deadline_id, arg_max(state, (effective_on, recorded_on, report_id)) AS state,
        max(effective_on) FILTER (state = '申请办结') AS completed_on
    FROM reports WHERE effective_on <= getvariable('as_of') GROUP BY ALL
)
SELECT d.deadline_id, coalesce(r.state, '未启动') AS state,
    CASE
        WHEN d.withdrawn_on IS NOT NULL OR w.document_id IS NOT NULL OR r.state = '中止' THEN '已取消'
        WHEN r.state = '已销号' THEN if(r.completed_on > d.due_on, '逾期完成', '已完成')
        WHEN r.state = '申请办结' AND (d.due_on IS NULL OR r.completed_on <= d.due_on) THEN '待销号'
        ELSE light(d.due_on)
    END AS status
FROM deadlines d LEFT JOIN reported r USING (deadline_id) LEFT JOIN withdrawn_documents w ON w.document_id = d.document_id;

-- When each deadline was first recorded, and when something about it was last recorded.
CREATE OR REPLACE TEMP VIEW histories AS
WITH recorded AS (
    SELECT deadline_id, recorded_on FROM changes
    UNION ALL
    SELECT deadline_id, recorded_on FROM reports WHERE effective_on <= getvariable('as_of')
)
SELECT deadline_id, min(recorded_on) AS recorded_on, max(recorded_on) AS changed_on FROM recorded GROUP BY ALL;

-- All findings as they stand: what validation keeps (open, closed) with what people decided, which counts at once. Of the
-- decisions about a finding the last one holds, unless its term is over or what failed has become another failure since
-- (other words, other days). One about a document that was withdrawn is closed before the next run finds it gone. `private`
-- are those in which a document that is not public takes part on either side, or a source in which it stands: none of them
-- is published.
CREATE OR REPLACE TEMP VIEW current_findings AS
WITH held AS MATERIALIZED (
    FROM effective_decisions WHERE kind IN ('confirm', 'waive', 'document_withdraw', 'document_supersede', 'document_private')
), changed AS (
    SELECT finding_id, max(recorded_at) AS changed_at FROM finding_events WHERE event = 'changed' GROUP BY ALL
), judged AS (
    SELECT d.finding_id, arg_max(d, (d.decided_at, d.decision_id)) AS last
    FROM held d LEFT JOIN changed c USING (finding_id)
    WHERE d.kind IN ('confirm', 'waive') AND (d.until IS NULL OR d.until >= getvariable('as_of'))
        AND (c.changed_at IS NULL OR d.decided_at > c.changed_at)
    GROUP BY ALL
), aside AS MATERIALIZED (
    SELECT s.document_id, bool_or(s.kind <> 'document_private') AS withdrawn, bool_or(s.kind = 'document_private') AS private,
        any_value(h.number) AS number, any_value(h.title) AS title
    FROM held s LEFT JOIN documents h USING (document_id)
    WHERE s.kind NOT IN ('confirm', 'waive') GROUP BY ALL
), hidden AS MATERIALIZED (
    FROM aside WHERE private
)
SELECT f.* REPLACE (CASE
        WHEN f.state = 'closed' OR here.withdrawn OR there.withdrawn OR beyond.withdrawn THEN 'closed'
        WHEN j.last.kind = 'waive' THEN 'waived' WHEN j.last.kind = 'confirm' THEN 'confirmed' ELSE 'open'
    END AS state),
    j.last.decision_id, j.last.decided_by, j.last.decided_at, j.last.reason, j.last.until,
    coalesce(here.private, false) OR coalesce(there.private, false) OR coalesce(beyond.private, false)
        OR f.superseded_by IN (SELECT unnest([number, title, '《' || title || '》']) FROM hidden)
        OR (f.document_id IS NULL AND f.source_id IN (SELECT source_id FROM occurrences SEMI JOIN hidden USING (document_id)))
        AS private
FROM findings f
LEFT JOIN judged j USING (finding_id)
LEFT JOIN aside here ON here.document_id = f.document_id
LEFT JOIN aside there ON there.document_id = f.other_document_id
LEFT JOIN (SELECT measure_id, withdrawn, private FROM measures JOIN aside USING (document_id)) beyond
    ON beyond.measure_id = f.other_measure_id;

-- What is open, and what of it may be told to everybody.
CREATE OR REPLACE TEMP VIEW open_findings AS FROM current_findings WHERE state IN ('open', 'confirmed');
CREATE OR REPLACE TEMP VIEW public_findings AS FROM open_findings WHERE NOT private;

-- What a unit or a coordinator reads beside a measure or one of its deadlines.
CREATE OR REPLACE TEMP VIEW finding_notes AS
SELECT measure_id, deadline_id, list(message ORDER BY message) AS notes
FROM public_findings WHERE measure_id IS NOT NULL AND severity <> 'info' GROUP BY ALL;

-- Findings as they stand, with the passages on both sides. The other side is the measure that a finding names, else the
-- document, else, of a document that two sources hold differently, the source that it was loaded from.
CREATE OR REPLACE TEMP VIEW shown_findings AS
WITH facing AS (
    SELECT f.*, o.chapter AS other_chapter, o.number AS other_number, o.text AS other_text,
        coalesce(o.document_id, f.other_document_id, if(f.other_line IS NOT NULL, f.document_id, NULL)) AS other_side
    FROM current_findings f LEFT JOIN measures o ON o.measure_id = f.other_measure_id
), faced AS (
    SELECT f.*, s.name AS source_name, s.path AS source, h.number AS document_number, h.title AS document_title, h.jurisdiction,
        m.title AS measure_title, m.text AS measure_text, u.name AS unit_name,
        oh.number AS other_document_number, oh.title AS other_document_title, oh.source_id AS other_source_id,
        coalesce(f.other_line, if(f.other_measure_id IS NULL, oh.line, NULL)) AS other_at,
        os.name AS other_source_name, os.path AS other_source
    FROM facing f
    LEFT JOIN sources s USING (source_id)
    LEFT JOIN documents h ON h.document_id = f.document_id
    LEFT JOIN measures m ON m.measure_id = f.measure_id
    LEFT JOIN units u ON u.unit_id = f.unit_id
    LEFT JOIN documents oh ON oh.document_id = f.other_side
    LEFT JOIN sources os ON os.source_id = oh.source_id
), surfaces AS (
    SELECT measure_id, line, arg_max(surface, due_on) AS surface FROM deadlines GROUP BY ALL
)
SELECT f.finding_id, f.check_id, f.severity, f.state, f.source_id, f.source_name, f.source, f.document_id, f.document_number,
    f.document_title, f.jurisdiction, f.measure_id, f.deadline_id, f.chapter, f.number, f.line, f.surface,
    f.unit_id, f.unit_name, p.label AS place, f.measure_title, f.measure_text,
    f.other_measure_id, f.other_side AS other_document_id, f.other_document_number, f.other_document_title, f.other_chapter,
    f.other_number, f.other_at AS other_line, f.other_text, f.other_source_name, f.other_source,
    coalesce(x.surface, if(f.other_measure_id IS NULL AND f.other_source IS NOT NULL, f.surface, NULL)) AS other_surface,
    op.label AS other_place, f.message, f.superseded_by, f.first_seen, f.last_seen, f.closed_on,
    f.decision_id, f.decided_by, f.decided_at, f.reason, f.until, f.private
FROM faced f
ASOF LEFT JOIN places p ON p.source_id = f.source_id AND p.line <= f.line
ASOF LEFT JOIN places op ON op.source_id = f.other_source_id AND op.line <= f.other_at
LEFT JOIN surfaces x ON x.measure_id = f.other_measure_id AND x.line = f.other_line;
