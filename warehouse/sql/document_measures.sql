-- The measures of a document as they stand.
SELECT measure_id, position, chapter, number, title, text, line, end_line FROM live_measures
WHERE document_id = $document_id ORDER BY position
