"""What a message says, and what it never says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.alarms.model import Alarm, Outgoing
from temu_desktop.alarms.wording import Wording
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.clock import BERLIN
from temu_desktop.logs.masking import Masking
from temu_desktop.texts import Texts

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
FAILED = Issue(
    IssueRule.JOB_FAILED,
    "job",
    "sync_orders_temu",
    {"error_code": "temu_away", "error_text": "no answer for anna@example.com, key s3cret-key"},
)


def wording(language: str) -> Wording:
    return Wording(Texts.load(language), BERLIN, Masking(["s3cret-key"]).masked)


def test_a_message_names_the_rule_and_its_subject_in_the_operators_language() -> None:
    german = wording("de").message(Outgoing(Alarm(7, FAILED, NOW)))
    english = wording("en").message(Outgoing(Alarm(7, FAILED, NOW)))
    assert german.title == "[temu-desktop] Dringend: Ein Lauf ist gescheitert: sync_orders_temu"
    assert english.title == "[temu-desktop] Critical: A run has failed: sync_orders_temu"
    assert "Was tun: " in german.text
    assert "Seit 23.11.2026 15:00" in german.text
    assert (german.id, german.document["id"]) == ("alarm-7", "alarm-7")


def test_neither_secrets_nor_people_are_named() -> None:
    message = wording("en").message(Outgoing(Alarm(7, FAILED, NOW)))
    changed = Issue(
        IssueRule.ADDRESS_CHANGED_AFTER_EXPORT, "order", "PO-1", {"new": {"street": "Weg 2"}}
    )
    moved = wording("en").message(Outgoing(Alarm(8, changed, NOW)))
    for said in (message, moved):
        everything = json.dumps([said.title, said.text, said.document], default=str)
        assert not any(word in everything for word in ("anna", "s3cret", "Weg 2"))


def test_those_that_are_folded_are_named_and_counted() -> None:
    many = [
        Alarm(n, Issue(IssueRule.RECORD_REJECTED, "order", f"PO-{n}"), NOW) for n in range(1, 43)
    ]
    message = wording("de").message(Outgoing(many[0], tuple(many[1:])))
    assert message.title.endswith("PO-1 (+41)")
    assert "und 41 weitere:" in message.text
    assert "Datensatz abgelehnt: PO-2\n" in message.text
    assert message.text.count("\n- ") == 21
    assert (message.document["more"], message.document["more_by_rule"]) == (
        41,
        {"record_rejected": 41},
    )


@given(st.text(min_size=1), st.text())
def test_whatever_a_subject_is_called_it_can_be_sent(subject: str, text: str) -> None:
    issue = Issue(IssueRule.JOB_FAILED, "job", subject, {"error_text": text})
    message = wording("de").message(Outgoing(Alarm(1, issue, NOW)))
    mail = EmailMessage()
    mail["Subject"] = message.title
    mail.set_content(message.text)
    assert mail.as_bytes()
    assert json.dumps(message.document, ensure_ascii=False, allow_nan=False).encode()
