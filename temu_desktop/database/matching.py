"""Text that a person typed, found in any case on every engine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, or_

ESCAPE = "/"


def in_any_case(
    conn: Connection, column: Any, words: str, followed_by: str = ""
) -> ColumnElement[bool]:
    """A column that is these words in upper or lower case, or begins with them (``%``).

    SQLite equates the case of ASCII letters only, so others are tried in both; its plain LIKE is
    three times as quick as one on lowered text. SQL Server compares by the column's collation.
    """
    if conn.dialect.name == "postgresql":
        pattern = _escaped(words) + followed_by
        return column.ilike(pattern, escape=ESCAPE)  # type: ignore[no-any-return]
    forms = {words} if words.isascii() else {words, words.lower(), words.upper()}
    patterns = [_escaped(form) + followed_by for form in sorted(forms)]
    return or_(*(column.like(pattern, escape=ESCAPE) for pattern in patterns))


def _escaped(words: str) -> str:
    for special in (ESCAPE, "%", "_", "["):
        words = words.replace(special, ESCAPE + special)
    return words
