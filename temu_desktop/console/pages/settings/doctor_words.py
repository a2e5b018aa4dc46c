"""The doctor's checks in words: what was looked at, how it ended, what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import Tone
from temu_desktop.console.words.jobs import job_name, state_name
from temu_desktop.doctor.model import Check, Verdict

SIGNS = {
    Verdict.OK: ("circle-check", Tone.GOOD),
    Verdict.WARNING: ("triangle-alert", Tone.WARN),
    Verdict.FAILED: ("circle-x", Tone.BAD),
    Verdict.SKIPPED: ("minus", Tone.NEUTRAL),
}
_JOB = "job "


def verdict_name(verdict: Verdict) -> str:
    """How a check ended."""
    return {
        Verdict.OK: QCoreApplication.translate("DoctorWords", "in order"),
        Verdict.WARNING: QCoreApplication.translate("DoctorWords", "look at it"),
        Verdict.FAILED: QCoreApplication.translate("DoctorWords", "not in order"),
        Verdict.SKIPPED: QCoreApplication.translate("DoctorWords", "not looked at"),
    }[verdict]


def check_name(check: Check) -> str:
    """What was looked at."""
    if check.name.startswith(_JOB):
        words = QCoreApplication.translate("DoctorWords", "Job “{job}”")
        return words.format(job=job_name(check.name.removeprefix(_JOB)))
    words_of = {
        "folders": QCoreApplication.translate("DoctorWords", "Data folder"),
        "disk": QCoreApplication.translate("DoctorWords", "Room on the disk"),
        "operations_database": QCoreApplication.translate("DoctorWords", "Own database"),
        "jtl": QCoreApplication.translate("DoctorWords", "JTL's database"),
        "temu_token": QCoreApplication.translate("DoctorWords", "Access token of TEMU"),
        "temu_scopes": QCoreApplication.translate("DoctorWords", "Permissions at TEMU"),
        "clock": QCoreApplication.translate("DoctorWords", "Clock of this computer"),
        "acting": QCoreApplication.translate("DoctorWords", "Who runs the jobs"),
        "jobs": QCoreApplication.translate("DoctorWords", "Jobs"),
    }
    return words_of.get(check.name, check.name)


def remedy(check: Check, languages: Languages) -> str:
    """What to do: the words of an error or a reason, or those of the check itself."""
    if check.verdict is Verdict.OK:
        return ""
    if check.remedy in languages.texts.entries:
        words = languages.texts.of(check.remedy)
        return " ".join(part for part in (words.happened, words.means, words.remedy) if part)
    if check.remedy in languages.texts.reasons:
        return languages.texts.reason(check.remedy)
    return _own_remedy(check)


def _own_remedy(check: Check) -> str:
    key = "job" if check.name.startswith(_JOB) else check.name
    words = {
        "folders": QCoreApplication.translate(
            "DoctorWords", "Give the program's user the right to write there."
        ),
        "disk": QCoreApplication.translate("DoctorWords", "Make room where the data folder lies."),
        "jtl": QCoreApplication.translate("DoctorWords", "Set up JTL's database here."),
        "temu_token": QCoreApplication.translate(
            "DoctorWords", "Authorise again in TEMU's Seller Center and enter the new token here."
        ),
        "temu_scopes": QCoreApplication.translate(
            "DoctorWords", "Authorise again in TEMU's Seller Center and tick these calls."
        ),
        "clock": QCoreApplication.translate(
            "DoctorWords", "Switch on time synchronisation of this computer."
        ),
        "acting": QCoreApplication.translate(
            "DoctorWords", "No program runs the jobs. Leave this console open."
        ),
        "job": QCoreApplication.translate(
            "DoctorWords", "Open the jobs page and look at the last run."
        ),
    }
    return words.get(key, check.remedy)


def found_words(check: Check, languages: Languages) -> str:
    """What was found; data stay as they are, sentences are told in the person's language."""
    if check.remedy in languages.texts.entries:
        # The error's own words stand below; what it says for programs is in the log.
        return ""
    if check.name == "operations_database":
        return _database_name(check.found)
    details = dict(check.details)
    template = _found_template(check)
    if not template or not details:
        return "" if _is_told_by_remedy(check) else check.found
    number = languages.formats.number
    values = {
        "gigabytes": number(details.get("free_bytes", 0) / 1e9, 1),
        "days": number(details.get("days", 0)),
        "calls": number(details.get("calls", 0)),
        "seconds": number(abs(details.get("seconds", 0))),
        "missing": ", ".join(details.get("missing", ())),
        "version": details.get("version", ""),
        "host": details.get("host", ""),
        "state": state_name(str(details.get("state", ""))),
        "reason": languages.texts.of(str(details.get("error_code") or "error")).happened,
    }
    return template.format_map(values)


def _database_name(dialect: str) -> str:
    return {
        "sqlite": QCoreApplication.translate("DoctorWords", "built in (SQLite)"),
        "postgresql": "PostgreSQL",
        "mssql": "SQL Server",
    }.get(dialect, dialect)


def _is_told_by_remedy(check: Check) -> bool:
    """Where nothing was found there is nothing but what to do."""
    return check.verdict is Verdict.SKIPPED or check.name in {"acting", "jobs"}


def _found_template(check: Check) -> str:
    if check.name.startswith(_JOB):
        if check.verdict is Verdict.WARNING:
            return QCoreApplication.translate("DoctorWords", "It is overdue.")
        return QCoreApplication.translate("DoctorWords", "Last run: {state}. {reason}")
    missing = QCoreApplication.translate("DoctorWords", "Missing: {missing}")
    calls = QCoreApplication.translate("DoctorWords", "{calls} calls are allowed.")
    words = {
        "disk": QCoreApplication.translate("DoctorWords", "{gigabytes} GB are free."),
        "jtl": QCoreApplication.translate("DoctorWords", "JTL {version}"),
        "temu_token": QCoreApplication.translate(
            "DoctorWords", "Days that it is still valid: {days}."
        ),
        "temu_scopes": calls if check.verdict is Verdict.OK else missing,
        "clock": _clock_template(float(check.details.get("seconds", 0))),
        "acting": QCoreApplication.translate("DoctorWords", "A program on {host}"),
    }
    return words.get(check.name, "")


def _clock_template(seconds: float) -> str:
    if abs(seconds) < 0.5:
        return QCoreApplication.translate("DoctorWords", "TEMU's clock and ours agree.")
    if seconds > 0:
        return QCoreApplication.translate(
            "DoctorWords", "TEMU's clock is {seconds} s ahead of ours."
        )
    return QCoreApplication.translate("DoctorWords", "TEMU's clock is {seconds} s behind ours.")
