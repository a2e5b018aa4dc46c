"""Delivery addresses (temu-api.md 4.2, 4.3): the decrypted and the plain call answer alike."""

from __future__ import annotations

from dataclasses import dataclass

from temu_desktop.errors import RecordRejected
from temu_desktop.temu.reading import Record

_MASK = "***"


class AddressMissing(RecordRejected):
    """The answer holds no address a parcel could be sent to: the order is not confirmed yet or has
    been shipped (``address_missing``), or the token may see it masked only (``address_masked``)."""


@dataclass(frozen=True, slots=True)
class TemuAddress:
    """Where an order goes. ``country`` is TEMU's name of it; ``restriction`` is TEMU's reason
    number where shipping is restricted (1 cash on delivery, 2 own tracking barred, 3 bought labels
    only, 0 not said) and ``None`` where it is not or was not told."""

    first_name: str
    last_name: str
    name: str
    phone: str
    mail: str
    country: str
    state: str
    city: str
    district: str
    lines: tuple[str, ...]
    post_code: str
    tax_code: str
    restriction: int | None


def parse_address(result: object) -> TemuAddress:
    """Read one address; raises AddressMissing, or RecordRejected for what is no address at all."""
    answer = Record({}) if result is None else Record.of(result, "result")
    person = answer.record("addressExtra")
    lines = tuple(line for n in (1, 2, 3) if (line := answer.text(f"addressLine{n}")))
    if not lines and (joined := answer.text("addressLineAll")):
        lines = (joined,)
    address = TemuAddress(
        first_name=person.text("firstName"),
        last_name=person.text("lastName"),
        name=answer.text("receiptName"),
        phone=answer.text("mobile") or answer.text("backupMobile"),
        mail=answer.text("mail"),
        country=answer.text("regionName1"),
        state=answer.text("regionName2"),
        city=answer.text("regionName3"),
        district=answer.text("regionName4"),
        lines=lines,
        post_code=answer.text("postCode"),
        tax_code=answer.text("taxCode"),
        restriction=_restriction(answer.record("warning")),
    )
    _check(address)
    return address


def _check(address: TemuAddress) -> None:
    if any(_MASK in part for part in (address.name, address.last_name, *address.lines)):
        raise AddressMissing("address_masked")
    parts = {
        "name": address.name or address.last_name or address.first_name,
        "street": "".join(address.lines),
        "country": address.country,
    }
    if missing := [name for name, text in parts.items() if not text]:
        raise AddressMissing("address_missing", missing=missing)


def _restriction(warning: Record) -> int | None:
    return (warning.integer("reason") or 0) if warning.flag("isRestriction") else None
