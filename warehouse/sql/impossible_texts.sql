-- The texts of measures that may set a figure which cannot be: a share, or a number that goes from one to another.
SELECT measure_id, text FROM checked_measures
WHERE regexp_matches(text, '[0-9０-９]\s*[%％]|[由从].{0,8}[0-9０-９]|[至到在]\s*(?:-|－|负|0|０)') ORDER BY measure_id
