"""Looking at the two databases: what answers, what is there, what a start would do with it.

Everything here blocks and belongs into a thread. Nothing is created or changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, func, select

from temu_desktop.database.addresses import jtl_engine, operations_engine
from temu_desktop.database.engine import reading, sqlite_file
from temu_desktop.database.errors import translate
from temu_desktop.database.revisions import found_revision, head_revision, refuse_newer
from temu_desktop.errors import (
    DatabaseAway,
    DatabaseRefused,
    JtlAway,
    JtlObjectMissing,
    JtlRefused,
    SchemaTooNew,
    SettingProblem,
    SettingsError,
    TemuDesktopError,
)
from temu_desktop.jtl import schema as jtl_schema
from temu_desktop.jtl.connection import prepare
from temu_desktop.jtl.errors import translate as translate_jtl
from temu_desktop.jtl.preflight import Finding, PreflightReport, Trouble, examine
from temu_desktop.settings import Settings

MERCHANTS_TABLE = "temu_orders"
"""Where this is there without a version of ours, the database is of the program before us."""


class SchemaAction(StrEnum):
    """What a start would do with an operations database."""

    CREATE = "create"
    ADOPT = "adopt"
    UPGRADE = "upgrade"
    NOTHING = "nothing"
    REFUSE_NEWER = "refuse_newer"


@dataclass(frozen=True, slots=True)
class OperationsFound:
    """An operations database: where, which version of the schema, and what a start would do."""

    engine: str
    place: str
    action: SchemaAction
    schema: str | None
    known_schema: str


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One of JTL's warehouses."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class JtlFound:
    """JTL's database: where, what the check of tables, rights and names says, what is there."""

    engine: str
    place: str
    report: PreflightReport
    warehouses: tuple[Warehouse, ...]
    articles: int | None


_SETTING_OF = {
    Trouble.SHIPPING_METHOD_UNKNOWN: "JTL_VERSANDART",
    Trouble.SHIPPING_METHOD_INACTIVE: "JTL_VERSANDART",
    Trouble.PAYMENT_METHOD_UNKNOWN: "JTL_ZAHLUNGSART",
    Trouble.PAYMENT_METHOD_INACTIVE: "JTL_ZAHLUNGSART",
    Trouble.PLATFORM_UNKNOWN: "JTL_PLATTFORM",
    Trouble.COMPANY_UNKNOWN: "JTL_K_FIRMA",
    Trouble.USER_UNKNOWN: "JTL_K_BENUTZER",
    Trouble.WAREHOUSE_UNKNOWN: "JTL_WAREHOUSES",
}
_ABSENT = frozenset({Trouble.OBJECT_MISSING, Trouble.COLUMN_MISSING})


def look_at_operations(settings: Settings) -> tuple[OperationsFound, TemuDesktopError | None]:
    """The operations database as it is; raises a DatabaseError where it cannot be reached."""
    engine = operations_engine(settings)
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        _require_writable(file)
        return _operations(engine, SchemaAction.CREATE, None), None
    with translate(), _looking(engine) as connection:
        revision = found_revision(connection)
        found = _operations(engine, _action(connection, revision), revision)
        return found, _wrong_with_ours(connection, found)


def look_at_jtl(settings: Settings) -> tuple[JtlFound, TemuDesktopError | None]:
    """JTL's database as it is; raises a JtlError where it cannot be reached, NotSetUp where none
    is named."""
    engine = jtl_engine(settings)
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        raise JtlAway("no such file", path=file)
    with translate_jtl(), _looking(engine) as raw:
        connection = prepare(raw)
        report = examine(connection, settings.jtl)
        found = JtlFound(
            engine.dialect.name,
            _place(engine),
            report,
            _warehouses(connection, report),
            _articles(connection, report),
        )
    return found, _wrong_at_jtl(report.problems)


@contextmanager
def _looking(engine: Engine) -> Iterator[Connection]:
    """A connection that changes nothing; the engine is given up afterwards."""
    file = sqlite_file(engine)
    if file is not None:
        # Even the journal's mode of an embedded database is a change.
        name = f"file:{quote(str(file.absolute()))}"
        address = URL.create("sqlite", database=name, query={"mode": "ro", "uri": "true"})
        engine = create_engine(address)
    try:
        with reading(engine).connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _place(engine: Engine) -> str:
    file = sqlite_file(engine)
    if file is not None:
        return str(file)
    url = engine.url
    return f"{url.host or 'localhost'}/{url.database or ''}"


def _operations(engine: Engine, action: SchemaAction, revision: str | None) -> OperationsFound:
    return OperationsFound(engine.dialect.name, _place(engine), action, revision, head_revision())


def _require_writable(file: Path) -> None:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseAway("nothing can be written there", path=folder)


def _action(connection: Connection, revision: str | None) -> SchemaAction:
    try:
        refuse_newer(revision)
    except SchemaTooNew:
        return SchemaAction.REFUSE_NEWER
    if revision is not None:
        is_current = revision == head_revision()
        return SchemaAction.NOTHING if is_current else SchemaAction.UPGRADE
    tables = connection.dialect.get_table_names(connection)
    return SchemaAction.ADOPT if MERCHANTS_TABLE in tables else SchemaAction.CREATE


def _wrong_with_ours(connection: Connection, found: OperationsFound) -> TemuDesktopError | None:
    if found.action is SchemaAction.REFUSE_NEWER:
        return SchemaTooNew("of a newer program", found=found.schema, known=found.known_schema)
    if found.action is not SchemaAction.NOTHING and not _may_create(connection):
        return DatabaseRefused("the login may not create tables", place=found.place)
    return None


def _may_create(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        asked = func.has_schema_privilege(func.current_schema(), "CREATE")
    elif connection.dialect.name == "mssql":
        asked = func.HAS_PERMS_BY_NAME(func.DB_NAME(), "DATABASE", "CREATE TABLE")
    else:
        return True
    return bool(connection.scalar(select(asked)))


def _is_readable(report: PreflightReport, name: str) -> bool:
    return not any(
        finding.subject == name or finding.subject.startswith(f"{name}.")
        for finding in report.problems
    )


def _warehouses(connection: Connection, report: PreflightReport) -> tuple[Warehouse, ...]:
    table = jtl_schema.warehouses
    if not _is_readable(report, f"{table.schema}.{table.name}"):
        return ()
    rows = connection.execute(select(table).order_by(table.c.id))
    return tuple(Warehouse(row.id, row.name or "", bool(row.active)) for row in rows)


def _articles(connection: Connection, report: PreflightReport) -> int | None:
    table = jtl_schema.articles
    if not _is_readable(report, f"{table.schema}.{table.name}"):
        return None
    living = select(func.count()).select_from(table).where(func.coalesce(table.c.deleted, 0) == 0)
    return connection.scalar(living)


def _wrong_at_jtl(problems: tuple[Finding, ...]) -> TemuDesktopError | None:
    """The gravest thing that is wrong: what is absent, what is forbidden, what is misnamed."""
    absent = [finding.subject for finding in problems if finding.trouble in _ABSENT]
    if absent:
        return JtlObjectMissing("JTL's database lacks what we read", missing=", ".join(absent))
    misnamed = [finding for finding in problems if finding.trouble in _SETTING_OF]
    forbidden = [finding.subject for finding in problems if finding not in misnamed]
    if forbidden:
        return JtlRefused("the login lacks rights", objects=", ".join(forbidden))
    if not misnamed:
        return None
    details = tuple(map(_problem, misnamed))
    return SettingsError(tuple(problem.line for problem in details), details)


def _problem(finding: Finding) -> SettingProblem:
    name = _SETTING_OF[finding.trouble]
    line = f"{name}: JTL has no {finding.subject!r}, or it is not active"
    return SettingProblem(name, "not_in_jtl", line, {"value": finding.subject})
