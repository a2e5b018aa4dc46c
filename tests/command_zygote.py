"""The command line quickly: each command is a process of its own that was loaded beforehand.

Run as ``python -m tests.command_zygote``.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from tests.zygote import Zygote, fork_for_each, redirect

LONGEST_SECONDS = 60.0

_started: list[Zygote] = []
_one_at_a_time = threading.Lock()


def temu_desktop(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder of its own, with nothing in its environment but this."""
    environment = {
        "PATH": os.environ["PATH"],
        "TEMU_DATA_DIR": str(folder),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "COLUMNS": "200",
        **environ,
    }
    with tempfile.TemporaryDirectory(prefix="temu-command-") as made:
        files = {name: str(Path(made) / name) for name in ("out", "errors", "code")}
        asked = {"words": words, "environ": environment, "folder": str(folder), **files}
        with _one_at_a_time:
            if not _started:
                _started.append(Zygote(__name__))
                atexit.register(_started[0].close)
            pid = _started[0].fork(asked)
        code = _code(Path(files["code"]), pid)
        out, errors = (Path(files[name]).read_text(encoding="utf-8") for name in ("out", "errors"))
    return subprocess.CompletedProcess(words, code, out, errors)


def _code(path: Path, pid: int) -> int:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        if path.exists() and (said := path.read_text()).endswith("\n"):
            return int(said)
        time.sleep(0.005)
    os.killpg(pid, signal.SIGKILL)
    raise subprocess.TimeoutExpired(str(path), LONGEST_SECONDS)


def _live(asked: dict[str, Any]) -> None:
    """Be the command in a child, and tell its exit code."""
    child = os.fork()
    if child == 0:
        _command(asked)
    _, status = os.waitpid(child, 0)
    Path(asked["code"]).write_text(f"{os.waitstatus_to_exitcode(status)}\n")


def _command(asked: dict[str, Any]) -> None:
    redirect(asked["out"], asked["errors"])
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environ"])
    sys.argv = ["temu-desktop", *asked["words"]]
    from temu_desktop.start import main

    main()
    sys.exit(0)


def _load() -> None:
    """What nearly every command imports sooner or later."""
    import alembic.command
    import apscheduler.schedulers.asyncio
    import keyring
    import lxml.etree
    import rich.progress

    import temu_desktop.bootstrap
    import temu_desktop.cli
    import temu_desktop.database.migrate

    assert all((alembic, apscheduler, keyring, lxml, rich, temu_desktop))


if __name__ == "__main__":
    _load()
    fork_for_each(sys.stdin, _live)
