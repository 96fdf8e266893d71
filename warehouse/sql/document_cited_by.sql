-- Which documents of the warehouse cite a document, by its number or title.
SELECT h.document_id, h.number, h.title, h.jurisdiction, bool_or(c.implements) AS implements
FROM citations c JOIN documents h ON h.document_id = c.document_id
JOIN documents o ON o.document_id = $document_id AND h.document_id <> o.document_id
    AND ((c.number <> '' AND o.number = c.number) OR (c.number = '' AND c.title <> '' AND o.title = c.title))
GROUP BY ALL ORDER BY h.number, h.title
