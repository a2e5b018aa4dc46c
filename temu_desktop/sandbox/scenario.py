"""The scenario at work: orders come in, are confirmed, change and get cancelled, by the plan.

Nothing here depends on what the client does, except where the platform itself would: a buyer can
not cancel goods that have been packed, an answered wish is not answered again.
"""

from __future__ import annotations

from collections.abc import Callable

from temu_desktop.sandbox.placing import Placing
from temu_desktop.sandbox.plans import Happening, Incident, OrderPlan
from temu_desktop.sandbox.temu.model import CancelGroup, Order, Status
from temu_desktop.sandbox.temu.order_desk import CANCELLATION_SECONDS, OrderDesk
from temu_desktop.sandbox.timeline import Appointment, Kind, Timeline

_EARLIEST_SECONDS = 1.0
_WITHDRAWN_WHEN_PACKED = 3600.0
_EARLY_AT_MOST = 1800.0


class Scenario:
    """Keeps the timeline and lets happen what is due; `is_packed` asks the Wawi's books."""

    def __init__(
        self,
        desk: OrderDesk,
        placing: Placing,
        opened_at: float,
        is_packed: Callable[[str], bool],
    ) -> None:
        self._desk = desk
        self._placing = placing
        self._opened_at = opened_at
        self._is_packed = is_packed
        self.timeline = Timeline()
        self.not_placed = 0

    def open_with(self, plans: list[OrderPlan]) -> None:
        """Place what was there before the opening and plan the rest."""
        for plan in plans:
            at = self._opened_at + plan.at
            if plan.at <= 0:
                self._place(plan, at, opening=True)
            else:
                self.timeline.add(at, Appointment(Kind.ORDER, plan.number, plan=plan))

    def happen_until(self, now: float, not_before: float) -> int:
        """Everything due by `now`; update times are never before `not_before`.

        An update that dated back behind the last look of a client would never be seen again.
        """
        count = 0
        while (found := self.timeline.pop_due(now)) is not None:
            due, appointment = found
            self._happen(appointment, max(due, not_before))
            count += 1
        return count

    def happen_early(self, now: float) -> bool:
        """The next thing of the coming half hour happens now; False when there is none."""
        appointment = self.timeline.pop_early(now + _EARLY_AT_MOST)
        if appointment is None:
            return False
        self._happen(appointment, now)
        return True

    def _happen(self, appointment: Appointment, at: float) -> None:
        if appointment.plan is not None:
            self._place(appointment.plan, at, opening=False)
            return
        order = self._desk.orders.get(appointment.number)
        if order is None:
            return
        if appointment.kind is Kind.CONFIRMATION:
            self._desk.confirm(order, at)
        elif appointment.kind is Kind.CANCELLATION_ENDS:
            self._end_cancellation(order, appointment.withdraws, at)
        elif appointment.incident is not None:
            self._befall(order, appointment.incident, at)

    def _place(self, plan: OrderPlan, at: float, *, opening: bool) -> None:
        order = self._placing.place(plan, at, opening=opening)
        if order is None:
            self.not_placed += 1
            return
        self._desk.place(order)
        confirmed = at + plan.confirm_after
        earliest = self._opened_at + _EARLIEST_SECONDS
        for incident in plan.incidents:
            before = incident.kind is Happening.PIECES_CANCELLED
            due = max(at if before else confirmed, self._opened_at) + incident.after
            due = min(due, max(confirmed - 1, earliest)) if before else due
            what = Appointment(Kind.INCIDENT, order.number, incident=incident)
            self.timeline.add(due, what)
        if order.status is Status.PENDING:
            due = max(confirmed, earliest + 1)
            self.timeline.add(due, Appointment(Kind.CONFIRMATION, order.number))
        for ready in {order.address_ready_at, order.amounts_ready_at}:
            if ready > max(confirmed, self._opened_at) + 60:
                self.timeline.add(ready, Appointment(Kind.DATA_READY, order.number))

    def _befall(self, order: Order, incident: Incident, at: float) -> None:
        match incident.kind:
            case Happening.BUYER_ASKS_TO_CANCEL:
                self._ask_to_cancel(order, incident, at)
            case Happening.CANCELLED:
                if not self._is_packed(order.number):
                    self._desk.cancel(order, at)
            case Happening.PIECES_CANCELLED:
                self._cancel_pieces(order, at)
            case Happening.NEW_ADDRESS:
                if incident.address is not None:
                    self._desk.change_address(order, incident.address, at)
            case Happening.ALERT_CLEARED:
                self._desk.clear_label(order, incident.label, at)

    def _ask_to_cancel(self, order: Order, incident: Incident, at: float) -> None:
        if self._desk.ask_to_cancel(order, at) is None:
            return
        withdrawn = incident.withdrawn_after
        if withdrawn is None and self._is_packed(order.number):
            withdrawn = _WITHDRAWN_WHEN_PACKED
        due = at + (CANCELLATION_SECONDS if withdrawn is None else withdrawn)
        ends = Appointment(Kind.CANCELLATION_ENDS, order.number, withdraws=withdrawn is not None)
        self.timeline.add(due, ends)

    def _end_cancellation(self, order: Order, withdraws: bool, at: float) -> None:
        """Approved when nobody answered; withdrawn by plan, and when the goods are packed."""
        if withdraws or self._is_packed(order.number):
            self._desk.answer_wish(order, CancelGroup.REVOKED, at)
        else:
            self._desk.answer_wish(order, CancelGroup.APPROVED, at)

    def _cancel_pieces(self, order: Order, at: float) -> None:
        """Some pieces of a pending order, else its last line; a confirmed order stays as it is.

        A client that exported an order would ship what was cancelled later; that is for a person
        and happens by hand only.
        """
        if order.status is not Status.PENDING:
            return
        for line in order.lines:
            if line.quantity > 1:
                self._desk.cancel_pieces(order, line, line.quantity // 2, at)
                return
        if len(order.lines) > 1:
            last = order.lines[-1]
            self._desk.cancel_pieces(order, last, last.quantity, at)
