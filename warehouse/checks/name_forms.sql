-- One row a unit's name in a document that the registry writes otherwise: in which way.
-- two ways: this document, or another one of its place, writes the unit otherwise too; bare: the name does not say whose it is;
-- level: the form of another level (区发展改革委 for 区发展和改革局); shortened: characters of the registry's name are left out;
-- own: an alias that the local list of units gives, a full name, or the customary one of a branch, which the place uses throughout and the registry did not presume.
WITH forms AS (
    SELECT h.document_id, h.jurisdiction, x.unit_id, x.surface, regexp_replace(x.surface, '[（〈(].*$', '') AS bare,
        min(x.line) AS line, arg_min(x.measure_id, (x.line, x.position)) AS measure_id, count(*) AS times,
        bool_and(x.resolution = 'variant') AS variant
    FROM mentions x JOIN live_measures USING (measure_id) JOIN documents h ON h.document_id = x.document_id
    WHERE x.resolution IN ('exact', 'variant') AND x.unit_id IS NOT NULL
    GROUP BY ALL
), others AS (
    SELECT f.document_id, f.surface,
        string_agg(DISTINCT o.surface, '、' ORDER BY o.surface) FILTER (o.document_id = f.document_id) AS here,
        string_agg(DISTINCT o.surface, '、' ORDER BY o.surface) FILTER (o.document_id <> f.document_id) AS elsewhere
    FROM forms f JOIN forms o ON o.unit_id = f.unit_id AND o.jurisdiction = f.jurisdiction AND o.bare <> f.bare
    WHERE f.variant
    GROUP BY ALL
), compared AS (
    SELECT f.*, u.name, o.here, o.elsewhere,
        regexp_matches(f.surface, '^[省市州盟县区旗镇乡]') AND list_contains(u.aliases, f.surface) AS accepted,
        NOT regexp_matches(f.bare, '^[省市州盟县区旗镇乡团]|^自治区|开发区|新区|园区')
            AND NOT contains(f.bare, left(coalesce(j.jurisdiction_name, ''), 2)) AS placeless,
        regexp_matches(f.bare, '委(员会)?$') AND u.name LIKE '%局' OR f.bare LIKE '%局' AND regexp_matches(u.name, '委(员会)?$') AS other_level,
        regexp_matches(f.bare, '^[省市州盟县区旗镇乡团]') AND length(f.bare) < length(u.name) AND NOT ends_with(u.name, substr(f.bare, 2))
            AND u.name LIKE '%' || array_to_string(string_split(substr(f.bare, 2), ''), '%') || '%' AS shortened
    FROM forms f JOIN units u USING (unit_id)
    LEFT JOIN jurisdictions j ON j.jurisdiction = u.jurisdiction
    LEFT JOIN others o ON o.document_id = f.document_id AND o.surface = f.surface
    WHERE f.variant
)
SELECT c.document_id || ':' || c.surface AS subject, h.source_id, c.document_id, c.measure_id, NULL::VARCHAR AS deadline_id,
    m.chapter, m.number, c.line, c.surface, c.unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    CASE
        WHEN c.accepted THEN 'own'
        WHEN c.here IS NOT NULL OR c.elsewhere IS NOT NULL THEN 'two ways'
        WHEN c.placeless THEN 'bare'
        WHEN c.other_level THEN 'level'
        WHEN c.shortened THEN 'shortened'
        ELSE 'own'
    END AS form,
    c.name, c.times,
    CASE
        WHEN c.here IS NOT NULL THEN '同一文件里又写作“' || c.here || '”'
        WHEN c.elsewhere IS NOT NULL THEN '本地其他文件写作“' || c.elsewhere || '”'
        WHEN c.placeless THEN '没有写明是哪一级的'
        WHEN c.other_level THEN '用的是其他层级的名称'
        ELSE '是不规范的简称'
    END AS remark
FROM compared c JOIN documents h USING (document_id) JOIN measures m USING (measure_id)
