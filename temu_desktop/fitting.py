"""Texts cut to the width of a column. NVARCHAR counts UTF-16 units, so an emoji counts twice."""

from __future__ import annotations


def width(text: str) -> int:
    """UTF-16 units of a text, as SQL Server counts them."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def fit(text: str, units: int) -> str:
    """The longest beginning of a text that is at most so many units wide."""
    if 2 * len(text) <= units or width(text) <= units:
        return text
    room = units
    for index, char in enumerate(text):
        room -= 2 if ord(char) > 0xFFFF else 1
        if room < 0:
            return text[:index]
    return text
