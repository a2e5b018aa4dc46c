"""Every error this program raises on purpose, in one tree.

TemuDesktopError
├── SettingsError            a setting is missing or wrong
├── NotSetUp                 a neighbour is needed that no setting names
├── WritesStopped            the operator's stop switch is on
├── JobRunning               the job runs now
├── JobDisabled              the job is switched off
├── UnknownJob               no job of that name
├── DefinitionWrong          a job's schedule or figures make no sense
├── NotCancellable           the run has ended already
├── UnknownIssue             no issue of that number
├── ActionNotOffered         what was done does not help against this issue
├── AlarmNotDelivered        a channel did not take an alarm        (retryable)
├── AnotherActs              another process acts on this database
├── NobodyActs               no process acts, so nobody can do what was asked
├── LeaseLost                another process has taken over
├── UnknownRun               no run of that id
├── NothingToApprove         a run has nothing that waits for approval
├── Implausible              an answer that would do great harm if it were believed
├── ArchiveError             a stored answer cannot be read
│   └── ArchiveMissing       no archive of that run
├── TemuError                the platform
│   ├── TemuAway             no connection, time-out, 5xx            (retryable)
│   ├── RateLimited          too many calls                          (retryable)
│   ├── TemuBusy             system exception of the platform        (retryable)
│   ├── BrokenAnswer         an answer that is not what was promised (retryable)
│   ├── OutcomeUnknown       a write that may or may not have happened
│   ├── CredentialsRefused   key, secret or token are not accepted
│   │   ├── TokenExpired     the seller must authorise again
│   │   └── ScopeMissing     the token lacks one call
│   ├── ClockOff             our clock is more than 300 s from theirs
│   ├── NotReady             data that TEMU is still computing       (retryable)
│   ├── RepeatedKey          an idempotency key was used before
│   └── CallRefused          a business rule of the platform
├── JtlError                 JTL's database
│   ├── JtlAway              not reachable                           (retryable)
│   ├── JtlBusy              deadlock or lock time-out               (retryable)
│   ├── JtlRefused           the login may not do that
│   └── JtlObjectMissing     a table, view or column is not there
├── DatabaseError            our own database
│   ├── DatabaseAway         not reachable                           (retryable)
│   ├── DatabaseBusy         locked or deadlocked                    (retryable)
│   ├── ConstraintViolated   a row that breaks a rule of the schema
│   ├── DiskFull             no space left
│   ├── SchemaTooNew         written by a newer version of the program
│   ├── SchemaMissing        not migrated yet
│   └── BackupError          a backup cannot be made or restored
└── RecordRejected           one record that cannot be taken over; the others go on

An error carries a ``code``, its parameters and whether trying again can help. The words a person
reads live with the front ends, keyed by the code; ``str(error)`` is for the log.
"""

from __future__ import annotations

from typing import ClassVar


class TemuDesktopError(Exception):
    """Base of all errors of this program: a code, parameters, and whether a repeat can help."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "", **params: object) -> None:
        super().__init__(message)
        self.params = params

    def __str__(self) -> str:
        text = super().__str__()
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        if text and details:
            return f"{text} ({details})"
        return text or details or self.code


class SettingsError(TemuDesktopError):
    """One or more settings are missing or wrong; ``problems`` names each with an example."""

    code = "settings_invalid"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NotSetUp(TemuDesktopError):
    """A neighbour is needed for which there is no setting (``what`` names it)."""

    code = "not_set_up"


class WritesStopped(TemuDesktopError):
    """The stop switch is on: reads go on, nothing is written to TEMU or JTL."""

    code = "writes_stopped"


class JobRunning(TemuDesktopError):
    """The job runs now (``job``, ``run``)."""

    code = "job_running"


class JobDisabled(TemuDesktopError):
    """The job is switched off (``job``); running it by hand does not switch it on."""

    code = "job_disabled"


class DefinitionWrong(TemuDesktopError):
    """A job's schedule or figures make no sense; ``problems`` names each with an example."""

    code = "definition_wrong"

    def __init__(self, problems: tuple[str, ...], **params: object) -> None:
        super().__init__("; ".join(problems), **params)
        self.problems = problems


class NotCancellable(TemuDesktopError):
    """The run has ended already (``run``, ``state``)."""

    code = "not_cancellable"


class UnknownIssue(TemuDesktopError):
    """There is no issue of this number (``issue``)."""

    code = "unknown_issue"


class ActionNotOffered(TemuDesktopError):
    """What was done does not help against this issue (``action``, ``offered``)."""

    code = "action_not_offered"


class AlarmNotDelivered(TemuDesktopError):
    """A channel did not take an alarm (``channel``, ``reason``)."""

    code = "alarm_not_delivered"
    retryable = True


class AnotherActs(TemuDesktopError):
    """Another process acts on this database (``owner``, ``kind``)."""

    code = "another_acts"


class NobodyActs(TemuDesktopError):
    """What was asked can only be done by an acting process, and there is none."""

    code = "nobody_acts"
    retryable = True


class LeaseLost(TemuDesktopError):
    """Another process has taken over; what was about to be written has not been written."""

    code = "lease_lost"


class UnknownJob(TemuDesktopError):
    """There is no job of this name (``job``, ``known``)."""

    code = "job_unknown"


class UnknownRun(TemuDesktopError):
    """There is no run of this id (``run``)."""

    code = "run_unknown"


class NothingToApprove(TemuDesktopError):
    """The run exists, but nothing of it waits for a person (``run``)."""

    code = "nothing_to_approve"


class Implausible(TemuDesktopError):
    """An answer was refused because believing it would do great harm (``what``, figures)."""

    code = "implausible_answer"


class ArchiveError(TemuDesktopError):
    """A stored answer cannot be read back (``path``, ``line``)."""

    code = "archive_damaged"


class ArchiveMissing(ArchiveError):
    """There is no archive of that run (``run``)."""

    code = "archive_missing"


class TemuError(TemuDesktopError):
    """The platform or the way to it failed; ``temu_code`` is TEMU's number where there is one."""

    code = "temu_error"

    def __init__(
        self, message: str = "", *, temu_code: int | None = None, **params: object
    ) -> None:
        if temu_code is not None:
            params["temu_code"] = temu_code
        super().__init__(message, **params)
        self.temu_code = temu_code


class TemuAway(TemuError):
    """No connection, a time-out or a 5xx answer to a call that changes nothing."""

    code = "temu_away"
    retryable = True


class RateLimited(TemuError):
    """The platform said 'too many calls' longer than we are willing to wait."""

    code = "temu_rate_limited"
    retryable = True


class TemuBusy(TemuError):
    """System exception of the platform (4000000), also seen with a key of another region."""

    code = "temu_busy"
    retryable = True


class BrokenAnswer(TemuError):
    """The answer is not the JSON that was promised."""

    code = "temu_broken_answer"
    retryable = True


class OutcomeUnknown(TemuError):
    """A write whose answer was lost: read back before anything is repeated."""

    code = "temu_outcome_unknown"


class CredentialsRefused(TemuError):
    """Key, secret or token are not accepted."""

    code = "temu_credentials"


class TokenExpired(CredentialsRefused):
    """The token has expired or was replaced; the seller must authorise again."""

    code = "temu_token_expired"


class ScopeMissing(CredentialsRefused):
    """The token lacks one call (``call``)."""

    code = "temu_scope_missing"


class ClockOff(TemuError):
    """Our clock is further from TEMU's than the 300 s it accepts."""

    code = "temu_clock_off"


class NotReady(TemuError):
    """TEMU is still computing what was asked for (amounts, order fields)."""

    code = "temu_not_ready"
    retryable = True


class RepeatedKey(TemuError):
    """The idempotency key was used before: the first call did its work."""

    code = "temu_repeated_key"


class CallRefused(TemuError):
    """A business rule of the platform refused the call; ``reason`` is our word for it."""

    code = "temu_refused"


class JtlError(TemuDesktopError):
    """JTL's database failed."""

    code = "jtl_error"


class JtlAway(JtlError):
    """JTL's database cannot be reached."""

    code = "jtl_away"
    retryable = True


class JtlBusy(JtlError):
    """Deadlock or lock time-out in JTL's database."""

    code = "jtl_busy"
    retryable = True


class JtlRefused(JtlError):
    """The login is wrong or may not do that."""

    code = "jtl_refused"


class JtlObjectMissing(JtlError):
    """A table, view or column that is needed is not there (``missing``)."""

    code = "jtl_object_missing"


class DatabaseError(TemuDesktopError):
    """Our own database failed."""

    code = "database_error"


class DatabaseAway(DatabaseError):
    """The operations database cannot be reached."""

    code = "database_away"
    retryable = True


class DatabaseBusy(DatabaseError):
    """Locked by another process, or chosen as a deadlock's victim."""

    code = "database_busy"
    retryable = True


class ConstraintViolated(DatabaseError):
    """A row breaks a rule of the schema."""

    code = "database_constraint"


class DiskFull(DatabaseError):
    """There is no space left where the data lies (``path``)."""

    code = "disk_full"


class SchemaTooNew(DatabaseError):
    """The database was written by a newer version of this program (``found``, ``known``)."""

    code = "schema_too_new"


class SchemaMissing(DatabaseError):
    """The database has not been migrated to what this version needs (``found``, ``needed``)."""

    code = "schema_missing"


class BackupError(DatabaseError):
    """A backup cannot be made or restored (``path``)."""

    code = "backup_failed"


class RecordRejected(TemuDesktopError):
    """One record cannot be taken over; ``reason`` is a code, ``params`` explain it."""

    code = "record_rejected"

    def __init__(self, reason: str, message: str = "", **params: object) -> None:
        super().__init__(message or reason, **params)
        self.reason = reason
