"""The program's idea of JTL's tables and the practice Wawi's: written apart, they must agree."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from temu_desktop.jtl.preflight import ISOLATION_QUERY, rights_query, used_tables
from temu_desktop.sandbox.wawi import order_tables, tables
from temu_desktop.sandbox.wawi.schema import create_statements
from temu_desktop.sandbox.wawi.views import view_definitions
from tests.tsql import as_tsql, check_tsql, sql_server_dialect

VIEWS = {"lvKunde", "vLagerbestandProLager"}
BASE_TABLES = [table for table in used_tables() if table.name not in VIEWS]


@pytest.mark.parametrize("table", BASE_TABLES, ids=lambda table: table.name)
def test_a_table_we_read_has_these_columns_of_these_types(table: Table) -> None:
    dialect = sql_server_dialect()
    theirs = order_tables.metadata.tables[f"{table.schema}.{table.name}"]
    for column in table.columns:
        # SQL Server takes the two words for the same type.
        mine = column.type.compile(dialect=dialect).replace("NUMERIC", "DECIMAL")
        assert mine == theirs.c[column.name].type.compile(dialect=dialect), column.name


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_we_read_has_these_columns(name: str) -> None:
    (table,) = [table for table in used_tables() if table.name == name]
    definition = view_definitions(sql_server_dialect())[(str(table.schema), name)]
    theirs = {column.name for column in definition.exported_columns}
    assert {column.name for column in table.columns} <= theirs


def test_the_inbox_has_the_five_columns_of_jtl() -> None:
    """Import status was once read from columns that JTL's inbox does not have."""
    assert [column.name for column in tables.inbox.columns] == [
        "kXMLBestellImport",
        "cText",
        "nPlattform",
        "nRechnung",
        "bRowversion",
    ]


def test_the_wawi_can_be_created_on_sql_server() -> None:
    statements = create_statements(sql_server_dialect())
    assert len(statements) > 50
    for statement in statements:
        check_tsql(statement)
    inbox = next(text for text in statements if "CREATE TABLE dbo.[tXMLBestellImport]" in text)
    for part in ("IDENTITY", "[cText] NVARCHAR(max)", "[nPlattform] TINYINT", "TIMESTAMP"):
        assert part in inbox


def test_order_numbers_are_unique_and_external_ones_are_not() -> None:
    unique = {
        tuple(column.name for column in constraint.columns)
        for constraint in order_tables.order.constraints
        if type(constraint).__name__ == "UniqueConstraint"
    }
    indexed = {
        (index.columns.keys()[0], bool(index.unique)) for index in order_tables.order.indexes
    }
    assert unique == {("cAuftragsNr", "nType")}
    assert ("cExterneAuftragsnummer", False) in indexed


def test_the_questions_to_sql_server_alone_read_as_tsql() -> None:
    check_tsql(str(ISOLATION_QUERY))
    query = as_tsql(rights_query("mssql", used_tables()))
    assert query.count("HAS_PERMS_BY_NAME") == 4 * len(used_tables())
