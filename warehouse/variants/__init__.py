"""Wordings that differ by one character from a wording that stands elsewhere: probable misprints."""
