-- Where a name that resolves to no unit, or to another, is mentioned in the documents of a jurisdiction.
SELECT h.document_id, coalesce(nullif(h.number, ''), h.title) AS document_name, m.chapter, m.number, m.title, x.line
FROM mentions x JOIN live_measures m USING (measure_id) JOIN documents h ON h.document_id = m.document_id
WHERE x.surface = $surface AND h.jurisdiction = $jurisdiction ORDER BY h.issued DESC, h.document_id, x.line
