-- The grants not yet taken back that have this id, or belong to a person of this name.
FROM grants WHERE revoked_at IS NULL AND (grant_id = $who OR name = $who) ORDER BY granted_at, grant_id
