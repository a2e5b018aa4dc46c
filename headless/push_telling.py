"""Who is to hear of what in one telling, and who has."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from headless.push_post import LIFETIME_SECONDS, Outcome
from temu_desktop.attention.model import IssueRule, StoredIssue, Untold, Waiting
from temu_desktop.devices.model import PushSubscription, PushTarget

MANY = 3
"""More issues of one rule than these are one message."""
LIFETIME = timedelta(seconds=LIFETIME_SECONDS)


@dataclass(frozen=True, slots=True)
class Telling:
    """Issues claimed for one telling; ``owed``: the ids each phone has not been told yet."""

    issues: dict[int, StoredIssue]
    since: dict[int, datetime]
    targets: list[PushTarget]
    owed: dict[str, set[int]]
    gone: list[PushTarget] = field(default_factory=list)

    @classmethod
    def of(
        cls, untold: Collection[Untold], subscriptions: Collection[PushSubscription], now: datetime
    ) -> Telling:
        """New issues are for all, waiting ones for whom they wait, old ones for nobody."""
        since = {one.item.id: one.waiting.since if one.waiting else now for one in untold}
        targets = [item.target for item in subscriptions]
        worth = [one for one in untold if now < since[one.item.id] + LIFETIME]
        return cls(
            issues={one.item.id: one.item for one in untold},
            since=since,
            targets=targets,
            owed={phone: _owed(worth, phone) for phone in map(phone_of, targets)},
        )

    def groups(self, target: PushTarget) -> list[list[StoredIssue]]:
        """The issues of each message that this phone is to get."""
        owed = self.owed[phone_of(target)]
        by_rule: dict[IssueRule, list[StoredIssue]] = defaultdict(list)
        for key, item in self.issues.items():
            if key in owed:
                by_rule[item.issue.rule].append(item)
        return [
            group
            for found in by_rule.values()
            for group in ([found] if len(found) > MANY else [[item] for item in found])
        ]

    def settle(self, target: PushTarget, group: Sequence[StoredIssue], outcome: Outcome) -> None:
        """This phone is owed these no more, and nothing at all where it is gone."""
        owed = self.owed[phone_of(target)]
        owed.difference_update(item.id for item in group)
        if outcome is Outcome.GONE:
            owed.clear()
            self.gone.append(target)

    def waiting(self) -> dict[int, Waiting]:
        """Whom each issue still waits for, of all issues."""
        return {key: Waiting(self.since[key], frozenset(self._phones(key))) for key in self.issues}

    def again(self, until: Callable[[str], datetime]) -> dict[int, datetime]:
        """When each issue that somebody waits for is to be tried again, if that is worth it;
        ``until``: when a phone may be tried."""
        tries = {key: min(map(until, self._phones(key)), default=None) for key in self.issues}
        return {
            key: moment
            for key, moment in tries.items()
            if moment is not None and moment < self.since[key] + LIFETIME
        }

    def _phones(self, key: int) -> list[str]:
        return [phone for phone, owed in self.owed.items() if key in owed]


def phone_of(target: PushTarget) -> str:
    """A short name of a subscription's address."""
    return hashlib.sha256(target.endpoint.encode()).hexdigest()[:16]


def _owed(untold: Collection[Untold], phone: str) -> set[int]:
    return {one.item.id for one in untold if one.waiting is None or phone in one.waiting.phones}
