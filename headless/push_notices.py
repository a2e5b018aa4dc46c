"""What a phone shows, in its language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from headless.words import Speech
from temu_desktop.attention.catalogue import severity_of, told_params
from temu_desktop.attention.model import StoredIssue


@dataclass(frozen=True, slots=True)
class Notice:
    """What one phone shows."""

    type: str
    rule: str
    severity: str
    title: str
    body: str
    tag: str
    url: str

    def encoded(self, at: str) -> str:
        """As the service worker receives it."""
        return json.dumps(
            {
                "type": self.type,
                "rule": self.rule,
                "severity": self.severity,
                "title": self.title,
                "body": self.body,
                "tag": self.tag,
                "url": self.url,
                "at": at,
            },
            ensure_ascii=False,
        )


def notice_of(group: Sequence[StoredIssue], words: Speech) -> Notice:
    """One issue, or many of one rule in one message."""
    first = group[0].issue
    said = words.texts.issue(first.rule.value, first.subject_key, told_params(first))
    single = len(group) == 1
    many = words.push["many"].format(count=len(group), title=said.title)
    return Notice(
        type="issue",
        rule=first.rule.value,
        severity=severity_of(first).value,
        title=said.title if single else many,
        body=said.means if single else said.remedy,
        tag=f"{first.rule.value}:{first.subject_key if single else '*'}",
        url="/#issues",
    )
