-- What the program read in the texts of measures, for the check views.
CREATE OR REPLACE TEMP TABLE repeated_steps AS FROM incoming_repeated_steps;
CREATE OR REPLACE TEMP TABLE figure_pairs AS FROM incoming_figure_pairs;
CREATE OR REPLACE TEMP TABLE impossible_targets AS FROM incoming_impossible_targets;

-- The line on which the words of a figure stand: the first of the measure's lines that holds the number, where the text of the
-- source is kept, else the measure's first.
CREATE OR REPLACE TEMP TABLE figure_lines AS
WITH wanted AS (
    SELECT measure_id, surface FROM impossible_targets
    UNION SELECT measure_id, surface FROM figure_pairs
    UNION SELECT other_measure_id, other_surface FROM figure_pairs
), lines AS (
    SELECT w.measure_id, w.surface, m.line,
        list_transform(string_split(t.text, chr(10))[m.line:m.end_line], x -> regexp_replace(x, '\s', '', 'g')) AS printed
    FROM wanted w JOIN checked_measures m USING (measure_id) JOIN checked_documents h USING (document_id)
    LEFT JOIN texts t ON t.source_id = h.source_id
)
SELECT measure_id, surface,
    line + coalesce(list_position(list_transform(printed, x -> contains(translate(x, '０１２３４５６７８９％', '0123456789%'),
        regexp_extract(surface, '[0-9.]+[^0-9]?'))), true), 1) - 1 AS line
FROM lines;
