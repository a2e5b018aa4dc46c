"""Which schema a database has, and which this program knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import ColumnClause, Connection, column, inspect, select, table

from temu_desktop.errors import SchemaTooNew

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "alembic_version"
_MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Alembic's configuration, without a file of its own."""
    # Loaded by whoever migrates: most starts find the schema as it should be.
    from alembic.config import Config

    config = Config()
    # Alembic reads options with %-interpolation; a folder's name may hold that character.
    folder = str(_MIGRATIONS).replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config


def head_revision() -> str:
    """The newest schema of this program."""
    return known_revisions()[-1]


def known_revisions() -> tuple[str, ...]:
    """Every schema this program knows, the oldest first: migrations are files with a number."""
    files = (_MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def found_revision(connection: Connection) -> str | None:
    """The schema a database says it has; None where it was never migrated."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    number: ColumnClause[str] = column("version_num")
    found: str | None = connection.scalar(select(number).select_from(table(VERSION_TABLE, number)))
    return found


def refuse_newer(revision: str | None) -> None:
    """Raise SchemaTooNew for a schema that this program does not know."""
    if revision is not None and revision not in known_revisions():
        raise SchemaTooNew(
            "the database was written by a newer version", found=revision, known=head_revision()
        )
