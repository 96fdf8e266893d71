-- The measures of the other document of a finding, which one of another document may mean too.
SELECT m.measure_id, m.chapter, m.number, m.title, m.line FROM live_measures m
WHERE m.document_id = $document_id ORDER BY m.position
