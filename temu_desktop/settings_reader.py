"""Reads the settings; every wrong value is named with an example before anything starts.

Where a value comes from: the environment, then a ``.env`` file, then (secrets only) the operating
system's key ring under the service ``temu-desktop``. Names in use at merchants are kept
(operations.md).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import keyring
import keyring.errors
from dotenv import dotenv_values
from platformdirs import user_data_path

from temu_desktop.clock import BERLIN
from temu_desktop.errors import SettingsError
from temu_desktop.ids import ShopId
from temu_desktop.settings import (
    EU_ENDPOINT,
    AlarmSettings,
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

KEY_RING_SERVICE = "temu-desktop"
_MAIL_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)


def load_settings(
    environ: Mapping[str, str] | None = None,
    *,
    dotenv_path: Path | None = None,
    key_ring: Callable[[str], str | None] | None = None,
) -> Settings:
    """The settings of this process.

    Raises SettingsError naming every missing or wrong value at once.
    """
    values = dict(os.environ if environ is None else environ)
    if dotenv_path is not None and dotenv_path.is_file():
        stored = {name: value for name, value in dotenv_values(dotenv_path).items() if value}
        values = {**stored, **values}
    reader = _Reader(values, key_ring or read_key_ring)
    settings = _settings(reader)
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return settings


def read_key_ring(name: str) -> str | None:
    """A secret from the operating system's key ring; None where it has none or there is none."""
    try:
        return keyring.get_password(KEY_RING_SERVICE, name)
    except keyring.errors.KeyringError:
        # A server has no key ring; a secret that is then missing is named by the reader.
        return None


def setting_names() -> tuple[str, ...]:
    """Every name that is looked at, for the documentation's test."""
    reader = _Reader({"SQL_SERVER": "example"}, lambda name: "x")
    _settings(reader)
    return tuple(dict.fromkeys(reader.names))


class _Reader:
    """Reads values one by one and collects what is wrong with them."""

    def __init__(self, values: Mapping[str, str], key_ring: Callable[[str], str | None]) -> None:
        self._values = values
        self._key_ring = key_ring
        self.problems: list[str] = []
        self.names: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        self.names.append(name)
        return self._values.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        return self.text(name) or (self._key_ring(name) or "")

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        value = self._parsed(name, int, default, f"a whole number, e.g. {name}={default}")
        if not low <= value <= high:
            return self.wrong(name, str(value), f"{low} to {high}, e.g. {name}={default}", default)
        return value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        value = self._parsed(name, float, default, f"a number, e.g. {name}={default:g}")
        if not low <= value <= high:
            expected = f"{low:g} to {high:g}, e.g. {name}={default:g}"
            return self.wrong(name, str(value), expected, default)
        return value

    def switch(self, name: str, default: bool) -> bool:
        words = {"1": True, "true": True, "yes": True, "on": True, "ja": True}
        words |= {"0": False, "false": False, "no": False, "off": False, "nein": False}
        raw = self.text(name).lower()
        if raw and raw not in words:
            return self.wrong(name, raw, f"true or false, e.g. {name}=true", default)
        return words.get(raw, default)

    def choice(self, name: str, default: _Choice) -> _Choice:
        raw = self.text(name).lower()
        known = [member.value for member in type(default)]
        if raw and raw not in known:
            return self.wrong(name, raw, f"one of {', '.join(known)}", default)
        return type(default)(raw) if raw else default

    def numbers(self, name: str) -> tuple[int, ...]:
        def parse(raw: str) -> tuple[int, ...]:
            return tuple(int(part) for part in raw.split(",") if part.strip())

        return self._parsed(name, parse, (), f"numbers with commas, e.g. {name}=1,4")

    def addresses(self, name: str) -> tuple[str, ...]:
        def parse(raw: str) -> tuple[str, ...]:
            found = tuple(part.strip() for part in raw.split(",") if part.strip())
            if not all(_MAIL_ADDRESS.fullmatch(part) for part in found):
                raise ValueError(raw)
            return found

        return self._parsed(name, parse, (), f"mail addresses, e.g. {name}=owner@example.com")

    def moment(self, name: str, zone: ZoneInfo) -> datetime | None:
        def parse(raw: str) -> datetime:
            moment = datetime.fromisoformat(raw)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)

        return self._parsed(name, parse, None, f"a date, e.g. {name}=2026-11-01")

    def zone(self, name: str) -> ZoneInfo:
        raw = self.text(name)
        if not raw:
            return BERLIN
        try:
            return ZoneInfo(raw)
        except (ZoneInfoNotFoundError, ValueError):
            return self.wrong(name, raw, f"a time zone, e.g. {name}=Europe/Berlin", BERLIN)

    def url(self, name: str, default: str, example: str) -> str:
        raw = self.text(name, default)
        if raw and not raw.startswith(("http://", "https://")):
            return self.wrong(name, raw, f"an address, e.g. {name}={example}", default)
        return raw

    def wrong(self, name: str, raw: str, expected: str, default: _Value) -> _Value:
        self.problems.append(f"{name}={raw!r} is wrong; expected {expected}")
        return default

    def missing(self, name: str, example: str) -> None:
        self.problems.append(f"{name} is missing, e.g. {name}={example}")

    def _parsed(
        self, name: str, parse: Callable[[str], _Value], default: _Value, expected: str
    ) -> _Value:
        raw = self.text(name)
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError:
            return self.wrong(name, raw, expected, default)


def _settings(reader: _Reader) -> Settings:
    zone = reader.zone("SCHEDULER_TIMEZONE")
    raw_dir = reader.text("TEMU_DATA_DIR")
    data_dir = Path(raw_dir).expanduser() if raw_dir else user_data_path("temu-desktop", False)
    server = _sql_server(reader)
    return Settings(
        data_dir=data_dir,
        database=_databases(reader, data_dir, server),
        temu=_temu(reader),
        orders=_order_policy(reader, zone),
        stock=StockPolicy(
            unlisted_article=reader.choice("TEMU_UNLISTED_ARTICLE", UnlistedArticle.LEAVE),
            brake_share_percent=reader.integer("TEMU_BRAKE_SHARE", 20, 1, 100),
            brake_minimum=reader.integer("TEMU_BRAKE_MINIMUM", 10, 1, 1_000_000),
        ),
        jtl=_jtl(reader),
        sql_server=server,
        zone=zone,
        log_level=_log_level(reader),
        language=_language(reader),
        retention=RetentionPolicy(
            log_days=reader.integer("TEMU_LOG_DAYS", 30, 1, 3650),
            run_days=reader.integer("TEMU_RUN_DAYS", 90, 1, 3650),
            archive_days=reader.integer("TEMU_ARCHIVE_DAYS", 30, 1, 3650),
            backups=reader.integer("TEMU_BACKUPS", 14, 1, 1000),
            privacy_days=reader.integer("TEMU_PRIVACY_DAYS", 0, 0, 3650) or None,
        ),
        alarms=_alarms(reader),
        practice_url=reader.url("TEMU_PRACTICE_URL", "", "http://127.0.0.1:8100") or None,
    )


def _databases(
    reader: _Reader, data_dir: Path, server: SqlServerSettings | None
) -> DatabaseSettings:
    operations = reader.text("TOCI_DATABASE_URL")
    jtl = reader.text("JTL_DATABASE_URL")
    example = "mssql+pyodbc://user:password@server/toci?driver=ODBC+Driver+18+for+SQL+Server"
    for name, url in (("TOCI_DATABASE_URL", operations), ("JTL_DATABASE_URL", jtl)):
        if url and "://" not in url:
            reader.wrong(name, url, f"an SQLAlchemy URL, e.g. {name}={example}", "")
    if not operations and server is None:
        operations = f"sqlite:///{data_dir / 'toci.db'}"
    pool = PoolSettings(
        size=reader.integer("DATABASE_POOL_SIZE", 10, 1, 200),
        overflow=reader.integer("DATABASE_POOL_OVERFLOW", 20, 0, 500),
        recycle_seconds=reader.integer("DATABASE_POOL_RECYCLE", 3600, 10, 86400),
    )
    return DatabaseSettings(operations_url=operations, jtl_url=jtl or None, pool=pool)


def _sql_server(reader: _Reader) -> SqlServerSettings | None:
    server = reader.text("SQL_SERVER")
    username = reader.text("SQL_USERNAME")
    settings = SqlServerSettings(
        server=server,
        username=username,
        password=reader.secret("SQL_PASSWORD") if username else reader.text("SQL_PASSWORD"),
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


def _temu(reader: _Reader) -> TemuSettings | None:
    key = reader.text("TEMU_APP_KEY")
    secret = reader.secret("TEMU_APP_SECRET") if key else reader.text("TEMU_APP_SECRET")
    token = reader.secret("TEMU_ACCESS_TOKEN") if key else reader.text("TEMU_ACCESS_TOKEN")
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


_MAIL_PORTS = {MailSecurity.NONE: 25, MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465}


def _alarms(reader: _Reader) -> AlarmSettings:
    host, username = reader.text("ALARM_SMTP_HOST"), reader.text("ALARM_SMTP_USERNAME")
    security = reader.choice("ALARM_SMTP_SECURITY", MailSecurity.STARTTLS)
    password = "ALARM_SMTP_PASSWORD"  # noqa: S105 - the name of a setting
    settings = AlarmSettings(
        smtp_host=host,
        smtp_port=reader.integer("ALARM_SMTP_PORT", _MAIL_PORTS[security], 1, 65_535),
        smtp_security=security,
        smtp_username=username,
        smtp_password=reader.secret(password) if username else reader.text(password),
        mail_from=next(iter(reader.addresses("ALARM_MAIL_FROM")), ""),
        mail_to=reader.addresses("ALARM_MAIL_TO"),
        webhook_url=reader.url("ALARM_WEBHOOK_URL", "", "https://chat.example/hooks/warehouse"),
        dead_man_url=reader.url("ALARM_DEAD_MAN_URL", "", "https://hc-ping.example/your-key"),
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


def _order_policy(reader: _Reader, zone: ZoneInfo) -> OrderPolicy:
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


def _jtl(reader: _Reader) -> JtlChoices:
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


def _log_level(reader: _Reader) -> str:
    raw = reader.text("LOG_LEVEL", "INFO")
    level = raw.upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        return reader.wrong("LOG_LEVEL", raw, "DEBUG, INFO, WARNING or ERROR", "INFO")
    return level


def _language(reader: _Reader) -> str:
    language = reader.text("TEMU_LANGUAGE", "de").lower()
    if language not in {"de", "en"}:
        return reader.wrong("TEMU_LANGUAGE", language, "de or en", "de")
    return language
