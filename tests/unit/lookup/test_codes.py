"""Codes as scanners and people give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.lookup.codes import Code, Nothing, read_code


@pytest.mark.parametrize(
    ("scanned", "form"),
    [
        ("  PO-076-1  ", "PO-076-1"),
        ("po-076-1\r\n", "PO-076-1"),
        ("*A-4711*", "A-4711"),
        ("]C100340434161094042557", "340434161094042557"),
        ("00340434161094042557", "340434161094042557"),
        ("(00)340434161094042557", "00340434161094042557"),
        ("340434161094042557", "00340434161094042557"),
        ("JJD 0003 4043 4161", "JJD000340434161"),
        ("%001011501234567890123101276", "01234567890123"),
        ("Apfel Buch", "Apfel Buch"),
    ],
)
def test_what_scanners_and_labels_put_around_a_code_is_taken_off(scanned: str, form: str) -> None:
    code = read_code(scanned)
    assert isinstance(code, Code)
    assert form in code.forms


@pytest.mark.parametrize(
    ("scanned", "reason"),
    [
        ("", Nothing.EMPTY),
        (" \r\n\t ", Nothing.EMPTY),
        ("**", Nothing.EMPTY),
        ("x" * 5000, Nothing.TOO_LONG),
        ("x" * 256, Nothing.TOO_LONG),
        ("PO-076\x00-1", Nothing.NOT_PRINTABLE),
        ("PO\u202e076", Nothing.NOT_PRINTABLE),
        ("\ud800", Nothing.NOT_PRINTABLE),
    ],
)
def test_rubbish_is_no_code_and_says_why(scanned: str, reason: Nothing) -> None:
    assert read_code(scanned) is reason


@pytest.mark.parametrize(
    ("scanned", "ean"),
    [
        ("4006381333931", "4006381333931"),
        ("04006381333931", "4006381333931"),
        ("0104006381333931", "4006381333931"),
        ("012345678905", "0012345678905"),
        ("96385074", "96385074"),
    ],
)
def test_a_barcode_is_looked_for_with_and_without_leading_zeros(scanned: str, ean: str) -> None:
    code = read_code(scanned)
    assert isinstance(code, Code)
    assert ean in code.eans


@pytest.mark.parametrize("scanned", ["PO-076-1", "123", "00000000", "٤٠٠٦٣٨١٣٣٣٩٣١"])
def test_what_cannot_be_a_barcode_is_not_asked_for(scanned: str) -> None:
    code = read_code(scanned)
    assert isinstance(code, Code)
    assert code.eans == ()


@given(st.text(max_size=1200))
def test_whatever_is_scanned_there_is_an_answer(scanned: str) -> None:
    code = read_code(scanned)
    if isinstance(code, Code):
        assert code.forms
        assert all(form and len(form) <= 255 for form in code.forms)
        assert all(ean.isdigit() for ean in code.eans)
