"""The logistics family of calls (temu-api.md 5)."""

from __future__ import annotations

from temu_desktop.sandbox.destinations import SELLER_REGION
from temu_desktop.sandbox.temu.answer import Answer, result
from temu_desktop.sandbox.temu.carriers import WAREHOUSES, carriers_of
from temu_desktop.sandbox.temu.codes import Code, Refused
from temu_desktop.sandbox.temu.model import Package
from temu_desktop.sandbox.temu.order_desk import OrderDesk
from temu_desktop.sandbox.temu.parameters import Params, required_text, whole_number
from temu_desktop.sandbox.temu.shipping_desk import ShippingDesk


class ShippingCalls:
    """Answers the logistics family."""

    def __init__(self, shipping: ShippingDesk, desk: OrderDesk) -> None:
        self._shipping = shipping
        self._desk = desk

    def companies(self, params: Params) -> Answer:
        """`bg.logistics.companies.get`: an array; empty for a region that is not served."""
        region_id = whole_number(params, "regionId")
        if region_id is None:
            raise Refused(Code.SHIP_BAD_PARAMETER, "regionId can not be empty")
        return result(
            [
                {
                    "logisticsServiceProviderId": carrier.id,
                    "logisticsServiceProviderName": carrier.name,
                    "logisticsBrandName": carrier.brand,
                }
                for carrier in carriers_of(region_id)
            ]
        )

    def warehouses(self, params: Params) -> Answer:
        """`bg.logistics.warehouse.list.get`: only the default one sells shipping labels."""
        labels_only = params.get("returnEnableBuyShippingLabelOnly") is True
        rows = [
            {
                "warehouseId": warehouse_id,
                "warehouseName": name,
                "defaultWarehouse": default,
                "regionId1": SELLER_REGION,
                "warehouseManagementType": 1,
                "warehouseBrand": None,
                "enableBuyShippingLabel": default,
            }
            for warehouse_id, name, default in WAREHOUSES
            if default or not labels_only
        ]
        return result({"warehouseList": rows})

    def confirm(self, params: Params) -> Answer:
        """`bg.logistics.shipment.v2.confirm`."""
        self._shipping.confirm(params)
        return result({"assistantAgreementText": None, "warningMessage": []})

    def shipments(self, params: Params) -> Answer:
        """`bg.logistics.shipment.v2.get`: what is reported for one line."""
        parent = required_text(params, "parentOrderSn", Code.SHIP_BAD_PARAMETER)
        order_sn = required_text(params, "orderSn", Code.SHIP_BAD_PARAMETER)
        packages = self._shipping.packages_of(parent, order_sn)
        order = self._desk.orders.get(parent)
        line = order.line(order_sn) if order is not None else None
        sku_id = line.listing.sku_id if line is not None else None
        rows = [_shipment_row(package, order_sn, sku_id) for package in packages]
        return result({"shipmentInfoDTO": rows})

    def change_type(self, params: Params) -> Answer:
        """`bg.logistics.shipment.shippingtype.update`."""
        self._shipping.change_package(params)
        return result(True)

    def attach(self, params: Params) -> Answer:
        """`bg.logistics.shipment.sub.confirm`."""
        self._shipping.attach(params)
        return result(True)


def _shipment_row(package: Package, order_sn: str, sku_id: int | None) -> dict[str, object]:
    return {
        "carrierId": package.carrier_id,
        "carrierName": package.carrier_name,
        "trackingNumber": package.tracking,
        "skuId": sku_id,
        "quantity": package.pieces[order_sn],
        "packageSn": package.package_sn,
        "packageDeliveryType": 1,
        "trackingWarningLabel": 0,
        "cooperativeWarehouseDTO": None,
        "subPackageShipmentInfoList": [
            {
                "carrierId": carrier_id,
                "carrierName": carrier_name,
                "packageSn": number,
                "packageDeliveryType": 1,
                "trackingNumber": tracking,
            }
            for number, carrier_id, carrier_name, tracking in package.extra
        ],
    }
