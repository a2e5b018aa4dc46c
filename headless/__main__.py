"""``python -m headless``: the same as ``temu-desktop headless``, for process managers."""

import sys

from headless.main import main

if __name__ == "__main__":
    sys.exit(main())
