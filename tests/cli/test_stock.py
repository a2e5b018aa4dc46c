"""``stock``, ``why``, ``stock-rule``, ``map-sku``: for people, and one JSON object for programs."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from temu_desktop.cli.exit_codes import ExitCode
from temu_desktop.clock import SystemClock
from temu_desktop.database import Database, build_engine, migrate, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.database.engine import writing
from temu_desktop.inventory.model import StockRule
from temu_desktop.inventory.rules import publish
from tests.command_zygote import temu_desktop

WHY = publish(50, 5, 1, StockRule(buffer=5, cap=30), holiday=False)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder whose database lists two mugs, one of them compared."""
    engine = build_engine(f"sqlite:///{tmp_path / 'toci.db'}")
    migrate(engine, now=SystemClock().now())
    product = {"goods_id": 603_050_000_000_001, "is_active": True, "shop_id": "default"}
    with writing(engine).begin() as conn:
        insert_rows(
            conn,
            schema.products,
            [
                {**product, "id": 1, "sku": "MUG-BLUE", "name": "Tasse", "sku_id": 1},
                {**product, "id": 2, "sku": "MUG-RED", "name": "Tasse", "sku_id": 2},
            ],
        )
        stock = {
            "product_id": 1,
            "available": 30,
            "temu_stock": 12,
            "temu_stock_known": True,
            "needs_sync": True,
            "jtl_available": 50,
            "target": 30,
            "reason": WHY.as_json(),
        }
        insert_rows(conn, schema.inventory, [stock])
    asyncio.run(Database(engine).close())
    return tmp_path


def test_stock_lists_a_view_and_counts_it(shop: Path) -> None:
    ended = temu_desktop(shop, "stock", "--view", "differences", "--json", TEMU_LANGUAGE="en")
    found = json.loads(ended.stdout)
    assert (ended.returncode, found["count"]) == (ExitCode.OK, 1)
    assert (found["rows"][0]["sku"], found["rows"][0]["difference"]) == ("MUG-BLUE", 18)
    shown = temu_desktop(shop, "stock", "--search", "mug", TEMU_LANGUAGE="en").stdout
    assert "MUG-RED" in shown
    assert "2 of 2" in shown


def test_why_says_the_sum_in_words(shop: Path) -> None:
    shown = temu_desktop(shop, "why", "mug-blue", TEMU_LANGUAGE="en")
    assert shown.returncode == ExitCode.OK
    assert "available 50 − in flight 5 − buffer 5, cap 30 → 30" in shown.stdout
    found = json.loads(temu_desktop(shop, "why", "MUG-BLUE", "--json", TEMU_LANGUAGE="en").stdout)
    assert (found["why"]["result"], found["temu_stock"]) == (30, 12)
    assert temu_desktop(shop, "why", "MUG-RED", TEMU_LANGUAGE="en").returncode == ExitCode.OK
    assert temu_desktop(shop, "why", "NO-SUCH", TEMU_LANGUAGE="en").returncode == ExitCode.UNKNOWN


def test_a_rule_is_set_shown_and_removed(shop: Path) -> None:
    words = ("stock-rule", "MUG-BLUE", "--buffer", "5", "--json")
    assert json.loads(temu_desktop(shop, *words, TEMU_LANGUAGE="en").stdout)["buffer"] == 5
    more = temu_desktop(shop, "stock-rule", "MUG-BLUE", "--pause", "--json", TEMU_LANGUAGE="en")
    assert json.loads(more.stdout) == {
        "sku": "MUG-BLUE",
        "buffer": 5,
        "cap": None,
        "minimum": None,
        "paused": True,
    }
    general = temu_desktop(shop, "stock-rule", "--cap", "9", "--json", TEMU_LANGUAGE="en")
    assert json.loads(general.stdout)["cap"] == 9
    gone = temu_desktop(shop, "stock-rule", "MUG-BLUE", "--remove", "--json", TEMU_LANGUAGE="en")
    assert json.loads(gone.stdout)["buffer"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["stock-rule", "MUG-BLUE", "--buffer", "-1"], ExitCode.SETTINGS),
        (["stock-rule", "MUG-BLUE", "--cap", "2", "--minimum", "3"], ExitCode.SETTINGS),
        (["stock-rule", "NO-SUCH", "--cap", "2"], ExitCode.UNKNOWN),
        (["stock-rule", "--remove", "--cap", "2"], ExitCode.USAGE),
        (["stock", "--view", "upside-down"], ExitCode.USAGE),
        (["stock", "--limit", "0"], ExitCode.USAGE),
        (["map-sku", "MUG-BLUE"], ExitCode.USAGE),
        (["map-sku", "MUG-BLUE", "--article", "4711"], ExitCode.SETTINGS),
        (["map-sku", "MUG-BLUE", "--remove"], ExitCode.OK),
    ],
)
def test_every_ending_has_its_code(shop: Path, words: list[str], code: ExitCode) -> None:
    assert temu_desktop(shop, *words, TEMU_LANGUAGE="en").returncode == code
