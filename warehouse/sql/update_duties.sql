UPDATE measures SET duty_id = duties.duty_id
FROM duties WHERE measures.measure_id = duties.measure_id AND measures.duty_id IS DISTINCT FROM duties.duty_id
