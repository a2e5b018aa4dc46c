"""Processes quickly: one that has loaded everything forks for each that a test asks for.

The loaded process reads a JSON object per line, forks, and answers with the pid.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

PATIENCE_SECONDS = 30.0


class Zygote:
    """The loaded process: ``module`` run with ``-m``; it ends with the tests."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, asked: Mapping[str, Any]) -> int:
        """A new process' pid."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked, default=str) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """No more processes."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_SECONDS)
        if self._process.stdout is not None:
            self._process.stdout.close()


def fork_for_each(lines: IO[str], live: Callable[[dict[str, Any]], None]) -> None:
    """Fork for each line and ``live`` in the new process, which leaves with the code that
    ``live`` exits with."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in lines:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            live(json.loads(line))
            os._exit(0)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def redirect(out: str, errors: str) -> None:
    """No input; output and errors go to these files."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for target, path in ((1, out), (2, errors)):
        mode = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(path, mode, 0o600), target)
