"""What has happened: frozen, past tense, with ids and with who caused it.

``initiator`` is the id of the run that caused the change, or the name of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from temu_desktop.ids import DeviceId, JobId, PersonId, RunId


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run of a job has begun."""

    run: RunId
    job: JobId


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step of a run has begun."""

    run: RunId
    step: str


@dataclass(frozen=True, slots=True)
class StepProgressed:
    """A step has done ``done`` of ``total`` pieces of work (``total`` None: not known yet)."""

    run: RunId
    step: str
    done: int
    total: int | None
    position: int = 1


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A step has ended; ``state`` is ``success``, ``failed`` or ``cancelled``."""

    run: RunId
    step: str
    state: str
    counters: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RunStateChanged:
    """A run has come into a state that is stored; first and last state included."""

    run: RunId
    job: JobId
    state: str
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class LogLinesWritten:
    """So many log lines are in the database now; ``newest`` is the last one's id."""

    count: int
    newest: int


@dataclass(frozen=True, slots=True)
class ActingChanged:
    """This process has begun, or ceased, to act on its database."""

    acting: bool


@dataclass(frozen=True, slots=True)
class DefinitionsChanged:
    """A person changed these jobs' definitions."""

    jobs: tuple[JobId, ...]
    initiator: str


@dataclass(frozen=True, slots=True)
class RunFinished:
    """A run has ended and its end is stored."""

    run: RunId
    job: JobId
    state: str


@dataclass(frozen=True, slots=True)
class OrdersChanged:
    """These parent orders were written."""

    numbers: tuple[str, ...]
    initiator: str


@dataclass(frozen=True, slots=True)
class InventoryChanged:
    """Products or stock were written; ``skus`` may be empty when very many changed."""

    skus: tuple[str, ...]
    initiator: str


@dataclass(frozen=True, slots=True, order=True)
class IssueRef:
    """Which issue: of a rule and a subject one is open at most."""

    rule: str
    subject_type: str
    subject_key: str


@dataclass(frozen=True, slots=True)
class IssuesChanged:
    """Issues were raised, got worse (a warning became critical), were closed, or a person acted."""

    initiator: str
    raised: tuple[IssueRef, ...] = ()
    worsened: tuple[IssueRef, ...] = ()
    closed: tuple[IssueRef, ...] = ()
    acted: tuple[IssueRef, ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """The rules of all of them."""
        every = (*self.raised, *self.worsened, *self.closed, *self.acted)
        return frozenset(ref.rule for ref in every)


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    """The first answer of a neighbour, the beginning of its outage (``down``) or the outage's end
    (``up``), told once. ``error_code`` is the reason of an outage."""

    neighbour: str
    standing: str
    since: datetime
    error_code: str | None = None


@dataclass(frozen=True, slots=True)
class SwitchChanged:
    """The stop switch or holiday mode was turned."""

    switch: str
    on: bool
    initiator: str


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """These people were added or changed."""

    people: tuple[PersonId, ...]
    initiator: str


@dataclass(frozen=True, slots=True)
class DevicesChanged:
    """These devices were paired, renamed or given a key."""

    devices: tuple[DeviceId, ...]
    initiator: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    """This device may do nothing any more: what it holds open is to be closed."""

    device: DeviceId
    initiator: str


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """These settings were saved; they count from the next start of a core."""

    names: tuple[str, ...]
    initiator: str
