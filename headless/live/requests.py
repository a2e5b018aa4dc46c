"""What a WebSocket may say to us."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from headless.live.selection import LogSelection
from headless.schemas.base import In
from headless.schemas.logs import Level

ChannelName = Literal["jobs", "logs", "issues", "orders", "inventory"]
Seq = Annotated[int, Field(ge=0, le=2**53)]
Stream = Annotated[str | None, Field(max_length=40)]


class AuthIn(In):
    """Who this is, and what it has seen already."""

    type: Literal["auth"]
    token: str = Field(max_length=200)
    since: Seq | None = None
    stream: Stream = None
    channels: Annotated[list[ChannelName] | None, Field(max_length=10)] = None
    language: Literal["de", "en"] | None = None


class SubscribeIn(In):
    """What it wants to hear; everything but the channel is for logs."""

    type: Literal["subscribe"]
    channel: ChannelName
    job_id: str | None = Field(default=None, max_length=100)
    run_id: str | None = Field(default=None, max_length=100)
    level: Level | None = None
    search: str | None = Field(default=None, max_length=200)
    after: Seq | None = None

    def selection(self) -> LogSelection:
        """Which lines."""
        return LogSelection(
            job=self.job_id or None,
            run=self.run_id or None,
            level=self.level,
            search=self.search or None,
        )


class UnsubscribeIn(In):
    """What it wants to hear no more."""

    type: Literal["unsubscribe"]
    channel: ChannelName


class ResumeIn(In):
    """The last message it had."""

    type: Literal["resume"]
    since: Seq
    stream: Stream = None


Incoming = AuthIn | SubscribeIn | UnsubscribeIn | ResumeIn
_ADAPTER: TypeAdapter[Incoming] = TypeAdapter(Annotated[Incoming, Field(discriminator="type")])


def read(text: str) -> Incoming:
    """A message; raises ValidationError for rubbish."""
    return _ADAPTER.validate_json(text)
