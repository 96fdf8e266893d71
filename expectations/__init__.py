"""Great Expectations suites over the check views, and findings with their life."""
