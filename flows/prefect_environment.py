"""What Prefect is told before it is imported: its state lies with ours, and its temporary server starts only what a run needs."""

from __future__ import annotations

import os
from pathlib import Path
