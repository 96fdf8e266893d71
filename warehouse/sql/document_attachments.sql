-- The annexes that a document names.
SELECT name FROM attachments WHERE document_id = $document_id ORDER BY position
