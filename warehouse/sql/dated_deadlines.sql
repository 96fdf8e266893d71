-- The deadlines with a day, or with days that come again, and not called off: each must stand in a feed, but
-- for those of documents that are not public.
SELECT d.deadline_id, d.surface, d.line, c.name AS source_name
FROM falling_due d ANTI JOIN private_documents USING (document_id)
JOIN standings s USING (deadline_id)
JOIN documents h USING (document_id)
JOIN sources c USING (source_id)
WHERE s.status <> '已取消'
