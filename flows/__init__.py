"""Prefect flows and tasks, and the command line. They order the work; they hold no rules."""
