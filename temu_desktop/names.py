"""Names that people give: to themselves, to devices."""

from __future__ import annotations

import unicodedata

from temu_desktop.errors import NameInvalid

LONGEST_NAME = 60


def name_given(text: str) -> str:
    """The name without needless blanks; raises NameInvalid where nothing sensible is left."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise NameInvalid("not a name", most=LONGEST_NAME)
    return name


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFKC", name).casefold()
