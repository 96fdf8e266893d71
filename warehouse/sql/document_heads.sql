-- Whose documents the warehouse holds.
SELECT document_id, number, title, issuer, jurisdiction, issued, addressees FROM documents ORDER BY document_id
