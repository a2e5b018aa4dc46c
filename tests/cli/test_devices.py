"""Phones and machines from a terminal: paired by a code, given a key, listed, locked out."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import segno

from tests.command_zygote import temu_desktop

HALVES = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def said(folder: Path, *words: str) -> dict[str, object]:
    done = temu_desktop(folder, *words, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def light_of(drawn: list[str]) -> list[list[int]]:
    """The light modules of a code drawn with half blocks, two rows a line."""
    rows: list[list[int]] = []
    for line in drawn:
        halves = [HALVES[character] for character in line]
        rows += [[upper for upper, _ in halves], [lower for _, lower in halves]]
    return rows


def test_a_code_is_shown_as_words_and_as_a_qr_code_that_leads_to_the_app(tmp_path: Path) -> None:
    words = ("devices", "pair", "--role", "operator", "--url", "https://lager.local/")
    done = temu_desktop(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    *drawn, last = [line for line in done.stdout.splitlines() if line.strip()]
    shown = re.match(r"([A-Z0-9-]+) +operator, until \d\d:\d\d:\d\d UTC, once", last)
    assert shown is not None
    link = f"https://lager.local/#pair={shown[1].replace('-', '')}"
    wanted = [
        [0 if dark else 1 for dark in row] for row in segno.make_qr(link, error="m").matrix_iter()
    ]
    width = max(len(line) for line in drawn)
    found = light_of([line.ljust(width) for line in drawn])
    assert [row[: len(wanted[0])] for row in found[: len(wanted)]] == wanted


def test_a_code_is_good_for_five_minutes(tmp_path: Path) -> None:
    found = said(tmp_path, "devices", "pair")
    assert found["role"] == "viewer"
    assert found["qr"] == found["code"]
    left = datetime.fromisoformat(str(found["expires"])) - datetime.now(UTC)
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)


def test_a_machines_key_is_shown_once_and_locked_out_for_good(tmp_path: Path) -> None:
    made = said(tmp_path, "devices", "key", "Prometheus", "--by", "Zoë")
    assert made["kind"] == "machine"
    assert made["created_by"] == "Zoë"
    assert len(str(made["key"])) >= 32
    listed = temu_desktop(tmp_path, "devices", "list")
    assert "Prometheus" in listed.stdout
    assert str(made["key"]) not in listed.stdout
    assert said(tmp_path, "devices", "revoke", str(made["id"])) == {"revoked": made["id"]}
    assert said(tmp_path, "devices", "list") == {"devices": []}
    (gone,) = said(tmp_path, "devices", "list", "--revoked")["devices"]  # type: ignore[misc]
    assert gone["revoked"] is not None


@pytest.mark.parametrize(
    "words",
    [("devices", "revoke", "4711"), ("devices", "pair", "--role", "king")],
)
def test_what_does_not_exist_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = temu_desktop(tmp_path, *words)
    assert done.returncode != 0
    assert words[-1] in done.stderr
