"""Headless mode under the real PM2: the usual commands do what people expect of them."""

from __future__ import annotations

import configparser
import os
import re
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from temu_desktop.sandbox.config import SandboxConfig
from tests.operations.places import ROOT, program, shop, until
from tests.operations.pm2 import APP, Pm2, kill_hard
from tests.sandbox_zygote import start_sandbox

DATED = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d: ")


def test_it_starts_restarts_reloads_and_stops(pm2: Pm2) -> None:
    pm2.start()
    # `pm2 start` returned because the app said that it serves, not because time had passed.
    assert pm2.answers()
    assert pm2.status() == "online"
    first = pm2.pid()
    pm2("restart", APP)
    second = pm2.pid()
    assert pm2.answers()
    pm2("reload", APP)
    third = pm2.pid()
    assert pm2.answers()
    assert len({first, second, third}) == 3

    pm2("stop", APP)
    assert pm2.status() == "stopped"
    assert not pm2.answers()
    lines = pm2.log().splitlines()
    assert [line for line in lines if not DATED.match(line)] == []
    assert sum(pm2.url in line for line in lines) == 3
    assert pm2.log("error") == ""
    said = pm2("logs", APP, "--nostream", "--lines", "20")
    assert pm2.url in said


def test_it_is_back_by_itself_after_a_crash(pm2: Pm2) -> None:
    pm2.start()
    crashed = pm2.pid()
    kill_hard(crashed)
    until(lambda: pm2.answers() and pm2.pid() not in {0, crashed})
    assert pm2.app()["pm2_env"]["restart_time"] == 1


def test_what_was_saved_is_there_again_after_the_computer_started_anew(pm2: Pm2) -> None:
    pm2.start()
    pm2("save")
    pm2.end()
    assert not pm2.answers()
    # What the unit file of `pm2 startup` runs at boot.
    pm2("resurrect")
    until(pm2.answers)
    assert pm2.status() == "online"


@pytest.mark.skipif(os.geteuid() != 0, reason="A UNIT FILE IS WRITTEN BY ROOT ONLY")
@pytest.mark.skipif(Path("/run/systemd/system").exists(), reason="HERE IT WOULD REALLY BE STARTED")
def test_at_boot_it_is_resurrected_by_a_unit_of_systemd(pm2: Pm2) -> None:
    name = f"temu-test-{os.getpid()}"
    unit = Path(f"/etc/systemd/system/{name}.service")
    unit.parent.mkdir(parents=True, exist_ok=True)
    try:
        # systemctl finds no systemd here and says so; the file is written before that.
        subprocess.run(
            [
                *(pm2.program, "startup", "systemd", "-u", "root"),
                *("--hp", str(pm2.home.parent), "--service-name", name),
            ],
            env=pm2.env,
            capture_output=True,
            timeout=60,
            check=False,
        )
        read = configparser.RawConfigParser(strict=False, interpolation=None)
        read.optionxform = str  # type: ignore[assignment,method-assign]
        read.read_string(unit.read_text(encoding="utf-8"))
        assert read["Service"]["ExecStart"].endswith("pm2 resurrect")
        assert read["Install"]["WantedBy"] == "multi-user.target"
        _check_unit(unit)
    finally:
        unit.unlink(missing_ok=True)
        for link in unit.parent.glob(f"*.wants/{name}.service"):
            link.unlink()


def test_our_own_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    text = (ROOT / "packaging/systemd/temu-api.service").read_text(encoding="utf-8")
    here = str(ROOT / ".venv" / "bin" / "python")
    unit = tmp_path / "temu-api.service"
    unit.write_text(
        text.replace("/opt/temu-desktop/current/.venv/bin/python", here).replace(
            "User=temu", "User=root"
        )
    )
    _check_unit(unit)


def _check_unit(unit: Path) -> None:
    done = subprocess.run(
        [program("systemd-analyze"), "verify", "--man=no", str(unit)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    about_it = [line for line in done.stderr.splitlines() if unit.name in line]
    assert about_it == []


def test_wrong_settings_are_said_once_and_not_tried_for_ever(pm2: Pm2) -> None:
    pm2.start(UVICORN_PORT="99999999")
    until(lambda: pm2.status() == "stopped")
    assert pm2.log("error").count("UVICORN_PORT='99999999' is wrong; expected") == 1
    assert pm2.app()["pm2_env"]["restart_time"] == 0


def test_too_much_memory_ends_in_an_orderly_restart(pm2: Pm2) -> None:
    pm2.start(TEMU_MAX_MEMORY="30M")
    first = pm2.pid()
    until(lambda: pm2.pid() not in {0, first}, 30)
    daemon = (pm2.home / "pm2.log").read_text(encoding="utf-8")
    assert "exceeds --max-memory-restart" in daemon
    # By its own will (0) and not by SIGKILL, although nobody had asked it to end.
    assert re.search(rf"\[{APP}:0\] exited with code \[0\] via signal", daemon)


def test_a_run_under_way_is_recorded_as_interrupted_and_nobody_holds_the_lease(
    pm2: Pm2, tmp_path: Path
) -> None:
    sandbox = start_sandbox(
        SandboxConfig(orders=40, skus=20, qps=0, latency_ms=1500, data_dir=tmp_path / "sandbox")
    )
    try:
        pm2.start(**shop(sandbox.address))
        until(lambda: pm2.call("GET", "/api/health")["acting"])
        run = pm2.call("POST", "/api/jobs/sync_orders_temu/run-now")["run"]
        until(lambda: _state(pm2, run) == "running")
        holders = "SELECT owner FROM scheduler_lease WHERE owner IS NOT NULL"
        assert len(_rows(pm2, holders)) == 1
        began = time.monotonic()
        pm2("stop", APP)
        assert time.monotonic() - began < 30
        assert _state(pm2, run) == "interrupted"
        assert _rows(pm2, holders) == []
        daemon = (pm2.home / "pm2.log").read_text(encoding="utf-8")
        assert f"[{APP}:0] exited with code [0]" in daemon
    finally:
        sandbox.end()


def _state(pm2: Pm2, run: str) -> str:
    rows = _rows(pm2, "SELECT state FROM job_runs WHERE run_id = ?", run)
    return str(rows[0][0]) if rows else ""


def _rows(pm2: Pm2, statement: str, *values: str) -> list[tuple[object, ...]]:
    file = Path(pm2.env["TEMU_DATA_DIR"]) / "toci.db"
    connection = sqlite3.connect(file, timeout=10)
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()
