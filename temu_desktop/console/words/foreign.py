"""Text of others among words of ours."""

from __future__ import annotations

_FIRST_STRONG, _END = "\u2068", "\u2069"
_LONGEST_RUN = 24


def isolated(text: str) -> str:
    """Foreign text in a sentence of ours: its direction stays its own affair."""
    return f"{_FIRST_STRONG}{text}{_END}" if text else ""


def breakable(text: str) -> str:
    """May go on in the next line within a word that is too long for one."""
    words = text.split(" ")
    return " ".join(
        "\u200b".join(word[at : at + _LONGEST_RUN] for at in range(0, len(word), _LONGEST_RUN))
        for word in words
    )
