"""What runs, in which order, on which runner; the command line. No text logic."""

import os

# Nothing phones home: Prefect reads these when it is first imported, so they stand before any module of this package can import it.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
