"""Reading: text → documents, measures, deadlines, mentions. Pure functions: no database, no clock, no network."""
