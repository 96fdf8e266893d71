"""The warehouse: schema, loading, resolving, linking, and the SQL of the check views. The only place that knows DuckDB."""
