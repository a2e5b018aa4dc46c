"""Words for jobs, their steps, states and counters; a code without words stays a code."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from temu_desktop.console.theme import Tone
from temu_desktop.jobs.model import COMMAND_LINE

KEPT = "\u00a0"
"""A blank at which no line ends."""
_STATE_LOOKS = {
    "idle": (Tone.NEUTRAL, "circle"),
    "paused": (Tone.WARN, "circle-pause"),
    "scheduled": (Tone.INFO, "hourglass"),
    "running": (Tone.INFO, "circle-play"),
    "retrying": (Tone.WARN, "rotate-ccw"),
    "success": (Tone.GOOD, "circle-check"),
    "failed": (Tone.BAD, "circle-x"),
    "cancelled": (Tone.NEUTRAL, "ban"),
    "timed_out": (Tone.BAD, "timer"),
    "interrupted": (Tone.WARN, "unplug"),
    "skipped": (Tone.NEUTRAL, "arrow-right"),
    "missed": (Tone.WARN, "clock"),
}

_COUNTERS = {
    "already_there": QT_TRANSLATE_NOOP("JobWords", "already there:"),
    "archives": QT_TRANSLATE_NOOP("JobWords", "archives:"),
    "backups": QT_TRANSLATE_NOOP("JobWords", "backups:"),
    "blanked": QT_TRANSLATE_NOOP("JobWords", "addresses removed:"),
    "calls": QT_TRANSLATE_NOOP("JobWords", "calls:"),
    "cancelled": QT_TRANSLATE_NOOP("JobWords", "cancelled:"),
    "changed": QT_TRANSLATE_NOOP("JobWords", "changed:"),
    "complete": QT_TRANSLATE_NOOP("JobWords", "complete:"),
    "confirmed": QT_TRANSLATE_NOOP("JobWords", "confirmed:"),
    "deactivated": QT_TRANSLATE_NOOP("JobWords", "deactivated:"),
    "exported": QT_TRANSLATE_NOOP("JobWords", "handed over:"),
    "failed": QT_TRANSLATE_NOOP("JobWords", "failed:"),
    "files": QT_TRANSLATE_NOOP("JobWords", "files:"),
    "held": QT_TRANSLATE_NOOP("JobWords", "held:"),
    "log_lines": QT_TRANSLATE_NOOP("JobWords", "log lines:"),
    "looked_up": QT_TRANSLATE_NOOP("JobWords", "looked up:"),
    "lost_answers": QT_TRANSLATE_NOOP("JobWords", "answers lost:"),
    "mapped": QT_TRANSLATE_NOOP("JobWords", "mapped:"),
    "new": QT_TRANSLATE_NOOP("JobWords", "new:"),
    "old_backups": QT_TRANSLATE_NOOP("JobWords", "old backups removed:"),
    "orders": QT_TRANSLATE_NOOP("JobWords", "orders:"),
    "pages": QT_TRANSLATE_NOOP("JobWords", "pages:"),
    "parcels": QT_TRANSLATE_NOOP("JobWords", "parcels:"),
    "partial": QT_TRANSLATE_NOOP("JobWords", "in part:"),
    "proven": QT_TRANSLATE_NOOP("JobWords", "proven:"),
    "pushed": QT_TRANSLATE_NOOP("JobWords", "sent:"),
    "refused": QT_TRANSLATE_NOOP("JobWords", "refused:"),
    "rejected": QT_TRANSLATE_NOOP("JobWords", "rejected:"),
    "runs": QT_TRANSLATE_NOOP("JobWords", "runs:"),
    "alarms": QT_TRANSLATE_NOOP("JobWords", "alarms:"),
    "requests": QT_TRANSLATE_NOOP("JobWords", "requests:"),
    "skus": QT_TRANSLATE_NOOP("JobWords", "SKUs:"),
    "unmapped": QT_TRANSLATE_NOOP("JobWords", "without an article:"),
    "updated": QT_TRANSLATE_NOOP("JobWords", "updated:"),
    "waiting": QT_TRANSLATE_NOOP("JobWords", "waiting:"),
    "waiting_for_rest": QT_TRANSLATE_NOOP("JobWords", "waiting for the rest:"),
}


def state_look(state: str) -> tuple[Tone, str]:
    """Tone and icon of a state of a job, a run or a step."""
    return _STATE_LOOKS.get(state, (Tone.NEUTRAL, "circle"))


def job_name(job: str) -> str:
    """A job's name."""
    words = {
        "sync_orders_temu": QCoreApplication.translate("JobWords", "Orders"),
        "sync_inventory_temu": QCoreApplication.translate("JobWords", "Stock, quick"),
        "full_inventory_temu": QCoreApplication.translate("JobWords", "Stock, full"),
        "fetch_invoices_temu": QCoreApplication.translate("JobWords", "Invoices"),
        "maintenance": QCoreApplication.translate("JobWords", "Maintenance"),
    }
    return words.get(job, job)


def job_purpose(job: str) -> str:
    """What a job does, in one sentence."""
    words = {
        "sync_orders_temu": QCoreApplication.translate(
            "JobWords", "Brings TEMU's orders to JTL and reports what was shipped."
        ),
        "sync_inventory_temu": QCoreApplication.translate(
            "JobWords", "Sends changed stock from JTL to TEMU."
        ),
        "full_inventory_temu": QCoreApplication.translate(
            "JobWords", "Reads TEMU's whole list and compares all stock."
        ),
        "fetch_invoices_temu": QCoreApplication.translate("JobWords", "Fetches TEMU's invoices."),
        "maintenance": QCoreApplication.translate(
            "JobWords", "Backs up the database and clears away what is old."
        ),
    }
    return words.get(job, "")


def state_name(state: str) -> str:
    """A state of a job, a run or a step."""
    words = {
        "idle": QCoreApplication.translate("JobWords", "Ready"),
        "paused": QCoreApplication.translate("JobWords", "Paused"),
        "scheduled": QCoreApplication.translate("JobWords", "Waiting for its turn"),
        "running": QCoreApplication.translate("JobWords", "Running"),
        "retrying": QCoreApplication.translate("JobWords", "Trying again soon"),
        "success": QCoreApplication.translate("JobWords", "Successful"),
        "failed": QCoreApplication.translate("JobWords", "Failed"),
        "cancelled": QCoreApplication.translate("JobWords", "Cancelled"),
        "timed_out": QCoreApplication.translate("JobWords", "Took too long"),
        "interrupted": QCoreApplication.translate("JobWords", "Interrupted"),
        "skipped": QCoreApplication.translate("JobWords", "Skipped"),
        "missed": QCoreApplication.translate("JobWords", "Missed"),
    }
    return words.get(state, state)


def step_name(step: str) -> str:
    """A step of a run."""
    words = {
        "fetch": QCoreApplication.translate("JobWords", "Read from TEMU"),
        "import": QCoreApplication.translate("JobWords", "Take over"),
        "export": QCoreApplication.translate("JobWords", "Hand over to JTL"),
        "tracking": QCoreApplication.translate("JobWords", "Look up parcels"),
        "report": QCoreApplication.translate("JobWords", "Report to TEMU"),
        "read_orders": QCoreApplication.translate("JobWords", "Read open orders"),
        "compare": QCoreApplication.translate("JobWords", "Compare stock"),
        "push": QCoreApplication.translate("JobWords", "Send stock to TEMU"),
        "logs": QCoreApplication.translate("JobWords", "Clear old log lines"),
        "runs": QCoreApplication.translate("JobWords", "Clear old runs"),
        "archives": QCoreApplication.translate("JobWords", "Clear old archives"),
        "privacy": QCoreApplication.translate("JobWords", "Remove old addresses"),
        "backup": QCoreApplication.translate("JobWords", "Back up the database"),
    }
    return words.get(step, step)


def trigger_name(trigger: str) -> str:
    """What made a run start."""
    words = {
        "schedule": QCoreApplication.translate("JobWords", "by schedule"),
        "manual": QCoreApplication.translate("JobWords", "by hand"),
        "rerun": QCoreApplication.translate("JobWords", "again after an interruption"),
    }
    return words.get(trigger, trigger)


def starter_name(started_by: str) -> str:
    """Who started a run by hand: a name as it is, or where nobody was named."""
    if started_by == COMMAND_LINE:
        return QCoreApplication.translate("JobWords", "command line")
    return started_by


def not_run_reason(code: str) -> str:
    """Why a run did not happen, or ended before its time; empty for another code."""
    words = {
        "still_running": QCoreApplication.translate(
            "JobWords", "The run before it had not ended yet."
        ),
        "type_busy": QCoreApplication.translate(
            "JobWords", "Another run of the same kind was under way."
        ),
        "too_late": QCoreApplication.translate(
            "JobWords", "It was too late for it: the computer or the program was off."
        ),
        "coalesced": QCoreApplication.translate(
            "JobWords", "Several due times came together; one run did the work."
        ),
        "process_died": QCoreApplication.translate(
            "JobWords", "The program ended before the run did. Nothing is sent twice."
        ),
        "program_stopped": QCoreApplication.translate(
            "JobWords", "The program was closed meanwhile. The run is taken up at the next start."
        ),
        "lease_lost": QCoreApplication.translate(
            "JobWords", "Another program took over the jobs meanwhile."
        ),
        "timed_out": QCoreApplication.translate(
            "JobWords", "The run took longer than its schedule allows."
        ),
    }
    return words.get(code, "")


def counters_in_words(counters: Mapping[str, int]) -> str:
    """What was counted, without what stayed at nothing."""
    shown = [
        f"{counter_name(name)}{KEPT}{QLocale().toString(number)}"
        for name, number in counters.items()
        if number
    ]
    return ", ".join(shown) or QCoreApplication.translate("JobWords", "nothing to do")


def counter_name(name: str) -> str:
    """What a step counts."""
    return QCoreApplication.translate("JobWords", str(_COUNTERS.get(name, f"{name}:")))
