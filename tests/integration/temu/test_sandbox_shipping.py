"""Shipping calls against the sandbox over a real socket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from temu_desktop.errors import (
    CallRefused,
)
from temu_desktop.ids import GoodsId, OrderSn, ParentOrderSn, SkuId
from temu_desktop.temu.client import TemuClient
from temu_desktop.temu.errors import reason_of
from temu_desktop.temu.shipping_api import (
    ItemToSend,
    PackageToSend,
    ShipmentConfirmation,
    ShippingApi,
    SubPackage,
)

if TYPE_CHECKING:
    from tests.integration.temu.conftest import Sandbox

GERMANY = 76


async def test_carriers_and_the_default_warehouse_are_known(client: TemuClient) -> None:
    shipping = ShippingApi(client)
    carriers = await shipping.companies(GERMANY)
    assert 141252268 in {carrier.carrier_id for carrier in carriers}
    before = client.requests_sent
    assert await shipping.companies(GERMANY) == carriers
    assert client.requests_sent == before
    assert sum(warehouse.default for warehouse in await shipping.warehouses()) == 1


class Shipping:
    """What a shipment test needs: the facade, a carrier and the default warehouse."""

    def __init__(self, api: ShippingApi, warehouse_id: str) -> None:
        self.api = api
        self.warehouse_id = warehouse_id

    def package(self, order: Any, tracking: str, quantity: int | None = None) -> PackageToSend:
        items = tuple(
            ItemToSend(
                ParentOrderSn(order["number"]),
                OrderSn(line["order_sn"]),
                quantity or line["quantity"],
                GoodsId(line["goods_id"]),
                SkuId(line["sku_id"]),
            )
            for line in order["lines"]
        )
        return PackageToSend(141252268, tracking, self.warehouse_id, items)


@pytest.fixture
async def shipping(client: TemuClient) -> Shipping:
    """The shipping facade with the default warehouse looked up."""
    api = ShippingApi(client)
    default = next(w for w in await api.warehouses() if w.default)
    return Shipping(api, default.warehouse_id)


async def test_a_shipment_is_taken_once_and_can_be_read_back(
    sandbox: Sandbox, shipping: Shipping
) -> None:
    order = sandbox.an_order()
    sent = ShipmentConfirmation(0, (shipping.package(order, "00340434161094000001"),))
    assert await shipping.api.shipments(order["number"], order["lines"][0]["order_sn"]) == ()
    await shipping.api.confirm(sent)
    (found,) = await shipping.api.shipments(order["number"], order["lines"][0]["order_sn"])
    assert found.tracking_number == "00340434161094000001"
    assert found.quantity == order["lines"][0]["quantity"]
    assert found.package_sn.startswith("PK-")
    with pytest.raises(CallRefused) as caught:
        await shipping.api.confirm(sent)
    assert reason_of(caught.value) == "already_shipped"
    other = sandbox.an_order()
    with pytest.raises(CallRefused) as caught:
        await shipping.api.confirm(
            ShipmentConfirmation(0, (shipping.package(other, "00340434161094000001"),))
        )
    assert reason_of(caught.value) == "tracking_used"


async def test_an_order_goes_in_several_packages_in_one_call(
    sandbox: Sandbox, shipping: Shipping
) -> None:
    sku_id = sandbox.an_order()["lines"][0]["sku_id"]
    order = sandbox.an_order(lines=[{"sku_id": sku_id, "quantity": 2}])
    packages = tuple(shipping.package(order, f"0034043416109400001{n}", 1) for n in range(2))
    await shipping.api.confirm(ShipmentConfirmation(1, packages))
    found = await shipping.api.shipments(order["number"], order["lines"][0]["order_sn"])
    assert {package.tracking_number for package in found} == {
        "00340434161094000010",
        "00340434161094000011",
    }


async def test_a_line_with_further_parcels_goes_in_one_call(
    sandbox: Sandbox, shipping: Shipping
) -> None:
    order = sandbox.an_order()
    package = replace(
        shipping.package(order, "00340434161094000020"),
        sub_packages=(SubPackage(141252268, "00340434161094000021", shipping.warehouse_id),),
    )
    await shipping.api.confirm(ShipmentConfirmation(1, (package,)))
    (found,) = await shipping.api.shipments(order["number"], order["lines"][0]["order_sn"])
    assert found.sub_packages[0].tracking_number == "00340434161094000021"


async def test_a_pending_cancellation_holds_a_shipment_unless_it_is_denied(
    sandbox: Sandbox, shipping: Shipping
) -> None:
    order = sandbox.an_order()
    sandbox.act(f"orders/{order['number']}/ask_to_cancel")
    packages = (shipping.package(order, "00340434161094000030"),)
    with pytest.raises(CallRefused) as caught:
        await shipping.api.confirm(ShipmentConfirmation(0, packages))
    assert reason_of(caught.value) == "cancellation_pending"
    await shipping.api.confirm(ShipmentConfirmation(0, packages, ("DENY_CANCELLATION",)))
    assert sandbox.see(f"orders/{order['number']}")["status"] == 4


async def test_a_reported_number_can_be_replaced_and_a_parcel_added(
    sandbox: Sandbox, shipping: Shipping
) -> None:
    order = sandbox.an_order()
    line = order["lines"][0]["order_sn"]
    await shipping.api.confirm(
        ShipmentConfirmation(0, (shipping.package(order, "00340434161094000040"),))
    )
    (reported,) = await shipping.api.shipments(order["number"], line)
    place: dict[str, Any] = {"carrier_id": 141252268, "warehouse_id": shipping.warehouse_id}
    await shipping.api.update_type(
        package_sn=reported.package_sn, tracking_number="00340434161094000041", **place
    )
    await shipping.api.sub_confirm(
        package_sn=reported.package_sn, tracking_number="00340434161094000042", **place
    )
    (changed,) = await shipping.api.shipments(order["number"], line)
    assert changed.tracking_number == "00340434161094000041"
    assert [sub.tracking_number for sub in changed.sub_packages] == ["00340434161094000042"]
    with pytest.raises(CallRefused) as caught:
        await shipping.api.sub_confirm(
            package_sn=reported.package_sn, tracking_number="00340434161094000043", **place
        )
    assert reason_of(caught.value) == "sub_parcel_added_before"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"carrier_id": 1}, "carrier_invalid"),
        ({"warehouse_id": ""}, "warehouse_missing"),
        ({"tracking_number": ""}, "tracking_blank"),
        ({"tracking_number": "0034-0434%"}, "tracking_special_characters"),
    ],
)
async def test_a_shipment_with_a_fault_is_refused_with_its_reason(
    sandbox: Sandbox, shipping: Shipping, change: dict[str, Any], reason: str
) -> None:
    order = sandbox.an_order()
    package = replace(shipping.package(order, "00340434161094000050"), **change)
    with pytest.raises(CallRefused) as caught:
        await shipping.api.confirm(ShipmentConfirmation(0, (package,)))
    assert reason_of(caught.value) == reason
