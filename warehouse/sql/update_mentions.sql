UPDATE mentions SET unit_id = resolved.unit_id, resolution = resolved.resolution, nearest = resolved.nearest
FROM resolved WHERE mentions.mention_id = resolved.mention_id
