"""Measures → iCalendar: one feed a unit, published whole or not at all."""
