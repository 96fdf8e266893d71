-- The texts of the measures that are linked, with what may be a figure.
SELECT measure_id, text FROM checked_measures
WHERE measure_id IN (SELECT measure_id FROM linked_measures UNION SELECT other_measure_id FROM linked_measures)
