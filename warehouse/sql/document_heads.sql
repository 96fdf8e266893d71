-- Whose documents the warehouse holds, of those that a source still shows.
SELECT document_id, number, title, issuer, jurisdiction, issued, addressees FROM documents SEMI JOIN occurrences USING (document_id) ORDER BY document_id
