"""Tables are painted in pieces where it takes long, and never wrongly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QTableView

from temu_desktop.console.dressing import dress
from temu_desktop.console.look import Look
from temu_desktop.console.table_model import Column, ListTableModel
from temu_desktop.console.theme import TOUCH, Mode
from temu_desktop.console.widgets.table_view import ROWS_AT_ONCE, TableView
from tests.console.hand import until

ROWS = 16
SLOW_SECONDS = 0.004
"""A cell beside a run that computes."""
RED = QColor("#ff0000")


class Rows:
    """What is in the table, and which rows were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.seconds = 0.0
        self.word = ""
        self.columns = [Column("name", lambda: "Name", self._text), Column("_", str, lambda _: "")]

    def _text(self, row: str) -> str:
        self.asked.append(row)
        time.sleep(self.seconds)
        return row + self.word


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def view(application: QApplication, rows: Rows) -> Iterator[TableView]:
    view = TableView()
    model = ListTableModel(rows.columns, view)
    model.show_rows([f"row {number}" for number in range(ROWS)])
    view.setModel(model)
    view.resize(400, (ROWS + 2) * TOUCH)
    yield view
    view.close()


def on_screen(view: TableView) -> QImage:
    """What somebody in front of the screen sees."""
    window = view.window()
    return QGuiApplication.primaryScreen().grabWindow(window.winId()).toImage()


def drawn_whole(view: TableView) -> QImage:
    return view.window().grab().toImage()


def same(one: QImage, other: QImage) -> bool:
    kind = QImage.Format.Format_RGB32
    return one.convertToFormat(kind) == other.convertToFormat(kind)


async def all_painted(view: TableView) -> None:
    await asyncio.sleep(0.05)
    await until(lambda: view.complete)


async def test_rows_that_take_long_let_others_pass_between_them(
    view: TableView, rows: Rows
) -> None:
    rows.seconds = SLOW_SECONDS
    view.show()
    passed: list[int] = []

    async def pass_by() -> None:
        while True:
            await asyncio.sleep(0.001)
            passed.append(len(set(rows.asked)))

    passing = asyncio.create_task(pass_by())
    await all_painted(view)
    passing.cancel()
    assert set(rows.asked) == {f"row {number}" for number in range(ROWS)}
    assert len(set(passed)) > ROWS // (4 * ROWS_AT_ONCE), "not all of them in one go"
    assert same(on_screen(view), drawn_whole(view))


async def test_a_picture_of_the_table_is_whole_at_once(view: TableView, rows: Rows) -> None:
    view.show()
    await all_painted(view)
    before = drawn_whole(view)
    rows.seconds = SLOW_SECONDS
    view.viewport().update()
    await until(lambda: not view.complete)
    assert same(before, drawn_whole(view))
    assert not view.complete, "which leaves the screen as it is"


async def test_only_the_cells_that_changed_are_painted(view: TableView, rows: Rows) -> None:
    view.show()
    await all_painted(view)
    rows.asked.clear()
    model = view.model()
    for place in (2, 9):
        model.dataChanged.emit(model.index(place, 0), model.index(place, 0))
    await all_painted(view)
    assert set(rows.asked) == {"row 2", "row 9"}


def scroll(view: TableView) -> None:
    view.verticalScrollBar().setValue(3)


def get_smaller(view: TableView) -> None:
    view.resize(300, 4 * TOUCH)


@pytest.mark.parametrize("act", [scroll, get_smaller])
async def test_rows_that_wait_are_painted_whatever_happens_to_the_table_meanwhile(
    view: TableView, rows: Rows, act: Callable[[TableView], None]
) -> None:
    view.resize(400, (ROWS // 2) * TOUCH)
    view.show()
    await all_painted(view)
    rows.seconds, rows.word = SLOW_SECONDS, " of now"
    view.viewport().update()
    await until(lambda: not view.complete)
    act(view)
    await all_painted(view)
    rows.seconds = 0.0
    assert same(on_screen(view), drawn_whole(view))


async def test_nothing_of_what_was_there_before_is_seen_while_rows_wait(
    view: TableView, rows: Rows
) -> None:
    stack, other = QStackedWidget(), QLabel()
    other.setStyleSheet(f"background: {RED.name()}")
    stack.addWidget(other)
    stack.addWidget(view)
    stack.resize(400, (ROWS + 2) * TOUCH)
    stack.show()
    spot = QPoint(30, (ROWS - 1) * TOUCH)
    for _ in range(2):
        stack.setCurrentWidget(other)
        await until(lambda: on_screen(view).pixelColor(spot) == RED)
        rows.seconds = SLOW_SECONDS
        stack.setCurrentWidget(view)
        await until(lambda: not view.complete)
        assert on_screen(view).pixelColor(spot) != RED
        await all_painted(view)
        rows.seconds = 0.0
        assert same(on_screen(view), drawn_whole(view))
    view.setParent(None)  # its fixture closes it
    stack.close()


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
async def test_it_looks_like_a_table_of_qt_s_own(
    application: QApplication, view: TableView, mode: Mode
) -> None:
    Look(application, mode)
    plain = QTableView()
    TableView._dress(plain)  # type: ignore[arg-type]
    plain.setModel(view.model())
    pictures = []
    for table in (plain, view):
        dress(table)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.resize(400, 6 * TOUCH)
        table.setCurrentIndex(table.model().index(2, 0))
        table.show()
        await asyncio.sleep(0.05)
        pictures.append(table.grab().toImage())
    plain.close()
    assert same(*pictures)


@pytest.mark.parametrize("rows_there", [0, 1, ROWS_AT_ONCE + 1])
async def test_below_the_last_row_the_table_is_empty(view: TableView, rows_there: int) -> None:
    view.show()
    await all_painted(view)
    model = view.model()
    assert isinstance(model, ListTableModel)
    kept: Sequence[str] = [f"row {number}" for number in range(rows_there)]
    model.show_rows(kept)
    await all_painted(view)
    assert same(on_screen(view), drawn_whole(view))
    empty = on_screen(view).pixelColor(QPoint(200, (ROWS + 1) * TOUCH - 4))
    assert empty == view.palette().base().color()
