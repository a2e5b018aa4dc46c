"""The sandbox's own HTTP interface: its clock, its faults, acts by hand, its books."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from json import JSONDecodeError

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from temu_desktop.sandbox import control_bodies as read
from temu_desktop.sandbox.control_bodies import BadBody, Body
from temu_desktop.sandbox.control_views import order_view, sku_view
from temu_desktop.sandbox.hand import Hand, NoSuchOrder, NoSuchSku
from temu_desktop.sandbox.world import World

_Handler = Callable[[Request], Awaitable[Response]]
_STARTABLE = {"start": "start_worker", "stop": "stop_worker"}


def control_app(world: World) -> Starlette:
    """The control interface of one world."""
    control = Control(world)
    routes = [
        Route("/control/clock", _guarded(control.clock), methods=["GET", "POST"]),
        Route("/control/tick", _guarded(control.tick), methods=["POST"]),
        Route("/control/faults", _guarded(control.faults), methods=["POST"]),
        Route("/control/token", _guarded(control.token), methods=["POST"]),
        Route("/control/wawi", _guarded(control.wawi), methods=["POST"]),
        Route("/control/stock", _guarded(control.stock), methods=["POST"]),
        Route("/control/rules", _guarded(control.rules), methods=["POST"]),
        Route("/control/webhook", _guarded(control.webhook), methods=["GET", "POST"]),
        Route("/control/books", _guarded(control.books), methods=["GET", "POST"]),
        Route("/control/skus", _guarded(control.skus), methods=["GET"]),
        Route("/control/orders", _guarded(control.orders), methods=["GET", "POST"]),
        Route("/control/orders/{number}", _guarded(control.order), methods=["GET"]),
        Route("/control/orders/{number}/{act}", _guarded(control.order_act), methods=["POST"]),
    ]
    return Starlette(routes=routes)


class Control:
    """The handlers of the control interface."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hand = Hand(world)

    async def clock(self, request: Request) -> Response:
        """GET: {"now", "offset"}; POST {"offset": s} or {"advance": s} moves it only."""
        if request.method == "POST":
            body = await _body(request)
            if "offset" in body:
                self._world.clock.set_offset(read.number(body, "offset"))
            else:
                self._world.clock.advance(read.number(body, "advance"))
        clock = self._world.clock
        return JSONResponse({"now": clock.seconds(), "offset": clock.offset})

    async def tick(self, request: Request) -> Response:
        """POST {"advance": s}: move time and let everything happen that is due."""
        body = await _body(request)
        return JSONResponse(asdict(await self._world.tick(read.number(body, "advance", 0))))

    async def faults(self, request: Request) -> Response:
        """POST {"level"} and/or {"script": [...]}: a script replaces the one before."""
        body = await _body(request)
        if "level" in body:
            self._world.faults.set_level(read.level(body))
        if "script" in body:
            self._world.faults.play(read.script(body))
        return JSONResponse({"level": self._world.faults.level})

    async def token(self, request: Request) -> Response:
        """POST {"action": expire | renew | revoke_scope | grant_scope, "scope"}."""
        body = await _body(request)
        access = self._world.platform.access
        match read.word(body, "action", ("expire", "renew", "revoke_scope", "grant_scope")):
            case "expire":
                access.expire()
            case "renew":
                access.renew()
            case "revoke_scope":
                access.revoke(read.word(body, "scope"))
            case _:
                access.grant(read.word(body, "scope"))
        return JSONResponse({"access_token": access.access_token, "scopes": sorted(access.scopes)})

    async def wawi(self, request: Request) -> Response:
        """POST {"worker": stop | start | run} or {"act", "number", "quantity"?}: acts by hand."""
        body = await _body(request)
        if "act" in body:
            act, number = read.word(body, "act"), read.word(body, "number")
            outcome = await self._world.by_hand(act, number, read.whole(body, "quantity"))
            return JSONResponse({"outcome": outcome}, status_code=200)
        action = read.word(body, "worker", ("stop", "start", "run"))
        if action in _STARTABLE:
            getattr(self._world.wawi, _STARTABLE[action])()
            return JSONResponse(asdict(self._world.report()))
        return JSONResponse(asdict(await self._world.wawi_step()))

    async def stock(self, request: Request) -> Response:
        """POST {"sku_id", "stock"?, "status"?, "locked"?, "removed"?}: TEMU's side of one SKU;
        {"offers": [...]} for several."""
        body = await _body(request)
        if "offers" in body:
            changes = read.elements(body, "offers")
            return JSONResponse([self._hand.change_offer(change) for change in changes])
        return JSONResponse(self._hand.change_offer(body))

    async def rules(self, request: Request) -> Response:
        """POST {"buffer", "cap", "minimum", "paused"}: the rules that the books judge by."""
        self._world.books.rules = read.rules(await _body(request))
        return JSONResponse({})

    async def webhook(self, request: Request) -> Response:
        """POST {"url", "ext_param"?} registers where changes are told, "" nowhere; both answer
        what was told so far."""
        webhooks = self._world.platform.webhooks
        if request.method == "POST":
            body = await _body(request)
            webhooks.url = read.word(body, "url")
            webhooks.ext_param = body.get("ext_param") is not False
        return JSONResponse([asdict(delivery) for delivery in webhooks.deliveries])

    async def books(self, request: Request) -> Response:
        """The books; POST {"rejected", "external", "orders_from", "rules"?} adds the client's."""
        body = await _body(request) if request.method == "POST" else {}
        if "rules" in body:
            rules = body["rules"]
            self._world.books.rules = read.rules(rules if isinstance(rules, dict) else {})
        return JSONResponse(self._world.count(read.claims(body)))

    async def skus(self, _request: Request) -> Response:
        """Every listing with its quantity at TEMU and what the rules give."""
        books = self._world.books
        return JSONResponse([sku_view(offer, books) for offer in self._world.platform.shelf])

    async def orders(self, request: Request) -> Response:
        """GET: all orders from both sides; POST: place one by hand (see Hand.place)."""
        if request.method == "POST":
            return JSONResponse({"number": self._hand.place(await _body(request))})
        orders, wawi = self._world.platform.desk.orders, self._world.books.wawi
        return JSONResponse([order_view(order, wawi) for order in orders])

    async def order(self, request: Request) -> Response:
        """One order from both sides."""
        order = self._hand.order(request.path_params["number"])
        return JSONResponse(order_view(order, self._world.books.wawi))

    async def order_act(self, request: Request) -> Response:
        """POST to an order: confirm, cancel, ask_to_cancel, withdraw, approve, cancel_pieces,
        change_address, label, unlabel, warn, delay_data, deliver, after_sale (see Hand)."""
        act = request.path_params["act"]
        order = self._hand.act(request.path_params["number"], act, await _body(request))
        return JSONResponse(order_view(order, self._world.books.wawi))


async def _body(request: Request) -> Body:
    raw = await request.body()
    if not raw:
        return {}
    try:
        body = json.loads(raw)
    except JSONDecodeError as error:
        raise BadBody(f"not JSON: {error}") from error
    if not isinstance(body, dict):
        raise BadBody("the body must be an object")
    return body


def _guarded(handler: _Handler) -> _Handler:
    """Turn what a caller did wrong into 400 or 404 with a reason."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except (NoSuchOrder, NoSuchSku) as error:
            return JSONResponse({"error": str(error)}, status_code=404)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        except (KeyError, StopIteration, AttributeError) as error:
            return JSONResponse({"error": f"the Wawi has no {error}"}, status_code=404)

    return guarded
