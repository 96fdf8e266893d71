UPDATE documents SET issuer_unit = heads.unit_id
FROM heads WHERE documents.document_id = heads.document_id AND documents.issuer_unit IS DISTINCT FROM heads.unit_id
