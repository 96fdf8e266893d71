-- When people last said of a document that it is not public, or took that back (UTC); NULL where nobody did.
SELECT max(decided_at) AS decided_at FROM decisions WHERE kind = 'document_private'
