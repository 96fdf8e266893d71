"""Great Expectations suites over the check views, and findings with their life."""

import os

# Great Expectations reads this when it is first imported: nothing of a government's plans goes to anybody's statistics.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
