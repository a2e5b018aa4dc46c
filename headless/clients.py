"""Who really calls: the address behind a proxy that is ours, never what a stranger claims. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from temu_desktop.settings import Network

UNKNOWN = "unknown"
_Address = IPv4Address | IPv6Address
_WITH_MORE = re.compile(r"\[([^][]+)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}")
"""In brackets, or with the port, which some proxies tell as well."""


def real_address(scope: Mapping[str, Any], proxies: Sequence[Network]) -> str:
    """The caller's address, for limits: an IPv6 caller counts by its network of 64 bits.

    X-Forwarded-For is read from its end: what our proxies added is true, what stands before the
    first stranger is what that stranger claims.
    """
    client = scope.get("client")
    address = _address(client[0]) if client else None
    if address is None:
        return UNKNOWN
    if not _is_among(address, proxies):
        return _key(address)
    for claimed in reversed(_forwarded(scope)):
        found = _address(claimed)
        if found is None:
            break
        address = found
        if not _is_among(address, proxies):
            break
    return _key(address)


def _forwarded(scope: Mapping[str, Any]) -> list[str]:
    values = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    text = b",".join(values).decode("latin-1")
    return [part.strip() for part in text.split(",") if part.strip()]


@lru_cache(maxsize=1024)
def _address(text: str) -> _Address | None:
    written = _WITH_MORE.fullmatch(text)
    bare = (written[1] or written[2]) if written else text
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_among(address: _Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _key(address: _Address) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address)
