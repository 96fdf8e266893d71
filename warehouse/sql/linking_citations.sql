-- Which documents are cited, and whether as what is acted on.
SELECT document_id, coalesce(number, '') AS number, coalesce(title, '') AS title, implements FROM citations ORDER BY ALL
