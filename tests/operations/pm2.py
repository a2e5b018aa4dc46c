"""The real PM2 with a daemon of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.operations.places import AS_MACHINE, ROOT, answers

ECOSYSTEM = ROOT / "packaging" / "pm2" / "ecosystem.config.cjs"
BIN = ROOT / "packaging" / "node" / "node_modules" / ".bin"
APP = "temu-api"


@dataclass(frozen=True, slots=True)
class Pm2:
    """One daemon in a folder of its own, and the port at which its app is told to serve."""

    program: str
    home: Path
    port: int
    env: dict[str, str]

    def __call__(self, *words: str, code: int = 0, **env: str) -> str:
        """Run a command of PM2; what it said."""
        done = subprocess.run(
            [self.program, *words],
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert done.returncode == code, f"pm2 {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self, **env: str) -> None:
        """What the documentation says."""
        self("start", str(ECOSYSTEM), **env)

    def app(self) -> dict[str, Any]:
        """What PM2 knows of the app."""
        said = self("jlist")
        found = json.loads(said[said.index("[{") :] if "[{" in said else "[]")
        return next((app for app in found if app["name"] == APP), {})

    def status(self) -> str:
        """`online`, `stopped`, …"""
        return str(self.app().get("pm2_env", {}).get("status", "unknown"))

    def pid(self) -> int:
        """The process of the app; 0 where there is none."""
        return int(self.app().get("pid", 0))

    def log(self, name: str = "out") -> str:
        """What the app said so far."""
        file = self.home / "logs" / f"{APP}-{name}.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def answers(self) -> bool:
        """Whether the app serves right now."""
        return answers(self.url)

    def call(self, method: str, path: str) -> Any:
        """The JSON of a call as a machine that may do everything."""
        answer = httpx.request(method, f"{self.url}{path}", headers=AS_MACHINE, timeout=20)
        assert answer.status_code < 300, answer.text
        return answer.json()

    @property
    def url(self) -> str:
        """Where the app is."""
        return f"http://127.0.0.1:{self.port}"

    def end(self) -> None:
        """End the app and the daemon."""
        self("kill")


def kill_hard(pid: int) -> None:
    """As a crash, or as the kernel does when memory is short."""
    os.kill(pid, signal.SIGKILL)
