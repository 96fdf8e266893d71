-- A grant by its id, where it still stands on the day.
SELECT grant_id, name, role, jurisdictions FROM grants
WHERE grant_id = $grant_id AND revoked_at IS NULL AND (expires_on IS NULL OR expires_on >= $today)
