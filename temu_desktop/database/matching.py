"""Text that a person typed, found in any case on every engine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, or_

ESCAPE = "/"


def in_any_case(
    conn: Connection, column: Any, words: str, followed_by: str = ""
) -> ColumnElement[bool]:
    """A column that is these words in upper or lower case, or begins with them (``%``).

    SQLite, and PostgreSQL in some locales, equate the case of ASCII letters only, so others are
    tried in both; SQLite's plain LIKE is three times as quick as one on lowered text. SQL Server
    compares by the column's collation.
    """
    like = column.ilike if conn.dialect.name == "postgresql" else column.like
    forms = {words} if words.isascii() else {words, words.lower(), words.upper()}
    return or_(*(like(_escaped(form) + followed_by, escape=ESCAPE) for form in sorted(forms)))


def _escaped(words: str) -> str:
    for special in (ESCAPE, "%", "_", "["):
        words = words.replace(special, ESCAPE + special)
    return words
