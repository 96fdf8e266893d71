-- Sources that could not be read, for whoever looks for a document and does not find it.
SELECT source_id, name, replace(reason, path || '：', '') AS reason, last_read FROM sources WHERE state = 'unreadable' ORDER BY name, source_id
