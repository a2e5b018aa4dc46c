"""What needs a person, on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from headless.schemas.base import In, Out, plain
from headless.words import Speech
from temu_desktop.attention.approvals import Approval
from temu_desktop.attention.catalogue import Action, severity_of, told_params
from temu_desktop.attention.model import StoredIssue
from temu_desktop.attention.service import offered_actions
from temu_desktop.switches.model import Position, Switch

SeverityName = Literal["info", "warning", "critical"]
SAMPLE = 50


class IssueOut(Out):
    """One thing that needs a person, with its words. Personal data stays inside."""

    id: int
    rule: str
    severity: SeverityName
    title: str
    means: str
    remedy: str
    subject_type: str
    subject_key: str
    params: dict[str, Any]
    actions: list[str]
    since: datetime
    last_seen_at: datetime
    closed_at: datetime | None
    acted_by: str | None
    acted_at: datetime | None
    acted: str | None

    @classmethod
    def of(cls, stored: StoredIssue, speech: Speech) -> IssueOut:
        """An issue, open or closed."""
        issue = stored.issue
        told = told_params(issue)
        words = speech.texts.issue(issue.rule.value, issue.subject_key, told)
        return cls(
            id=stored.id,
            rule=issue.rule.value,
            severity=severity_of(issue).value,
            title=words.title,
            means=words.means,
            remedy=words.remedy,
            subject_type=issue.subject_type,
            subject_key=issue.subject_key,
            params=plain(told),
            actions=[action.value for action in offered_actions(issue.rule)],
            since=stored.since,
            last_seen_at=stored.last_seen_at,
            closed_at=stored.closed_at,
            acted_by=stored.acted_by,
            acted_at=stored.acted_at,
            acted=stored.action,
        )


class IssuesOut(Out):
    """What is open now, and how much of it is how grave."""

    items: list[IssueOut]
    counts: dict[str, int]


class IssueHistoryOut(Out):
    """A page of what is over."""

    items: list[IssueOut]
    next: int | None


class ActIn(In):
    """What a person did about an issue."""

    action: Literal[tuple(action.value for action in Action if action is not Action.NONE)]  # type: ignore[valid-type]


class ActedOut(Out):
    """The issue, and the run that was started for it."""

    issue: IssueOut
    run: str | None


class ApprovalOut(Out):
    """Something that is held back; ``sample``: the first of ``count``."""

    run: str
    kind: str
    count: int
    sample: list[dict[str, Any]]
    requested_at: datetime

    @classmethod
    def of(cls, approval: Approval) -> ApprovalOut:
        """One that waits, or was let go."""
        return cls(
            run=approval.run,
            kind=approval.kind.value,
            count=len(approval.items),
            sample=[plain(item) for item in approval.items[:SAMPLE]],
            requested_at=approval.requested_at,
        )


class ApprovalsOut(Out):
    """Several of them."""

    items: list[ApprovalOut]


class PositionOut(Out):
    """Where a switch stands, since when and by whom."""

    on: bool
    since: datetime | None
    by: str | None


class SwitchesOut(Out):
    """All switches."""

    writes_stopped: PositionOut
    holiday: PositionOut

    @classmethod
    def of(cls, positions: Mapping[Switch, Position]) -> SwitchesOut:
        """Where they stand."""
        return cls(
            **{
                switch.value: PositionOut(on=position.on, since=position.since, by=position.by)
                for switch, position in positions.items()
            }
        )
