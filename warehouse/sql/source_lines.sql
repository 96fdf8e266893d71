-- Some lines of a source, from the first to the last named, counted from one.
SELECT unnest(string_split(text, chr(10))[$first:$last]) AS line FROM texts WHERE source_id = $source_id
