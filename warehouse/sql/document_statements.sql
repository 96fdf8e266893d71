-- What a document says of itself.
SELECT kind, text, start_on, end_on, line FROM statements WHERE document_id = $document_id ORDER BY position
