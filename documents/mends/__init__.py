"""Mends: a reading as a steward decided it."""
