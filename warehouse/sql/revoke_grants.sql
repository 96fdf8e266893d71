UPDATE grants SET revoked_at = $revoked_at WHERE list_contains($grants, grant_id)
