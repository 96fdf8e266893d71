-- The recurring deadlines that nobody has reported as done, with what their days follow from.
SELECT d.deadline_id, d.rule, coalesce(h.issued, y.recorded_on) AS issued, d.start_on, h.programme_end
FROM live_deadlines d
JOIN documents h USING (document_id)
JOIN standings t USING (deadline_id)
JOIN histories y USING (deadline_id)
WHERE d.rule <> '' AND t.status = '未到期'
ORDER BY d.deadline_id
