-- The deadlines with a day, or with days that come again, and not called off: each must stand in a feed. A daily duty is
-- listed with the unit and in the summary, but is not dated.
SELECT d.deadline_id, d.surface, d.line, c.name AS source_name
FROM live_deadlines d
JOIN standings s USING (deadline_id)
JOIN documents h USING (document_id)
JOIN sources c USING (source_id)
WHERE (d.due_on IS NOT NULL OR (d.rule <> '' AND d.rule NOT LIKE 'FREQ=DAILY%')) AND s.status <> '已取消'
