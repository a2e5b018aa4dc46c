"""What follows from facts: pure, so every border is tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.facts import (
    EXPIRY_WARNING,
    LOW_DISK_BYTES,
    Facts,
    ShipBy,
    TokenLife,
    issues_of,
)
from temu_desktop.attention.model import Issue, IssueRule

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def only(facts: Facts, rule: IssueRule) -> list[Issue]:
    found = issues_of(facts, NOW)
    assert set(found) == {rule}
    return found[rule]


def test_what_could_not_be_found_out_says_nothing() -> None:
    assert issues_of(Facts(), NOW) == {}


@given(st.timedeltas(min_value=timedelta(days=-30), max_value=timedelta(days=2)))
def test_an_order_is_critical_from_its_ship_by_time_on(left: timedelta) -> None:
    facts = Facts(orders=[ShipBy("PO-1", NOW + left)])
    (issue,) = only(facts, IssueRule.SHIP_BY_NEAR)
    expected = Severity.WARNING if left > timedelta(0) else Severity.CRITICAL
    assert severity_of(issue) is expected
    assert (issue.subject_key, issue.params["hours_left"] >= 0) == ("PO-1", True)


@pytest.mark.parametrize(
    ("left", "severity"),
    [
        (timedelta(days=30), None),
        (timedelta(days=29, hours=23), Severity.WARNING),
        (timedelta(days=8), Severity.WARNING),
        (timedelta(days=7, hours=23), Severity.CRITICAL),
        (timedelta(0), Severity.CRITICAL),
        (timedelta(days=-3), Severity.CRITICAL),
    ],
)
def test_a_token_warns_30_days_before_and_alarms_7_days_before(
    left: timedelta, severity: Severity | None
) -> None:
    assert timedelta(days=30) == EXPIRY_WARNING
    found = only(Facts(token=TokenLife(NOW + left)), IssueRule.TOKEN_EXPIRING)
    assert [severity_of(issue) for issue in found] == ([] if severity is None else [severity])


def test_a_token_without_an_end_is_no_issue() -> None:
    assert only(Facts(token=TokenLife(None)), IssueRule.TOKEN_EXPIRING) == []


@pytest.mark.parametrize(
    ("seconds", "severity"),
    [(60, None), (-60.4, Severity.WARNING), (300, Severity.WARNING), (-301, Severity.CRITICAL)],
)
def test_a_clock_that_is_off(seconds: float, severity: Severity | None) -> None:
    found = only(Facts(skew_seconds=seconds), IssueRule.CLOCK_OFF)
    assert [severity_of(issue) for issue in found] == ([] if severity is None else [severity])


def test_a_disk_that_is_nearly_full() -> None:
    assert only(Facts(free_bytes=LOW_DISK_BYTES), IssueRule.DISK_LOW) == []
    (issue,) = only(Facts(free_bytes=LOW_DISK_BYTES - 1), IssueRule.DISK_LOW)
    assert issue.params == {"free_megabytes": 999}


def test_databases_that_are_away_by_name() -> None:
    facts = Facts(away={"jtl": NOW, "operations": None})
    (issue,) = only(facts, IssueRule.DATABASE_AWAY)
    assert (issue.subject_key, issue.params) == ("jtl", {"since_at": NOW.isoformat()})
