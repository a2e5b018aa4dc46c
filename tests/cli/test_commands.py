"""The command line: exit codes, words in two languages, one JSON object for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from temu_desktop.cli.exit_codes import ExitCode
from tests.command_zygote import temu_desktop

NOBODY = "http://127.0.0.1:9/hook"
"""The port of a service that nobody runs any more."""


@pytest.mark.parametrize(
    ("words", "environ", "code"),
    [
        (["run", "sync_orders_temu"], {"TEMU_DAYS_BACK": "soon"}, ExitCode.SETTINGS),
        (["run", "sync_orders_temu"], {}, ExitCode.SETTINGS),
        (["run", "sync_everything"], {}, ExitCode.UNKNOWN),
        (["approve", "20261123-060000-abcdef"], {}, ExitCode.UNKNOWN),
        (["run"], {}, ExitCode.USAGE),
        (["restore", "nothing.db"], {}, ExitCode.SETTINGS),
        (["migrate"], {}, ExitCode.OK),
        (["doctor"], {}, ExitCode.OK),
        (["stop-writes"], {}, ExitCode.OK),
        (["issues"], {}, ExitCode.OK),
        (["issues", "--history", "--json"], {}, ExitCode.OK),
        (["issues", "--rule", "job_failed", "--severity", "critical"], {}, ExitCode.OK),
        (["issues", "--severity", "loud"], {}, ExitCode.USAGE),
        (["jobs", "issues"], {}, ExitCode.OK),
        (["issues", "act", "5", "acknowledge"], {}, ExitCode.UNKNOWN),
        (["issues", "act", "5", "explode"], {}, ExitCode.USAGE),
        (["alarms", "test"], {}, ExitCode.SETTINGS),
        (["alarms", "test"], {"ALARM_WEBHOOK_URL": NOBODY}, ExitCode.NOT_DELIVERED),
        (["alarms", "test"], {"ALARM_MAIL_TO": "owner"}, ExitCode.SETTINGS),
        (["alarms", "test"], {"ALARM_MAIL_TO": "a@example.de"}, ExitCode.SETTINGS),
    ],
)
def test_how_a_command_ended_is_its_exit_code(
    tmp_path: Path, words: list[str], environ: dict[str, str], code: ExitCode
) -> None:
    done = temu_desktop(tmp_path, *words, **environ)
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Einstellungen sind falsch"), ("en", "settings are wrong")],
)
def test_an_error_says_what_happened_in_the_operators_language(
    tmp_path: Path, language: str, words: str
) -> None:
    done = temu_desktop(
        tmp_path, "run", "sync_orders_temu", TEMU_LANGUAGE=language, LOG_LEVEL="loud"
    )
    assert words in done.stderr
    assert "LOG_LEVEL='loud'" in done.stderr
    assert "DEBUG, INFO, WARNING or ERROR" in done.stderr


def test_without_a_channel_the_alarm_test_says_so(tmp_path: Path) -> None:
    done = temu_desktop(tmp_path, "alarms", "test", "--json", TEMU_LANGUAGE="en")
    assert json.loads(done.stdout) == {"channels": []}
    assert "No alarm channel is configured" in done.stderr


def test_the_alarm_test_tells_how_each_channel_did(tmp_path: Path) -> None:
    done = temu_desktop(tmp_path, "alarms", "test", "--json", ALARM_WEBHOOK_URL=NOBODY)
    (outcome,) = json.loads(done.stdout)["channels"]
    assert outcome == {"channel": "webhook", "delivered": False, "reason": "ConnectError"}


def test_programs_get_one_json_object(tmp_path: Path) -> None:
    report = json.loads(temu_desktop(tmp_path, "doctor", "--json").stdout)
    assert report["healthy"] is True
    assert {check["name"] for check in report["checks"]} >= {"folders", "jtl", "temu_token"}
    failed = json.loads(temu_desktop(tmp_path, "run", "nobody", "--json").stdout)
    assert failed["error"]["code"] == "job_unknown"


def test_a_backup_can_be_restored(tmp_path: Path) -> None:
    temu_desktop(tmp_path, "stop-writes", "--by", "Lager")
    saved = temu_desktop(tmp_path, "backup")
    assert saved.returncode == 0, saved.stderr
    temu_desktop(tmp_path, "resume-writes")
    restored = temu_desktop(tmp_path, "restore", saved.stdout.strip())
    assert restored.returncode == 0, restored.stderr
    assert "before it" in restored.stdout


def test_a_wrong_mode_is_named_before_anything_runs(tmp_path: Path) -> None:
    access = {"TEMU_APP_KEY": "k", "TEMU_APP_SECRET": "s", "TEMU_ACCESS_TOKEN": "t"}
    done = temu_desktop(tmp_path, "run", "sync_orders_temu", "--mode", "fast", **access)
    assert done.returncode == ExitCode.SETTINGS
    assert "tracking_only" in done.stderr
