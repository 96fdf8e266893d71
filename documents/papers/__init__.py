"""Official papers: where each document of a source begins, its head, signature, citations and statements."""
