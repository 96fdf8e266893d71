-- The documents that were withdrawn by decision, with their measures; a document without any has one row.
SELECT w.document_id, m.measure_id FROM withdrawn_documents w LEFT JOIN measures m USING (document_id)
