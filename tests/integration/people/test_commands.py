"""People and devices from the command line: also the way back when a PIN is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from temu_desktop.cli.exit_codes import ExitCode
from tests.command_zygote import temu_desktop

Says = Callable[..., Any]


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """What a command answers a program, which must end with this code."""

    def say(*words: str, code: ExitCode = ExitCode.OK) -> Any:
        done = temu_desktop(tmp_path, *words, "--json")
        assert done.returncode == code, (done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    return say


def test_a_forgotten_pin_is_set_anew_on_the_command_line(says: Says) -> None:
    assert [person["name"] for person in says("people", "list")["people"]] == ["Lager"]
    says("people", "add", "Zoë", "--role", "admin", "--by", "setup")
    assert says("people", "list")["open"] is True
    assert says("people", "set-pin", "zoë", "--pin", "4711")["has_pin"] is True
    assert says("people", "list")["open"] is False
    says("people", "deactivate", "Zoë", code=ExitCode.FAILED)
    assert says("people", "remove-pin", "Zoë")["has_pin"] is False
    assert says("people", "deactivate", "Lager")["active"] is False
    assert len(says("people", "list", "--inactive")["people"]) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["people", "set-pin", "Nobody", "--pin", "4711"], ExitCode.UNKNOWN),
        (["people", "set-pin", "Lager", "--pin", "12"], ExitCode.FAILED),
        (["people", "add", "LAGER"], ExitCode.FAILED),
        (["people", "add", "x" * 300], ExitCode.FAILED),
        (["devices", "revoke", "4711"], ExitCode.UNKNOWN),
        (["devices", "pair", "--role", "owner"], ExitCode.USAGE),
    ],
)
def test_what_does_not_go_ends_with_a_code(says: Says, words: list[str], code: ExitCode) -> None:
    says(*words, code=code)


def test_a_device_is_paired_listed_and_revoked(says: Says) -> None:
    code = says("devices", "pair", "--role", "operator", "--name", "Tor 3", "--by", "Zoë")
    assert len(code["code"]) == 8
    assert code["qr"] == code["code"]
    key = says("devices", "key", "Kasse", "--role", "admin")
    assert len(key["key"]) == 43
    (listed,) = says("devices", "list")["devices"]
    assert (listed["name"], listed["kind"], listed["role"]) == ("Kasse", "machine", "admin")
    assert says("devices", "revoke", str(key["id"]))["revoked"] == key["id"]
    assert says("devices", "list")["devices"] == []
    assert len(says("devices", "list", "--revoked")["devices"]) == 1


def test_a_person_sees_the_code_and_a_qr_code_that_leads_to_the_app(tmp_path: Path) -> None:
    done = temu_desktop(tmp_path, "devices", "pair", "--url", "https://lager.local/")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    drawn = [line for line in lines if set(line) <= set("█▀▄ ")]
    assert len(drawn) > 15
    assert len({len(line) for line in drawn}) == 1
    assert "viewer" in lines[-1]


def test_settings_saved_in_the_data_folder_count_for_every_command(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("TEMU_LANGUAGE='en'\nTEMU_DAYS_BACK='soon'\n")
    done = temu_desktop(tmp_path, "doctor")
    assert done.returncode == ExitCode.SETTINGS
    assert "TEMU_DAYS_BACK='soon'" in done.stderr
    assert "wrong or missing" in done.stderr
    mended = temu_desktop(tmp_path, "doctor", TEMU_DAYS_BACK="3")
    assert mended.returncode == ExitCode.OK, mended.stderr
