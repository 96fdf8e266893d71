"""The weekly summary and the list of findings, as pages that an official can read and print."""
