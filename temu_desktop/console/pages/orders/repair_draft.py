"""What a person enters to repair an order, and the repairs it comes to. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from temu_desktop.console.formatting import Formats
from temu_desktop.errors import RepairInvalid
from temu_desktop.orders.details import LineDetails, OrderDetails
from temu_desktop.orders.repairs import (
    Repair,
    RepairField,
    decimal_of,
    set_country,
    set_price,
    set_quantity,
    set_sku,
)

COUNTRY, ARTICLE, FACTOR, QUANTITY = "country", "article", "factor", "quantity"
NET, GROSS, RATE = "net", "gross", "rate"
_FIELD_OF_REASON = {
    "unknown_country": COUNTRY,
    "quantity_absurd": QUANTITY,
    "no_quantity": QUANTITY,
    "price_zero": NET,
    "price_mismatch": NET,
    "rate_implausible": RATE,
}


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One line, as text."""

    line: str
    name: str = ""
    article: str = ""
    factor: str = "1"
    quantity: str = ""
    net: str = ""
    gross: str = ""
    rate: str = ""

    @property
    def price(self) -> tuple[str, str, str]:
        """The three that belong together."""
        return self.net, self.gross, self.rate


@dataclass(frozen=True, slots=True)
class RepairDraft:
    """The country and every line, as text."""

    country: str
    lines: tuple[LineDraft, ...] = field(default=())

    def with_line(self, line: LineDraft) -> RepairDraft:
        """The same with this line in place of the one of its number."""
        lines = tuple(line if known.line == line.line else known for known in self.lines)
        return replace(self, lines=lines)


def draft_of(details: OrderDetails, formats: Formats) -> RepairDraft:
    """The order as it stands; a record that is not stored as one tells less."""
    params = details.rejection.params if details.rejection is not None else {}
    country = str(params.get("country") or "")
    if details.address is not None:
        country = country or details.address.country or details.address.country_iso
    if details.lines:
        return RepairDraft(country, tuple(_line(line, formats) for line in details.lines))
    payload = (details.rejection.payload if details.rejection is not None else None) or {}
    lines = tuple(
        LineDraft(
            line=str(line["line"]),
            article=", ".join(str(sku) for sku, _ in line["products"]),
            factor=str(line["products"][0][1]) if len(line["products"]) == 1 else "1",
            quantity=str(line["quantity"]),
        )
        for line in payload.get("lines", ())
    )
    return RepairDraft(country, lines)


def place_of(details: OrderDetails) -> tuple[str, str]:
    """The line and the field that the rejection is about."""
    if details.rejection is None or details.rejection.resolved_at is not None:
        return "", COUNTRY if not details.lines else ARTICLE
    reason = details.rejection.reason
    return str(details.rejection.params.get("line") or ""), _FIELD_OF_REASON.get(reason, ARTICLE)


def repairs_of(before: RepairDraft, after: RepairDraft) -> list[Repair]:
    """What was changed; raises RepairInvalid for a value that makes no sense, or for nothing."""
    repairs: list[Repair] = []
    if after.country.strip() != before.country.strip():
        repairs.append(set_country(after.country))
    for old, new in zip(before.lines, after.lines, strict=True):
        if (new.article, new.factor) != (old.article, old.factor):
            repairs.append(set_sku(new.line, new.article, _whole(new.factor, RepairField.SKU)))
        if new.quantity != old.quantity:
            count = _whole(new.quantity, RepairField.QUANTITY)
            repairs.append(set_quantity(new.line, count))
        if new.price != old.price:
            repairs.append(set_price(new.line, *(decimal_of(figure) for figure in new.price)))
    if not repairs:
        raise RepairInvalid("nothing to set", field="", problem="nothing_set")
    return repairs


def _line(line: LineDetails, formats: Formats) -> LineDraft:
    said = ", ".join(sku for sku, _ in line.products) or line.sku
    return LineDraft(
        line=line.number,
        name=line.name,
        article=said,
        factor=str(line.sold_factor),
        quantity=str(line.quantity),
        net=_figure(_of_unit(line.unit_net, line), formats),
        gross=_figure(_of_unit(line.unit_gross, line), formats),
        rate=_figure(line.vat_rate, formats),
    )


def _of_unit(price: Decimal | None, line: LineDetails) -> Decimal | None:
    """Prices are stored by the piece and repaired by the sold unit."""
    return None if price is None else price * line.sold_factor


def _figure(value: Decimal | None, formats: Formats) -> str:
    if value is None:
        return ""
    plain = f"{value:f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return short.replace(".", formats.locale.decimalPoint())


def _whole(text: str, about: RepairField) -> int:
    try:
        return int(text.strip())
    except ValueError:
        raise RepairInvalid(
            "not a whole number", field=about.value, problem="not_a_whole_number"
        ) from None
