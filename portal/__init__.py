"""The web side: feeds, summaries and findings, served."""
