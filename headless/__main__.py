"""``python -m headless``: the same as ``temu-desktop headless``, for process managers."""

import gc
import sys

# Nothing that is imported becomes garbage; looking for some takes a tenth of the start.
gc.disable()

from headless.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
