-- What a document cites, with the document of the warehouse that is meant where its number or its title says so.
SELECT c.number, c.title, c.implements, c.line, any_value(h.document_id) AS document_id
FROM citations c
LEFT JOIN documents h ON h.document_id <> c.document_id
    AND ((c.number <> '' AND h.number = c.number) OR (c.number = '' AND c.title <> '' AND h.title = c.title))
WHERE c.document_id = $document_id
GROUP BY ALL ORDER BY c.line, c.number, c.title
