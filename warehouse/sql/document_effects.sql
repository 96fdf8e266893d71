-- What it concerns to take a document out: its deadlines, the units that answer for them, and the events in their calendars.
SELECT count(DISTINCT d.deadline_id) AS deadlines, count(DISTINCT r.unit_id) AS units,
    count(DISTINCT (d.deadline_id, r.unit_id)) FILTER (r.unit_id IS NOT NULL) AS events,
    (SELECT count(*) FROM live_measures m WHERE m.document_id = $document_id) AS measures,
    (SELECT count(*) FROM open_findings f WHERE f.document_id = $document_id) AS findings
FROM falling_due d LEFT JOIN recipients r USING (measure_id)
WHERE d.document_id = $document_id
