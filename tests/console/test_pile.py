"""Rows that come and go: each as high as its words, and none touched for the sake of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from temu_desktop.console.widgets.basics import button, column, scrolled
from temu_desktop.console.widgets.pile import Pile
from tests.console.hand import until

WIDTH = 300
WORDS = "Words that need more than one line where the pile is as narrow as this one"


class Words(QLabel):
    """Counts how often it is asked for its height."""

    asked = 0

    def heightForWidth(self, width: int) -> int:
        self.asked += 1
        return super().heightForWidth(width)


class Row(QFrame):
    """Words that break, a whole number of times."""

    def __init__(self, times: int = 1) -> None:
        super().__init__()
        self.words = Words(" ".join([WORDS] * times))
        self.words.setWordWrap(True)
        self.setLayout(column(self.words))


@pytest.fixture
def page(application: QApplication) -> Iterator[QWidget]:
    """A page with a pile, and a button above and below it."""
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(button("above"))
    box.addWidget(Pile[Row]())
    box.addWidget(button("below"))
    box.addStretch(1)
    page.resize(WIDTH, 900)
    yield page
    page.close()


@pytest.fixture
def pile(page: QWidget) -> Pile[Row]:
    return page.findChild(Pile)


def as_a_layout_has_them(rows: Sequence[Row], width: int) -> list[tuple[int, int]]:
    """Top and height of each, from a layout of Qt's with rows of the same words."""
    page = QWidget()
    box = column(spacing=0)
    for row in rows:
        box.addWidget(twin := Row(0))
        twin.words.setText(row.words.text())
        twin.words.setFont(row.words.font())
    box.addStretch(1)
    page.setLayout(box)
    page.resize(width, 10_000)
    page.show()
    twins = [page.layout().itemAt(place).widget() for place in range(len(rows))]
    found = [(twin.y(), twin.height()) for twin in twins]
    page.close()
    return found


def by_tab(page: QWidget) -> list[str]:
    """The buttons, as the tab key comes to them."""
    found, stop = [], page.nextInFocusChain()
    while stop is not page:
        if isinstance(stop, QPushButton):
            found.append(stop.text())
        stop = stop.nextInFocusChain()
    return found


def places(pile: Pile[Row]) -> list[tuple[int, int]]:
    return [(row.y(), row.height()) for row in pile.rows]


async def test_rows_lie_as_in_a_layout_and_the_page_makes_room(
    page: QWidget, pile: Pile[Row]
) -> None:
    page.show()
    for times in (1, 3, 2):
        pile.put(Row(times), 0)
    expected = as_a_layout_has_them(pile.rows, WIDTH)

    assert places(pile) == expected
    below = page.layout().itemAt(2).widget()
    await until(lambda: below.y() >= pile.y() + sum(expected[-1]))
    assert pile.height() == sum(expected[-1])
    assert all(row.width() == pile.width() == WIDTH for row in pile.rows)


async def test_in_a_narrower_window_words_break_elsewhere(page: QWidget, pile: Pile[Row]) -> None:
    page.show()
    pile.put(Row(2), 0)
    pile.put(Row(1), 1)
    wide = pile.height()
    page.resize(WIDTH // 2, page.height())

    await until(lambda: pile.width() == WIDTH // 2)
    assert places(pile) == as_a_layout_has_them(pile.rows, WIDTH // 2)
    assert pile.height() > wide


async def test_a_row_that_says_more_gets_more_room_and_one_that_says_less_gives_it_back(
    page: QWidget, pile: Pile[Row]
) -> None:
    page.show()
    pile.put(Row(1), 0)
    pile.put(Row(1), 1)
    before = places(pile)
    pile.rows[0].words.setText(" ".join([WORDS] * 5))
    await until(lambda: pile.rows[1].y() > before[1][0])
    assert places(pile) == as_a_layout_has_them(pile.rows, WIDTH)

    pile.rows[0].words.setText(WORDS)
    await until(lambda: places(pile) == before)


async def test_rows_that_came_while_the_page_was_hidden_lie_right_as_it_is_shown(
    page: QWidget, pile: Pile[Row]
) -> None:
    page.setStyleSheet("QLabel { font-size: 20pt; }")
    pile.put(Row(1), 0)
    pile.put(Row(2), 1)
    page.show()

    assert pile.rows[0].words.font().pointSize() == 20
    assert places(pile) == as_a_layout_has_them(pile.rows, WIDTH)


async def test_the_tab_key_goes_from_top_to_bottom_whichever_row_came_last(
    page: QWidget, pile: Pile[Row]
) -> None:
    page.show()
    for name, place in (("b", 0), ("a", 0), ("d", 2), ("c", 3)):
        row = Row()
        row.layout().addWidget(button(f"{name}1"))
        row.layout().addWidget(button(f"{name}2"))
        pile.put(row, place)
    pile.put(pile.rows[3], 2)

    assert by_tab(page) == ["above", "a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2", "below"]


async def test_without_rows_the_pile_takes_no_room(page: QWidget, pile: Pile[Row]) -> None:
    page.show()
    above, below = (page.layout().itemAt(place).widget() for place in (0, 2))
    together = above.height() + page.layout().spacing()
    assert below.y() == together
    pile.put(Row(), 0)
    await until(lambda: below.y() > together)
    pile.take(pile.rows[0])
    await until(lambda: below.y() == together)


async def test_a_row_that_needs_more_width_than_there_is_leaves_no_hole_below(
    page: QWidget, pile: Pile[Row]
) -> None:
    area = scrolled(page)
    area.resize(WIDTH, 900)
    area.show()
    pile.put(row := Row(3), 0)
    row.layout().addWidget(wide := button("wide"))
    await until(lambda: pile.height() == row.height() == row.heightForWidth(pile.width()))
    wide.setMinimumWidth(2 * WIDTH)
    await until(lambda: pile.width() >= 2 * WIDTH)
    QApplication.processEvents()
    assert pile.height() == row.height() == row.heightForWidth(pile.width())
    area.takeWidget()
    area.close()


async def test_a_row_that_is_put_where_it_is_costs_nothing(
    page: QWidget, pile: Pile[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show()
    pile.put(row := Row(), 0)
    monkeypatch.setattr(Row, "heightForWidth", lambda *_: pytest.fail("asked"), raising=False)
    pile.put(row, 0)


async def test_no_row_is_asked_again_because_another_comes_or_goes(
    page: QWidget, pile: Pile[Row]
) -> None:
    page.show()
    for times in range(1, 6):
        pile.put(Row(times), 0)
    QApplication.processEvents()
    staying = list(pile.rows)
    before = [row.words.asked for row in staying]
    pile.put(Row(3), 2)
    QApplication.processEvents()
    pile.take(pile.rows[2])
    QApplication.processEvents()

    assert pile.rows == staying
    assert [row.words.asked for row in staying] == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(["put", "move", "take"]), st.integers(0, 5))))
def test_whatever_comes_moves_and_goes_nothing_overlaps(
    page: QWidget, pile: Pile[Row], steps: list[tuple[str, int]]
) -> None:
    page.show()
    pile.clear()
    wanted: list[Row] = []
    for act, place in steps:
        place = min(place, len(wanted))
        if act == "put":
            wanted.insert(place, row := Row(place + 1))
            pile.put(row, place)
        elif wanted and act == "move":
            row = wanted.pop()
            wanted.insert(min(place, len(wanted)), row)
            pile.put(row, wanted.index(row))
        elif wanted:
            pile.take(wanted.pop(place % len(wanted)))

    assert pile.rows == wanted
    tops = [row.y() for row in wanted]
    assert tops == [sum(row.height() for row in wanted[:place]) for place in range(len(wanted))]
    assert pile.height() == sum(row.height() for row in wanted)
    assert all(row.height() == row.heightForWidth(pile.width()) > 0 for row in wanted)
    assert all(row.isVisible() for row in wanted)
