"""PINs: what is one, what is stored of it, and how long a wrong one makes people wait."""

from __future__ import annotations

import pytest

from temu_desktop.errors import NameInvalid, PinInvalid
from temu_desktop.names import LONGEST_NAME, name_given, name_key
from temu_desktop.people.model import LONGEST_WAIT, checked_pin, wait_after
from temu_desktop.people.pins import hash_pin, is_pin


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12 34", "12a4", "１２３４", "-123"])
def test_a_pin_is_four_to_eight_digits(pin: str) -> None:
    with pytest.raises(PinInvalid):
        checked_pin(pin)


def test_pins_of_four_and_of_eight_digits_will_do() -> None:
    assert [checked_pin(pin) for pin in ("0000", "12345678")] == ["0000", "12345678"]


def test_only_the_pin_that_was_stored_opens() -> None:
    stored = hash_pin("4711")
    assert is_pin("4711", stored)
    assert not is_pin("4712", stored)
    assert not is_pin("04711", stored)


def test_the_same_pin_is_stored_differently_each_time_and_never_as_it_is() -> None:
    one, other = hash_pin("4711"), hash_pin("4711")
    assert one != other
    assert "4711" not in one.split("$", 4)[4]
    assert len(one) <= 200


def test_a_hash_of_a_newer_program_is_not_taken_for_a_wrong_pin() -> None:
    with pytest.raises(ValueError, match="newer"):
        is_pin("4711", "argon2$1$2$3$AAAA$AAAA")


def test_the_wait_grows_with_every_wrong_pin_and_stops_at_a_quarter_of_an_hour() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(1, 11)]
    assert waits == [0, 0, 5, 15, 30, 60, 300, 900, 900, 900]
    assert LONGEST_WAIT.total_seconds() == 900


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * (LONGEST_NAME + 1), "x" * 300, "A\x00B", "a\u200fb"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NameInvalid):
        name_given(text)


def test_a_name_loses_needless_blanks_and_keeps_its_script() -> None:
    assert name_given("  Zoë \t Müller\n") == "Zoë Müller"
    assert name_given("سارة") == "سارة"


def test_spellings_of_one_name_have_one_key() -> None:
    assert name_key("LAGER") == name_key("Lager")
    assert name_key("Groß") == name_key("GROSS")
