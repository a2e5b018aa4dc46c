"""A shop that moves by itself: arrivals, confirmations, cancellations, all by the seed."""

from __future__ import annotations

from collections import Counter

import pytest

from temu_desktop.sandbox.clock import SandboxClock
from temu_desktop.sandbox.config import NO_WAWI, SandboxConfig
from temu_desktop.sandbox.destinations import DESTINATIONS
from temu_desktop.sandbox.faults import Level
from temu_desktop.sandbox.plans import Awkward, plan_orders
from temu_desktop.sandbox.temu.model import Status
from temu_desktop.sandbox.world import make_world

HOUR = 3600


@pytest.fixture
def a_world(tmp_path):
    def make(**options):
        config = SandboxConfig(manual_clock=True, wawi_url=NO_WAWI, qps=0)
        world, _ = make_world(SandboxConfig(**(vars_of(config) | options)), tmp_path)
        return world

    return make


def vars_of(config):
    return {name: getattr(config, name) for name in config.__slots__}


def statuses(world):
    return Counter(order.status for order in world.platform.desk.orders)


def history(world):
    return [
        (
            order.number,
            order.status,
            order.address,
            tuple((line.listing.sku_id, line.quantity, line.unit_gross) for line in order.lines),
        )
        for order in world.platform.desk.orders
    ]


async def let_pass(world, hours, step=0.5):
    for _ in range(int(hours / step)):
        await world.tick(step * HOUR)


async def test_half_of_the_orders_are_there_at_once_in_all_stages(a_world):
    world = a_world(orders=200, skus=400)
    assert len(world.platform.desk.orders) == 100
    found = statuses(world)
    assert found[Status.TO_SHIP] > 40
    assert found[Status.PENDING] > 5
    assert found[Status.CANCELLED] >= 1
    assert found[Status.SHIPPED] >= 1
    assert found[Status.DELIVERED] >= 1


async def test_the_others_arrive_within_three_hours_and_all_get_confirmed(a_world):
    world = a_world(orders=200, skus=400)
    await let_pass(world, 5)
    assert len(world.platform.desk.orders) == 200
    assert statuses(world)[Status.PENDING] == 0
    await let_pass(world, 30, step=3)
    assert len(world.scenario.timeline) == 0
    assert all(not order.labels for order in world.platform.desk.orders)


async def test_the_same_seed_tells_the_same_story_however_time_is_cut(a_world):
    one, other = a_world(orders=120, skus=200, seed=9), a_world(orders=120, skus=200, seed=9)
    await let_pass(one, 30, step=0.25)
    await let_pass(other, 30, step=5)
    assert history(one) == history(other)
    different = a_world(orders=120, skus=200, seed=10)
    await let_pass(different, 30, step=5)
    assert history(different) != history(one)


async def test_updates_never_date_back_behind_the_last_look_of_a_client(a_world):
    world = a_world(orders=100, skus=200)
    before = {order.number: order.updated_at for order in world.platform.desk.orders}
    world.clock.advance(HOUR)
    world.note_call()
    looked_at = world.clock.seconds()
    await world.tick(HOUR)
    changed = [o for o in world.platform.desk.orders if before.get(o.number) != o.updated_at]
    assert changed
    assert all(order.updated_at >= looked_at for order in changed)


async def test_a_wish_that_nobody_answers_is_approved_after_24_hours(a_world):
    world = a_world(orders=400, skus=800, seed=2)
    await let_pass(world, 4)
    pending = [w for w in world.platform.desk.cancellations if w.group == 8]
    assert pending
    await let_pass(world, 27, step=3)
    assert {w.group for w in world.platform.desk.cancellations} == {9, 11}
    for wish in world.platform.desk.cancellations:
        assert wish.updated_at - wish.created_at <= 24 * HOUR + 3 * HOUR + 1


async def test_pieces_are_cancelled_and_addresses_change_for_some(a_world):
    world = a_world(orders=400, skus=800, seed=4)
    await let_pass(world, 6)
    orders = list(world.platform.desk.orders)
    part = [o for o in orders if o.status is Status.TO_SHIP and any(x.cancelled for x in o.lines)]
    assert part
    assert any("CONFIRMED_CHANGED_ADDRESS" in order.warnings for order in orders)


async def test_a_sale_takes_only_what_temu_has(a_world):
    world = a_world(orders=300, skus=12, seed=6)
    await let_pass(world, 5)
    assert all(offer.stock >= 0 for offer in world.platform.shelf)
    assert len(world.platform.desk.orders) + world.scenario.not_placed == 300


async def test_in_a_hard_life_things_happen_between_two_calls(a_world):
    world = a_world(orders=100, skus=200, faults=Level.HARD)
    await world.tick(60)
    count = len(world.scenario.timeline)
    world.event_before_call()
    assert len(world.scenario.timeline) != count


def test_destinations_are_spelled_in_several_ways_and_rates_are_theirs():
    plans = list(plan_orders(1, 2000))
    spelled = {}
    for plan in plans:
        if plan.awkward is not Awkward.UNKNOWN_COUNTRY:
            spelled.setdefault(plan.destination.iso, set()).add(plan.address.country)
    assert spelled["DE"] == {"Germany", "Deutschland"}
    assert spelled["FR"] == {"France", "Frankreich"}
    assert len(spelled) == len(DESTINATIONS)


def test_numbers_are_unique_and_have_the_documented_form():
    plans = list(plan_orders(1, 3000))
    assert len({plan.number for plan in plans}) == 3000
    line_numbers = [sn for plan in plans for sn in plan.order_sns]
    assert len(set(line_numbers)) == len(line_numbers)
    for plan in plans:
        prefix, region, digits = plan.number.split("-")
        assert (prefix, len(region)) == ("PO", 3)
        if plan.awkward is Awkward.LONG_NUMBER:
            assert len(plan.number) > 50
        else:
            assert len(digits) == 17


def test_a_few_percent_are_awkward_and_every_kind_comes():
    kinds = Counter(plan.awkward for plan in plan_orders(7, 400) if plan.awkward)
    assert set(kinds) == set(Awkward)
    assert sum(kinds.values()) == 12
    assert not [plan for plan in plan_orders(7, 49) if plan.awkward]
    assert not [plan for plan in plan_orders(7, 400, awkward_ones=False) if plan.awkward]


async def test_awkward_orders_are_as_awkward_as_they_say(a_world):
    world = a_world(orders=400, skus=800, seed=7)
    await let_pass(world, 4)
    odd = {o.awkward: o for o in world.platform.desk.orders if o.awkward}
    assert odd[Awkward.NO_LINES].lines == []
    assert len(odd[Awkward.SEVERAL_PRODUCTS].lines[0].products) == 2
    assert odd[Awkward.PRICE_ZERO].lines[0].unit_gross == 0
    absurd = odd[Awkward.ABSURD_QUANTITY].lines[0].original
    assert absurd <= 0 or absurd >= 1_000_000
    code = odd[Awkward.UNKNOWN_ARTICLE].lines[0].listing.sku
    assert world.catalogue.find_article(code) is None
    line = odd[Awkward.MISFIT_AMOUNTS].lines[0]
    assert abs(line.unit_net * (100 + line.rate) / 100 - line.unit_gross) > 1


def test_time_can_be_set_and_only_advances():
    clock = SandboxClock()
    before = clock.seconds()
    clock.advance(100)
    assert clock.seconds() >= before + 100
    clock.set_offset(-50)
    assert clock.seconds() < before
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
