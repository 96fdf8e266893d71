-- Writes the duties that changed. `duties` is a frame of the program, read whole first: DuckDB cannot have Arrow filter it.
UPDATE measures SET duty_id = duties.duty_id
FROM (WITH given AS MATERIALIZED (FROM duties) FROM given) AS duties
WHERE measures.measure_id = duties.measure_id AND measures.duty_id IS DISTINCT FROM duties.duty_id
