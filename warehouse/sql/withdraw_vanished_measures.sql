UPDATE measures SET withdrawn_on = $as_of
WHERE withdrawn_on IS NULL AND document_id NOT IN (SELECT document_id FROM occurrences)
