"""Characters, passages and lines: a text and where each part of it stands in the source."""
