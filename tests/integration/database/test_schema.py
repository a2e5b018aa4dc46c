"""The tables: merchants' own as operations-db.md fixes them, and all good for SQL Server."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Table, create_engine, text
from sqlalchemy.schema import CreateIndex, CreateTable

from temu_desktop import database
from temu_desktop.database import schema
from tests.tsql import check_tsql, sql_server_dialect

# name, type and default of every fixed column, as operations-db.md lists them
FIXED = {
    "temu_orders": """
        id INTEGER NOT NULL IDENTITY; bestell_id NVARCHAR(50) NOT NULL; bestellstatus NVARCHAR(50);
        kaufdatum DATETIME; name_empfaenger NVARCHAR(200); vorname_empfaenger NVARCHAR(100);
        nachname_empfaenger NVARCHAR(100); telefon_empfaenger NVARCHAR(50); email NVARCHAR(255);
        strasse NVARCHAR(200); adresszusatz NVARCHAR(200); plz NVARCHAR(20); ort NVARCHAR(100);
        bundesland NVARCHAR(100); land NVARCHAR(50); land_iso NVARCHAR(2);
        versandkosten DECIMAL(10, 2); versanddienstleister NVARCHAR(100);
        trackingnummer NVARCHAR(100); versanddatum DATETIME;
        status NVARCHAR(50) DEFAULT 'importiert'; xml_erstellt BIT DEFAULT 0;
        temu_gemeldet BIT DEFAULT 0; created_at DATETIME DEFAULT GETDATE();
        updated_at DATETIME DEFAULT GETDATE()""",
    "temu_order_items": """
        id INTEGER NOT NULL IDENTITY; order_id INTEGER NOT NULL; bestell_id NVARCHAR(50) NOT NULL;
        bestellartikel_id NVARCHAR(50) NOT NULL; produktname NVARCHAR(500); sku NVARCHAR(100);
        sku_id NVARCHAR(100); variation NVARCHAR(200); menge DECIMAL(10, 2);
        netto_einzelpreis DECIMAL(10, 2); brutto_einzelpreis DECIMAL(10, 2);
        gesamtpreis_netto DECIMAL(10, 2); gesamtpreis_brutto DECIMAL(10, 2);
        mwst_satz DECIMAL(5, 2) DEFAULT 19.00; created_at DATETIME DEFAULT GETDATE()""",
    "temu_xml_export": """
        id INTEGER NOT NULL IDENTITY; bestell_id NVARCHAR(50) NOT NULL;
        xml_content NVARCHAR(max) NOT NULL; status NVARCHAR(50) DEFAULT 'pending';
        verarbeitet BIT DEFAULT 0; created_at DATETIME DEFAULT GETDATE(); processed_at DATETIME""",
    "temu_products": """
        id INTEGER NOT NULL IDENTITY; sku NVARCHAR(100) NOT NULL; goods_id BIGINT NOT NULL;
        sku_id BIGINT; goods_name NVARCHAR(500); jtl_article_id INTEGER; is_active BIT DEFAULT 1;
        synced_at DATETIME; created_at DATETIME DEFAULT GETDATE();
        updated_at DATETIME DEFAULT GETDATE()""",
    "temu_inventory": """
        id INTEGER NOT NULL IDENTITY; product_id INTEGER NOT NULL; jtl_article_id INTEGER;
        jtl_stock INTEGER NOT NULL DEFAULT 0; temu_stock INTEGER NOT NULL DEFAULT 0;
        needs_sync BIT NOT NULL DEFAULT 0; last_synced_to_temu DATETIME;
        created_at DATETIME DEFAULT GETDATE(); updated_at DATETIME DEFAULT GETDATE()""",
    "scheduler_logs": """
        log_id INTEGER NOT NULL IDENTITY; job_id VARCHAR(255) NOT NULL;
        job_type VARCHAR(100) NOT NULL; level VARCHAR(20) NOT NULL; message NVARCHAR(max) NOT NULL;
        timestamp DATETIME2 NOT NULL DEFAULT GETDATE(); duration_seconds FLOAT; status VARCHAR(20);
        error_text NVARCHAR(max)""",
}
INDEXED = {
    "temu_orders": {"bestell_id", "status", "trackingnummer"},
    "temu_order_items": {"order_id", "bestellartikel_id", "bestell_id"},
    "temu_products": {"goods_id", "jtl_article_id"},
    "temu_inventory": {"product_id", "needs_sync"},
    "scheduler_logs": {"job_id", "timestamp", "level"},
}
tables = list(schema.metadata.sorted_tables)


def sql_server_ddl(table: Table) -> str:
    return str(CreateTable(table).compile(dialect=sql_server_dialect()))


@pytest.mark.parametrize("name", FIXED)
def test_a_merchants_table_keeps_its_names_and_types(name: str) -> None:
    expected = [" ".join(column.split()) for column in FIXED[name].split(";")]
    lines = sql_server_ddl(schema.metadata.tables[name]).split("\n\t")[1 : len(expected) + 1]
    # SQL Server's own DDL spells out that a column may be NULL.
    found = [re.sub(r"(?<!NOT) NULL", "", line).strip(", \n") for line in lines]
    assert [re.sub(r"(IDENTITY)\(\d+,\d+\)", r"\1", line) for line in found] == expected


@pytest.mark.parametrize("name", FIXED)
def test_a_column_that_we_added_to_a_merchants_table_may_be_empty(name: str) -> None:
    fixed = {column.split()[0] for column in FIXED[name].split(";")}
    added = [column for column in schema.metadata.tables[name].columns if column.name not in fixed]
    for column in added:
        worked_out = column.computed is not None  # by the database; nobody writes it
        assert column.nullable and (worked_out or column.server_default is None), column.name


@pytest.mark.parametrize("name", INDEXED)
def test_a_merchants_table_has_its_indexes(name: str) -> None:
    found = {
        column.name for index in schema.metadata.tables[name].indexes for column in index.columns
    }
    assert found >= INDEXED[name]


@pytest.mark.parametrize("table", tables, ids=lambda table: table.name)
def test_every_table_and_index_is_made_with_valid_t_sql(table: Table) -> None:
    check_tsql(sql_server_ddl(table))
    for index in table.indexes:
        check_tsql(str(CreateIndex(index).compile(dialect=sql_server_dialect())))


def test_an_index_of_marks_holds_the_marked_rows_alone() -> None:
    engine = create_engine("sqlite://")
    schema.metadata.create_all(engine)
    with engine.connect() as conn:
        made = conn.execute(text("SELECT sql FROM sqlite_master WHERE type = 'index'")).scalars()
        partial = [sql for sql in made if sql and "WHERE" in sql]
    engine.dispose()
    assert len(partial) == 2
    assert all(sql.endswith("IS NOT NULL") for sql in partial)


@pytest.mark.parametrize("table", tables, ids=lambda table: table.name)
def test_no_german_name_leaves_the_schema(table: Table) -> None:
    german = "bestell|empfaenger|strasse|ort|land|plz|versand|menge|preis|gemeldet|erstellt|mwst"
    words = re.compile(rf"(^|_)({german})")
    assert not [key for key in table.c.keys() if words.search(key)]  # noqa: SIM118


@pytest.mark.parametrize("table", tables, ids=lambda table: table.name)
def test_no_index_is_wider_than_sql_server_allows(table: Table) -> None:
    for index in [*table.indexes, table.primary_key, *table.constraints]:
        columns = getattr(index, "columns", [])
        width = sum(2 * (getattr(column.type, "length", None) or 8) for column in columns)
        assert width <= 1700, index.name


def test_what_the_package_offers_is_what_it_lists() -> None:
    assert sorted(database.__all__) == sorted(set(database.__all__))
    assert all(hasattr(database, name) for name in database.__all__)
    assert all(hasattr(schema, name) for name in schema.__all__)
