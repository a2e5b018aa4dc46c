"""Where shipping methods lead is set, changed and taken away, few statements each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, event

from temu_desktop.database import Database
from temu_desktop.ids import ShopId
from temu_desktop.orders.carriers import (
    MappedCarrier,
    RemovedMapping,
    load_carrier_map,
    remove_mappings,
    save_mappings,
)
from tests.core_fixtures import OpenShop

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

SHOP, OTHER = ShopId("shop-1"), ShopId("shop-2")
DHL, GLS = MappedCarrier(960, "DHL"), MappedCarrier(970, "GLS")


def mapping(
    method: int, region: int | None, carrier: MappedCarrier, name: str = "Paket"
) -> Mapping[str, Any]:
    return {
        "method_id": method,
        "method_name": name,
        "region_id": region,
        "carrier_id": carrier.carrier_id,
        "carrier_name": carrier.name,
        "sends_no_tracking": carrier.sends_no_tracking,
    }


async def save(database: Database, shop: ShopId, *mappings: Mapping[str, Any]) -> None:
    await database.write(lambda uow: save_mappings(uow.connection, shop, mappings))


async def entries(
    database: Database, shop: ShopId
) -> Mapping[tuple[int, int | None], MappedCarrier]:
    return (await database.read(lambda conn: load_carrier_map(conn, shop))).entries


async def test_one_destination_is_taken_away_and_the_default_counts_again(
    any_ops_database: Database,
) -> None:
    database = any_ops_database
    await save(database, SHOP, mapping(1, None, DHL), mapping(1, 76, GLS), mapping(2, 76, GLS))
    await save(database, OTHER, mapping(1, 76, GLS))
    removed = await database.write(lambda uow: remove_mappings(uow.connection, SHOP, {(1, 76)}))
    assert removed == [RemovedMapping("Paket", 76, GLS)]
    assert await entries(database, SHOP) == {(1, None): DHL, (2, 76): GLS}
    assert await entries(database, OTHER) == {(1, 76): GLS}
    known = await database.read(lambda conn: load_carrier_map(conn, SHOP))
    assert known.find(1, 76) == DHL


async def test_the_default_is_taken_away_and_destinations_keep_their_own(
    any_ops_database: Database,
) -> None:
    database = any_ops_database
    await save(database, SHOP, mapping(1, None, DHL), mapping(1, 76, GLS))
    await database.write(lambda uow: remove_mappings(uow.connection, SHOP, {(1, None)}))
    assert await entries(database, SHOP) == {(1, 76): GLS}


async def test_what_is_not_there_is_not_taken_away(any_ops_database: Database) -> None:
    database = any_ops_database
    await save(database, SHOP, mapping(1, 76, GLS))
    for places in ({(1, None), (2, 76)}, set()):
        gone = await database.write(
            lambda uow, places=places: remove_mappings(uow.connection, SHOP, places)  # type: ignore[misc]
        )
        assert gone == []
    assert await entries(database, SHOP) == {(1, 76): GLS}


async def test_three_thousand_mappings_are_replaced_in_few_statements(
    ops_engine: Engine, ops_database: Database
) -> None:
    many = [mapping(method, region, DHL) for method in range(100) for region in range(30)]
    await save(ops_database, SHOP, *many)
    statements: list[str] = []
    event.listen(ops_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await save(ops_database, SHOP, *({**one, "carrier_name": "GLS"} for one in many))
    found = await entries(ops_database, SHOP)
    assert len(found) == 3000
    assert {carrier.name for carrier in found.values()} == {"GLS"}
    assert len(statements) < 20


async def test_who_took_a_mapping_away_and_what_it_was_is_kept(open_shop: OpenShop) -> None:
    shop = await open_shop()
    operator = shop.core.operator
    method, known = next(one for one in await operator.shipping_methods() if one[0].name == "GLS")
    await operator.map_carriers([], "Rosa", remove={(method.id, 76)})
    after = {one.id: carriers for one, carriers in await operator.shipping_methods()}
    assert 76 not in after[method.id]
    assert len(after[method.id]) == len(known) - 1
    (act,) = await operator.acts(limit=1)
    assert (act.act.who, act.act.action) == ("Rosa", "unmap_carriers")
    assert act.act.details["methods"] == ["GLS"]
    (removed,) = act.act.details["removed"]
    assert (removed["region_id"], removed["carrier"]["name"]) == (76, "GLS")
    await operator.map_carriers([], "Rosa", remove={(method.id, 76)})
    (same,) = await operator.acts(limit=1)
    assert same.id == act.id


async def test_setting_and_taking_away_is_one_act_of_all_or_nothing(open_shop: OpenShop) -> None:
    shop = await open_shop()
    operator = shop.core.operator
    ids = {one.name: one.id for one, _ in await operator.shipping_methods()}
    broken = {**mapping(ids["DHL Paket"], 76, DHL), "method_name": None}
    with pytest.raises(Exception, match="NOT NULL"):
        await operator.map_carriers([broken], "Rosa", remove={(ids["GLS"], 76)})
    after = {one.id: carriers for one, carriers in await operator.shipping_methods()}
    assert 76 in after[ids["GLS"]]
