-- The text of each document that stands and is public, with its place in its source, for a comparison of wordings: a finding
-- shows the words of both sides.
SELECT d.document_id, d.source_id, d.line, d.end_line, t.text, t.furniture
FROM documents d JOIN texts t USING (source_id)
    ANTI JOIN withdrawn_documents USING (document_id) ANTI JOIN private_documents USING (document_id)
ORDER BY d.document_id
