-- What the warehouse holds that stands.
SELECT (SELECT count(DISTINCT document_id) FROM occurrences) AS documents,
    (SELECT count(*) FROM live_measures) AS measures,
    (SELECT count(*) FROM live_deadlines) AS deadlines,
    (SELECT count(DISTINCT unit_id) FROM recipients) AS units
