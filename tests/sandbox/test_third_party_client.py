"""The PyPI package temu-api, a third party's client, against the sandbox."""

from __future__ import annotations

import pytest
from temu_api import TemuClient

from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from tests.sandbox_zygote import start_sandbox


@pytest.fixture(scope="module")
def client():
    config = SandboxConfig(orders=30, skus=60, seed=5, wawi_url=NO_WAWI, manual_clock=True, qps=0)
    started = start_sandbox(config)
    address = started.address
    base = address.endpoint.removesuffix("/openapi/router")
    yield TemuClient(address.app_key, address.app_secret, address.access_token, base)
    started.end()


def test_it_reads_the_orders(client):
    answer = client.order.list_orders_v2(page_number=1, page_size=100)
    assert answer["success"] is True
    assert answer["result"]["totalItemNum"] == 15
    assert len(answer["result"]["pageItems"]) == 15


def test_it_reads_details_and_addresses(client):
    orders = client.order
    page = orders.list_orders_v2(page_size=1, parent_order_status=2)["result"]["pageItems"]
    number = page[0]["parentOrderMap"]["parentOrderSn"]
    detail = orders.detail_order_v2(parent_order_sn=number)
    assert detail["result"]["parentOrderMap"]["parentOrderSn"] == number
    assert orders.shippinginfo_order_v2(parent_order_sn=number)["success"] is True


def test_its_wrongly_signed_boolean_call_is_refused(client):
    logistics = client.logistics
    assert logistics.warehouse_list()["success"] is True
    wrong = logistics.warehouse_list(returnEnableBuyShippingLabelOnly=True)
    assert wrong["success"] is False
    assert wrong["errorCode"] == 3000001
