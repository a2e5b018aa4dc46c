"""Calls to TEMU's open platform: signed, paced, tried again where that is safe."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from temu_desktop.clock import Clock, to_unix
from temu_desktop.errors import BrokenAnswer, RateLimited, TemuAway, TemuError
from temu_desktop.temu import calls, codes
from temu_desktop.temu.connections import Connections
from temu_desktop.temu.errors import (
    NeverSent,
    decoded,
    is_system_exception,
    refusal,
    shortened,
    status_failure,
    unknown_outcome,
)
from temu_desktop.temu.rate_limit import TokenBucket
from temu_desktop.temu.signature import Credentials, signed_request

_log = logging.getLogger(__name__)

BeforeWrite = Callable[[], Awaitable[None]]
"""Asked before each attempt of a call that changes something; raises to forbid it."""


@dataclass(frozen=True, slots=True)
class TemuConfig:
    """Where to call, as whom, how fast and how patiently.

    ``qps`` is the platform's limit of calls a second for the key; ``timeout_seconds`` is per
    phase of an attempt, ``write_timeout_seconds`` for a whole attempt of a call that changes
    something, so that its sender can be sure to be the only one until it is over; ``retries``
    counts the attempts after the first one; ``patience_seconds`` bounds all attempts and pauses of
    one call together (its place in the queue does not count). ``limit_pause_seconds`` is what TEMU
    asks for after 'too many calls', at the least.
    """

    endpoint: str
    app_key: str
    app_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    qps: float = 20.0
    timeout_seconds: float = 30.0
    write_timeout_seconds: float = 15.0
    max_connections: int = 16
    retries: int = 3
    patience_seconds: float = 60.0
    backoff_seconds: float = 0.5
    limit_pause_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One good answer: the call, its business parameters, and the ``result`` as parsed. ``body`` is
    the whole answer as it came, so that the archive need not encode again what was decoded."""

    type: str
    params: Mapping[str, object]
    result: object
    request_id: str
    received_at: datetime
    body: bytes = field(default=b"", repr=False, compare=False)


@dataclass(slots=True)
class _Task:
    """A call under way: its attempts, and the seconds it spent on them and on pauses. Waiting for
    one's turn in a long queue does not count, so that its end is as patient as its beginning."""

    type: str
    params: Mapping[str, object]
    writes: bool
    attempts: int = 0
    spent: float = 0.0


class TemuClient:
    """The one door to TEMU for one app key and token; used from one event loop.

    ``transport`` replaces the network, ``before_write`` can forbid writes, ``jitter`` gives numbers
    from 0 to 1 for the spread of pauses.
    """

    def __init__(
        self,
        config: TemuConfig,
        *,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
        before_write: BeforeWrite | None = None,
        jitter: Callable[[], float] | None = None,
    ) -> None:
        self._config = config
        self._credentials = Credentials(config.app_key, config.app_secret, config.access_token)
        self._clock = clock
        self._before_write = before_write
        self._jitter = jitter or random.SystemRandom().random
        self._bucket = TokenBucket(clock, config.qps)
        self._connections = Connections(
            config.endpoint,
            limit=config.max_connections,
            timeout_seconds=config.timeout_seconds,
            transport=transport,
        )
        self._opening = asyncio.Lock()
        self._skew: float | None = None
        self._requests = 0
        self._away = False

    @property
    def requests_sent(self) -> int:
        """HTTP requests so far, repeats included."""
        return self._requests

    def clock_skew(self) -> float | None:
        """Seconds by which the platform's clock was ahead of ours at its last answer (its ``Date``
        header, so good to a second); ``None`` before the first."""
        return self._skew

    async def aclose(self) -> None:
        """Close all connections."""
        await self._connections.aclose()

    async def call(
        self, type: str, params: Mapping[str, object], *, repeatable: bool | None = None
    ) -> Answer:
        """Make one call and return its good answer; everything else is raised.

        ``repeatable``: a lost answer (time-out, broken connection, 5xx, broken JSON) may be tried
        again by the client; by default so for calls that only read. A write whose answer is lost
        for good is OutcomeUnknown. TEMU's system exception and its rate limit are waited out for
        every call, within the configured patience. Other errors: see
        `temu_desktop.errors.TemuError`, and what ``before_write`` raises.
        """
        task = _Task(type, params, writes=type in calls.WRITES)
        may_repeat = not task.writes if repeatable is None else repeatable
        while True:
            try:
                answer = await self._attempt(task)
            except TemuError as error:
                pause = self._pause_after(error, task.attempts, may_repeat)
                if pause is None or task.spent + pause > self._config.patience_seconds:
                    self._note_outage(error)
                    error.params["attempts"] = task.attempts
                    if _is_lost(error) and task.writes:
                        raise unknown_outcome(type, error) from error
                    raise
                _log.debug("TEMU call %s: %s; again in %.1f s", type, error.code, pause)
                task.spent += pause
                await self._rest(error, pause)
            else:
                self._note_outage(None)
                told = (type, len(answer.body), task.spent, task.attempts, answer.request_id)
                _log.debug("TEMU call %s: %s bytes after %.3f s, attempt %s, request %s", *told)
                return answer

    async def _attempt(self, task: _Task) -> Answer:
        async with self._connections.free:
            await self._bucket.acquire()
            if task.writes and self._before_write is not None:
                await self._before_write()
            now = self._clock.now()
            body = signed_request(task.type, task.params, self._credentials, to_unix(now))
            task.attempts += 1
            self._requests += 1
            began = self._clock.monotonic()
            try:
                response = await self._post(task, body)
            finally:
                task.spent += self._clock.monotonic() - began
        received = self._clock.now()
        self._note_date(response, received)
        envelope = await self._opened(task.type, response)
        request_id = str(envelope.get("requestId", ""))
        result, body = envelope.get("result"), response.content
        return Answer(task.type, task.params, result, request_id, received, body)

    async def _post(self, task: _Task, body: bytes) -> httpx.Response:
        if not task.writes:
            return await self._connections.post(task.type, body)
        limit = self._config.write_timeout_seconds
        try:
            async with asyncio.timeout(limit):
                return await self._connections.post(task.type, body)
        except TimeoutError as late:
            raise TemuAway("no answer in time", call=task.type, seconds=limit) from late

    async def _opened(self, type: str, response: httpx.Response) -> dict[str, object]:
        """The envelope; one answer at a time, because many that arrive together would otherwise be
        decoded in one turn of the loop while everybody else waits."""
        async with self._opening:
            try:
                return self._envelope(type, response)
            finally:
                await asyncio.sleep(0)

    def _envelope(self, type: str, response: httpx.Response) -> dict[str, object]:
        if response.status_code != 200:
            error = status_failure(type, response.status_code)
            if (seconds := _retry_after(response, self._clock.now())) is not None:
                error.params["retry_after"] = seconds
            raise error
        envelope = decoded(type, response.content)
        code = _code(envelope.get("errorCode"))
        if envelope.get("success", code == codes.OK) is True and code in {codes.OK, 0, None}:
            return envelope
        if "success" not in envelope and code is None:
            raise BrokenAnswer("no envelope", reason="no_envelope", call=type)
        text = str(envelope.get("errorMsg") or "")
        request_id = str(envelope.get("requestId", ""))
        raise refusal(type, code, text, request_id, skew=self._skew)

    def _pause_after(self, error: TemuError, attempt: int, may_repeat: bool) -> float | None:
        """Seconds to wait before the next attempt; ``None``: no further attempt."""
        growing = self._config.backoff_seconds * 2.0 ** (attempt - 1)
        spread = growing * (0.5 + self._jitter() / 2)
        asked = error.params.get("retry_after")
        pause = max(spread, asked) if isinstance(asked, float) else spread
        if isinstance(error, RateLimited):
            return max(self._config.limit_pause_seconds, pause)
        if attempt > self._config.retries:
            return None
        if is_system_exception(error) or isinstance(error, NeverSent):
            return pause
        return pause if may_repeat and _is_lost(error) else None

    async def _rest(self, error: TemuError, pause: float) -> None:
        if isinstance(error, RateLimited):
            # Everybody waits, this call included: the bucket lets nobody through meanwhile.
            self._bucket.slow_down(pause)
        else:
            await self._clock.sleep(pause)

    def _note_outage(self, error: TemuError | None) -> None:
        away = isinstance(error, TemuAway)
        if away and not self._away:
            _log.warning("TEMU cannot be reached: %s", shortened(str(error)))
        elif self._away and error is None:
            _log.warning("TEMU can be reached again")
        if error is None or away:
            self._away = away

    def _note_date(self, response: httpx.Response, received: datetime) -> None:
        try:
            theirs = parsedate_to_datetime(response.headers["Date"])
        except (KeyError, ValueError):
            return
        if theirs.tzinfo is not None:
            self._skew = (theirs - received).total_seconds()


def _is_lost(error: TemuError) -> bool:
    """The platform may have done what was asked, and its answer did not arrive."""
    return isinstance(error, TemuAway | BrokenAnswer) and not isinstance(error, NeverSent)


def _code(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value)
    return None


def _retry_after(response: httpx.Response, now: datetime) -> float | None:
    """The header's seconds, or the seconds until its date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):
        return None
