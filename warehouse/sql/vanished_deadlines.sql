-- The deadlines that stand though no source shows their document any more. A source that vanished, or could not be read
-- again, still counts as showing what it held.
SELECT d.* FROM live_deadlines d
WHERE NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.document_id = d.document_id)
