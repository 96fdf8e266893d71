-- Pairs of dated deadlines of one document, with different days, whose steps have some twelve characters in common: candidates
-- for one step that stands twice. Of each step every third run of characters is looked at, by its hash; a run that more than six
-- steps have is a manner of speaking.
WITH steps AS (
    SELECT deadline_id, measure_id, document_id, due_on, left(regexp_replace(step, '[^\p{L}\p{N}]', '', 'g'), 80) AS words
    FROM checked_deadlines
    WHERE due_on IS NOT NULL AND NOT regexp_matches(step, '^(?:牵头|配合|责任|主办|协办|参与|落实)(?:单位|部门)')
), runs AS (
    SELECT DISTINCT deadline_id, measure_id, document_id, due_on, hash(substr(words, i, 12)) AS run
    FROM (SELECT *, unnest(range(1, length(words) - 10)) AS i FROM steps WHERE length(words) >= 16)
    WHERE hash(substr(words, i, 12)) % 3 = 0
), rare AS (
    FROM runs QUALIFY count(*) OVER (PARTITION BY document_id, run) BETWEEN 2 AND 6
), pairs AS (
    SELECT DISTINCT a.deadline_id, b.deadline_id AS other_deadline_id
    FROM rare a JOIN rare b ON a.document_id = b.document_id AND a.run = b.run
        AND a.measure_id <> b.measure_id AND a.due_on <> b.due_on AND a.deadline_id < b.deadline_id
)
SELECT p.*, d.words, o.words AS other_words
FROM pairs p JOIN steps d USING (deadline_id) JOIN steps o ON o.deadline_id = p.other_deadline_id
ORDER BY ALL
