-- The grants that hold on a day: not taken back, and their last day not over.
FROM grants WHERE revoked_at IS NULL AND (expires_on IS NULL OR expires_on >= $today) ORDER BY grant_id
