"""TEMU's order calls: list, address, amounts, cancellations, after-sales (temu-api.md 3, 4, 7)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from temu_desktop.clock import to_unix
from temu_desktop.errors import CallRefused, ScopeMissing
from temu_desktop.temu import calls
from temu_desktop.temu.client import Answer, TemuClient

_log = logging.getLogger(__name__)

MOST_NUMBERS = 20
"""Order numbers that one call of the order list takes."""
CANCELLATIONS_PENDING = 8
"""``afterSalesStatusGroup`` of cancellations that wait for the seller."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, both ends included; ``end`` must be later than ``start``."""

    start: datetime
    end: datetime


class OrdersApi:
    """Order calls of one shop; answers come raw, so that they can be archived before reading."""

    def __init__(self, client: TemuClient) -> None:
        self._client = client
        self._decrypts = True

    async def list_page(
        self,
        page: int,
        page_size: int = 100,
        *,
        status: int | None = None,
        updated: Window | None = None,
        created: Window | None = None,
        numbers: Sequence[str] = (),
    ) -> Answer:
        """One page of the order list, newest first; pages count from 1, at most 100 orders each.

        No ``status``: all. Raises ValueError for more than `MOST_NUMBERS` numbers.
        """
        if len(numbers) > MOST_NUMBERS:
            raise ValueError(f"at most {MOST_NUMBERS} order numbers in one call")
        params: dict[str, object] = {"pageNumber": page, "pageSize": page_size}
        if status is not None:
            params["parentOrderStatus"] = status
        if updated is not None:
            params["updateAtStart"] = to_unix(updated.start)
            params["updateAtEnd"] = to_unix(updated.end)
        if created is not None:
            params["createAfter"] = to_unix(created.start)
            params["createBefore"] = to_unix(created.end)
        if numbers:
            params["parentOrderSnList"] = list(numbers)
        return await self._client.call(calls.ORDER_LIST, params)

    async def address(self, parent_order_sn: str) -> Answer:
        """The delivery address of one order: unmasked where the token may see it, else plain.

        A token without the unmasking call is remembered and told once.
        """
        params = {"parentOrderSn": parent_order_sn}
        if self._decrypts:
            try:
                return await self._client.call(calls.ADDRESS_DECRYPTED, params)
            except ScopeMissing as error:
                self._forget_decryption(error)
            except CallRefused as error:
                _log.debug("decrypted address of %s refused: %s", parent_order_sn, error)
        return await self._client.call(calls.ADDRESS, params)

    def _forget_decryption(self, error: ScopeMissing) -> None:
        # Calls that were under way when the first one was refused come here, too.
        if self._decrypts:
            self._decrypts = False
            _log.warning("TEMU's token may not read unmasked addresses: %s", error)

    async def amounts(self, parent_order_sn: str) -> Answer:
        """The amounts of one order; ScopeMissing where TEMU has not whitelisted the shop, NotReady
        while they are being calculated."""
        return await self._client.call(calls.AMOUNTS, {"parentOrderSn": parent_order_sn})

    async def cancel_list(
        self,
        page: int,
        *,
        status_group: int = CANCELLATIONS_PENDING,
        page_size: int = 100,
        numbers: Sequence[str] = (),
    ) -> Answer:
        """One page of the buyers' wishes to cancel; ``numbers`` are order numbers (at most 200)."""
        params: dict[str, object] = {
            "pageNo": page,
            "pageSize": page_size,
            "afterSalesStatusGroup": status_group,
        }
        if numbers:
            params["parentOrderSnList"] = list(numbers)
        return await self._client.call(calls.CANCEL_LIST, params)

    async def after_sales_list(self, page: int, updated: Window, page_size: int = 100) -> Answer:
        """One page of the after-sales cases that changed in a window."""
        return await self._client.call(
            calls.AFTER_SALES_LIST,
            {
                "pageNo": page,
                "pageSize": page_size,
                "updateAtStart": to_unix(updated.start),
                "updateAtEnd": to_unix(updated.end),
            },
        )

    async def agree_cancellation(
        self, *, parent_after_sales_sn: str, parent_order_sn: str
    ) -> Answer:
        """Grant a buyer's wish to cancel. A write: see OutcomeUnknown."""
        return await self._client.call(
            calls.CANCEL_AGREE,
            {"parentAfterSalesSn": parent_after_sales_sn, "parentOrderSn": parent_order_sn},
        )
