"""Every fault of temu-api.md 11.8, by script over the socket and at random by seed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from temu_desktop.sandbox.faults import Fault, Faults, Level, ScriptedFault
from tests.sandbox.temu_caller import Control, TemuCaller
from tests.sandbox_zygote import start_sandbox

INFO = "bg.open.accesstoken.info.get"
EDIT = "bg.local.goods.stock.edit"
QUERY = "temu.local.goods.sku.stock.query"
GOODS, SKU = 603050000000001, 51480000000001


def script(control, fault, call_type="*", **more):
    control.post("faults", script=[{"type": call_type, "fault": fault, **more}])


def edit(temu, quantity):
    targets = [{"skuId": SKU, "stockTarget": quantity}]
    return temu.signed(EDIT, goodsId=GOODS, skuStockTargetList=targets)


def stock(temu):
    rows = temu.call(QUERY, skuIdList=[SKU])["stockList"]
    return rows[0]["skuStockInfoList"][0]["selfOrdinaryStock"]["stock"]


def test_a_call_can_time_out_after_it_was_executed(temu, control):
    control.post("stock", sku_id=SKU, stock=1)
    script(control, "timeout_after", EDIT)
    with pytest.raises(httpx.TransportError):
        temu.post(edit(temu, 17))
    assert stock(temu) == 17


def test_a_call_can_be_dropped_before_it_was_executed(temu, control):
    control.post("stock", sku_id=SKU, stock=1)
    script(control, "drop_before", EDIT)
    with pytest.raises(httpx.TransportError):
        temu.post(edit(temu, 17))
    assert stock(temu) == 1


def test_an_executed_call_can_be_answered_with_broken_json(temu, control):
    script(control, "broken_json", EDIT)
    with pytest.raises(ValueError, match=r"(?i)unterminated|expecting|delimiter"):
        temu.post(edit(temu, 23))
    assert stock(temu) == 23


@pytest.mark.parametrize(("fault", "status"), [("rate_limited_429", 429), ("bad_gateway_502", 502)])
def test_the_way_there_can_fail_with_a_real_http_status(temu, control, fault, status):
    control.post("stock", sku_id=SKU, stock=1)
    script(control, fault, EDIT)
    response = temu.http.post(temu.address.endpoint, json=edit(temu, 5))
    assert response.status_code == status
    assert stock(temu) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [("system_4000000", 4000000), ("limit_4000004", 4000004), ("token_expired", 3000034)],
)
def test_the_gateway_can_refuse_for_no_fault_of_the_client(temu, control, fault, code):
    script(control, fault, EDIT)
    assert temu.post(edit(temu, 5))["errorCode"] == code
    assert temu.post(edit(temu, 5))["success"] is True


def test_a_wrong_sign_stays_a_wrong_sign_in_bad_weather(temu, control):
    script(control, "system_4000000", EDIT)
    assert temu.post(edit(temu, 5) | {"sign": "0" * 32})["errorCode"] == 3000001


def test_a_fault_waits_for_its_call_and_strikes_as_often_as_it_is_told(temu, control):
    script(control, "system_4000000", INFO, after=2, times=2)
    codes = [temu.post(temu.signed(INFO))["errorCode"] for _ in range(6)]
    assert codes == [1000000, 1000000, 4000000, 4000000, 1000000, 1000000]
    assert stock(temu) >= 0


def test_a_hanging_call_is_silent_and_then_cut(temu, control):
    script(control, "hang", EDIT)
    with pytest.raises(httpx.ReadTimeout):
        temu.http.post(temu.address.endpoint, json=edit(temu, 31), timeout=0.5)
    assert stock(temu) == 31


def test_a_sku_can_be_locked_until_the_next_tick(temu, control):
    script(control, "sku_locked", EDIT)
    rows = temu.post(edit(temu, 3))["result"]["skuStockEditStatusInfoList"]
    assert rows[0]["errorCode"] == 150010233
    control.post("tick")
    assert temu.post(edit(temu, 3))["result"]["operateResult"] is True


def test_unknown_faults_and_levels_are_refused_by_name(control):
    for body in ({"script": [{"fault": "earthquake"}]}, {"level": "mild"}):
        response = control.http.post(f"{control.address.control_url}/faults", json=body)
        assert response.status_code == 400
        assert "must be" in response.json()["error"]


def test_an_order_whose_page_never_arrived_does_not_count_as_served(temu, control):
    number = control.place()["number"]
    asked = {"parentOrderSnList": [number]}
    script(control, "timeout_after", "bg.order.list.v2.get")
    with pytest.raises(httpx.TransportError):
        temu.post(temu.signed("bg.order.list.v2.get", **asked))
    assert control.get(f"orders/{number}")["served"] is False
    temu.call("bg.order.list.v2.get", **asked)
    assert control.get(f"orders/{number}")["served"] is True


def test_no_weather_means_no_faults():
    faults = Faults(seed=1)
    assert all(faults.next_fault("x") is None for _ in range(10_000))
    assert not faults.token_expires_now()


@pytest.mark.parametrize("level", [Level.SOME, Level.HARD])
def test_the_same_seed_gives_the_same_weather(level):
    def weather(seed):
        faults = Faults(seed, level)
        return [(faults.next_fault("x"), faults.token_expires_now()) for _ in range(3000)]

    assert weather(7) == weather(7)
    assert weather(7) != weather(8)
    struck = [fault for fault, _ in weather(7) if fault is not None]
    assert 30 < len(struck) < 600


def test_a_hard_life_knows_every_fault_and_ends_the_token_once_or_twice():
    faults = Faults(3, Level.HARD)
    seen, ends = set(), 0
    for _ in range(20_000):
        seen.add(faults.next_fault("x"))
        ends += faults.token_expires_now()
    assert set(Fault) - {Fault.TOKEN_EXPIRED} <= seen
    assert ends in (1, 2)


def test_a_script_comes_before_the_weather():
    faults = Faults(1)
    faults.play([ScriptedFault("a", Fault.SLOW, times=1), ScriptedFault("*", Fault.HANG, times=1)])
    assert [faults.next_fault(t) for t in ("b", "a", "a")] == [Fault.HANG, Fault.SLOW, None]


@pytest.fixture
def narrow():
    config = SandboxConfig(
        orders=0, skus=10, wawi_url=NO_WAWI, manual_clock=True, qps=10, latency_ms=40
    )
    started = start_sandbox(config)
    with httpx.Client(trust_env=False) as http:
        yield TemuCaller(started.address, http), Control(started.address, http)
    started.end()


def test_more_calls_than_allowed_answer_4000004_until_there_is_room_again(narrow):
    temu, _ = narrow
    body = temu.signed(INFO)
    temu.http.close()
    with httpx.Client(trust_env=False) as temu.http:
        codes = [temu.post(body)["errorCode"] for _ in range(12)]
        assert codes[:10] == [1000000] * 10
        with ThreadPoolExecutor(30) as at_once:
            codes = list(at_once.map(lambda _: temu.post(body)["errorCode"], range(60)))
        assert {1000000, 4000004} == set(codes)
        time.sleep(1.2)
        assert temu.post(body)["errorCode"] == 1000000


def test_the_round_trip_takes_as_long_as_it_is_told(narrow):
    temu, _ = narrow
    started = time.monotonic()
    for _ in range(5):
        temu.call(INFO)
    assert time.monotonic() - started >= 0.2
