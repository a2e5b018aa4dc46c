"""A page of the table of orders, from whatever place, and how many orders there are.

Reading starts from whichever is smaller: the orders that a search word finds, the orders of a
view, or the sorted index. Keys of an order are looked up per page, never per row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from temu_desktop.database import schema
from temu_desktop.orders.filtering import OrderFilter, OrderView, SortBy, condition
from temu_desktop.orders.rows import OrderRow, order_rows
from temu_desktop.orders.searching import has_word, ids_of_word, is_rare, words_of

ORDERS = schema.orders
PAGE = 200
MOST = 1000
FEW = 10_000
"""So many candidates are sorted as they are found; more are read along the sorted index."""
MANY = 200_000
"""So many where what is wanted may all lie at the far end of that index."""

_COLUMN_OF: dict[SortBy, Column[Any]] = {
    SortBy.ORDERED_AT: ORDERS.c.ordered_at,
    SortBy.SHIP_BY_AT: ORDERS.c.ship_by_at,
    SortBy.NUMBER: ORDERS.c.number,
    SortBy.BUYER: ORDERS.c.recipient_name,
}
_SORTED_WITHIN_STATUS = frozenset({SortBy.ORDERED_AT, SortBy.SHIP_BY_AT})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in a sorted table: what it is sorted by, and its id."""

    value: datetime | str | None
    id: int


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Rows in the order asked for. ``more_before`` and ``more_after``: the table goes on there."""

    rows: tuple[OrderRow, ...]
    first: Place | None
    last: Place | None
    more_before: bool
    more_after: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many orders; not exact: at least so many."""

    number: int
    exact: bool

    def __str__(self) -> str:
        return f"{self.number:,}{'' if self.exact else '+'}"


@dataclass(frozen=True, slots=True)
class Span:
    """Which rows of a sorted table: after a place, before one, or without both the first ones;
    ``from_end`` asks for the last ones. ``skip`` leaves out so many next to where it starts."""

    after: Place | None = None
    before: Place | None = None
    from_end: bool = False
    limit: int = PAGE
    skip: int = 0


def page(
    conn: Connection, wanted: OrderFilter, now: datetime, span: Span | None = None
) -> OrderPage:
    """A page of orders."""
    span = span or Span()
    limit = max(1, min(span.limit, MOST))
    backwards = span.from_end or span.before is not None
    places = _places(conn, wanted, now, replace(span, limit=limit + 1), backwards=backwards)
    more, places = len(places) > limit, places[:limit]
    if backwards:
        places.reverse()
    return OrderPage(
        rows=tuple(order_rows(conn, [place.id for place in places])),
        first=places[0] if places else None,
        last=places[-1] if places else None,
        more_before=more if backwards else span.after is not None or span.skip > 0,
        more_after=span.before is not None or span.skip > 0 if backwards else more,
    )


def count(conn: Connection, wanted: OrderFilter, now: datetime, *, at_most: int = FEW) -> Count:
    """How many orders there are, exactly up to ``at_most`` and without a filter."""
    if wanted == OrderFilter(sort=wanted.sort, descending=wanted.descending):
        return Count(conn.scalar(select(func.count()).select_from(ORDERS)) or 0, True)
    words = words_of(wanted.search)
    if len(words) == 1 and condition(wanted, now, indexed=True) is None:
        hits = ids_of_word(conn, words[0]).subquery()
        found = _count(conn, select(hits.c.order_id).distinct(), at_most)
    else:
        found = _count(conn, _candidates(conn, wanted, now), at_most)
    return Count(min(found, at_most), found <= at_most)


def _count(conn: Connection, statement: Select[Any], at_most: int) -> int:
    limited = statement.limit(at_most + 1).subquery()
    return conn.scalar(select(func.count()).select_from(limited)) or 0


def _places(
    conn: Connection, wanted: OrderFilter, now: datetime, span: Span, *, backwards: bool
) -> list[Place]:
    """The next places from the start on; orders without a value stand at the end."""
    candidates = _candidates(conn, wanted, now)
    column = _COLUMN_OF[wanted.sort]
    start = span.before if span.before is not None else span.after
    with_value = start is None or start.value is not None
    halves = [True, False] if not backwards else [False, True]
    if start is not None and with_value is backwards:
        halves = halves[1:]
    found: list[Place] = []
    skip = max(0, span.skip)
    for half in halves:
        here = start if start is not None and (start.value is not None) is half else None
        falling = wanted.descending is not backwards
        statement = _half(candidates, column, half, here, falling)
        rows = conn.execute(statement.limit(span.limit - len(found)).offset(skip)).all()
        found.extend(Place(value, id_) for value, id_ in rows)
        if len(found) >= span.limit:
            break
        if skip:
            skip = 0 if rows else max(0, skip - _count(conn, statement.order_by(None), skip))
    return found


def _half(
    candidates: Select[Any], column: Column[Any], valued: bool, start: Place | None, falling: bool
) -> Select[Any]:
    """The orders with a value, or those without one, sorted; from ``start`` on."""
    key = ORDERS.c.id
    if not valued:
        statement = candidates.where(column.is_(None))
        if start is not None:
            statement = statement.where(key < start.id if falling else key > start.id)
        order = [key.desc() if falling else key]
        return statement.with_only_columns(column, key).order_by(*order)
    statement = candidates.where(column.is_not(None))
    if start is not None:
        statement = statement.where(*_beyond(column, start, falling))
    ends = [column.desc(), key.desc()] if falling else [column, key]
    return statement.with_only_columns(column, key).order_by(*ends)


def _beyond(column: Column[Any], start: Place, falling: bool) -> Sequence[ColumnElement[bool]]:
    """The first condition lets the index be entered at the place, the second names the rest."""
    key = ORDERS.c.id
    if falling:
        return column <= start.value, (column < start.value) | (key < start.id)
    return column >= start.value, (column > start.value) | (key > start.id)


def _candidates(conn: Connection, wanted: OrderFilter, now: datetime) -> Select[Any]:
    """All orders that are wanted, formed so that every engine starts at the small end."""
    words = words_of(wanted.search)
    sets = _words_by_set(conn, words)
    statement = select(ORDERS.c.id)
    for word in words:
        if word in sets:
            ids = ids_of_word(conn, word).subquery()
            statement = statement.where(ORDERS.c.id.in_(select(ids.c.order_id)))
        else:
            statement = statement.where(has_word(conn, word))
    asked = condition(wanted, now, indexed=not sets and _starts_at_view(conn, wanted, now))
    return statement if asked is None else statement.where(asked)


def _words_by_set(conn: Connection, words: Sequence[str]) -> frozenset[str]:
    """Words whose orders are looked up first. Where several common words narrow each other, their
    orders can lie anywhere along the sorted index."""
    rare = frozenset(word for word in words if is_rare(conn, word, FEW))
    if rare or len(words) < 2:
        return rare
    return frozenset(word for word in words if is_rare(conn, word, MANY))


def _starts_at_view(conn: Connection, wanted: OrderFilter, now: datetime) -> bool:
    """The view's own index is the way in: it is sorted as asked for, or the view is small."""
    dated = wanted.ship_by_from is not None or wanted.ship_by_until is not None
    if wanted.by_one_status and not dated and wanted.sort in _SORTED_WITHIN_STATUS:
        return True
    if wanted.view is OrderView.ALL and not dated:
        return True
    asked = condition(wanted, now, indexed=True)
    most = MANY if dated else FEW
    return asked is None or _count(conn, select(ORDERS.c.id).where(asked), most) <= most
