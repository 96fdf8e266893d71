-- The contents that the warehouse has, with the name and path of a source that holds each.
SELECT sha256, any_value(name) AS name, any_value(path) AS path FROM sources WHERE sha256 <> '' GROUP BY ALL
