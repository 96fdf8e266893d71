-- The text of each document that stands, cut from its source, for a comparison of wordings.
SELECT d.document_id, d.source_id, d.line, d.end_line, t.text, t.furniture
FROM documents d JOIN texts t USING (source_id)
WHERE d.document_id NOT IN (SELECT document_id FROM withdrawn_documents)
ORDER BY d.document_id
