"""Checks everything that the program stands on, one thing after the other."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from temu_desktop.attention.catalogue import CLOCK_CRITICAL_SECONDS
from temu_desktop.attention.facts import CLOCK_WARNING_SECONDS, EXPIRY_WARNING, LOW_DISK_BYTES
from temu_desktop.clock import Clock
from temu_desktop.database import Database, require_current
from temu_desktop.doctor.model import Check, Report, Verdict
from temu_desktop.errors import TemuDesktopError
from temu_desktop.jobs.model import RunState
from temu_desktop.jobs.service import JobService
from temu_desktop.jtl.preflight import JtlPreflight
from temu_desktop.settings import Settings
from temu_desktop.temu import calls
from temu_desktop.temu.account_api import AccountApi, TokenInfo
from temu_desktop.temu.client import TemuClient

_FAILED = frozenset({RunState.FAILED, RunState.TIMED_OUT})
NEEDED_SCOPES = (
    calls.ORDER_LIST,
    calls.ADDRESS,
    calls.AMOUNTS,
    calls.CANCEL_LIST,
    calls.CARRIERS,
    calls.WAREHOUSES,
    calls.SHIPMENT_CONFIRM,
    calls.SHIPMENT_GET,
    calls.SKU_LIST,
    calls.STOCK_EDIT,
    calls.STOCK_QUERY,
)


@dataclass(frozen=True, slots=True)
class DoctorParts:
    """What is looked at; None where no setting names it."""

    settings: Settings
    clock: Clock
    database: Database
    jtl: Database | None
    account: AccountApi | None
    client: TemuClient | None
    jobs: JobService


class Doctor:
    """Runs the checks; none of them changes anything outside our own folder."""

    def __init__(self, parts: DoctorParts) -> None:
        self._parts = parts

    async def examine(self) -> Report:
        """All checks; a check that breaks is a failed check, not an end."""
        checks: list[Check] = []
        for name, check in (
            ("folders", self._folders),
            ("disk", self._disk),
            ("operations_database", self._database),
            ("jtl", self._jtl),
            ("temu_token", self._token),
            ("clock", self._clock),
            ("acting", self._acting),
            ("jobs", self._jobs),
        ):
            checks.extend(await self._guarded(name, check))
        return Report(tuple(checks))

    async def _guarded(self, name: str, check: Callable[[], Awaitable[list[Check]]]) -> list[Check]:
        try:
            return await check()
        except TemuDesktopError as error:
            return [Check(name, Verdict.FAILED, f"{error.code}: {error}", remedy=error.code)]

    async def _folders(self) -> list[Check]:
        folder = self._parts.settings.data_dir

        def write() -> None:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x")

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            remedy = "give the program's user the right to write there, or set TEMU_DATA_DIR"
            return [Check("folders", Verdict.FAILED, f"{folder}: {error.strerror}", remedy)]
        return [Check("folders", Verdict.OK, str(folder))]

    async def _disk(self) -> list[Check]:
        folder = self._parts.settings.data_dir
        free = (await asyncio.to_thread(shutil.disk_usage, folder)).free
        found, details = f"{free / 1e9:.1f} GB free", {"free_bytes": free}
        if free < LOW_DISK_BYTES:
            remedy = "make room where the data folder lies"
            return [Check("disk", Verdict.WARNING, found, remedy, details)]
        return [Check("disk", Verdict.OK, found, details=details)]

    async def _database(self) -> list[Check]:
        await self._parts.database.read(require_current)
        name = self._parts.database.engine.dialect.name
        await self._parts.database.read(lambda conn: conn.execute(text("SELECT 1")).all())
        return [Check("operations_database", Verdict.OK, name)]

    async def _jtl(self) -> list[Check]:
        if self._parts.jtl is None:
            remedy = "set JTL_DATABASE_URL, or SQL_SERVER, SQL_USERNAME and SQL_PASSWORD"
            return [Check("jtl", Verdict.SKIPPED, "JTL is not set up", remedy)]
        report = await JtlPreflight(self._parts.jtl, self._parts.settings.jtl).check()
        found = [
            Check(
                "jtl",
                Verdict.WARNING if finding.is_warning else Verdict.FAILED,
                f"{finding.subject} {finding.detail}".strip(),
                finding.trouble.value,
            )
            for finding in (*report.problems, *report.warnings)
        ]
        details = {"version": report.version, "isolation": report.isolation}
        text = f"JTL {report.version}, {report.isolation}"
        summary = Check("jtl", Verdict.OK, text, details=details)
        return found or [summary]

    async def _token(self) -> list[Check]:
        if self._parts.account is None:
            remedy = "set TEMU_APP_KEY, TEMU_APP_SECRET and TEMU_ACCESS_TOKEN"
            return [Check("temu_token", Verdict.SKIPPED, "TEMU is not set up", remedy)]
        info = await self._parts.account.token_info()
        now = self._parts.clock.now()
        checks = [_expiry(info.expires_at - now if info.expires_at else None)]
        missing = missing_scopes(info)
        if missing:
            remedy = "authorise again in TEMU's Seller Center and tick these calls"
            text, details = f"missing: {', '.join(missing)}", {"missing": missing}
            checks.append(Check("temu_scopes", Verdict.FAILED, text, remedy, details))
        else:
            count = len(info.scopes)
            text, counted = f"{count} calls", {"calls": count}
            checks.append(Check("temu_scopes", Verdict.OK, text, details=counted))
        return checks

    async def _clock(self) -> list[Check]:
        skew = self._parts.client.clock_skew() if self._parts.client else None
        if skew is None:
            return [Check("clock", Verdict.SKIPPED, "TEMU has not answered yet")]
        found = f"TEMU's clock is {skew:+.0f} s from ours"
        remedy, details = "switch on time synchronisation of this computer", {"seconds": skew}
        if abs(skew) > CLOCK_CRITICAL_SECONDS:
            return [Check("clock", Verdict.FAILED, found, remedy, details)]
        if abs(skew) > CLOCK_WARNING_SECONDS:
            return [Check("clock", Verdict.WARNING, found, remedy, details)]
        return [Check("clock", Verdict.OK, found, details=details)]

    async def _acting(self) -> list[Check]:
        holder = await self._parts.jobs.acting()
        if holder is None:
            remedy = "start the console, or temu-desktop serve"
            return [Check("acting", Verdict.WARNING, "no process runs the jobs", remedy)]
        host = holder.owner.partition(":")[0]
        details = {"kind": holder.kind, "host": host}
        return [Check("acting", Verdict.OK, f"{holder.kind} on {host}", details=details)]

    async def _jobs(self) -> list[Check]:
        """Healthy; warning: a job is overdue; failed: its last run failed for good."""
        found: list[Check] = []
        for job in await self._parts.jobs.jobs():
            name = f"job {job.definition.id}"
            failed = job.last is not None and job.last.state in _FAILED
            if job.last is not None and failed:
                text = f"last run {job.last.state.value}: {job.last.error_code}"
                remedy = f"temu-desktop jobs history --run {job.last.run}"
                details = {"state": job.last.state.value, "error_code": job.last.error_code}
                found.append(Check(name, Verdict.FAILED, text, remedy, details))
            elif job.overdue:
                remedy = "start the console, or temu-desktop serve"
                details = {"state": "overdue", "error_code": None}
                found.append(Check(name, Verdict.WARNING, "overdue", remedy, details))
        return found or [Check("jobs", Verdict.OK, "none failed, none overdue")]


def missing_scopes(info: TokenInfo) -> list[str]:
    """The calls that we make and that a token does not open."""
    return [scope for scope in NEEDED_SCOPES if scope not in info.scopes]


def _expiry(left: timedelta | None) -> Check:
    if left is None:
        return Check("temu_token", Verdict.WARNING, "TEMU does not say when the token expires")
    found, details = f"{left.days} days left", {"days": left.days}
    remedy = "authorise again in TEMU's Seller Center and enter the new token"
    if left <= timedelta(0):
        return Check("temu_token", Verdict.FAILED, "expired", remedy, details)
    if left < EXPIRY_WARNING:
        return Check("temu_token", Verdict.WARNING, found, remedy, details)
    return Check("temu_token", Verdict.OK, found, details=details)
