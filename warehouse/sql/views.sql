-- Views that several queries share, as of the day in the variable as_of. They last as long as the connection.

CREATE OR REPLACE TEMP VIEW live_measures AS FROM measures WHERE withdrawn_on IS NULL;
CREATE OR REPLACE TEMP VIEW live_deadlines AS FROM deadlines WHERE withdrawn_on IS NULL;

-- The deadlines with a day, or with days that come again: each must stand in a feed. What is due every single day
-- (每日) is listed with the unit and in the summary, but is not dated; what is due every ten (每10日) is.
CREATE OR REPLACE TEMP VIEW falling_due AS
FROM live_deadlines
WHERE due_on IS NOT NULL
    OR (rule <> '' AND (rule NOT LIKE 'FREQ=DAILY%' OR regexp_matches(rule, 'INTERVAL=([2-9]|[1-9][0-9])')));

-- Who gets a measure: the units it names, and the members of the collectives it names; each once, in their first role.
-- An open collective (相关部门) has no members: nobody can say who.
CREATE OR REPLACE TEMP VIEW recipients AS
WITH named AS (
    SELECT m.measure_id, u.unit_id, m.role
    FROM mentions m JOIN units u USING (unit_id)
    WHERE u.kind NOT IN ('collective', 'open_collective')
    UNION ALL
    SELECT m.measure_id, c.unit_id, 'member' AS role
    FROM mentions m JOIN members c ON c.collective_id = m.unit_id
)
SELECT measure_id, unit_id, arg_min(role, list_position(['lead', 'responsible', 'cooperating', 'other', 'member'], role)) AS role
FROM named GROUP BY ALL;

-- What the day makes of a due day while nobody has reported it as done.
CREATE OR REPLACE TEMP MACRO light(due_on) AS CASE
    WHEN due_on < getvariable('as_of') THEN '逾期'
    WHEN due_on <= getvariable('as_of') + 7 THEN '临期'
    ELSE '未到期'
END;

-- What people did about each deadline up to the day, and what the day makes of it (DESIGN.md, state and status).
CREATE OR REPLACE TEMP VIEW standings AS
WITH reported AS (
    SELECT deadline_id, arg_max(state, (effective_on, recorded_on, report_id)) AS state,
        max(effective_on) FILTER (state = '申请办结') AS completed_on
    FROM reports WHERE effective_on <= getvariable('as_of') GROUP BY ALL
)
SELECT d.deadline_id, coalesce(r.state, '未启动') AS state,
    CASE
        WHEN d.withdrawn_on IS NOT NULL OR r.state = '中止' THEN '已取消'
        WHEN r.state = '已销号' THEN if(r.completed_on > d.due_on, '逾期完成', '已完成')
        WHEN r.state = '申请办结' AND (d.due_on IS NULL OR r.completed_on <= d.due_on) THEN '待销号'
        ELSE light(d.due_on)
    END AS status
FROM deadlines d LEFT JOIN reported r USING (deadline_id);

-- When each deadline was first recorded, and when something about it was last recorded.
CREATE OR REPLACE TEMP VIEW histories AS
WITH recorded AS (
    SELECT deadline_id, recorded_on FROM changes
    UNION ALL
    SELECT deadline_id, recorded_on FROM reports WHERE effective_on <= getvariable('as_of')
)
SELECT deadline_id, min(recorded_on) AS recorded_on, max(recorded_on) AS changed_on FROM recorded GROUP BY ALL;

-- What is open about a measure or one of its deadlines, for those who see it.
CREATE OR REPLACE TEMP VIEW open_findings AS FROM findings WHERE state IN ('open', 'confirmed');

-- What was decided and not taken back.
CREATE OR REPLACE TEMP VIEW effective_decisions AS
FROM decisions d WHERE d.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision_id);

-- Documents that a steward withdrew, or replaced by another one, or marked as not public.
CREATE OR REPLACE TEMP VIEW withdrawn_documents AS
SELECT DISTINCT document_id FROM effective_decisions WHERE kind IN ('document_withdraw', 'document_supersede');
CREATE OR REPLACE TEMP VIEW private_documents AS
SELECT DISTINCT document_id FROM effective_decisions WHERE kind = 'document_private';
