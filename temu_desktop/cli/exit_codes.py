"""What the exit code of a command says; documented in docs/WORKFLOWS.md."""

from __future__ import annotations

from enum import IntEnum

from temu_desktop.errors import (
    ActionNotOffered,
    AlarmNotDelivered,
    AnotherActs,
    ArticleUnknown,
    DatabaseError,
    DefinitionWrong,
    DeviceUnknown,
    JobDisabled,
    JobRunning,
    NobodyActs,
    NotCancellable,
    NothingToApprove,
    NotSetUp,
    PersonUnknown,
    SettingsError,
    SkuUnknown,
    StockRuleWrong,
    TemuDesktopError,
    UnknownIssue,
    UnknownJob,
    UnknownOrder,
    UnknownRun,
)


class ExitCode(IntEnum):
    """Exit codes. 2 is what a wrong command line gets."""

    OK = 0
    BROKEN = 1
    USAGE = 2
    FAILED_TRY_AGAIN = 3
    FAILED = 4
    JOB_RUNNING = 5
    SETTINGS = 6
    NOT_RECONCILED = 7
    UNHEALTHY = 8
    UNKNOWN = 9
    DATABASE = 10
    JOB_DISABLED = 11
    NOBODY_ACTS = 12
    NOT_DELIVERED = 13


_BY_CLASS: tuple[tuple[type[TemuDesktopError], ExitCode], ...] = (
    (JobRunning, ExitCode.JOB_RUNNING),
    (AnotherActs, ExitCode.JOB_RUNNING),
    (JobDisabled, ExitCode.JOB_DISABLED),
    (NobodyActs, ExitCode.NOBODY_ACTS),
    (DefinitionWrong, ExitCode.SETTINGS),
    (AlarmNotDelivered, ExitCode.NOT_DELIVERED),
    (NotCancellable, ExitCode.UNKNOWN),
    (SettingsError, ExitCode.SETTINGS),
    (NotSetUp, ExitCode.SETTINGS),
    (UnknownJob, ExitCode.UNKNOWN),
    (UnknownRun, ExitCode.UNKNOWN),
    (UnknownIssue, ExitCode.UNKNOWN),
    (UnknownOrder, ExitCode.UNKNOWN),
    (ActionNotOffered, ExitCode.UNKNOWN),
    (NothingToApprove, ExitCode.UNKNOWN),
    (PersonUnknown, ExitCode.UNKNOWN),
    (DeviceUnknown, ExitCode.UNKNOWN),
    (SkuUnknown, ExitCode.UNKNOWN),
    (ArticleUnknown, ExitCode.UNKNOWN),
    (StockRuleWrong, ExitCode.SETTINGS),
    (DatabaseError, ExitCode.DATABASE),
)


def code_of(error: TemuDesktopError) -> ExitCode:
    """The exit code for an error that ends a command."""
    for kind, code in _BY_CLASS:
        if isinstance(error, kind):
            return code
    return ExitCode.FAILED_TRY_AGAIN if error.retryable else ExitCode.FAILED
