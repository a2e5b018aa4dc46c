"""``python -m headless``: the same as ``temu-desktop headless``, for process managers."""

import gc
import sys

# Nothing that is imported becomes garbage; looking for some takes a tenth of the start.
gc.disable()
# httpx brings a command line of its own along, and with it a library of colours and tables; it
# does without where that cannot be loaded.
sys.modules["httpx._main"] = None  # type: ignore[assignment]

from headless.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
