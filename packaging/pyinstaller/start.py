"""Where a frozen program begins."""

from __future__ import annotations

import multiprocessing
import sys

from temu_desktop.logs.writer import serve_if_asked
from temu_desktop.start import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    serve_if_asked()
    # A program that starts itself (the sandbox, a helper process) says `-m MODULE` as Python would.
    if sys.argv[1:2] == ["-m"]:
        import runpy

        module = sys.argv[2]
        sys.argv = [module, *sys.argv[3:]]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        main()
