"""A typed client of the sandbox's control interface, for the demo and for tests."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

import httpx

_CONTROL_SECONDS = 300.0
_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Plain HTTP on this computer: no certificates need to be read, and none are trusted."""


class SandboxError(RuntimeError):
    """The sandbox did not start, or refused a control call; the text holds what it said."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Where the world stands; `next_event_in` is seconds, None when nothing is left to come."""

    now: float
    offset: float
    pending_events: int
    wawi_idle: bool
    next_event_in: float | None


class _TickDocument(TypedDict):
    """A tick's answer as JSON has it."""

    now: float
    offset: float
    pending_events: int
    wawi_idle: bool
    next_event_in: float | None


class _ControlHttp:
    """The calls themselves; raises SandboxError for a refused one."""

    def __init__(self, control_url: str) -> None:
        self._url = control_url
        self._http = httpx.AsyncClient(timeout=_CONTROL_SECONDS, trust_env=False, verify=_NOBODY)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, path: str) -> object:
        """The JSON of a control page."""
        return _checked(await self._http.get(f"{self._url}/{path}"))

    async def post(self, path: str, body: Mapping[str, object]) -> object:
        """The JSON that a control call answers."""
        return _checked(await self._http.post(f"{self._url}/{path}", json=dict(body)))


class HandControl(_ControlHttp):
    """What can be done by hand at TEMU and in the Wawi."""

    async def wawi_act(self, act: str, number: str, quantity: int | None = None) -> object:
        """One of the Wawi's acts by hand, on an external order number or an article number."""
        body: dict[str, object] = {"act": act, "number": number}
        if quantity is not None:
            body["quantity"] = quantity
        return _mapping(await self.post("wawi", body))["outcome"]

    async def place_order(self, **body: object) -> str:
        """Place one order by hand; gives its number (fields: see Hand.place)."""
        return str(_mapping(await self.post("orders", body))["number"])

    async def order_act(self, number: str, act: str, **body: object) -> dict[str, object]:
        """Let one thing happen to an order at TEMU (acts: see Control.order_act)."""
        return _mapping(await self.post(f"orders/{number}/{act}", body))

    async def order(self, number: str) -> dict[str, object]:
        """One order from both sides."""
        return _mapping(await self.get(f"orders/{number}"))

    async def orders(self) -> list[dict[str, object]]:
        """All orders from both sides."""
        return _mappings(await self.get("orders"))

    async def skus(self) -> list[dict[str, object]]:
        """All listings with their quantity at TEMU and what the rules give."""
        return _mappings(await self.get("skus"))

    async def change_sku(self, sku_id: int, **body: object) -> None:
        """Change TEMU's side of one SKU: stock, status, locked, removed."""
        await self.post("stock", {"sku_id": sku_id, **body})

    async def set_stock(self, stock: Mapping[int, int]) -> None:
        """The quantities that TEMU shows, by SKU id."""
        offers = [{"sku_id": sku_id, "stock": quantity} for sku_id, quantity in stock.items()]
        await self.post("stock", {"offers": offers})

    async def register_webhook(self, url: str, *, ext_param: bool = True) -> None:
        """Tell this address what changes from now on; "" tells nobody."""
        await self.post("webhook", {"url": url, "ext_param": ext_param})

    async def webhook_deliveries(self) -> list[dict[str, object]]:
        """What was told so far: event, order, status of the answer, milliseconds."""
        return _mappings(await self.get("webhook"))


class SandboxControl(HandControl):
    """All calls of the control interface; raises SandboxError for a refused one."""

    async def offset(self) -> float:
        """How far the sandbox's time is ahead of the computer's, in seconds."""
        return float(str(_mapping(await self.get("clock"))["offset"]))

    async def set_offset(self, offset: float) -> None:
        """Stand that far from the computer's time; nothing happens by it."""
        await self.post("clock", {"offset": offset})

    async def tick(self, advance: float = 0.0) -> Tick:
        """Move time and let everything happen that is due."""
        return _tick(_mapping(await self.post("tick", {"advance": advance})))

    async def run_wawi(self) -> Tick:
        """Let the Wawi do what is due, without moving time."""
        return _tick(_mapping(await self.post("wawi", {"worker": "run"})))

    async def wawi_worker(self, *, running: bool) -> None:
        """Start or stop the worker that imports the inbox."""
        await self.post("wawi", {"worker": "start" if running else "stop"})

    async def set_faults(self, level: str) -> None:
        """none, some or hard."""
        await self.post("faults", {"level": level})

    async def script_faults(self, *script: Mapping[str, object]) -> None:
        """Replace the script: {"type": call or "*", "fault": name, "times": n, "after": calls}."""
        await self.post("faults", {"script": list(script)})

    async def expire_token(self) -> None:
        """End the token; only a renewal helps."""
        await self.post("token", {"action": "expire"})

    async def renew_token(self) -> str:
        """Authorise again; gives the new token, the one before is good for nothing."""
        return str(_mapping(await self.post("token", {"action": "renew"}))["access_token"])

    async def revoke_scope(self, call_type: str) -> None:
        """Take one call out of the token's package."""
        await self.post("token", {"action": "revoke_scope", "scope": call_type})

    async def grant_scope(self, call_type: str) -> None:
        """Put one call back."""
        await self.post("token", {"action": "grant_scope", "scope": call_type})

    async def books(
        self,
        *,
        rejected: Iterable[str] = (),
        external: Iterable[str] = (),
        orders_from: float | None = None,
        rules: Mapping[str, object] | None = None,
    ) -> dict[str, object]:
        """The figures of both sides; the arguments are what only the client can know."""
        body: dict[str, object] = {"rejected": list(rejected), "external": list(external)}
        if orders_from is not None:
            body["orders_from"] = orders_from
        if rules is not None:
            body["rules"] = dict(rules)
        return _mapping(await self.post("books", body))


def _checked(response: httpx.Response) -> object:
    if response.is_error:
        raise SandboxError(f"{response.request.url.path}: {response.text[:500]}")
    parsed: object = response.json()
    return parsed


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise SandboxError(f"expected an object, got {value!r}")
    return value


def _mappings(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise SandboxError(f"expected a list, got {value!r}")
    return [_mapping(element) for element in value]


def _tick(document: dict[str, object]) -> Tick:
    return Tick(**cast("_TickDocument", document))
