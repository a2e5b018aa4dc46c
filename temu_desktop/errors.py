"""Every error this program raises on purpose, in one tree.

TemuDesktopError
├── SettingsError            a setting is missing or wrong
├── SettingsNotSaved         the file of settings cannot be read or written
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
├── NameInvalid              a name is empty, too long or not printable
├── FileNotWritable          a file that a person named cannot be written
├── AddressUnavailable       where to serve is taken, or not there yet (retryable)
├── PersonUnknown            no such person, or no longer active
├── PersonNameTaken          another person has that name
├── PinInvalid               a PIN is not 4 to 8 digits
├── PinNeeded                this person acts with a PIN only
├── WrongPin                 not this person's PIN
│   └── PinWait              too many wrong ones: wait before the next
├── LastAdmin                the last person with a PIN who may change settings
├── DeviceUnknown            no such device, or revoked already
├── PairingRefused           the code is wrong, used or too old
├── AccessRefused            a token that opens nothing (any more)
├── PushInvalid              not an address that push messages can be sent to
├── SkuUnknown               TEMU lists no such SKU
├── StockRuleWrong           a rule for stock makes no sense
├── ArticleUnknown           JTL has no such article
├── UnknownOrder             no order of that number
├── OrderActRefused          an order is not in a state in which that may be done
├── RepairInvalid            a repair of a record that makes no sense
├── TrialTimedOut            a connection gave no answer while it was tried (retryable)
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
│   │   └── JtlDatabaseMissing   no such database, or not for this login
│   └── JtlObjectMissing     a table, view or column is not there
├── DatabaseError            our own database
│   ├── DatabaseAway         not reachable                           (retryable)
│   ├── DatabaseBusy         locked or deadlocked                    (retryable)
│   ├── DatabaseRefused      the login is not accepted
│   │   └── DatabaseMissing      no such database, or not for this login
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

from temu_desktop.access_errors import AccessRefused as AccessRefused
from temu_desktop.access_errors import DeviceUnknown as DeviceUnknown
from temu_desktop.access_errors import LastAdmin as LastAdmin
from temu_desktop.access_errors import NameInvalid as NameInvalid
from temu_desktop.access_errors import PairingRefused as PairingRefused
from temu_desktop.access_errors import PersonNameTaken as PersonNameTaken
from temu_desktop.access_errors import PersonUnknown as PersonUnknown
from temu_desktop.access_errors import PinInvalid as PinInvalid
from temu_desktop.access_errors import PinNeeded as PinNeeded
from temu_desktop.access_errors import PinWait as PinWait
from temu_desktop.access_errors import PushInvalid as PushInvalid
from temu_desktop.access_errors import WrongPin as WrongPin
from temu_desktop.error_base import SettingProblem as SettingProblem
from temu_desktop.error_base import SettingsError as SettingsError
from temu_desktop.error_base import SettingsNotSaved as SettingsNotSaved
from temu_desktop.error_base import TemuDesktopError as TemuDesktopError
from temu_desktop.order_errors import OrderActRefused as OrderActRefused
from temu_desktop.order_errors import RepairInvalid as RepairInvalid
from temu_desktop.order_errors import UnknownOrder as UnknownOrder
from temu_desktop.stock_errors import ArticleUnknown as ArticleUnknown
from temu_desktop.stock_errors import SkuUnknown as SkuUnknown
from temu_desktop.stock_errors import StockRuleWrong as StockRuleWrong
from temu_desktop.temu_errors import BrokenAnswer as BrokenAnswer
from temu_desktop.temu_errors import CallRefused as CallRefused
from temu_desktop.temu_errors import ClockOff as ClockOff
from temu_desktop.temu_errors import CredentialsRefused as CredentialsRefused
from temu_desktop.temu_errors import NotReady as NotReady
from temu_desktop.temu_errors import OutcomeUnknown as OutcomeUnknown
from temu_desktop.temu_errors import RateLimited as RateLimited
from temu_desktop.temu_errors import RepeatedKey as RepeatedKey
from temu_desktop.temu_errors import ScopeMissing as ScopeMissing
from temu_desktop.temu_errors import TemuAway as TemuAway
from temu_desktop.temu_errors import TemuBusy as TemuBusy
from temu_desktop.temu_errors import TemuError as TemuError
from temu_desktop.temu_errors import TokenExpired as TokenExpired


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


class TrialTimedOut(TemuDesktopError):
    """A connection that was tried gave no answer within ``seconds``."""

    code = "trial_timed_out"
    retryable = True


class Implausible(TemuDesktopError):
    """An answer was refused because believing it would do great harm (``what``, figures)."""

    code = "implausible_answer"


class ArchiveError(TemuDesktopError):
    """A stored answer cannot be read back (``path``, ``line``)."""

    code = "archive_damaged"


class ArchiveMissing(ArchiveError):
    """There is no archive of that run (``run``)."""

    code = "archive_missing"


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


class JtlDatabaseMissing(JtlRefused):
    """There is no database of that name, or not for this login."""

    code = "jtl_database_missing"


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


class DatabaseRefused(DatabaseError):
    """The login is not accepted, or may not do that."""

    code = "database_refused"


class DatabaseMissing(DatabaseRefused):
    """There is no database of that name, or not for this login."""

    code = "database_missing"


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


class FileNotWritable(TemuDesktopError):
    """A file that a person named cannot be written (``path``)."""

    code = "file_not_writable"


class AddressUnavailable(TemuDesktopError):
    """The address to serve at is taken, or this computer does not have it yet."""

    code = "address_unavailable"
    retryable = True


class RecordRejected(TemuDesktopError):
    """One record cannot be taken over; ``reason`` is a code, ``params`` explain it."""

    code = "record_rejected"

    def __init__(self, reason: str, message: str = "", **params: object) -> None:
        super().__init__(message or reason, **params)
        self.reason = reason
