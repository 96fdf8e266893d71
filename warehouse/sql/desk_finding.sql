-- One finding with the passages on both sides, each with its document, its source and its page or sheet. The other side is
-- the measure that the finding names, else the document, else (of a document that two sources hold) the source loaded from.
WITH finding AS (
    SELECT f.*, coalesce(o.document_id, f.other_document_id, if(f.other_line IS NOT NULL, f.document_id, NULL)) AS other_side,
        o.chapter AS other_chapter, o.number AS other_number, o.title AS other_title, o.text AS other_text,
        coalesce(f.other_line, o.line) AS other_at
    FROM findings f LEFT JOIN measures o ON o.measure_id = f.other_measure_id
    WHERE f.finding_id = $finding_id
)
SELECT f.finding_id, f.check_id, f.severity, f.state AS kept_state, f.document_id, f.measure_id, f.deadline_id, f.source_id,
    f.chapter, f.number, f.line, f.surface, f.unit_id, u.name AS unit_name, f.message, f.superseded_by,
    f.first_seen, f.last_seen, f.closed_on, f.other_measure_id,
    h.number AS document_number, h.title AS document_title, h.issuer, h.issued, h.jurisdiction, s.name AS source_name,
    s.reason AS source_reason, p.label AS place,
    m.title AS measure_title, m.text AS measure_text, m.line AS measure_line,
    oh.document_id AS other_document_id, oh.number AS other_document_number, oh.title AS other_document_title,
    oh.issuer AS other_issuer, oh.issued AS other_issued, oh.jurisdiction AS other_jurisdiction, os.source_id AS other_source_id,
    os.name AS other_source_name, op.label AS other_place, f.other_chapter, f.other_number, f.other_title, f.other_text,
    f.other_at AS other_line,
    coalesce(
        (SELECT arg_max(d.surface, d.due_on) FROM deadlines d WHERE d.measure_id = f.other_measure_id AND d.line = f.other_line),
        f.surface
    ) AS other_surface,
    x.due_on, x.start_on, x.rule, x.alternative_on
FROM finding f
LEFT JOIN sources s ON s.source_id = f.source_id
LEFT JOIN documents h ON h.document_id = f.document_id
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN deadlines x ON x.deadline_id = f.deadline_id
LEFT JOIN units u ON u.unit_id = f.unit_id
LEFT JOIN documents oh ON oh.document_id = f.other_side
LEFT JOIN sources os ON os.source_id = oh.source_id
ASOF LEFT JOIN places p ON p.source_id = f.source_id AND p.line <= f.line
ASOF LEFT JOIN places op ON op.source_id = oh.source_id AND op.line <= f.other_at
