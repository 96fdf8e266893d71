-- The deadlines with a day, or days that come again: each must stand in a feed.
SELECT deadline_id FROM live_deadlines WHERE due_on IS NOT NULL OR rule <> ''
