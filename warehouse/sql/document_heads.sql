-- Whose documents the warehouse holds.
SELECT document_id, number, title, issuer, jurisdiction, issued FROM documents ORDER BY document_id
