"""The operations database: engines, tables, batches, units of work, migrations, backups.

Everything another package may use is named here; ``schema`` holds the tables.
"""

from temu_desktop.database import schema
from temu_desktop.database.backup import back_up, prune_backups, restore
from temu_desktop.database.batching import (
    Transport,
    delete_in,
    insert_returning,
    insert_rows,
    select_in,
    update_rows,
    upsert_rows,
)
from temu_desktop.database.engine import build_engine, sql_server_url, sqlite_file, writing
from temu_desktop.database.errors import translate
from temu_desktop.database.migrate import Migration, migrate, require_current
from temu_desktop.database.types import (
    JsonText,
    Money,
    NaiveBerlinDateTime,
    NVarChar,
    UnstorableValue,
    UtcDateTime,
)
from temu_desktop.database.unit_of_work import Database, UnitOfWork

__all__ = [
    "Database",
    "JsonText",
    "Migration",
    "Money",
    "NVarChar",
    "NaiveBerlinDateTime",
    "Transport",
    "UnitOfWork",
    "UnstorableValue",
    "UtcDateTime",
    "back_up",
    "build_engine",
    "delete_in",
    "insert_returning",
    "insert_rows",
    "migrate",
    "prune_backups",
    "require_current",
    "restore",
    "schema",
    "select_in",
    "sql_server_url",
    "sqlite_file",
    "translate",
    "update_rows",
    "upsert_rows",
    "writing",
]
