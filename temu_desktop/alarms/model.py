"""An alarm on its way: one issue for one channel. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from temu_desktop.attention.model import Issue


class Channel(StrEnum):
    """The ways out. ``dead_man`` takes no alarms: it is called as long as all is well."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    DEAD_MAN = "dead_man"


class AlarmState(StrEnum):
    """Where an alarm stands; ``folded``: told as a number in the message of another one."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    FOLDED = "folded"


AlarmKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One row of the outbox."""

    id: int
    issue: Issue
    raised_at: datetime
    attempts: int = 0

    @property
    def key(self) -> AlarmKey:
        """What is told once an hour at most. An issue about a run is raised anew by every run, so
        its rule alone counts."""
        about = "" if self.issue.subject_type == "run" else self.issue.subject_key
        return self.issue.rule.value, self.issue.subject_type, about


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that left."""

    key: AlarmKey
    at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: an alarm, and those that are told with it as a number."""

    alarm: Alarm
    folded: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is given: words for people, a document for programs. ``id`` stays the same
    when a message is sent again."""

    id: str
    title: str
    text: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test of a channel ended."""

    channel: Channel
    delivered: bool
    reason: str = ""
