"""Times: what the words for a day, a period or a rule mean, and which of them are deadlines."""
