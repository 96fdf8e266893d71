-- The dated deadlines of linked measures, in text order.
SELECT measure_id, surface, due_on FROM checked_deadlines
WHERE due_on IS NOT NULL
    AND measure_id IN (SELECT measure_id FROM linked_measures UNION SELECT other_measure_id FROM linked_measures)
ORDER BY measure_id, position
