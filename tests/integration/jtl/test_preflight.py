"""The check of a JTL database before anything runs on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from temu_desktop.database import Database, build_engine
from temu_desktop.errors import JtlAway, JtlObjectMissing, JtlRefused
from temu_desktop.jtl.model import InboxDocument
from temu_desktop.jtl.orders_gateway import JtlOrders
from temu_desktop.jtl.preflight import Finding, JtlPreflight, PreflightReport, Trouble
from temu_desktop.jtl.stock_gateway import JtlStock
from temu_desktop.sandbox.wawi import Wawi
from temu_desktop.settings import JtlChoices
from tests.postgres_server import PostgresServer
from tests.wawi_fixtures import ARMCHAIR, OrderText

pytestmark = pytest.mark.usefixtures("statements_are_tsql")


async def report(jtl: Database, **choices: object) -> PreflightReport:
    """What the check finds under these choices."""
    return await JtlPreflight(jtl, JtlChoices(**choices)).check()  # type: ignore[arg-type]


def change(wawi: Wawi, *statements: str) -> None:
    """An update of JTL's that we know nothing about."""
    with wawi.database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def drop_view(wawi: Wawi, schema: str, view: str) -> None:
    """A view that the new version has no more."""
    change(wawi, f"DROP VIEW {full_name(wawi, schema, view)}")


def rename_table(wawi: Wawi, schema: str, table: str) -> None:
    """A table that the new version calls something else."""
    if wawi.database.engine.dialect.name == "mssql":
        change(wawi, f"EXEC sp_rename N'{schema}.{table}', N'tNeu{table}'")
    else:
        change(wawi, f'ALTER TABLE {full_name(wawi, schema, table)} RENAME TO "tNeu{table}"')


def rename_column(wawi: Wawi, schema: str, table: str, column: str) -> None:
    """A column that the new version calls something else."""
    if wawi.database.engine.dialect.name == "mssql":
        change(wawi, f"EXEC sp_rename N'{schema}.{table}.{column}', N'neu', N'COLUMN'")
    else:
        name = full_name(wawi, schema, table)
        change(wawi, f'ALTER TABLE {name} RENAME COLUMN "{column}" TO "neu"')


def full_name(wawi: Wawi, schema: str, name: str) -> str:
    """An object's name as this engine wants it; a file has no schemas."""
    has_schemas = wawi.database.engine.dialect.name != "sqlite"
    return f'"{schema}"."{name}"' if has_schemas else f'"{name}"'


async def test_a_wawi_as_it_should_be_has_no_problem(jtl: Database, any_wawi: Wawi) -> None:
    found = await report(jtl)
    assert found.problems == ()
    assert found.version == "1.10.11.0"
    assert found.isolation
    assert found == await JtlPreflight(jtl, JtlChoices()).ensure()


async def test_a_missing_view_is_named(jtl: Database, any_wawi: Wawi) -> None:
    drop_view(any_wawi, "Kunde", "lvKunde")
    found = await report(jtl)
    assert found.problems == (Finding(Trouble.OBJECT_MISSING, "Kunde.lvKunde"),)
    with pytest.raises(JtlObjectMissing, match=r"Kunde\.lvKunde"):
        await JtlPreflight(jtl, JtlChoices()).ensure()


async def test_a_missing_column_is_named(jtl: Database, any_wawi: Wawi) -> None:
    drop_view(any_wawi, "Versand", "lvLieferscheinposition")
    rename_column(any_wawi, "Verkauf", "tAuftragPosition", "kAuftragStueckliste")
    found = await report(jtl)
    assert [finding.subject for finding in found.problems] == [
        "Verkauf.tAuftragPosition.kAuftragStueckliste"
    ]


async def test_missing_masters_do_not_hide_each_other(jtl: Database, any_wawi: Wawi) -> None:
    rename_column(any_wawi, "dbo", "tZahlungsart", "nAktiv")
    rename_table(any_wawi, "dbo", "tWarenLager")
    rename_table(any_wawi, "dbo", "tVersion")
    # The view over the warehouses breaks or not, as the engine has it; these three must be named.
    found = {finding.subject for finding in (await report(jtl)).problems}
    assert found >= {"dbo.tZahlungsart.nAktiv", "dbo.tWarenLager", "dbo.tVersion"}


@pytest.mark.parametrize(
    ("choices", "finding"),
    [
        ({"shipping_method": "Temu "}, None),
        ({"shipping_method": "DHL"}, Finding(Trouble.SHIPPING_METHOD_UNKNOWN, "DHL")),
        ({"shipping_method": "Paket ECO"}, Finding(Trouble.SHIPPING_METHOD_INACTIVE, "Paket ECO")),
        ({"payment_method": "PayPal"}, Finding(Trouble.PAYMENT_METHOD_UNKNOWN, "PayPal")),
        ({"payment_method": "Nachnahme"}, Finding(Trouble.PAYMENT_METHOD_INACTIVE, "Nachnahme")),
        ({"platform": 6}, Finding(Trouble.PLATFORM_UNKNOWN, "6")),
        ({"company_key": 2}, Finding(Trouble.COMPANY_UNKNOWN, "2")),
        ({"user_key": 9}, Finding(Trouble.USER_UNKNOWN, "9")),
        ({"warehouses": (3, 99)}, Finding(Trouble.WAREHOUSE_UNKNOWN, "99")),
    ],
    ids=str,
)
async def test_what_orders_name_must_exist_and_be_active(
    jtl: Database, any_wawi: Wawi, choices: dict[str, object], finding: Finding | None
) -> None:
    found = await report(jtl, **choices)
    assert found.problems == ((finding,) if finding else ())


async def test_a_missing_table_is_an_error_of_its_own_and_no_empty_answer(
    jtl: Database, any_wawi: Wawi
) -> None:
    rename_table(any_wawi, "dbo", "tlagerbestand")
    source = JtlStock(jtl, JtlChoices())
    (article,) = (await source.articles([ARMCHAIR.number])).values()
    with pytest.raises(JtlObjectMissing):
        await source.stock([article.id])


async def test_a_database_that_is_away_is_an_error_and_can_be_tried_again() -> None:
    url = "postgresql+psycopg://nobody@/nothing?host=/nonexistent"
    database = Database(build_engine(url), name="db-jtl")
    with pytest.raises(JtlAway) as caught:
        await JtlOrders(database, JtlChoices()).existing(["PO-1"])
    assert caught.value.retryable
    await database.close()


# Rights exist on servers only.


@pytest.fixture
def guest_url(any_wawi: Wawi, any_empty_url: str, postgres_server: PostgresServer) -> Iterator[str]:
    """A login that may read and nothing else."""
    if not any_empty_url.startswith("postgresql"):
        pytest.skip("this engine has no logins, or we may not make one")
    schemas = 'dbo, "Verkauf", "Versand", "Kunde"'
    with any_wawi.database.write() as connection:
        for statement in (
            "CREATE ROLE guest LOGIN",
            f"GRANT USAGE ON SCHEMA {schemas} TO guest",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schemas} TO guest",
        ):
            connection.exec_driver_sql(statement)
    yield any_empty_url.replace("//temu@", "//guest@")
    with any_wawi.database.write() as connection:
        connection.exec_driver_sql("DROP OWNED BY guest")
        connection.exec_driver_sql("DROP ROLE guest")


@pytest.fixture
async def guest(guest_url: str) -> AsyncIterator[Database]:
    """JTL through that login."""
    database = Database(build_engine(guest_url), name="db-jtl")
    yield database
    await database.close()


async def test_an_inbox_that_we_may_not_write_is_a_problem(guest: Database) -> None:
    found = await report(guest)
    assert found.rights_checked
    assert found.problems == (Finding(Trouble.INBOX_NOT_WRITABLE, "dbo.tXMLBestellImport"),)
    assert found.warnings == ()
    with pytest.raises(JtlRefused):
        await JtlOrders(guest, JtlChoices()).hand_over(
            [InboxDocument("PO-1", OrderText("PO-1").xml())]
        )


async def test_rights_beyond_the_inbox_are_a_warning(guest: Database, any_wawi: Wawi) -> None:
    change(
        any_wawi,
        'GRANT INSERT, DELETE ON dbo."tXMLBestellImport" TO guest',
        'GRANT UPDATE ON dbo."tArtikel" TO guest',
    )
    found = await report(guest)
    assert found.problems == ()
    assert found.warnings == (
        Finding(Trouble.MAY_WRITE, "dbo.tArtikel", "UPDATE"),
        Finding(Trouble.MAY_WRITE, "dbo.tXMLBestellImport", "DELETE"),
    )


async def test_a_view_that_we_may_not_read_is_named(guest: Database, any_wawi: Wawi) -> None:
    change(any_wawi, 'REVOKE SELECT ON "Kunde"."lvKunde" FROM guest')
    found = await report(guest)
    assert Trouble.NOT_READABLE in {f.trouble for f in found.problems if "lvKunde" in f.subject}
