"""How grave an issue is, and what of it may be told."""

from __future__ import annotations

import pytest

from temu_desktop.attention.catalogue import CATALOGUE, Severity, severity_of, told_params
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.service import offered_actions


@pytest.mark.parametrize(
    ("rule", "params", "severity"),
    [
        (IssueRule.SHIP_BY_NEAR, {"hours_left": 3}, Severity.WARNING),
        (IssueRule.SHIP_BY_NEAR, {"hours_left": 0}, Severity.CRITICAL),
        (IssueRule.TOKEN_EXPIRING, {"days_left": 8}, Severity.WARNING),
        (IssueRule.TOKEN_EXPIRING, {"days_left": 7}, Severity.CRITICAL),
        (IssueRule.CLOCK_OFF, {"seconds": -120}, Severity.WARNING),
        (IssueRule.CLOCK_OFF, {"seconds": -301}, Severity.CRITICAL),
        (IssueRule.TOKEN_EXPIRING, {}, Severity.WARNING),
        (IssueRule.JOB_FAILED, {}, Severity.CRITICAL),
        (IssueRule.UNMAPPED_SKU, {}, Severity.INFO),
    ],
)
def test_how_grave_an_issue_is_follows_from_rule_and_figures(
    rule: IssueRule, params: dict[str, object], severity: Severity
) -> None:
    assert severity_of(Issue(rule, "any", "1", params)) is severity


def test_addresses_never_leave_the_building() -> None:
    issue = Issue(
        IssueRule.ADDRESS_CHANGED_AFTER_EXPORT, "order", "PO-1", {"old": "Weg 1", "new": "Weg 2"}
    )
    assert told_params(issue) == {}


def test_every_issue_can_at_least_be_acknowledged() -> None:
    assert all("acknowledge" in offered_actions(rule) for rule in CATALOGUE)
    assert "none" not in offered_actions(IssueRule.RUN_LATE)
