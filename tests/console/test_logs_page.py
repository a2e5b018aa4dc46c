"""The log page: live lines, a place that stays, filters, copies, exports."""

from __future__ import annotations

import asyncio
import csv
import json
import logging
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from temu_desktop.console.desk import Target
from temu_desktop.console.pages.logs.page import LogsPage
from temu_desktop.console.theme import Mode
from temu_desktop.console.widgets.log_lines.store import LogStore
from temu_desktop.console.widgets.log_lines.view import ROW
from temu_desktop.core import Core
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.events import LogLinesWritten
from temu_desktop.logs.queries import LogLine
from tests.console.conftest import OpenPage
from tests.console.hand import click, photograph, press, settled, type_into, until
from tests.console.looks import LOOKS
from tests.core_fixtures import Shop

NOON = datetime(2026, 11, 26, 11, tzinfo=UTC)
LONGEST_SECONDS = 0.1


def line(number: int, message: str = "", **parts: Any) -> LogLine:
    """A line as the core gives it."""
    whole = {
        "level": "INFO",
        "job": "sync_orders_temu",
        "run": "20261126-110000-abcdef",
        "step": "fetch",
        "subject": f"PO-{number}",
        "logger": "temu_desktop.orders.fetch",
        "error": None,
        **parts,
    }
    return LogLine(
        number, NOON + timedelta(seconds=number), message=message or f"n {number}", **whole
    )


async def written(core: Core, lines: Sequence[dict[str, Any]]) -> None:
    """Lines in the database, told on the bus as the sink tells them."""
    usual = {
        "job_id": "sync_orders_temu",
        "job_type": "sync_orders",
        "level": "INFO",
        "timestamp": NOON,
        "run_id": "20261126-110000-abcdef",
        "step": "fetch",
        "subject": None,
        "logger": "temu_desktop.orders.fetch",
        "error_text": None,
    }
    rows = [{**usual, **one} for one in lines]

    def work(uow: UnitOfWork) -> None:
        insert_rows(uow.connection, schema.scheduler_logs, rows)

    await core.database.write(work)
    core.bus.publish(LogLinesWritten(len(rows), await core.logs.newest()))


def many(count: int, **parts: Any) -> list[dict[str, Any]]:
    """So many lines."""
    return [{"message": f"line {number}", **parts} for number in range(count)]


async def opened(
    open_page: OpenPage, core: Core, language: str = "de", mode: Mode = Mode.LIGHT
) -> LogsPage:
    page = cast("LogsPage", await open_page("logs", core, language=language, mode=mode))
    await until(lambda: page.lines.opened, "the lines")
    await settled(page)
    return page


def shown(page: LogsPage) -> list[str]:
    """Every message that is in the list."""
    store = page.lines.feed.store
    return [store.line(row).message for row in range(len(store))]


@pytest.fixture
async def quiet_shop(shop: Shop) -> AsyncIterator[Shop]:
    """A shop whose log is empty and whose own lines stay out of it."""
    ours = logging.getLogger("temu_desktop")
    before = ours.level
    ours.setLevel(logging.CRITICAL)
    await asyncio.sleep(0.7)
    await shop.core.database.write(
        lambda uow: uow.connection.execute(schema.scheduler_logs.delete())
    )
    yield shop
    ours.setLevel(before)


class TestStore:
    """Lines in little memory."""

    def test_a_line_comes_out_as_it_went_in(self) -> None:
        store = LogStore()
        store.append([line(7, "Größe „L“ fehlt", level="WARNING", error="Traceback …")])
        kept = store.line(0)
        assert (kept.id, kept.at, kept.level) == (7, NOON + timedelta(seconds=7), "WARNING")
        assert (kept.job, kept.run) == ("sync_orders_temu", "20261126-110000-abcdef")
        assert (kept.step, kept.subject) == ("fetch", "PO-7")
        assert (kept.message, kept.has_error) == ("Größe „L“ fehlt", True)

    def test_long_messages_are_cut_at_whole_characters(self) -> None:
        store = LogStore()
        store.append([line(1, "ß" * 1000), line(2, "one\ntwo"), line(3, "שלום " * 100)])
        assert set(store.line(0).message) == {"ß"}
        assert len(store.line(0).message.encode()) <= 240
        assert store.line(1).message == "one two"
        assert store.line(2).message.startswith("שלום")

    def test_lines_stay_in_order_at_both_ends(self) -> None:
        store = LogStore()
        store.append([line(number) for number in range(5000, 9000)])
        store.prepend([line(number) for number in range(4000, 5000)])
        assert [store.line(row).id for row in range(0, 5000, 999)] == [
            *(4000, 4999, 5998, 6997, 7996, 8995),
        ]
        assert (store.first_id, store.last_id, len(store)) == (4000, 8999, 5000)
        assert store.row_of(6543) == 2543

    def test_the_oldest_lines_go_when_there_is_no_more_room(self) -> None:
        store = LogStore(10_000)
        gone = sum(
            store.append([line(number) for number in range(first, first + 500)])
            for first in range(0, 25_000, 500)
        )
        assert len(store) <= 10_000
        assert len(store) + gone == 25_000
        assert store.line(0).id == gone
        assert store.prepend([line(1)]) == 0 or len(store) < 10_000

    def test_the_longest_lines_there_can_be_stay_below_400_bytes_each(self) -> None:
        store = LogStore()
        for first in range(0, 20_000, 1000):
            store.append([line(first + n, "x" * 5000, subject="S" * 200) for n in range(1000)])
        assert store.size / len(store) <= 400

    def test_a_row_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(IndexError):
            LogStore().line(0)


async def test_lines_appear_at_the_end_as_they_are_written(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, quiet_shop.core)
    assert shown(page) == []
    await written(quiet_shop.core, [{"message": "the first"}])
    await until(lambda: shown(page) == ["the first"])
    await written(quiet_shop.core, many(300))
    await until(lambda: len(shown(page)) == 301)
    await until(lambda: page.view.visible_rows().stop == 301)
    assert page.count.text() == "301 Zeilen"


async def test_a_written_line_is_seen_within_100_ms(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(quiet_shop.core, many(50))
    page = await opened(open_page, quiet_shop.core)
    times = []
    for number in range(5):
        await asyncio.sleep(0.3)
        await written(quiet_shop.core, [{"message": f"now {number}"}])
        began = time.perf_counter()
        await until(lambda number=number: shown(page)[-1] == f"now {number}")  # type: ignore[misc]
        times.append(time.perf_counter() - began)
    assert min(times) < LONGEST_SECONDS


async def test_lines_of_another_process_are_found_without_an_event(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, quiet_shop.core)
    rows = [{**many(1)[0], "job_id": "", "job_type": "", "level": "INFO", "timestamp": NOON}]
    await quiet_shop.core.database.write(
        lambda uow: insert_rows(uow.connection, schema.scheduler_logs, rows)
    )
    await until(lambda: shown(page) == ["line 0"])


async def test_whoever_scrolls_up_keeps_the_place_while_lines_arrive(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    await written(quiet_shop.core, many(500))
    page = await opened(open_page, quiet_shop.core)
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.value() - 4000)
    assert not page.view.following
    assert page.pause.text() == "Dem Ende folgen"
    first = page.lines.feed.store.line(page.view.visible_rows().start).id
    await written(quiet_shop.core, many(200))
    await until(lambda: len(shown(page)) == 700)
    assert page.lines.feed.store.line(page.view.visible_rows().start).id == first
    assert "200 neue darunter" in page.count.text()
    click(page.pause)
    assert page.view.following
    assert page.view.visible_rows().stop == 700
    assert page.count.text() == "700 Zeilen"


async def test_a_line_that_is_opened_stays_in_view_while_lines_arrive(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    await written(quiet_shop.core, many(100))
    page = await opened(open_page, quiet_shop.core)
    assert page.view.following
    row = page.view.visible_rows().start + 1
    place = QPoint(200, row * ROW - page.view.verticalScrollBar().value() + ROW // 2)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    await until(page.details.isVisible)
    await settled(page)
    assert row in page.view.visible_rows()
    await written(quiet_shop.core, many(10))
    await until(lambda: len(shown(page)) == 110)
    assert row in page.view.visible_rows()
    assert page.pause.text() == "Dem Ende folgen"


async def test_pausing_stands_still_at_the_end(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(quiet_shop.core, many(100))
    page = await opened(open_page, quiet_shop.core)
    click(page.pause)
    await written(quiet_shop.core, many(100))
    await until(lambda: len(shown(page)) == 200)
    assert page.view.visible_rows().stop == 100


async def test_older_pages_are_read_when_somebody_scrolls_up(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    await written(quiet_shop.core, many(3500))
    page = await opened(open_page, quiet_shop.core)
    assert len(shown(page)) == 1000
    press(page.view, "", Qt.Key.Key_Home)
    await until(lambda: len(shown(page)) == 2000)
    chosen = page.lines.feed.store.line(page.view.current).message
    assert chosen == "line 2500"
    for count in (3000, 3500):
        press(page.view, "", Qt.Key.Key_Home)
        await until(lambda count=count: len(shown(page)) == count)  # type: ignore[misc]
    assert shown(page) == [f"line {number}" for number in range(3500)]
    assert page.lines.feed.at_beginning


async def test_filters_and_search_narrow_the_list(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(
        quiet_shop.core,
        [
            {"message": "order read", "subject": "PO-1"},
            {"message": "rate limit", "level": "WARNING", "logger": "temu_desktop.temu.client"},
            {"message": "Push failed", "level": "ERROR", "job_id": "sync_inventory_temu"},
        ],
    )
    page = await opened(open_page, quiet_shop.core)
    filters = page.filters

    async def sees(*messages: str) -> None:
        await until(lambda: shown(page) == list(messages), str(messages))

    type_into(filters.search, "push")
    await sees("Push failed")
    filters.search.clear()
    await sees("order read", "rate limit", "Push failed")
    filters.level.setCurrentIndex(filters.level.findData("WARNING"))
    await sees("rate limit", "Push failed")
    filters.area.setCurrentIndex(filters.area.findData("temu_desktop.temu"))
    await sees("rate limit")
    click(filters.clear)
    await sees("order read", "rate limit", "Push failed")
    filters.job.setCurrentIndex(filters.job.findData("sync_inventory_temu"))
    await sees("Push failed")
    click(filters.clear)
    type_into(filters.subject, "PO-1")
    await sees("order read")
    await written(quiet_shop.core, [{"message": "shipped", "subject": "PO-1"}, {"message": "no"}])
    await sees("order read", "shipped")


async def test_a_search_takes_no_signs_for_patterns(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(quiet_shop.core, [{"message": "100 % done"}, {"message": "100 pieces"}])
    page = await opened(open_page, quiet_shop.core)
    type_into(page.filters.search, "100 %")
    await until(lambda: shown(page) == ["100 % done"])
    type_into(page.filters.search, "x" * 300)
    await until(lambda: shown(page) == [])
    await settled(page)
    photograph(page, "logs-empty-de-light")


async def test_filters_survive_a_restart_but_a_run_does_not(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, quiet_shop.core)
    page.filters.level.setCurrentIndex(page.filters.level.findData("ERROR"))
    type_into(page.filters.run, "20261126-110000-abcdef")
    await until(lambda: page.lines.feed.wanted.run is not None)
    page.desk.memory.save()
    again = await opened(open_page, quiet_shop.core)
    assert again.filters.wanted.level == "ERROR"
    assert again.filters.wanted.run is None


async def test_a_line_is_opened_in_full_and_leads_to_its_run(
    quiet_shop: Shop, open_page: OpenPage
) -> None:
    text = "Push failed: " + "long " * 200 + "END"
    await written(
        quiet_shop.core,
        [
            {"message": "something else", "run_id": "20261126-100000-000000"},
            {"message": text, "level": "ERROR", "error_text": "Traceback: KeyError"},
        ],
    )
    page = await opened(open_page, quiet_shop.core)
    press(page.view, "", Qt.Key.Key_Up)
    press(page.view, "\r", Qt.Key.Key_Return)
    await until(page.details.isVisible)
    whole = page.details.text.toPlainText()
    assert text in whole
    assert "Traceback: KeyError" in whole
    assert page.details.heading.text().startswith("Fehler")
    await settled(page)
    photograph(page, "logs-line-de-light")
    went: list[Target] = []
    page.desk.steering.go.connect(went.append)
    click(page.details.open_run)
    assert went == [Target("jobs", "20261126-110000-abcdef", "run")]
    click(page.details.copy)
    assert "END" in QGuiApplication.clipboard().text()
    click(page.details.only_run)
    await until(lambda: len(shown(page)) == 1)
    assert page.filters.run.text() == "20261126-110000-abcdef"


async def test_selected_lines_are_copied(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(quiet_shop.core, many(10))
    page = await opened(open_page, quiet_shop.core)
    page.view.choose(2)
    page.view.choose(4, extend=True)
    page.view.copy_wanted.emit(*page.view.selection)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [one.split("\t")[-1] for one in copied] == ["line 2", "line 3", "line 4"]


async def test_somebody_sent_to_a_run_sees_its_lines(quiet_shop: Shop, open_page: OpenPage) -> None:
    await written(quiet_shop.core, [*many(3), {"message": "mine", "run_id": "r-1"}])
    page = await opened(open_page, quiet_shop.core)
    page.show_target(Target("logs", "r-1", "run"))
    await until(lambda: shown(page) == ["mine"])


async def exported(page: LogsPage, file: Path) -> None:
    """Press export and name a file."""
    click(page.save)
    await until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    chooser = cast("QFileDialog", QApplication.activeModalWidget())
    if file.suffix == ".csv":
        chooser.selectNameFilter("CSV (*.csv)")
        chooser.filterSelected.emit("CSV (*.csv)")
    chooser.setDirectory(str(file.parent))
    name = chooser.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(file.name)
    press(chooser, "\r", Qt.Key.Key_Return)


def left_behind(folder: Path) -> list[str]:
    """Files of an export."""
    return [file.name for file in folder.glob("*.json*") if file.name != "console.json"]


async def test_lines_are_exported_as_json_and_csv(
    quiet_shop: Shop, open_page: OpenPage, tmp_path: Path
) -> None:
    await written(quiet_shop.core, [*many(2500), {"message": "=1+1", "level": "ERROR"}])
    page = await opened(open_page, quiet_shop.core)
    notes: list[tuple[str, str]] = []
    page.desk.steering.note.connect(lambda tone, text: notes.append((tone, text)))
    await exported(page, tmp_path / "all.json")
    await until(lambda: notes)
    assert notes == [("good", "2.501 Zeilen stehen in all.json")]
    lines = (tmp_path / "all.json").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["message"] for one in lines[:2]] == ["line 0", "line 1"]
    assert len(lines) == 2501
    page.filters.level.setCurrentIndex(page.filters.level.findData("ERROR"))
    await until(lambda: len(shown(page)) == 1)
    await exported(page, tmp_path / "errors.csv")
    await until(lambda: len(notes) == 2)
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["message"] for row in rows] == ["'=1+1"]
    await until(lambda: not page.exporting.isVisible())


async def test_an_export_shows_how_far_it_is_and_leaves_nothing_when_it_is_cancelled(
    quiet_shop: Shop, open_page: OpenPage, tmp_path: Path
) -> None:
    await written(quiet_shop.core, many(60_000))
    page = await opened(open_page, quiet_shop.core)
    await exported(page, tmp_path / "all.json")
    await until(lambda: page.exporting.isVisible() and page.exporting.bar.value() > 0)
    assert page.exporting.bar.maximum() == 60_000
    assert "von 60.000 Zeilen" in page.exporting.words.text()
    click(page.exporting.stop)
    await until(lambda: not page.exporting.isVisible())
    await until(page.save.isEnabled)
    assert left_behind(tmp_path) == []


async def test_an_export_into_a_folder_that_is_not_there_says_so(
    quiet_shop: Shop, open_page: OpenPage, tmp_path: Path
) -> None:
    await written(quiet_shop.core, many(1))
    page = await opened(open_page, quiet_shop.core)
    failed: list[Any] = []
    page.desk.tasks.failed.connect(failed.append)
    missing = tmp_path / "gone" / "all.json"
    page.run(page.model.export(page.lines.feed.wanted, missing, page.exporting.progress))
    await until(lambda: failed)
    assert failed[0].code == "file_not_writable"


async def test_a_hidden_page_reads_nothing(quiet_shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, quiet_shop.core)
    page.hide()
    await written(quiet_shop.core, many(10))
    await asyncio.sleep(1.3)
    assert shown(page) == []
    page.show()
    await until(lambda: len(shown(page)) == 10)


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_every_level_is_marked_by_icon_and_word(
    quiet_shop: Shop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    messages = [
        ("INFO", "37 changed, 3 go to zero"),
        ("WARNING", "TEMU answers slowly; the pause grows to 8 s"),
        ("ERROR", "Order PO-076-1234 was refused: " + "address incomplete " * 20),
        ("INFO", "שלום עולם: الطلب جاهز"),
        ("CRITICAL", "The program no longer acts: a fault"),
    ]
    await written(
        quiet_shop.core,
        [
            {"level": level, "message": message, "subject": "N" * 200 if place == 2 else "MUG-1"}
            for place, (level, message) in enumerate(messages)
        ]
        * 3,
    )
    page = await opened(open_page, quiet_shop.core, language, mode)
    page.view.choose(3)
    spoken = page.view.accessibleDescription()
    assert "שלום" in spoken
    await settled(page)
    photograph(page, f"logs-levels-{language}-{mode.value}")
    page.view.choose(1)
    word = "Warnung" if language == "de" else "Warning"
    assert word in page.view.accessibleDescription()
