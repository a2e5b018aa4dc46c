"""Whose address counts: the caller's behind proxies that are ours, never what a stranger claims."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from headless.clients import UNKNOWN, real_address
from temu_desktop.settings import LOOPBACK

PROXIES = (*LOOPBACK, ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))
CADDY, OUTER = "127.0.0.1", "10.0.0.7"
PHONE, LIAR = "203.0.113.9", "198.51.100.1"


def address(peer: str | None, *forwarded: str) -> str:
    """The address of a caller whose connection comes from ``peer`` with these headers."""
    headers = [(b"host", b"lager.local")]
    headers += [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]
    client = None if peer is None else (peer, 50_000)
    return real_address({"client": client, "headers": headers}, PROXIES)


@pytest.mark.parametrize(
    ("forwarded", "real"),
    [
        ((), CADDY),
        (("",), CADDY),
        ((" , ,",), CADDY),
        ((PHONE,), PHONE),
        ((f"  {PHONE}\t",), PHONE),
        ((f"{LIAR}, {PHONE}",), PHONE),
        ((f"{LIAR}, {CADDY}, {PHONE}",), PHONE),
        ((f"{PHONE}, {OUTER}",), PHONE),
        ((f"{LIAR}, {PHONE}, {OUTER}",), PHONE),
        ((f"{PHONE},{OUTER},10.0.0.8",), PHONE),
        ((LIAR, PHONE), PHONE),
        ((f"{LIAR}, {PHONE}", OUTER), PHONE),
        ((OUTER,), OUTER),
        ((f"rubbish, {PHONE}",), PHONE),
        ((f"{LIAR}, rubbish, {PHONE}",), PHONE),
        ((f"{PHONE}, rubbish",), CADDY),
        ((f"{LIAR}, rubbish, {OUTER}",), OUTER),
        (("unknown",), CADDY),
        (("_hidden",), CADDY),
        (("\xff\xfe",), CADDY),
        (("1.2.3",), CADDY),
        (("1.2.3.4.5",), CADDY),
        (("999.1.1.1",), CADDY),
        (("1" * 20_000,), CADDY),
    ],
)
def test_behind_a_proxy_of_ours_the_last_address_that_is_none_of_ours_counts(
    forwarded: tuple[str, ...], real: str
) -> None:
    assert address(CADDY, *forwarded) == real


@pytest.mark.parametrize(
    "shown",
    [
        "203.0.113.9:51234",
        "203.0.113.9:0",
        "::ffff:203.0.113.9",
        "[::ffff:203.0.113.9]",
        "[::ffff:203.0.113.9]:51234",
        "::FFFF:CB00:7109",
    ],
)
def test_a_port_and_an_address_mapped_into_ipv6_make_no_difference(shown: str) -> None:
    assert address(CADDY, shown) == PHONE
    assert address(CADDY, f"{LIAR}, {shown}, {OUTER}:443") == PHONE


@pytest.mark.parametrize(
    "shown",
    [
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:DB8:1:2::A",
        "[2001:db8:1:2::1]",
        "[2001:db8:1:2::1]:51234",
        "2001:db8:1:2::1%eth0",
        "[2001:db8:1:2::1%eth0]:443",
    ],
)
def test_an_ipv6_caller_counts_by_its_network_whichever_address_it_chooses(shown: str) -> None:
    assert address(CADDY, shown) == "2001:db8:1:2::/64"
    assert address(shown.partition("]")[0].strip("[")) == "2001:db8:1:2::/64"


def test_networks_beside_each_other_count_apart() -> None:
    assert address(CADDY, "2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert address(CADDY, "fe80::1") == "fe80::/64"


@pytest.mark.parametrize("shown", ["[2001:db8::1", "2001:db8::1]", "[]", "[203.0.113.9", "[::1]x"])
def test_half_an_address_is_rubbish(shown: str) -> None:
    assert address(CADDY, shown) == CADDY


@pytest.mark.parametrize("peer", ["::1", "::ffff:127.0.0.1", "::ffff:10.0.0.7", "2001:db8:ffff::1"])
def test_a_proxy_is_ours_however_its_own_address_is_written(peer: str) -> None:
    assert address(peer, f"{LIAR}, {PHONE}") == PHONE


@pytest.mark.parametrize("peer", [LIAR, "2001:db8:1:2::1", "::ffff:198.51.100.1"])
def test_what_a_stranger_claims_is_not_looked_at(peer: str) -> None:
    assert address(peer, PHONE) == address(peer) != PHONE
    assert address(peer, CADDY) == address(peer)


@pytest.mark.parametrize("peer", [None, "", "a socket's path"])
def test_who_has_no_address_counts_as_one_caller_and_claims_nothing(peer: str | None) -> None:
    assert address(peer, PHONE) == UNKNOWN


def test_without_proxies_nobody_is_believed() -> None:
    scope = {"client": (CADDY, 1), "headers": [(b"x-forwarded-for", PHONE.encode())]}
    assert real_address(scope, ()) == CADDY
