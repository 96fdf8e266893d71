"""Tables: rows and cells, however a source shows them, and what each column holds."""
