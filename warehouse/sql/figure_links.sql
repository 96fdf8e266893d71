-- The links whose figures are compared, and whether both sides are of one jurisdiction: a task that stands twice is of one.
SELECT relation, measure_id, other_measure_id,
    coalesce(document_id = other_document_id OR (jurisdiction <> '' AND jurisdiction = other_jurisdiction), false) AS within
FROM linked_measures
WHERE relation = 'implements' OR jurisdiction = other_jurisdiction OR document_id = other_document_id
ORDER BY ALL
