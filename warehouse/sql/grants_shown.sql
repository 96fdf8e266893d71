-- All grants without what they open with, the newest first, and whether each still holds on the day of the connection.
SELECT grant_id, name, role, jurisdictions, granted_at, expires_on, revoked_at,
    revoked_at IS NULL AND (expires_on IS NULL OR expires_on >= getvariable('as_of')) AS holds
FROM grants ORDER BY granted_at DESC, grant_id
