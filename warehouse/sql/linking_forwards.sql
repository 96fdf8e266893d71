-- Documents with those that forward them.
SELECT DISTINCT document_id, within_document_id FROM forwards ORDER BY ALL
