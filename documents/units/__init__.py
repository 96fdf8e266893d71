"""Units: the names that a text gives, their lists and their roles."""
