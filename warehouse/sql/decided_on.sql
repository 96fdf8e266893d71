-- When each document's reading was last mended, or a mend taken back. Times are kept in UTC; Asia/Shanghai has no summer time.
SELECT document_id, least(max(CAST(decided_at + INTERVAL 8 HOUR AS DATE)), $as_of::DATE) AS day
FROM decisions
WHERE list_contains($kinds, kind) AND list_contains($documents, document_id)
GROUP BY document_id
