-- The list of local units that the last run was given, in its order.
FROM local_entries ORDER BY position
