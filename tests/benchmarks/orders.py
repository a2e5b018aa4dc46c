"""Orders: fetch over a slow network, import, hand-over as XML."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
from lxml import etree
from sqlalchemy import select

from temu_desktop.clock import SystemClock, to_unix
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.jtl.model import InboxDocument
from temu_desktop.orders.export import ExportSettings, OrderExport
from temu_desktop.orders.fetch import FetchPlan, ListQuery, Needs, OrderFetcher
from temu_desktop.orders.importing import ImportRules, import_orders
from temu_desktop.orders.jtl_xml import build_xml
from temu_desktop.orders.outbox import candidates
from temu_desktop.orders.reading import Fetched
from temu_desktop.sandbox.config import SandboxConfig
from temu_desktop.sandbox.process import RunningSandbox, running_sandbox
from temu_desktop.settings import JtlChoices, OrderPolicy, StockPolicy
from temu_desktop.temu.archive import ApiArchive
from temu_desktop.temu.client import TemuClient, TemuConfig
from temu_desktop.temu.orders_api import OrdersApi, Window
from temu_desktop.temu.replay import Archived
from temu_desktop.temu.signature import Credentials, signed_request
from tests.benchmarks.measure import Row, at_most, distant, faster_than
from tests.benchmarks.stage import RUN, SHOP, Stage, stage
from tests.postgres_server import PostgresServer

SAMPLE = 100
LATENCY_MS = 20.0
RATE = 300.0
RULES = ImportRules(SHOP, OrderPolicy(), StockPolicy(), datetime(2026, 1, 1, tzinfo=UTC))


async def fetch_rows(folder: Path, *, count: int) -> list[Row]:
    """Fetch against one request after another, and against the pace that a rate limit allows."""
    config = SandboxConfig(
        orders=2 * count,
        skus=count,
        latency_ms=LATENCY_MS,
        qps=0,
        awkward=False,
        data_dir=folder,
        wawi_url="none",
        manual_clock=True,
    )
    async with running_sandbox(config) as sandbox:
        ours, calls = await _fetch(sandbox, folder / "free", 100_000.0)
        sequential = await _sequential(sandbox) * calls
        limited, same = await _fetch(sandbox, folder / "limited", RATE)
    return [
        faster_than(
            f"order fetch, {calls} calls, 20 ms round trip, against sequential HTTP",
            ours,
            sequential,
            12,
        ),
        at_most(
            f"the same at {RATE:g} calls/s, against the limit's own pace",
            limited,
            same / RATE,
            1.15,
        ),
    ]


async def _fetch(sandbox: RunningSandbox, folder: Path, rate: float) -> tuple[float, int]:
    client = TemuClient(_config(sandbox, rate), clock=SystemClock())
    archive = ApiArchive(folder)
    now = datetime.now(UTC)
    window = Window(now - timedelta(days=60), now)
    step = _NoStep()

    async def needs(orders: Any) -> Needs:
        numbers = tuple(order.number for order in orders if order.status == 2)
        return Needs(numbers, numbers)

    began = time.perf_counter()
    async with archive.writer(RUN) as writer:
        fetcher = OrderFetcher(OrdersApi(client), writer, step, SystemClock())  # type: ignore[arg-type]
        await fetcher.fetch(FetchPlan((ListQuery(updated=window),), (), None), needs)
    taken, calls = time.perf_counter() - began, client.requests_sent
    await client.aclose()
    return taken, calls


class _NoStep:
    """Counts nothing: the client's own count is the truth here."""

    def count(self, name: str, number: int = 1) -> None:
        """Not counted."""

    def progress(self, done: int, total: int | None = None) -> None:
        """Not shown."""


def _config(sandbox: RunningSandbox, rate: float) -> TemuConfig:
    address = sandbox.address
    return TemuConfig(
        address.endpoint, address.app_key, address.app_secret, address.access_token, qps=rate
    )


async def _sequential(sandbox: RunningSandbox) -> float:
    """Seconds per call, one after the other, each on a connection of its own."""
    address = sandbox.address
    credentials = Credentials(address.app_key, address.app_secret, address.access_token)
    began = time.perf_counter()
    for _ in range(SAMPLE):
        body = signed_request(
            "bg.order.list.v2.get",
            {"pageNumber": 1, "pageSize": 1},
            credentials,
            to_unix(datetime.now(UTC)),
        )
        async with httpx.AsyncClient() as client:
            await client.post(
                address.endpoint, content=body, headers={"content-type": "application/json"}
            )
    return (time.perf_counter() - began) / SAMPLE


async def import_rows(server: PostgresServer, folder: Path, *, count: int) -> list[Row]:
    """Import against one statement per order and line, and how cost grows."""
    times: dict[int, float] = {}
    per_row = 0.0
    for size in (count // 10, count):
        urls = server.create(f"imp_{size}"), server.create(f"imp_jtl_{size}")
        async with stage(*urls, folder, skus=10) as on:
            fetched = _fetched(size)
            with distant(on.operations):
                began = time.perf_counter()
                await _import(on, fetched)
                times[size] = time.perf_counter() - began
                if size == count:
                    began = time.perf_counter()
                    _import_per_row(on, SAMPLE)
                    per_row = (time.perf_counter() - began) / SAMPLE * count
    return [
        faster_than(
            f"order import, {count:,} orders with 3 lines, against per-row",
            times[count],
            per_row,
            15,
        ),
        at_most("the same against a tenth of the orders", times[count], times[count // 10], 11),
    ]


def _fetched(size: int) -> Fetched:
    fetched = Fetched()
    for start in range(0, size, 100):
        items = [_order(number) for number in range(start, min(start + 100, size))]
        fetched.add_page({"totalItemNum": size, "pageItems": items})
    for number in range(size):
        fetched.add_address(_archived(number, _address(number)))
        fetched.add_amounts(_archived(number, _amounts(number)))
    return fetched


def _archived(number: int, result: dict[str, Any]) -> Archived:
    params = {"parentOrderSn": f"PO-076-{number:017d}"}
    return Archived("bench", params, datetime.now(UTC), "", result, None)


def _order(number: int) -> dict[str, Any]:
    placed = 1_790_000_000 + number
    return {
        "parentOrderMap": {
            "parentOrderSn": f"PO-076-{number:017d}",
            "parentOrderStatus": 2,
            "parentOrderTime": placed,
            "parentConfirmTime": placed,
            "updateTime": placed,
            "expectShipLatestTime": placed + 172_800,
            "regionId": 76,
            "parentOrderLabel": [],
        },
        "orderList": [
            {
                "orderSn": f"076-{number * 10 + line:017d}",
                "orderStatus": 2,
                "quantity": 2,
                "originalOrderQuantity": 2,
                "canceledQuantityBeforeShipment": 0,
                "goodsId": 600_000 + line,
                "skuId": 700_000 + line,
                "goodsName": "Tasse Grün",
                "spec": "Grün",
                "productList": [
                    {"productId": 1, "productSkuId": 2, "soldFactor": 1, "extCode": f"TASSE-{line}"}
                ],
            }
            for line in range(3)
        ],
    }


def _address(number: int) -> dict[str, Any]:
    return {
        "receiptName": "Jörg Weiß",
        "addressExtra": {"firstName": "Jörg", "lastName": "Weiß"},
        "regionName1": "Germany",
        "regionName3": "Köln",
        "addressLine1": f"Domplatz {number}",
        "postCode": "50667",
        "mobile": "+49 221 123456",
        "mail": f"{number}@relay.example",
    }


def _money(cents: int) -> dict[str, Any]:
    return {"amount": cents, "currency": "EUR"}


def _amounts(number: int) -> dict[str, Any]:
    return {
        "parentOrderMap": {
            "parentOrderSn": f"PO-076-{number:017d}",
            "shippingAmountTotal": _money(400),
            "shipAmountTotalTaxIncl": _money(476),
        },
        "orderList": [
            {
                "orderSn": f"076-{number * 10 + line:017d}",
                "quantity": 2,
                "unitRetailPriceVatExcl": _money(1000),
                "unitRetailPriceVatIncl": _money(1190),
                "retailPriceTotalTaxIncl": _money(2380),
                "productTaxRate": 19_000_000,
                "shipTaxRate": 19_000_000,
            }
            for line in range(3)
        ],
    }


async def _import(on: Stage, fetched: Fetched) -> None:
    now = datetime.now(UTC)

    def work(uow: UnitOfWork) -> None:
        import_orders(uow, fetched, RULES, None, run=RUN, now=now)

    await on.database.write(work)


def _import_per_row(on: Stage, count: int) -> None:
    """What the program before did: look, insert, look up the id, insert each line."""
    orders, items = schema.orders, schema.order_items
    for index in range(count):
        number = f"OLD-{index}"
        with on.operations.begin() as conn:
            conn.execute(select(orders.c.id).where(orders.c.number == number)).first()
            conn.execute(orders.insert().values(number=number, status="importiert"))
            key = conn.execute(select(orders.c.id).where(orders.c.number == number)).scalar_one()
            for line in range(3):
                name = f"OLD-{index}-{line}"
                conn.execute(select(items.c.id).where(items.c.line_number == name)).first()
                conn.execute(
                    items.insert().values(
                        order_id=key, order_number=number, line_number=name, sku="TASSE"
                    )
                )


async def export_rows(server: PostgresServer, folder: Path, *, count: int) -> list[Row]:
    """Hand-over of documents, customer look-up included, against one order at a time."""
    async with stage(server.create("exp"), server.create("exp_jtl"), folder, skus=10) as on:
        settings = ExportSettings(
            SHOP, OrderPolicy(customer_by_mail=True), JtlChoices(), folder / "xml"
        )
        with distant(on.operations, on.jtl):
            await _import(on, _fetched(count + SAMPLE))
            began = time.perf_counter()
            await _export_per_row(on, SAMPLE)
            per_row = (time.perf_counter() - began) / SAMPLE * count
            began = time.perf_counter()
            await OrderExport(on.context, on.step("export"), on.sink, _AllKnown(), settings).run()
            ours = time.perf_counter() - began
    valid = _valid(folder / "xml")
    return [
        faster_than(
            f"XML export, {count:,} orders, against per-row",
            ours,
            per_row,
            10,
            f"{valid} documents valid",
        )
    ]


class _AllKnown:
    """Every article is known, so that every order goes."""

    async def known_articles(self, skus: Any) -> frozenset[str]:
        """All that were asked for."""
        return frozenset(skus)


def _valid(folder: Path) -> int:
    source = files("temu_desktop.jtl").joinpath("order_inbox.xsd").read_bytes()
    xsd = etree.XMLSchema(etree.fromstring(source))
    documents = [etree.parse(path) for path in folder.glob("*.xml")]
    return sum(xsd.validate(document) for document in documents)


async def _export_per_row(on: Stage, count: int) -> None:
    """What the program before did: everything once per order, the same documents."""
    orders, items, xml = schema.orders, schema.order_items, schema.xml_exports
    documents = await on.database.read(lambda conn: candidates(conn, SHOP))
    for candidate in documents[:count]:
        await on.sink.existing([candidate.number])
        await on.sink.customer_numbers([candidate.mail])
        document = build_xml(candidate.document, JtlChoices())
        with on.operations.begin() as conn:
            conn.execute(select(orders).where(orders.c.id == candidate.order_id)).one()
            conn.execute(select(items).where(items.c.order_id == candidate.order_id)).all()
            conn.execute(xml.insert().values(order_number=candidate.number, xml=document))
        await on.sink.hand_over([InboxDocument(candidate.number, document)])
        with on.operations.begin() as conn:
            exported = orders.update().where(orders.c.id == candidate.order_id)
            conn.execute(exported.values(exported=True))
