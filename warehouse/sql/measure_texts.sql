-- The measures that stand, with what they are compared by, in text order.
SELECT measure_id, document_id, chapter, title, text, duty_id FROM live_measures ORDER BY document_id, position
