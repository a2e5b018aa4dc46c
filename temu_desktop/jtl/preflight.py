"""Is this JTL as we expect it? Asked at start and by the doctor, and after every JTL update.

Three things can be wrong: something we read is not there (a fatal problem), something our orders
name is not there or not active (fatal too), or the login may do more than it should (a warning).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Inspector,
    Select,
    Table,
    false,
    func,
    inspect,
    literal,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, NoSuchTableError

from temu_desktop.database.unit_of_work import Database
from temu_desktop.errors import JtlObjectMissing
from temu_desktop.jtl import schema
from temu_desktop.jtl.connection import JtlConnection
from temu_desktop.jtl.orders_gateway import read_payment_methods, read_shipping_methods
from temu_desktop.settings import JtlChoices

ISOLATION_QUERY = text(
    "SELECT is_read_committed_snapshot_on, snapshot_isolation_state_desc"
    " FROM sys.databases WHERE name = DB_NAME()"
)
"""How SQL Server isolates readers from writers in this database."""
_READ, _ADD = "SELECT", "INSERT"
_RIGHTS = (_READ, _ADD, "UPDATE", "DELETE")


class Trouble(StrEnum):
    """What is wrong, as a code; the words live with the front ends."""

    OBJECT_MISSING = "object_missing"
    COLUMN_MISSING = "column_missing"
    NOT_READABLE = "not_readable"
    INBOX_NOT_WRITABLE = "inbox_not_writable"
    SHIPPING_METHOD_UNKNOWN = "shipping_method_unknown"
    SHIPPING_METHOD_INACTIVE = "shipping_method_inactive"
    PAYMENT_METHOD_UNKNOWN = "payment_method_unknown"
    PAYMENT_METHOD_INACTIVE = "payment_method_inactive"
    PLATFORM_UNKNOWN = "platform_unknown"
    COMPANY_UNKNOWN = "company_unknown"
    USER_UNKNOWN = "user_unknown"
    WAREHOUSE_UNKNOWN = "warehouse_unknown"
    MAY_WRITE = "may_write"


_WARNINGS = frozenset({Trouble.MAY_WRITE})
_SCHEMA_TROUBLES = frozenset({Trouble.OBJECT_MISSING, Trouble.COLUMN_MISSING, Trouble.NOT_READABLE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; ``subject`` names it, e.g. ``Verkauf.tAuftrag.nStorno``."""

    trouble: Trouble
    subject: str
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether work can go on all the same."""
        return self.trouble in _WARNINGS


@dataclass(frozen=True, slots=True)
class PreflightReport:
    """JTL's version, how its database isolates readers, and everything that is wrong.

    ``rights_checked`` is false where the engine knows no rights (a file).
    """

    version: str
    isolation: str
    rights_checked: bool
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What has to be mended before anything runs."""
        return tuple(finding for finding in self.findings if not finding.is_warning)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What should be mended."""
        return tuple(finding for finding in self.findings if finding.is_warning)


class JtlPreflight:
    """The check, on one connection."""

    def __init__(self, database: Database, choices: JtlChoices) -> None:
        self._jtl = JtlConnection(database)
        self._choices = choices

    async def check(self) -> PreflightReport:
        """Everything that can be found out; raises a JtlError where JTL cannot be reached."""
        return await self._jtl.read(lambda connection: examine(connection, self._choices))

    async def ensure(self) -> PreflightReport:
        """Like ``check``, but raises JtlObjectMissing when something we read is not there."""
        report = await self.check()
        missing = [f.subject for f in report.problems if f.trouble in _SCHEMA_TROUBLES]
        if missing:
            raise JtlObjectMissing("JTL's database lacks what we read", missing=", ".join(missing))
        return report


def used_tables() -> tuple[Table, ...]:
    """Every table and view of JTL's that is used, by name."""
    tables = schema.metadata.tables.values()
    return tuple(sorted(tables, key=lambda table: f"{table.schema}.{table.name}"))


def examine(connection: Connection, choices: JtlChoices) -> PreflightReport:
    """Everything that can be found out on a prepared connection."""
    findings = list(_objects(connection))
    there = [t for t in used_tables() if Finding(Trouble.OBJECT_MISSING, _name(t)) not in findings]
    rights = _rights(connection, there)
    findings += _wrong_rights(rights)
    broken = {finding.subject for finding in findings if not finding.is_warning}
    broken |= {subject.rpartition(".")[0] for subject in broken}
    findings += _named_in_orders(connection, choices, broken - {_name(schema.inbox)})
    return PreflightReport(
        version="" if _name(schema.versions) in broken else _version(connection),
        isolation=_isolation(connection),
        rights_checked=rights is not None,
        findings=tuple(findings),
    )


def _name(table: Table) -> str:
    return f"{table.schema}.{table.name}"


def _objects(connection: Connection) -> Iterator[Finding]:
    inspector = inspect(connection)
    for table in used_tables():
        try:
            known = _known_columns(inspector, table)
            if known and connection.dialect.name != "postgresql":
                # A view over something that was removed shows only when it is read. PostgreSQL
                # knows no such views, and there a refusal would end the transaction.
                readable = [column for column in table.columns if column.name.casefold() in known]
                connection.execute(select(*readable).where(false())).all()
        except DBAPIError as error:
            yield Finding(Trouble.NOT_READABLE, _name(table), str(error.orig))
            continue
        if not known:
            yield Finding(Trouble.OBJECT_MISSING, _name(table))
            continue
        for column in table.columns:
            if column.name.casefold() not in known:
                yield Finding(Trouble.COLUMN_MISSING, f"{_name(table)}.{column.name}")


def _known_columns(inspector: Inspector, table: Table) -> frozenset[str]:
    """Folded names of the object's columns; empty where there is no such object."""
    has_schemas = inspector.dialect.name != "sqlite"
    try:
        columns = inspector.get_columns(table.name, schema=table.schema if has_schemas else None)
    except NoSuchTableError:
        return frozenset()
    return frozenset(column["name"].casefold() for column in columns)


def _version(connection: Connection) -> str:
    versions = connection.scalars(select(schema.versions.c.text)).all()
    return max((version for version in versions if version), default="")


def _isolation(connection: Connection) -> str:
    if connection.dialect.name != "mssql":
        return "snapshot" if connection.dialect.name == "sqlite" else "read committed"
    committed_snapshot, snapshot = connection.execute(ISOLATION_QUERY).one()
    return f"read committed snapshot {'on' if committed_snapshot else 'off'}, snapshot {snapshot}"


def _rights(connection: Connection, tables: Sequence[Table]) -> Mapping[str, frozenset[str]] | None:
    """What the login may do, by object; None where the engine knows no rights."""
    if connection.dialect.name == "sqlite":
        return None
    rights: dict[str, set[str]] = {_name(table): set() for table in tables}
    answers = connection.execute(rights_query(connection.dialect.name, tables)).one()
    for (table, right), answer in zip(product(tables, _RIGHTS), answers, strict=True):
        if answer:
            rights[_name(table)].add(right)
    return {name: frozenset(found) for name, found in rights.items()}


def rights_query(engine: str, tables: Sequence[Table]) -> Select[Any]:
    """One row that says for each table and each right whether the login has it."""
    questions = [_may(engine, table, right) for table, right in product(tables, _RIGHTS)]
    return select(*(question.label(f"q{place}") for place, question in enumerate(questions)))


def _may(engine: str, table: Table, right: str) -> ColumnElement[Any]:
    if engine == "mssql":
        return func.HAS_PERMS_BY_NAME(
            literal(f"[{table.schema}].[{table.name}]"), literal("OBJECT"), literal(right)
        )
    return func.has_table_privilege(literal(f'"{table.schema}"."{table.name}"'), literal(right))


def _wrong_rights(rights: Mapping[str, frozenset[str]] | None) -> Iterator[Finding]:
    """Rights that are lacking, and rights to write that nobody needs."""
    for name, found in (rights or {}).items():
        wanted = {_READ, _ADD} if name == _name(schema.inbox) else {_READ}
        if _READ not in found:
            yield Finding(Trouble.NOT_READABLE, name)
        elif wanted - found:
            yield Finding(Trouble.INBOX_NOT_WRITABLE, name)
        if found - wanted:
            yield Finding(Trouble.MAY_WRITE, name, ", ".join(sorted(found - wanted)))


def _named_in_orders(
    connection: Connection, choices: JtlChoices, broken: Iterable[str]
) -> Iterator[Finding]:
    """Do the names and numbers that our documents carry exist and are they active?"""
    unreadable = frozenset(broken)
    if _name(schema.shipping_methods) not in unreadable:
        shipping = {_key(m.name): m.active for m in read_shipping_methods(connection)}
        yield from _method(
            choices.shipping_method,
            shipping,
            Trouble.SHIPPING_METHOD_UNKNOWN,
            Trouble.SHIPPING_METHOD_INACTIVE,
        )
    if _name(schema.payment_methods) not in unreadable:
        payment = {_key(m.name): m.active for m in read_payment_methods(connection)}
        yield from _method(
            choices.payment_method,
            payment,
            Trouble.PAYMENT_METHOD_UNKNOWN,
            Trouble.PAYMENT_METHOD_INACTIVE,
        )
    for table, keys, trouble in (
        (schema.platforms, (choices.platform,), Trouble.PLATFORM_UNKNOWN),
        (schema.companies, (choices.company_key,), Trouble.COMPANY_UNKNOWN),
        (schema.users, (choices.user_key,), Trouble.USER_UNKNOWN),
        (schema.warehouses, choices.warehouses, Trouble.WAREHOUSE_UNKNOWN),
    ):
        if keys and _name(table) not in unreadable:
            known = set(connection.scalars(select(table.c.id).where(table.c.id.in_(keys))))
            yield from (Finding(trouble, str(key)) for key in keys if key not in known)


def _method(
    name: str, methods: Mapping[str, bool], unknown: Trouble, inactive: Trouble
) -> Iterator[Finding]:
    active = methods.get(_key(name))
    if active is None:
        yield Finding(unknown, name)
    elif not active:
        yield Finding(inactive, name)


def _key(name: str) -> str:
    """Two names that JTL's collation equates."""
    return name.rstrip(" ").casefold()
