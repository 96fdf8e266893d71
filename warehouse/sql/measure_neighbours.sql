-- A measure among its neighbours: those of its document that stand up to two before and two after it.
WITH m AS (SELECT document_id, position FROM measures WHERE measure_id = $measure_id)
SELECT n.measure_id, n.chapter, n.number, n.title, n.line
FROM live_measures n
WHERE n.document_id = (SELECT document_id FROM m)
    AND n.position BETWEEN (SELECT position - 2 FROM m) AND (SELECT position + 2 FROM m)
ORDER BY n.position
