"""What PM2, systemd and the server's script are told fits what the program does."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from headless.main import DATABASE, SETTINGS, TRY_AGAIN

ROOT = Path(__file__).parents[2]
UNIT = (ROOT / "packaging/systemd/temu-api.service").read_text(encoding="utf-8")
ECOSYSTEM = (ROOT / "packaging/pm2/ecosystem.config.cjs").read_text(encoding="utf-8")
SERVER = ROOT / "packaging/remote/server.sh"


def values(name: str) -> list[str]:
    """What the unit says under a name."""
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def test_both_managers_stop_at_wrong_settings_and_at_nothing_else() -> None:
    assert values("Restart") == ["always"]
    assert values("RestartPreventExitStatus") == [str(SETTINGS)]
    assert re.findall(r"stop_exit_codes: \[(.*)\]", ECOSYSTEM) == [str(SETTINGS)]
    assert len({SETTINGS, TRY_AGAIN, DATABASE}) == 3


def test_systemd_does_not_give_up_where_something_is_away_for_long() -> None:
    assert values("StartLimitIntervalSec") == ["0"]
    assert UNIT.index("StartLimitIntervalSec") < UNIT.index("[Service]")


@pytest.mark.parametrize(
    ("systemctl", "asked"),
    [
        ("systemctl", "-u temu-api -n 7 --no-pager"),
        ("sudo systemctl", "-u temu-api -n 7 --no-pager"),
        ("systemctl --user", "--user -u temu-api -n 7 --no-pager"),
        ("systemctl --user --quiet", "--user -u temu-api -n 7 --no-pager"),
    ],
)
def test_logs_are_read_from_the_journal_of_the_manager_that_runs_it(
    tmp_path: Path, systemctl: str, asked: str
) -> None:
    journal = tmp_path / "bin" / "journalctl"
    journal.parent.mkdir()
    journal.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    journal.chmod(0o755)
    conf = f"manager=systemd\npm2=\nsystemctl='{systemctl}'\n"
    (tmp_path / "deploy.conf").write_text(conf, encoding="utf-8")
    path = f"{journal.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", str(SERVER), "logs", "7"],
        env={**os.environ, "TEMU_HOME": str(tmp_path), "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == asked
