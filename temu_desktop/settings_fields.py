"""Reads values one by one, describes each setting as it does, and collects what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_network
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from temu_desktop.clock import BERLIN
from temu_desktop.errors import SettingProblem
from temu_desktop.settings import Network
from temu_desktop.settings_sources import Sources

_MAIL_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
_SWITCH = {"1": True, "true": True, "yes": True, "on": True, "ja": True}
_SWITCH |= {"0": False, "false": False, "no": False, "off": False, "nein": False}

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)


class FieldKind(StrEnum):
    """What a value looks like."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - a kind of setting
    INTEGER = "integer"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    DATE = "date"
    ZONE = "zone"
    URL = "url"
    NUMBERS = "numbers"
    ADDRESSES = "addresses"


class Group(StrEnum):
    """What settings are about."""

    TEMU = "temu"
    JTL = "jtl"
    ORDERS = "orders"
    STOCK = "stock"
    DATABASE = "database"
    ALARMS = "alarms"
    RETENTION = "retention"
    API = "api"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Field:
    """One setting. ``confidential`` values are never shown (secrets always are); ``fixed`` ones
    are the business of who starts the program, not of the console."""

    name: str
    group: Group
    kind: FieldKind
    default: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    confidential: bool = False
    fixed: bool = False


class SettingsReader:
    """Reads from sources; ``fields`` and ``problems`` tell what was read and what was wrong."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._group = Group.GENERAL
        self.problems: list[SettingProblem] = []
        self.fields: dict[str, Field] = {}

    def about(self, group: Group) -> None:
        """What the settings read from here on are about."""
        self._group = group

    def text(
        self, name: str, default: str = "", *, confidential: bool = False, fixed: bool = False
    ) -> str:
        """Any text."""
        field = Field(name, self._group, FieldKind.TEXT, default)
        return self._read(field, confidential=confidential, fixed=fixed) or default

    def secret(self, name: str, *, needed: bool) -> str:
        """A secret; the key ring is asked where it is ``needed`` and in no file."""
        raw = self._read(Field(name, self._group, FieldKind.SECRET), confidential=True)
        return raw or (self._sources.key_ring(name) or "" if needed else "")

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        field = Field(name, self._group, FieldKind.INTEGER, str(default), low=low, high=high)
        what = f"a whole number, e.g. {name}={default}"
        value = self._parsed(field, int, default, "integer", what)
        if not low <= value <= high:
            what = f"{low} to {high}, e.g. {name}={default}"
            return self.wrong(name, str(value), "integer", what, default)
        return value

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """A number from ``low`` to ``high``."""
        field = Field(name, self._group, FieldKind.NUMBER, f"{default:g}", low=low, high=high)
        what = f"a number, e.g. {name}={default:g}"
        value = self._parsed(field, float, default, "number", what)
        if not low <= value <= high:
            what = f"{low:g} to {high:g}, e.g. {name}={default:g}"
            return self.wrong(name, str(value), "number", what, default)
        return value

    def switch(self, name: str, default: bool) -> bool:
        """Yes or no."""
        raw = self._read(
            Field(name, self._group, FieldKind.SWITCH, str(default).lower(), ("true", "false"))
        ).lower()
        if raw and raw not in _SWITCH:
            return self.wrong(name, raw, "switch", f"true or false, e.g. {name}=true", default)
        return _SWITCH.get(raw, default)

    def choice(self, name: str, default: _Choice) -> _Choice:
        """A member of an enumeration."""
        known = tuple(member.value for member in type(default))
        return type(default)(self.one_of(name, default.value, known, "one of " + ", ".join(known)))

    def one_of(self, name: str, default: str, choices: tuple[str, ...], expected: str) -> str:
        """One of these words, in any case."""
        raw = self._read(Field(name, self._group, FieldKind.CHOICE, default, choices))
        found = {choice.lower(): choice for choice in choices}.get(raw.lower())
        if raw and found is None:
            return self.wrong(name, raw, "choice", expected, default)
        return found or default

    def numbers(self, name: str) -> tuple[int, ...]:
        """Whole numbers with commas between."""

        def parse(raw: str) -> tuple[int, ...]:
            return tuple(int(part) for part in raw.split(",") if part.strip())

        field = Field(name, self._group, FieldKind.NUMBERS)
        return self._parsed(field, parse, (), "numbers", f"numbers with commas, e.g. {name}=1,4")

    def addresses(self, name: str) -> tuple[str, ...]:
        """Mail addresses with commas between."""

        def parse(raw: str) -> tuple[str, ...]:
            found = tuple(part.strip() for part in raw.split(",") if part.strip())
            if not all(_MAIL_ADDRESS.fullmatch(part) for part in found):
                raise ValueError(raw)
            return found

        field = Field(name, self._group, FieldKind.ADDRESSES)
        what = f"mail addresses, e.g. {name}=owner@example.com"
        return self._parsed(field, parse, (), "addresses", what)

    def origins(self, name: str) -> tuple[str, ...]:
        """Origins of web pages with commas between."""

        def parse(raw: str) -> tuple[str, ...]:
            found = tuple(
                part.strip().rstrip("/").lower() for part in raw.split(",") if part.strip()
            )
            if not all(_ORIGIN.fullmatch(part) for part in found):
                raise ValueError(raw)
            return found

        field = Field(name, self._group, FieldKind.TEXT)
        what = f"origins with commas, e.g. {name}=https://lager.example.de"
        return self._parsed(field, parse, (), "origins", what)

    def networks(self, name: str, default: tuple[Network, ...]) -> tuple[Network, ...]:
        """Addresses or networks with commas between."""

        def parse(raw: str) -> tuple[Network, ...]:
            return tuple(ip_network(part.strip()) for part in raw.split(",") if part.strip())

        shown = ", ".join(map(str, default))
        field = Field(name, self._group, FieldKind.TEXT, shown)
        what = f"addresses or networks with commas, e.g. {name}=192.168.1.2"
        return self._parsed(field, parse, default, "networks", what)

    def moment(self, name: str, zone: ZoneInfo) -> datetime | None:
        """A date, or a moment; without a zone of its own in this one."""

        def parse(raw: str) -> datetime:
            moment = datetime.fromisoformat(raw)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)

        field = Field(name, self._group, FieldKind.DATE)
        return self._parsed(field, parse, None, "date", f"a date, e.g. {name}=2026-11-01")

    def zone(self, name: str) -> ZoneInfo:
        """A time zone."""
        raw = self._read(Field(name, self._group, FieldKind.ZONE, BERLIN.key))
        if not raw:
            return BERLIN
        try:
            return ZoneInfo(raw)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            what = f"a time zone, e.g. {name}=Europe/Berlin"
            return self.wrong(name, raw, "zone", what, BERLIN)

    def url(
        self, name: str, default: str, example: str, *, secret: bool = False, fixed: bool = False
    ) -> str:
        """An address of the web; ``secret`` where whoever knows it may use it."""
        field = Field(name, self._group, FieldKind.URL, default)
        raw = self._read(field, confidential=secret, fixed=fixed) or default
        if raw and not raw.startswith(("http://", "https://")):
            return self.wrong(name, raw, "url", f"an address, e.g. {name}={example}", default)
        return raw

    def wrong(self, name: str, raw: str, code: str, expected: str, default: _Value) -> _Value:
        """Note that a value is wrong; the default stands in for it."""
        field = self.fields[name]
        params: dict[str, object] = {"value": raw, "example": field.default}
        params |= {"low": _shown(field.low), "high": _shown(field.high)}
        params["choices"] = ", ".join(field.choices)
        line = f"{name}={raw!r} is wrong; expected {expected}"
        self.problems.append(SettingProblem(name, code, line, params))
        return default

    def missing(self, name: str, example: str) -> None:
        """Note that a value is missing that another one needs."""
        line = f"{name} is missing, e.g. {name}={example}"
        self.problems.append(SettingProblem(name, "missing", line, {"example": example}))

    def _read(self, field: Field, *, confidential: bool = False, fixed: bool = False) -> str:
        self.fields[field.name] = replace(field, confidential=confidential, fixed=fixed)
        return self._sources.text(field.name)

    def _parsed(
        self, field: Field, parse: Callable[[str], _Value], default: _Value, code: str, what: str
    ) -> _Value:
        raw = self._read(field)
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError:
            return self.wrong(field.name, raw, code, what, default)


def _shown(bound: float | None) -> str:
    return "" if bound is None else f"{bound:g}" if bound < 1_000_000 else f"{bound:.0f}"
