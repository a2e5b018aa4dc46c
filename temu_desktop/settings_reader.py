"""Reads the settings; every wrong value is named with an example before anything starts.

Where a value comes from says ``settings_sources``. Names in use at merchants are kept
(operations.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from temu_desktop.errors import SettingProblem, SettingsError
from temu_desktop.ids import ShopId
from temu_desktop.key_ring import SystemKeyRing
from temu_desktop.settings import (
    EU_ENDPOINT,
    LOOPBACK,
    AlarmSettings,
    ApiSettings,
    DatabaseSettings,
    JtlChoices,
    MailSecurity,
    MissingAmounts,
    OrderPolicy,
    PoolSettings,
    PriceSource,
    RetentionPolicy,
    Settings,
    SqlServerSettings,
    StockPolicy,
    TemuSettings,
    UnknownArticle,
    UnlistedArticle,
)
from temu_desktop.settings_fields import Field, Group, SettingsReader
from temu_desktop.settings_sources import DATA_DIR, Sources, data_dir_given, read_env_file


def load_settings(
    environ: Mapping[str, str] | None = None,
    *,
    dotenv_path: Path | None = None,
    settings_file: Path | None = None,
    key_ring: Callable[[str], str | None] | None = None,
) -> Settings:
    """The settings of this process.

    Raises SettingsError naming every missing or wrong value at once, SettingsNotSaved for a file
    that cannot be read.
    """
    values = os.environ if environ is None else environ
    return settings_from(
        Sources(
            values,
            read_env_file(dotenv_path),
            read_env_file(settings_file, interpolate=False),
            key_ring or SystemKeyRing().get,
        )
    )


def settings_from(sources: Sources, also_wrong: Iterable[SettingProblem] = ()) -> Settings:
    """The settings that these sources give; raises SettingsError, also for what is wrong anyway."""
    reader = SettingsReader(sources)
    settings = _settings(reader)
    problems = (*also_wrong, *reader.problems)
    if problems:
        raise SettingsError(tuple(problem.line for problem in problems), problems)
    return settings


def fields_of(sources: Sources) -> tuple[Field, ...]:
    """Every setting, as these sources make it look: some defaults follow from other values."""
    reader = SettingsReader(sources)
    _settings(reader)
    return tuple(reader.fields.values())


def setting_names() -> tuple[str, ...]:
    """Every name that is looked at."""
    return tuple(field.name for field in fields_of(Sources({}, {}, {}, lambda name: None)))


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _settings(reader: SettingsReader) -> Settings:
    zone = reader.zone("SCHEDULER_TIMEZONE")
    data_dir = data_dir_given(reader.text(DATA_DIR, fixed=True))
    language = reader.one_of("TEMU_LANGUAGE", "de", ("de", "en"), "de or en")
    level = reader.one_of("LOG_LEVEL", "INFO", _LEVELS, "DEBUG, INFO, WARNING or ERROR")
    practice = reader.url("TEMU_PRACTICE_URL", "", "http://127.0.0.1:8100", fixed=True)
    server = _sql_server(reader)
    return Settings(
        data_dir=data_dir,
        database=_databases(reader, data_dir, server),
        temu=_temu(reader),
        orders=_order_policy(reader, zone),
        stock=_stock(reader),
        jtl=_jtl(reader),
        sql_server=server,
        zone=zone,
        log_level=level,
        language=language,
        retention=_retention(reader),
        alarms=_alarms(reader),
        api=_api(reader),
        practice_url=practice or None,
    )


def _databases(
    reader: SettingsReader, data_dir: Path, server: SqlServerSettings | None
) -> DatabaseSettings:
    reader.about(Group.DATABASE)
    operations = reader.text("TOCI_DATABASE_URL", confidential=True)
    jtl = reader.text("JTL_DATABASE_URL", confidential=True)
    example = "mssql+pyodbc://user:password@server/toci?driver=ODBC+Driver+18+for+SQL+Server"
    for name, url in (("TOCI_DATABASE_URL", operations), ("JTL_DATABASE_URL", jtl)):
        if url and "://" not in url:
            reader.wrong(name, url, "database_url", f"an SQLAlchemy URL, e.g. {name}={example}", "")
    if not operations and server is None:
        operations = f"sqlite:///{data_dir / 'toci.db'}"
    pool = PoolSettings(
        size=reader.integer("DATABASE_POOL_SIZE", 10, 1, 200),
        overflow=reader.integer("DATABASE_POOL_OVERFLOW", 20, 0, 500),
        recycle_seconds=reader.integer("DATABASE_POOL_RECYCLE", 3600, 10, 86400),
    )
    return DatabaseSettings(operations_url=operations, jtl_url=jtl or None, pool=pool)


def _sql_server(reader: SettingsReader) -> SqlServerSettings | None:
    reader.about(Group.DATABASE)
    server = reader.text("SQL_SERVER")
    username = reader.text("SQL_USERNAME")
    settings = SqlServerSettings(
        server=server,
        username=username,
        password=reader.secret("SQL_PASSWORD", needed=bool(username)),
        operations_database=reader.text("DB_TOCI", "toci"),
        jtl_database=reader.text("DB_JTL", "eazybusiness"),
        trust_certificate=reader.switch("SQL_TRUST_CERTIFICATE", False),
    )
    if not server:
        if username:
            reader.missing("SQL_SERVER", r"warehouse-pc\JTLWAWI")
        return None
    if username and not settings.password:
        reader.missing("SQL_PASSWORD", "the password of SQL_USERNAME")
    return settings


def _temu(reader: SettingsReader) -> TemuSettings | None:
    reader.about(Group.TEMU)
    key = reader.text("TEMU_APP_KEY")
    secret = reader.secret("TEMU_APP_SECRET", needed=bool(key))
    token = reader.secret("TEMU_ACCESS_TOKEN", needed=bool(key))
    given = {"TEMU_APP_KEY": key, "TEMU_APP_SECRET": secret, "TEMU_ACCESS_TOKEN": token}
    settings = TemuSettings(
        app_key=key,
        app_secret=secret,
        access_token=token,
        endpoint=reader.url("TEMU_API_ENDPOINT", EU_ENDPOINT, EU_ENDPOINT),
        shop=ShopId(reader.text("TEMU_SHOP", "default")),
        calls_per_second=reader.number("TEMU_CALLS_PER_SECOND", 20.0, 0.1, 100_000),
        timeout_seconds=reader.number("TEMU_TIMEOUT_SECONDS", 30.0, 0.1, 600),
        connections=reader.integer("TEMU_CONNECTIONS", 16, 1, 64),
    )
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            reader.missing(name, "the value shown in TEMU's Seller Center")
    return settings


SHORTEST_KEY = 16


def _api(reader: SettingsReader) -> ApiSettings:
    reader.about(Group.API)
    settings = ApiSettings(
        host=reader.text("UVICORN_HOST", "127.0.0.1"),
        port=reader.integer("UVICORN_PORT", 8000, 1, 65_535),
        key=reader.secret("API_KEY", needed=False),
        cors_origins=reader.origins("API_CORS_ORIGINS"),
        trusted_proxies=reader.networks("API_TRUSTED_PROXIES", LOOPBACK),
    )
    if settings.key and len(settings.key) < SHORTEST_KEY:
        what = f"at least {SHORTEST_KEY} characters nobody can guess"
        reader.wrong("API_KEY", "•••", "key_short", what, "")
    return settings


_MAIL_PORTS = {MailSecurity.NONE: 25, MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465}


def _alarms(reader: SettingsReader) -> AlarmSettings:
    reader.about(Group.ALARMS)
    host, username = reader.text("ALARM_SMTP_HOST"), reader.text("ALARM_SMTP_USERNAME")
    security = reader.choice("ALARM_SMTP_SECURITY", MailSecurity.STARTTLS)
    password = "ALARM_SMTP_PASSWORD"  # noqa: S105 - the name of a setting
    settings = AlarmSettings(
        smtp_host=host,
        smtp_port=reader.integer("ALARM_SMTP_PORT", _MAIL_PORTS[security], 1, 65_535),
        smtp_security=security,
        smtp_username=username,
        smtp_password=reader.secret(password, needed=bool(username)),
        mail_from=next(iter(reader.addresses("ALARM_MAIL_FROM")), ""),
        mail_to=reader.addresses("ALARM_MAIL_TO"),
        webhook_url=reader.url(
            "ALARM_WEBHOOK_URL", "", "https://chat.example/hooks/warehouse", secret=True
        ),
        dead_man_url=reader.url(
            "ALARM_DEAD_MAN_URL", "", "https://hc-ping.example/your-key", secret=True
        ),
        ship_by_hours=reader.integer("ALARM_SHIP_BY_HOURS", 24, 0, 240),
    )
    if host and not settings.mail_to:
        reader.missing("ALARM_MAIL_TO", "chefin@example.de, lager@example.de")
    if host and not settings.mail_from:
        reader.missing("ALARM_MAIL_FROM", "temu-desktop@example.de")
    if host and username and not settings.smtp_password:
        reader.missing(password, "the password of ALARM_SMTP_USERNAME")
    if settings.mail_to and not host:
        reader.missing("ALARM_SMTP_HOST", "smtp.example.de")
    return settings


def _order_policy(reader: SettingsReader, zone: ZoneInfo) -> OrderPolicy:
    reader.about(Group.ORDERS)
    return OrderPolicy(
        orders_from=reader.moment("TEMU_ORDERS_FROM", zone),
        days_back=reader.integer("TEMU_DAYS_BACK", 7, 1, 365),
        overlap_minutes=reader.integer("TEMU_OVERLAP_MINUTES", 60, 0, 1440),
        price_source=reader.choice("TEMU_PRICE_SOURCE", PriceSource.RETAIL),
        unknown_article=reader.choice("TEMU_UNKNOWN_ARTICLE", UnknownArticle.HOLD),
        missing_amounts=reader.choice("TEMU_MISSING_AMOUNTS", MissingAmounts.REJECT),
        paid_on_confirmation=reader.switch("JTL_PAID_ON_CONFIRMATION", True),
        customer_by_mail=reader.switch("JTL_CUSTOMER_BY_MAIL", False),
        handover_alarm_minutes=reader.integer("JTL_HANDOVER_ALARM_MINUTES", 30, 1, 10_000),
        handover_grace_minutes=reader.integer("JTL_HANDOVER_GRACE_MINUTES", 10, 1, 10_000),
        partial_warning_hours=reader.integer("TEMU_PARTIAL_WARNING_HOURS", 6, 0, 240),
    )


def _jtl(reader: SettingsReader) -> JtlChoices:
    reader.about(Group.JTL)
    return JtlChoices(
        platform=reader.integer("JTL_PLATTFORM", 5, 0, 255),
        shipping_method=reader.text("JTL_VERSANDART", "TEMU"),
        payment_method=reader.text("JTL_ZAHLUNGSART", "TEMU"),
        language=reader.text("JTL_SPRACHE", "ger"),
        currency=reader.text("JTL_WAEHRUNG", "EUR"),
        user_key=reader.integer("JTL_K_BENUTZER", 1, 0, 2**31 - 1),
        company_key=reader.integer("JTL_K_FIRMA", 1, 0, 2**31 - 1),
        warehouses=reader.numbers("JTL_WAREHOUSES"),
        unmanaged_stock=reader.integer("JTL_UNMANAGED_STOCK", 0, 0, 1_000_000),
        german_dates=reader.switch("JTL_GERMAN_DATES", False),
        country_as_iso=reader.switch("JTL_COUNTRY_AS_ISO", False),
    )


def _stock(reader: SettingsReader) -> StockPolicy:
    reader.about(Group.STOCK)
    return StockPolicy(
        unlisted_article=reader.choice("TEMU_UNLISTED_ARTICLE", UnlistedArticle.LEAVE),
        brake_share_percent=reader.integer("TEMU_BRAKE_SHARE", 20, 1, 100),
        brake_minimum=reader.integer("TEMU_BRAKE_MINIMUM", 10, 1, 1_000_000),
    )


def _retention(reader: SettingsReader) -> RetentionPolicy:
    reader.about(Group.RETENTION)
    return RetentionPolicy(
        log_days=reader.integer("TEMU_LOG_DAYS", 30, 1, 3650),
        run_days=reader.integer("TEMU_RUN_DAYS", 90, 1, 3650),
        archive_days=reader.integer("TEMU_ARCHIVE_DAYS", 30, 1, 3650),
        backups=reader.integer("TEMU_BACKUPS", 14, 1, 1000),
        privacy_days=reader.integer("TEMU_PRIVACY_DAYS", 0, 0, 3650) or None,
    )
