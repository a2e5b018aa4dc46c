"""The words of a message: what is wrong, what to do, how much more there is. Pure.

Nothing of a customer leaves with it: the words use parameters that may be told, and what stands in
an error's text is masked like a line of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from temu_desktop import __version__
from temu_desktop.alarms.model import Alarm, Message, Outgoing
from temu_desktop.attention.catalogue import severity_of, told_params
from temu_desktop.fitting import fit
from temu_desktop.texts import Texts

PROGRAM = "temu-desktop"
_LONGEST_TITLE = 200
_NAMED = 20
"""Folded alarms that a message names; the others are in its number."""


class Wording:
    """Writes messages in one language."""

    def __init__(self, texts: Texts, zone: ZoneInfo, mask: Callable[[str], str]) -> None:
        self._texts = texts
        self._zone = zone
        self._mask = mask

    def message(self, outgoing: Outgoing) -> Message:
        """The message of an alarm and of those folded into it."""
        alarm, issue = outgoing.alarm, outgoing.alarm.issue
        told = {
            name: _sendable(self._mask(value)) if isinstance(value, str) else value
            for name, value in told_params(issue).items()
        }
        words = self._texts.issue(issue.rule.value, issue.subject_key, told)
        severity = severity_of(issue).value
        more = Counter(one.issue.rule.value for one in outgoing.folded)
        since = f"{alarm.raised_at.astimezone(self._zone):%d.%m.%Y %H:%M}"
        line = self._texts.line
        lines = [words.means, line("what_to_do", remedy=words.remedy), line("since", moment=since)]
        head = f"{line(f'severity_{severity}')}: {words.title}: {issue.subject_key}"
        document = {
            "event": "alarm",
            "severity": severity,
            "rule": issue.rule.value,
            "subject_type": issue.subject_type,
            "subject": _sendable(issue.subject_key),
            "raised_at": alarm.raised_at.isoformat(),
            "params": told,
            "more": more.total(),
            "more_by_rule": dict(more),
        }
        return self._finished(
            f"alarm-{alarm.id}", head, [*lines, *self._more(outgoing.folded)], document
        )

    def test_message(self, id: str) -> Message:
        """A message that says that alarms arrive."""
        title, text = self._texts.line("test_title"), self._texts.line("test_text")
        return self._finished(id, title, [text], {"event": "test"})

    def _more(self, folded: Sequence[Alarm]) -> list[str]:
        if not folded:
            return []
        named = [f"- {self._titled(alarm)}" for alarm in folded[:_NAMED]]
        rest = ["- …"] if len(folded) > _NAMED else []
        return ["", self._texts.line("and_more", count=len(folded)), *named, *rest]

    def _titled(self, alarm: Alarm) -> str:
        title = self._texts.issues[alarm.issue.rule.value].title
        return f"{title}: {' '.join(alarm.issue.subject_key.split())}"

    def _finished(
        self, id: str, head: str, lines: list[str], document: Mapping[str, Any]
    ) -> Message:
        more = document.get("more")
        counted = f" (+{more})" if more else ""
        # A subject may hold anything that a shop or a neighbour has named; a header is one line.
        one_line = " ".join(_sendable(self._mask(head)).split())
        title = fit(f"[{PROGRAM}] {one_line}", _LONGEST_TITLE) + counted
        text = _sendable(self._mask("\n".join(lines)))
        shared = {"program": PROGRAM, "version": __version__, "id": id}
        return Message(id, title, text, {**shared, **document, "title": title, "text": text})


def _sendable(text: str) -> str:
    """Without halves of characters, which no encoding takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
