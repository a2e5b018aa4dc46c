"""Large tables: what has changed is painted, and not everything at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex
from PySide6.QtWidgets import QApplication, QTableView

from temu_desktop.console.table_model import Column, Fetch, PagedTableModel

Pairs = list[tuple[int, int]]


@pytest.fixture
def model(application: QApplication) -> PagedTableModel[str]:
    columns: list[Column[str]] = [
        Column("name", lambda: "Name", lambda row: row),
        Column("size", lambda: "Size", lambda row: str(len(row)), right=True),
    ]
    return PagedTableModel(columns, lambda work: asyncio.ensure_future(work))


def fetching(rows: Sequence[str]) -> Fetch[str]:
    async def fetch(offset: int, limit: int) -> Sequence[str]:
        return rows[offset : offset + limit]

    return fetch


def told_of(model: PagedTableModel[str]) -> tuple[Pairs, Pairs]:
    """The cells, by row and column, and the ranges of rows that have changed."""
    cells: Pairs = []
    ranges: Pairs = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        if first == last:
            cells.append((first.row(), first.column()))
        else:
            ranges.append((first.row(), last.row()))

    model.dataChanged.connect(note)
    return cells, ranges


async def test_of_what_is_in_view_only_the_cells_that_look_otherwise_are_painted_anew(
    model: PagedTableModel[str],
) -> None:
    rows = [f"row {number}" for number in range(40)]
    model.show(40, rows, fetching(rows))
    cells, ranges = told_of(model)
    await model.renew(40, fetching(rows), range(5, 20))
    assert not cells
    outside = [(0, 4), (20, 39)]
    assert ranges == outside, "where somebody may have scrolled to meanwhile"
    rows[7], rows[9] = "oar 7", "a longer one"
    await model.renew(40, fetching(list(rows)), range(5, 20))
    assert cells == [(7, 0), (9, 0), (9, 1)]
    assert [model.index(7, column).data() for column in (0, 1)] == ["oar 7", "5"]


async def test_what_cannot_be_read_in_a_cell_s_words_counts_as_well() -> None:
    sides = iter(range(10))
    columns: list[Column[str]] = [
        Column("icon", str, lambda _: "", icon=lambda row: row[0]),
        Column("colour", str, lambda _: "", colour=lambda row: row[1]),
        Column("nothing", str, lambda _: "", tip=lambda _: str(next(sides))),
    ]
    model = PagedTableModel(columns, lambda work: asyncio.ensure_future(work))
    model.show(2, ["ab", "ab"], fetching(["ab", "ab"]))
    cells, _ = told_of(model)
    await model.renew(2, fetching(["xb", "ax"]), range(2))
    assert cells == [(0, 0), (1, 1)]


async def test_rows_that_come_and_rows_that_are_no_more(model: PagedTableModel[str]) -> None:
    old, new = ([f"{word} {number}" for number in range(40)] for word in ("old", "new"))
    model.show(40, old, fetching(old))
    cells, ranges = told_of(model)
    await model.renew(30, fetching(new[:30]), range(20, 36))
    assert cells == [(row, 0) for row in range(20, 30)]
    assert ranges == [(0, 19)]
    assert model.rowCount() == 30
    cells.clear()
    await model.renew(32, fetching(new[:32]), range(25, 40))
    assert cells == [(30, 0), (30, 1), (31, 0), (31, 1)]


class OneByOne(PagedTableModel[str]):
    """Asked for one role after the other, as Qt does it by itself."""

    multiData = QAbstractTableModel.multiData  # type: ignore[assignment]


async def test_cells_that_are_asked_for_at_once_look_as_when_each_role_is_asked_for(
    model: PagedTableModel[str],
) -> None:
    rows = ["Müller", "Ångström"]
    pictures = []
    for kind in (model, OneByOne(model.columns, lambda work: asyncio.ensure_future(work))):
        kind.show(2, rows, fetching(rows))
        view = QTableView()
        view.setModel(kind)
        view.resize(400, 300)
        pictures.append(view.grab().toImage())
        view.close()
    assert pictures[0] == pictures[1]
    assert [model.index(row, 1).data() for row in (0, 1)] == ["6", "8"]


async def test_there_are_no_cells_outside(model: PagedTableModel[str]) -> None:
    model.show(2, ["a", "b"], fetching(["a", "b"]))
    assert model.index(1, 1).isValid()
    for row, column in ((2, 0), (-1, 0), (0, 2), (0, -1)):
        assert not model.index(row, column).isValid()
    assert not model.index(0, 0, model.index(0, 0)).isValid()
