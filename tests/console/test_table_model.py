"""Large tables: what has changed is painted, and not everything at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex
from PySide6.QtWidgets import QApplication, QTableView

from temu_desktop.console.table_model import ROWS_AT_ONCE, Column, Fetch, PagedTableModel
from tests.console.hand import until

Told = list[tuple[int, int]]


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


def told_of(model: PagedTableModel[str]) -> Told:
    told: Told = []

    def note(first: QModelIndex, last: QModelIndex) -> None:
        told.append((first.row(), last.row()))

    model.dataChanged.connect(note)
    return told


async def test_of_the_rows_in_view_only_those_that_changed_are_painted_anew(
    model: PagedTableModel[str],
) -> None:
    rows = [f"row {number}" for number in range(40)]
    model.show(40, rows, fetching(rows))
    told = told_of(model)
    await model.renew(40, fetching(rows), range(5, 20))
    outside = [(0, 4), (20, 39)]
    assert told == outside, "where somebody may have scrolled to meanwhile"
    told.clear()
    rows[7] = "another"
    await model.renew(40, fetching(list(rows)), range(5, 20))
    assert told == [(7, 7), *outside]
    assert model.index(7, 0).data() == "another"


async def test_many_changed_rows_are_painted_some_at_a_time_and_none_is_left_out(
    model: PagedTableModel[str],
) -> None:
    old, new = ([f"{word} {number}" for number in range(40)] for word in ("old", "new"))
    model.show(40, old, fetching(old))
    told = told_of(model)
    await model.renew(30, fetching(new[:30]), range(20))
    await until(lambda: told and told[-1][1] == 19)
    assert told.pop(1) == (20, 29), "below what is in view"
    assert all(last - first < ROWS_AT_ONCE for first, last in told)
    assert [row for first, last in told for row in range(first, last + 1)] == list(range(20))
    assert model.rowCount() == 30


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
