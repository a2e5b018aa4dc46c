"""Search by the beginnings of words, over indexed columns only: no part of it reads all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Select,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from temu_desktop.database import schema
from temu_desktop.database.types import NVarChar
from temu_desktop.fitting import fit, width

ORDERS = schema.orders
ITEMS = schema.order_items
PARCELS = schema.parcels
EXPORTS = schema.exports

MOST_WORDS = 6
LONGEST_WORD = 50
_ESCAPE = "\\"

_OF_ORDER = (
    ORDERS.c.number,
    ORDERS.c.tracking_number,
    ORDERS.c.recipient_last_name,
    ORDERS.c.recipient_first_name,
    ORDERS.c.post_code,
)
_BESIDE: tuple[tuple[Column[int], tuple[Column[str], ...]], ...] = (
    (ITEMS.c.order_id, (ITEMS.c.line_number, ITEMS.c.sku)),
    (PARCELS.c.order_id, (PARCELS.c.tracking,)),
    (EXPORTS.c.order_id, (EXPORTS.c.wawi_order_number,)),
)


def words_of(search: str) -> tuple[str, ...]:
    """What a person typed, as words: no control characters, not endlessly many."""
    clean = "".join(char if char.isprintable() else " " for char in search[:1000])
    words = (fit(word, LONGEST_WORD) for word in clean.split())
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def ids_of_word(conn: Connection, word: str) -> CompoundSelect[Any]:
    """Ids of the orders that have this word; an id can come more than once."""
    return union_all(*_branches(conn.dialect.name, word))


def _branches(dialect: str, word: str) -> Iterator[Select[Any]]:
    for column in _OF_ORDER:
        for one in _beginnings(dialect, column, word):
            yield select(ORDERS.c.id.label("order_id")).where(one)
    for owner, columns in _BESIDE:
        for column in columns:
            for one in _beginnings(dialect, column, word):
                yield select(owner.label("order_id")).where(one)


def has_word(conn: Connection, word: str) -> ColumnElement[bool]:
    """The same as a condition on one order, for words that very many orders have. Tables that have
    the word nowhere are not asked for every order again."""
    dialect = conn.dialect.name
    own = _anywhere(dialect, _OF_ORDER, word)
    beside = [
        exists().where(owner == ORDERS.c.id, _anywhere(dialect, columns, word))
        for owner, columns in _BESIDE
    ]
    there = [
        case((exists(select(owner).where(_anywhere(dialect, columns, word))), 1), else_=0)
        for owner, columns in _BESIDE
    ]
    known = conn.execute(select(*there)).one()
    return or_(own, *(one for one, is_there in zip(beside, known, strict=True) if is_there))


def _anywhere(dialect: str, columns: Sequence[Column[str]], word: str) -> ColumnElement[bool]:
    return or_(false(), *(one for c in columns for one in _beginnings(dialect, c, word)))


def is_rare(conn: Connection, word: str, most: int) -> bool:
    """At most so many hits."""
    some = ids_of_word(conn, word).subquery()
    limited = select(some.c.order_id).limit(most + 1).subquery()
    return (conn.scalar(select(func.count()).select_from(limited)) or 0) <= most


def _beginnings(dialect: str, column: Column[str], word: str) -> Sequence[ColumnElement[bool]]:
    """Conditions of which one holds where ``column`` begins with ``word`` in a usual spelling.

    SQL Server compares without case. Elsewhere the usual spellings are tried: numbers and SKUs
    stand in capitals, names and their parts begin with one. Another mixture is found as typed.
    """
    if dialect == "mssql":
        return [column.like(_pattern(word), escape=_ESCAPE)]
    first_up = word[:1].upper() + word[1:].lower()
    spellings = dict.fromkeys((word, word.upper(), word.lower(), first_up, word.title()))
    room = getattr(column.type, "length", None) or LONGEST_WORD
    fitting = [spelling for spelling in spellings if width(spelling) <= room]
    if dialect == "postgresql":
        # Without an escape: PostgreSQL plans the index only for a plain pattern.
        return [column.like(_pattern(spelling)) for spelling in fitting]
    return [(column >= spelling) & (column < _after(spelling)) for spelling in fitting]


def _after(prefix: str) -> str:
    """The first text behind all that begin with ``prefix``, by code points."""
    last = ord(prefix[-1])
    if last >= 0x10FFFF:
        return prefix + chr(last)
    following = last + 1
    return prefix[:-1] + chr(0xE000 if 0xD800 <= following <= 0xDFFF else following)


def _pattern(beginning: str) -> BindParameter[str]:
    """May be longer than the column: it holds more than the text it finds."""
    return literal(f"{_escaped(beginning)}%", NVarChar())


def _escaped(text: str) -> str:
    """SQL Server knows brackets as well."""
    for special in (_ESCAPE, "%", "_", "["):
        text = text.replace(special, _ESCAPE + special)
    return text
