-- What is held of each source. One that was read by a version that did not say of which content, was read of the last one.
SELECT source_id, path, coalesce(sha256, '') AS sha256,
    coalesce(read_sha256, if(state = 'read', sha256, ''), '') AS read_sha256,
    coalesce(bytes, 0) AS size, coalesce(reader, '') AS reader, state, first_seen
FROM sources
