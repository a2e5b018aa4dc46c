"""A code as a scanner or a person gives it, and the forms it can stand in our tables. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 255
"""The longest tracking number that our tables hold."""
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9]")
"""What a scanner puts in front when it is told to say which kind of code it read."""
_GS1_PARCEL = re.compile(r"^\(?00\)?(\d{18})$")
"""SSCC, the GS1 number of a logistic unit, behind its identifier 00 (DHL prints it like this)."""
_GS1_ARTICLE = re.compile(r"^\(?01\)?(\d{14})(?:\D.*)?$")
_ROUTED_PARCEL = re.compile(r"^%[A-Z0-9]{7}(\d{14})\d{6}$")
"""DPD's code on a parcel: post code, the parcel number of 14 digits, service and country."""
_DIGITS = re.compile(r"^\d+$")
_EAN_LENGTHS = frozenset({8, 12, 13, 14})


class Nothing(StrEnum):
    """Why a code cannot be looked up."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_PRINTABLE = "not_printable"


@dataclass(frozen=True, slots=True)
class Code:
    """A code in every form worth looking for. ``eans``: what could be an article's barcode."""

    text: str
    forms: tuple[str, ...]
    eans: tuple[str, ...]


def read_code(scanned: str) -> Code | Nothing:
    """The code without what scanners and labels put around it, or why there is none."""
    if len(scanned) > 4 * LONGEST:
        return Nothing.TOO_LONG
    text = _SYMBOLOGY.sub("", scanned.strip().strip("*").replace("\x1d", "").strip())
    if not text:
        return Nothing.EMPTY
    if len(text) > LONGEST:
        return Nothing.TOO_LONG
    if not text.isprintable():
        return Nothing.NOT_PRINTABLE
    packed = "".join(text.split())
    forms = [text, packed, *_parcel_forms(packed)]
    spelled = [spelling for form in forms for spelling in (form, form.upper())]
    fitting = (form for form in spelled if len(form) <= LONGEST)
    return Code(text, tuple(dict.fromkeys(fitting)), _eans(packed))


def _parcel_forms(packed: str) -> list[str]:
    """Numbers on parcels come with and without the identifier that the standard puts before."""
    forms: list[str] = []
    if sscc := _GS1_PARCEL.match(packed):
        forms += [sscc[1], f"00{sscc[1]}", f"(00){sscc[1]}"]
    elif _DIGITS.match(packed) and len(packed) == 18:
        forms.append(f"00{packed}")
    if routed := _ROUTED_PARCEL.match(packed.upper()):
        forms.append(routed[1])
    return forms


def _eans(packed: str) -> tuple[str, ...]:
    """Barcodes of articles, with and without leading zeros."""
    if article := _GS1_ARTICLE.match(packed):
        packed = article[1]
    if not _DIGITS.match(packed) or not packed.isascii() or len(packed) not in _EAN_LENGTHS:
        return ()
    bare = packed.lstrip("0")
    forms = (packed, *(bare.zfill(length) for length in (8, 12, 13, 14) if length >= len(bare)))
    return tuple(dict.fromkeys(forms)) if bare else ()
