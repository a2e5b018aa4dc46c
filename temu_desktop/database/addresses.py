"""Which databases the settings name, as engines; nothing is connected yet."""

from __future__ import annotations

from sqlalchemy import Engine

from temu_desktop.database.engine import build_engine, sql_server_url
from temu_desktop.errors import NotSetUp
from temu_desktop.settings import Settings


def operations_engine(settings: Settings) -> Engine:
    """The engine of the operations database."""
    url = settings.database.operations_url
    if not url and settings.sql_server is not None:
        server = settings.sql_server
        return build_engine(
            sql_server_url(server, server.operations_database), settings.database.pool
        )
    return build_engine(url, settings.database.pool)


def jtl_engine(settings: Settings) -> Engine:
    """The engine of JTL's database; raises NotSetUp where no setting names it."""
    if settings.database.jtl_url is not None:
        return build_engine(settings.database.jtl_url, settings.database.pool)
    if settings.sql_server is None:
        raise NotSetUp("no setting names JTL's database", what="JTL")
    server = settings.sql_server
    return build_engine(sql_server_url(server, server.jtl_database), settings.database.pool)
