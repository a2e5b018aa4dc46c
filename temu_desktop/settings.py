"""Settings: read once, frozen; ``settings_reader`` fills them from the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

from temu_desktop.clock import BERLIN
from temu_desktop.errors import NotSetUp
from temu_desktop.ids import ShopId

EU_ENDPOINT = "https://openapi-b-eu.temu.com/openapi/router"
DEFAULT_SHOP = ShopId("default")


class PriceSource(StrEnum):
    """Which price of TEMU's becomes JTL's price."""

    RETAIL = "retail"
    CUSTOMER_PAID = "customer_paid"


class UnknownArticle(StrEnum):
    """What happens to an order line whose article JTL does not know."""

    HOLD = "hold"
    FREE_POSITION = "free_position"


class UnlistedArticle(StrEnum):
    """What happens to TEMU's quantity of a SKU that JTL has no article for."""

    LEAVE = "leave"
    ZERO = "zero"


class MissingAmounts(StrEnum):
    """What happens to an order whose amounts the token may not read."""

    REJECT = "reject"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """Connections per database: kept, at most on top, seconds until one is renewed."""

    size: int = 10
    overflow: int = 20
    recycle_seconds: int = 3600


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """Where the two databases are; ``None`` for JTL means: not set up."""

    operations_url: str
    jtl_url: str | None
    pool: PoolSettings = PoolSettings()


@dataclass(frozen=True, slots=True)
class SqlServerSettings:
    """The SQL_ names of merchants; used where no URL is given."""

    server: str
    username: str
    password: str = field(repr=False)
    operations_database: str = "toci"
    jtl_database: str = "eazybusiness"
    trust_certificate: bool = False


@dataclass(frozen=True, slots=True)
class TemuSettings:
    """Access to TEMU's API and how hard it is used.

    The pauses, after a failed call and after 'too many calls', are TEMU's; a practice platform, for
    which a day passes in seconds, needs shorter ones.
    """

    app_key: str
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    endpoint: str = EU_ENDPOINT
    shop: ShopId = DEFAULT_SHOP
    calls_per_second: float = 20.0
    timeout_seconds: float = 30.0
    connections: int = 16
    backoff_seconds: float = 0.5
    limit_pause_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class OrderPolicy:
    """The merchant's choices about orders (decisions 2, 4, 7, 8, 10)."""

    orders_from: datetime | None = None
    days_back: int = 7
    overlap_minutes: int = 60
    price_source: PriceSource = PriceSource.RETAIL
    unknown_article: UnknownArticle = UnknownArticle.HOLD
    missing_amounts: MissingAmounts = MissingAmounts.REJECT
    paid_on_confirmation: bool = True
    customer_by_mail: bool = False
    handover_alarm_minutes: int = 30
    handover_grace_minutes: int = 10
    partial_warning_hours: int = 6


@dataclass(frozen=True, slots=True)
class StockPolicy:
    """The merchant's choices about stock (decisions 7, 20, 22)."""

    unlisted_article: UnlistedArticle = UnlistedArticle.LEAVE
    brake_share_percent: int = 20
    brake_minimum: int = 10


@dataclass(frozen=True, slots=True)
class JtlChoices:
    """What the merchant's JTL expects in an order, and where stock is sold from."""

    platform: int = 5
    shipping_method: str = "TEMU"
    payment_method: str = "TEMU"
    language: str = "ger"
    currency: str = "EUR"
    user_key: int = 1
    company_key: int = 1
    warehouses: tuple[int, ...] = ()
    unmanaged_stock: int = 0
    german_dates: bool = False
    country_as_iso: bool = False


Network = IPv4Network | IPv6Network
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
"""Where a proxy on the same machine speaks from."""


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Where headless mode listens, and whom it trusts. ``key``: what a machine shows; empty: keys
    are made per machine. ``cors_origins``: whose pages may call from elsewhere.
    ``trusted_proxies``: whose word about the caller's address is believed."""

    host: str = "127.0.0.1"
    port: int = 8000
    key: str = field(default="", repr=False)
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[Network, ...] = LOOPBACK


class MailSecurity(StrEnum):
    """How a mail server is spoken to."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """The ways out of the building; one that is empty is not used. ``ship_by_hours``: so long
    before its ship-by time an order that has not left is an issue."""

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    smtp_username: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()
    webhook_url: str = field(default="", repr=False)
    dead_man_url: str = field(default="", repr=False)
    ship_by_hours: int = 24


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """For how many days what is kept, and how many backups of the embedded database.

    ``privacy_days``: so long after it was reported an order loses its recipient; None: never.
    """

    log_days: int = 30
    run_days: int = 90
    archive_days: int = 30
    backups: int = 14
    privacy_days: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is fixed for the life of the process."""

    data_dir: Path
    database: DatabaseSettings
    temu: TemuSettings | None
    orders: OrderPolicy = OrderPolicy()
    stock: StockPolicy = StockPolicy()
    jtl: JtlChoices = JtlChoices()
    sql_server: SqlServerSettings | None = None
    zone: ZoneInfo = BERLIN
    log_level: str = "INFO"
    language: str = "de"
    retention: RetentionPolicy = RetentionPolicy()
    alarms: AlarmSettings = AlarmSettings()
    api: ApiSettings = ApiSettings()
    practice_url: str | None = None

    def require_temu(self) -> TemuSettings:
        """The access to TEMU; raises NotSetUp where none is configured."""
        if self.temu is None:
            raise NotSetUp("no access to TEMU is configured", what="TEMU")
        return self.temu
