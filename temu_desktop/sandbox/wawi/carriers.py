"""The merchant's shipping methods and tracking numbers as each carrier writes them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import IntEnum


class Method(IntEnum):
    """``kVersandArt`` of the methods of this Wawi."""

    TEMU = 11
    DHL = 12
    DPD = 14
    UPS = 15
    GLS = 17
    HERMES = 18
    PICK_UP = 21
    ECO = 23


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One row of ``tversandart``."""

    key: Method
    name: str
    active: bool = True
    tracking_url: str = ""


METHODS = (
    MethodRow(Method.TEMU, "TEMU"),
    MethodRow(
        Method.DHL,
        "DHL Paket",
        tracking_url="https://www.dhl.de/de/privatkunden.html?piececode=#TrackingID#",
    ),
    MethodRow(
        Method.DPD,
        "DPD Classic",
        tracking_url="https://tracking.dpd.de/parcelstatus?query=#TrackingID#",
    ),
    MethodRow(
        Method.UPS, "UPS Standard", tracking_url="https://www.ups.com/track?tracknum=#TrackingID#"
    ),
    MethodRow(
        Method.GLS,
        "GLS",
        tracking_url="https://gls-group.eu/DE/de/paketverfolgung?match=#TrackingID#",
    ),
    MethodRow(
        Method.HERMES,
        "Hermes",
        tracking_url="https://www.myhermes.de/empfangen/sendungsverfolgung/?#TrackingID#",
    ),
    MethodRow(Method.PICK_UP, "Selbstabholer"),
    MethodRow(Method.ECO, "Paket ECO", active=False),
)

_SHARES = (
    (Method.DHL, 60),
    (Method.GLS, 12),
    (Method.DPD, 12),
    (Method.HERMES, 9),
    (Method.UPS, 7),
)


def choose_method(rng: random.Random) -> Method:
    """What the packing table uses, mostly DHL."""
    methods = [method for method, _ in _SHARES]
    return rng.choices(methods, [weight for _, weight in _SHARES])[0]


def tracking_number(method: Method, serial: int) -> str:
    """A number of the carrier's own form; another serial gives another number."""
    match method:
        case Method.DPD:
            return f"0150{serial:010d}"
        case Method.UPS:
            body = f"AV2046{68:02d}{serial:07d}"
            return f"1Z{body}{_ups_check_digit(body)}"
        case Method.GLS:
            return f"7{serial:010d}"
        case Method.HERMES:
            return f"H{100:05d}{serial:014d}"
        case _:
            body = f"0034043416{serial:09d}"
            return f"{body}{_sscc_check_digit(body)}"


def _sscc_check_digit(body: str) -> int:
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return -weighted % 10


def _ups_check_digit(body: str) -> int:
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in body]
    weighted = sum(value * (2 if place % 2 else 1) for place, value in enumerate(values))
    return -weighted % 10
