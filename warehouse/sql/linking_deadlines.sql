-- The deadlines that stand, in text order, with the step that each governs.
SELECT deadline_id, measure_id, surface, kind, coalesce(step, '') AS step FROM live_deadlines ORDER BY measure_id, position, deadline_id
