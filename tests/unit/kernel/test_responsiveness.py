"""What keeps one thread's work from stopping the others."""

from __future__ import annotations

from typing import Any

from temu_desktop.responsiveness import PIECE, let_go


class Watched(list[Any]):
    """Remembers how many went at once."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__(items)
        self.gone: list[int] = []

    def __delitem__(self, key: Any) -> None:
        before = len(self)
        super().__delitem__(key)
        self.gone.append(before - len(self))


def test_a_long_list_is_let_go_of_in_pieces() -> None:
    items = Watched([object() for _ in range(3 * PIECE + 1)])
    let_go(items)
    assert items == []
    assert items.gone == [PIECE, PIECE, PIECE, 1]


def test_an_empty_list_stays_empty() -> None:
    items: list[object] = []
    let_go(items)
    assert items == []
