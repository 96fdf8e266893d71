-- A measure among its neighbours: those of its document that stand up to two before and two after it.
SELECT n.measure_id, n.chapter, n.number, n.title, n.line
FROM live_measures n JOIN measures m ON m.document_id = n.document_id
WHERE m.measure_id = $measure_id AND n.position BETWEEN m.position - 2 AND m.position + 2
ORDER BY n.position
