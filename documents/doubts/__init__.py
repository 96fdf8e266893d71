"""Doubts: what looks wrong in a text, or was not read, for a steward to look at."""
