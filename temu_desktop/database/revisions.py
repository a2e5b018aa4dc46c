"""Which schema a database has, and which this program knows."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from temu_desktop.errors import SchemaMissing, SchemaTooNew

VERSION_TABLE = "alembic_version"


def alembic_config() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    # Alembic reads options with %-interpolation; a folder's name may hold that character.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config


def head_revision() -> str:
    """The newest schema of this program."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if head is None:
        raise SchemaMissing("the program has no migrations")
    return head


def found_revision(connection: Connection) -> str | None:
    """The schema a database says it has; None where it was never migrated."""
    return MigrationContext.configure(connection).get_current_revision()


def refuse_newer(revision: str | None) -> None:
    """Raise SchemaTooNew for a schema that this program does not know."""
    known = {
        script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()
    }
    if revision is not None and revision not in known:
        raise SchemaTooNew(
            "the database was written by a newer version", found=revision, known=head_revision()
        )
