"""Orders, and what a code means, on the wire."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from headless.schemas.base import EntryOut, ErrorOut, Out
from headless.schemas.issues import IssueOut
from headless.words import Speech
from temu_desktop.lookup.queries import Hit
from temu_desktop.lookup.service import Found
from temu_desktop.orders.cases import AfterSalesRow
from temu_desktop.orders.details import (
    Amounts,
    ExportDetails,
    LineDetails,
    OrderDetails,
    ParcelDetails,
    RejectionDetails,
    Times,
)
from temu_desktop.orders.model import Address
from temu_desktop.orders.queries import Count
from temu_desktop.orders.rows import OrderRow


class OrderOut(Out):
    """An order as a table shows it."""

    number: str
    buyer: str
    country: str
    status: str
    temu_status: int | None
    lines: int
    pieces: int
    total: Decimal | None
    currency: str
    ordered_at: datetime | None
    ship_by_at: datetime | None
    exported: bool
    export_state: str | None
    wawi_order_number: str | None
    tracking: str | None
    carrier: str | None
    parcels: int
    reported: bool
    reported_at: datetime | None
    cancelled_at: datetime | None
    hold_reason: str | None
    hold_text: str | None
    rejection_reason: str | None
    rejection_text: str | None
    issues: list[str]

    @classmethod
    def of(cls, row: OrderRow, speech: Speech) -> OrderOut:
        """A row of the table."""
        reason = row.rejection_reason
        return cls(
            number=row.number,
            buyer=row.buyer,
            country=row.country_iso,
            status=row.status.value,
            temu_status=row.temu_status,
            lines=row.lines,
            pieces=row.pieces,
            total=row.total,
            currency=row.currency,
            ordered_at=row.ordered_at,
            ship_by_at=row.ship_by_at,
            exported=row.exported,
            export_state=row.export_state,
            wawi_order_number=row.wawi_order_number,
            tracking=row.tracking,
            carrier=row.carrier,
            parcels=row.parcels,
            reported=row.reported,
            reported_at=row.reported_at,
            cancelled_at=row.cancelled_at,
            hold_reason=row.hold_reason,
            hold_text=speech.texts.reason(row.hold_reason) if row.hold_reason else None,
            rejection_reason=reason,
            rejection_text=speech.texts.reason(reason) if reason else None,
            issues=list(row.issues),
        )


class CountOut(Out):
    """How many; not exact: at least so many."""

    number: int
    exact: bool


class OrdersOut(Out):
    """A page of orders."""

    items: list[OrderOut]
    next: str | None
    count: CountOut

    @classmethod
    def count_of(cls, count: Count) -> CountOut:
        """How many there are."""
        return CountOut(number=count.number, exact=count.exact)


class AddressOut(Out):
    """Where an order goes."""

    first_name: str
    last_name: str
    company: str
    street: str
    extra: str
    post_code: str
    city: str
    state: str
    country: str
    country_iso: str
    phone: str
    mail: str

    @classmethod
    def of(cls, address: Address) -> AddressOut:
        """A stored address."""
        values = asdict(address)
        return cls(**{name: values[name] for name in cls.model_fields})


class TimesOut(Out):
    """When what happened to an order."""

    seen_at: datetime | None
    ordered_at: datetime | None
    confirmed_at: datetime | None
    ship_by_at: datetime | None
    deliver_by_at: datetime | None
    handed_over_at: datetime | None
    shipped_at: datetime | None
    reported_at: datetime | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, times: Times) -> TimesOut:
        """An order's times."""
        values = asdict(times)
        return cls(**{name: values[name] for name in cls.model_fields})


class AmountsOut(Out):
    """What an order costs."""

    goods_net: Decimal | None
    goods_gross: Decimal | None
    shipping_net: Decimal | None
    shipping_gross: Decimal | None
    total_gross: Decimal | None
    currency: str

    @classmethod
    def of(cls, amounts: Amounts) -> AmountsOut:
        """An order's amounts."""
        values = asdict(amounts)
        return cls(**{name: values[name] for name in cls.model_fields})


class OrderLineOut(Out):
    """One line."""

    number: str
    name: str
    variation: str
    sku: str
    quantity: int
    original_quantity: int | None
    cancelled_quantity: int
    pieces: int
    unit_gross: Decimal | None
    total_gross: Decimal | None
    vat_rate: Decimal | None

    @classmethod
    def of(cls, line: LineDetails) -> OrderLineOut:
        """A stored line."""
        values = asdict(line)
        return cls(**{name: values[name] for name in cls.model_fields})


class ExportOut(Out):
    """Where the hand-over to JTL stands."""

    state: str
    state_at: datetime
    wawi_order_number: str | None
    attempts: int
    handed_over_at: datetime | None
    imported_at: datetime | None
    gone_at: datetime | None
    error: ErrorOut | None

    @classmethod
    def of(cls, export: ExportDetails, speech: Speech) -> ExportOut:
        """A stored hand-over."""
        return cls(
            state=export.state.value,
            state_at=export.state_at,
            wawi_order_number=export.wawi_order_number,
            attempts=export.attempts,
            handed_over_at=export.handed_over_at,
            imported_at=export.imported_at,
            gone_at=export.gone_at,
            error=ErrorOut.of(export.error_code, export.error_text, speech),
        )


class ParcelOut(Out):
    """One parcel."""

    package_key: int
    tracking: str
    method: str
    shipped_at: datetime | None
    units: dict[str, int]
    state: str
    reported_tracking: str | None
    reported_at: datetime | None
    error: ErrorOut | None

    @classmethod
    def of(cls, parcel: ParcelDetails, speech: Speech) -> ParcelOut:
        """A stored parcel."""
        return cls(
            package_key=parcel.package_key,
            tracking=parcel.tracking,
            method=parcel.method_name,
            shipped_at=parcel.shipped_at,
            units=dict(parcel.units),
            state=parcel.state.value,
            reported_tracking=parcel.reported_tracking,
            reported_at=parcel.reported_at,
            error=ErrorOut.of(parcel.error_code, parcel.error_text, speech),
        )


class RejectionOut(Out):
    """Why an order cannot be taken over."""

    reason: str
    text: str
    first_seen_at: datetime
    last_seen_at: datetime
    resolved_at: datetime | None

    @classmethod
    def of(cls, rejection: RejectionDetails, speech: Speech) -> RejectionOut:
        """A rejected record."""
        return cls(
            reason=rejection.reason,
            text=speech.texts.reason(rejection.reason),
            first_seen_at=rejection.first_seen_at,
            last_seen_at=rejection.last_seen_at,
            resolved_at=rejection.resolved_at,
        )


class CaseOut(Out):
    """A case after the sale."""

    number: str
    kind: str
    status: str
    act_by: datetime | None
    updated_at: datetime | None

    @classmethod
    def of(cls, case: AfterSalesRow) -> CaseOut:
        """A stored case."""
        return cls(
            number=case.case,
            kind=case.kind,
            status=case.status.value,
            act_by=case.act_by,
            updated_at=case.updated_at,
        )


class OrderDetailsOut(Out):
    """Everything about one order."""

    number: str
    order: OrderOut | None
    address: AddressOut | None
    times: TimesOut | None
    amounts: AmountsOut | None
    labels: list[str]
    warnings: list[str]
    lines: list[OrderLineOut]
    export: ExportOut | None
    parcels: list[ParcelOut]
    timeline: list[EntryOut]
    issues: list[IssueOut]
    rejection: RejectionOut | None
    cases: list[CaseOut]

    @classmethod
    def of(cls, found: OrderDetails, speech: Speech, *, with_address: bool) -> OrderDetailsOut:
        """One order; the address only for those who work with it."""
        address = found.address if with_address else None
        return cls(
            number=found.number,
            order=OrderOut.of(found.row, speech) if found.row else None,
            address=AddressOut.of(address) if address else None,
            times=TimesOut.of(found.times) if found.times else None,
            amounts=AmountsOut.of(found.amounts) if found.amounts else None,
            labels=[str(label) for label in found.labels],
            warnings=[str(warning) for warning in found.warnings],
            lines=[OrderLineOut.of(line) for line in found.lines],
            export=ExportOut.of(found.export, speech) if found.export else None,
            parcels=[ParcelOut.of(parcel, speech) for parcel in found.parcels],
            timeline=[EntryOut.of(entry) for entry in found.timeline],
            issues=[IssueOut.of(issue, speech) for issue in found.issues],
            rejection=RejectionOut.of(found.rejection, speech) if found.rejection else None,
            cases=[CaseOut.of(case) for case in found.cases],
        )


class HitOut(Out):
    """One thing that a code means."""

    kind: str
    order: str | None
    sku: str | None
    matched: str
    label: str

    @classmethod
    def of(cls, hit: Hit) -> HitOut:
        """A hit of the look-up."""
        return cls(**{**asdict(hit), "kind": hit.kind.value})


class FoundOut(Out):
    """What a code means."""

    hits: list[HitOut]
    nothing: str | None
    ean_not_asked: str | None

    @classmethod
    def of(cls, found: Found) -> FoundOut:
        """All hits."""
        return cls(
            hits=[HitOut.of(hit) for hit in found.hits],
            nothing=found.nothing.value if found.nothing else None,
            ean_not_asked=found.ean_not_asked,
        )
