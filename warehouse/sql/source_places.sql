-- The pages or sheets of a source, in the order of its text.
SELECT label, line, start_char FROM places WHERE source_id = $source_id ORDER BY start_char
