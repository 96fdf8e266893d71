-- One finding with its passages.
FROM shown_findings WHERE finding_id = $finding_id
