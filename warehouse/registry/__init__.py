"""The registry of units: divisions, institutions, collectives and local additions, and the resolver of mentions."""
