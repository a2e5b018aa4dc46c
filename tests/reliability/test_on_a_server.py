"""The whole job with the program's own database on a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from tests.reliability.program import Programs
from tests.reliability.test_kills import assert_nothing_is_wrong
from tests.reliability.trading import FEW_ROUNDS, NoBlows, Shop, play


@pytest.mark.soak
@pytest.mark.postgres
async def test_a_shop_is_played_through_on_a_server(
    programs: Programs, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    """Seed 31 has SKUs that TEMU lists twice: rejected, and written in the same transaction in
    which the listed ones are read."""
    url = postgres_server.create("temu_whole")
    shop = Shop(31, orders=24, skus=150, operations_url=url, rounds_at_hours=FEW_ROUNDS)
    ending = await play(programs, shop, tmp_path, NoBlows())
    assert_nothing_is_wrong(ending.books)
    assert ending.books["in_jtl"]
    postgres_server.drop("temu_whole")
