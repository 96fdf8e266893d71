-- Which document acts on which other one that the warehouse holds: by the number it cites, else by the title.
SELECT DISTINCT c.document_id, d.document_id AS other_document_id
FROM citations c
JOIN documents d ON d.document_id <> c.document_id AND (
    (c.number <> '' AND translate(c.number, '[]【】()（） 　', '〔〕〔〕〔〕〔〕') = translate(d.number, '[]【】()（） 　', '〔〕〔〕〔〕〔〕'))
    OR (c.number = '' AND c.title <> '' AND c.title = d.title)
)
WHERE c.implements
ORDER BY ALL
