"""``temu-desktop orders`` and ``order`` as a person and a program call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.database import Database, build_engine, migrate
from tests.command_zygote import temu_desktop
from tests.integration.orders.rows import NOW, a_parcel, an_export, an_order, put, reject


@pytest.fixture
async def place(tmp_path: Path) -> Path:
    """A place whose database holds two orders, one of them rejected."""
    (tmp_path / "data").mkdir()
    engine = build_engine(f"sqlite:///{tmp_path / 'orders.db'}")
    migrate(engine, now=NOW)
    database = Database(engine)
    shipped = an_order(1, status="versendet", exported=True, reported=True)
    waiting = an_order(2, status="wartend", recipient_name="Ömer [bold]Şahin")
    await put(
        database,
        [shipped, waiting],
        exports=[an_export(shipped, "A-4711")],
        parcels=[a_parcel(shipped, "JJD1", report_state="reported")],
    )
    await reject(database, waiting["number"], "unknown_country", country="Atlantis")
    await database.close()
    return tmp_path


def call(place: Path, *words: str) -> str:
    url = f"sqlite:///{place / 'orders.db'}"
    done = temu_desktop(place, *words, TOCI_DATABASE_URL=url, TEMU_LANGUAGE="en")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_programs_get_rows_and_a_count(place: Path) -> None:
    found = json.loads(call(place, "orders", "--json"))
    assert found["count"] == {"number": 2, "exact": True}
    assert [row["number"] for row in found["rows"]] == ["PO-076-00000002", "PO-076-00000001"]
    rejected = json.loads(call(place, "orders", "--view", "rejected", "--json"))
    assert [row["rejection_reason"] for row in rejected["rows"]] == ["unknown_country"]
    searched = json.loads(call(place, "orders", "--search", "jjd1 müller", "--json"))
    assert [row["tracking"] for row in searched["rows"]] == ["JJD1"]


def test_people_get_a_table(place: Path) -> None:
    shown = call(place, "orders", "--sort", "number", "--ascending")
    assert shown.index("PO-076-00000001") < shown.index("PO-076-00000002")
    assert "Ömer [bold]Şahin" in shown
    assert "2 of 2" in shown


def test_one_order_is_shown_whole(place: Path) -> None:
    assert "JJD1" in call(place, "order", "PO-076-00000001")
    assert "Atlantis" in call(place, "order", "PO-076-00000002")
    document = json.loads(call(place, "order", "PO-076-00000001", "--json"))
    assert document["export"]["wawi_order_number"] == "A-4711"
    assert [line["sku"] for line in document["lines"]] == ["MUG-BLUE"]


def test_an_unknown_order_is_named(place: Path) -> None:
    url = f"sqlite:///{place / 'orders.db'}"
    done = temu_desktop(place, "order", "PO-NONE", TOCI_DATABASE_URL=url, TEMU_LANGUAGE="en")
    assert done.returncode == ExitCode.UNKNOWN
    assert "order_unknown" in done.stderr
