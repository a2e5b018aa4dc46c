"""How a connection's state follows from what was seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from temu_desktop.connections.model import Connection, Neighbour, Seen, Standing, after, is_news
from temu_desktop.errors import JtlAway, JtlRefused

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=15)
UNKNOWN = Connection(Neighbour.JTL, Standing.UNKNOWN, NOON)
UP = after(UNKNOWN, Seen(NOON, 0.003))


def test_a_first_answer_is_news_and_a_second_is_not() -> None:
    assert (UP.standing, UP.since, UP.latency, UP.last_good_at) == (Standing.UP, NOON, 0.003, NOON)
    assert is_news(UNKNOWN, UP)
    again = after(UP, Seen(LATER, 0.005))
    assert (again.since, again.last_good_at, again.latency) == (NOON, LATER, 0.005)
    assert not is_news(UP, again)


def test_an_outage_keeps_its_beginning_while_its_reason_may_change() -> None:
    down = after(UP, Seen(LATER, error=JtlAway("gone", host="jtl")))
    assert (down.standing, down.since, down.error_code) == (Standing.DOWN, LATER, "jtl_away")
    assert (down.params, down.last_good_at) == ({"host": "jtl"}, NOON)
    other = after(down, Seen(LATER + timedelta(minutes=1), error=JtlRefused("no")))
    assert (other.since, other.error_code, other.params) == (LATER, "jtl_refused", {})
    assert is_news(UP, down)
    assert not is_news(down, other)


def test_what_is_back_has_no_reason_any_more() -> None:
    down = after(UP, Seen(LATER, error=JtlAway("gone", host="jtl")))
    back = after(down, Seen(LATER + timedelta(minutes=2)))
    assert (back.standing, back.error_code, back.params) == (Standing.UP, None, {})
    assert (back.since, back.latency) == (LATER + timedelta(minutes=2), 0.003)
    assert is_news(down, back)
