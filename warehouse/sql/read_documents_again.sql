-- A source whose reader is unknown is read again by the next run.
UPDATE sources SET reader = ''
WHERE source_id IN (SELECT source_id FROM occurrences WHERE list_contains($documents, document_id))
