"""Alarms over real sockets and databases: what leaves, how often, and what when nobody takes it."""

from __future__ import annotations

import json
import ssl
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from temu_desktop.alarms.delivery import FIRST_PAUSE_SECONDS
from temu_desktop.alarms.model import Channel, Message
from temu_desktop.alarms.outbox import MOST_ATTEMPTS
from temu_desktop.alarms.senders import WebhookSender
from temu_desktop.attention.model import Issue, IssueRule
from temu_desktop.attention.repository import raise_issues
from temu_desktop.database import UnitOfWork, schema
from temu_desktop.errors import AlarmNotDelivered
from temu_desktop.events import RunFinished
from temu_desktop.ids import JobId, RunId
from temu_desktop.settings import AlarmSettings, MailSecurity
from tests.certificates import certificate
from tests.integration.alarms.conftest import House
from tests.integration.alarms.receivers import (
    Letterbox,
    Receiver,
    check_login,
    free_port,
    post_office,
)

pytestmark = pytest.mark.usefixtures("statements_are_tsql")

FAILED = Issue(
    IssueRule.JOB_FAILED, "job", "sync_orders_temu", {"error_code": "temu_away", "run": "r"}
)


def refused(number: int) -> Issue:
    return Issue(IssueRule.SHIPMENT_REFUSED, "order", f"PO-{number}", {"reason": "label_exists"})


async def test_an_issue_goes_out_by_mail_once(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    await house.raises(FAILED)
    await house.raises(FAILED)
    await house.looks()
    await house.looks(7200)
    (letter,) = box.mails
    assert letter["To"] == "chefin@example.de, lager@example.de"
    assert (
        letter["Subject"] == "[temu-desktop] Dringend: Ein Lauf ist gescheitert: sync_orders_temu"
    )
    assert letter.get_content_type() == "text/plain"
    assert "Was tun: Den Grund im Protokoll ansehen" in letter.get_content()
    assert await house.states() == [("mail", "job_failed", "sent")]


async def test_a_webhook_gets_data_that_may_be_told(house: House, receiver: Receiver) -> None:
    house.settle_in(AlarmSettings(webhook_url=receiver.url))
    moved = Issue(
        IssueRule.ADDRESS_CHANGED_AFTER_EXPORT, "order", "PO-1", {"new": {"street": "Weg 2"}}
    )
    await house.raises(FAILED, moved)
    await house.looks()
    assert [method for method, _ in receiver.requests] == ["POST", "POST"]
    first, second = (json.loads(body) for _, body in receiver.requests)
    assert (first["rule"], first["severity"], first["subject"]) == (
        "job_failed",
        "critical",
        "sync_orders_temu",
    )
    assert first["params"] == {"error_code": "temu_away"}
    assert "Weg 2" not in json.dumps(second)
    stored = await house.database.read(
        lambda conn: conn.execute(select(schema.alarms.c.params)).all()
    )
    assert "Weg 2" not in str(stored)


async def test_what_is_only_worth_a_look_stays_in_the_house(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    await house.raises(Issue(IssueRule.UNMAPPED_SKU, "sku", "MUG-BLUE"))
    await house.looks()
    assert (box.mails, await house.states()) == ([], [])


async def test_an_alarm_is_committed_with_its_issue_or_not_at_all(
    house: House, mail: AlarmSettings
) -> None:
    house.settle_in(mail)

    def work(uow: UnitOfWork) -> None:
        raise_issues(uow, [FAILED], house.clock.now(), by="test")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.database.write(work)
    assert (await house.open_rules(), await house.states()) == ([], [])


async def test_an_issue_that_is_over_before_anybody_looked_is_told_all_the_same(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    await house.raises(FAILED)
    await house.closes(IssueRule.JOB_FAILED)
    await house.looks()
    assert len(box.mails) == 1


async def test_a_warning_that_becomes_critical_is_told_again(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    for hours in (5, 0, 0):
        near = {"hours_left": hours, "ship_by_at": "2026-11-23T15:00:00+00:00"}
        await house.raises(Issue(IssueRule.SHIP_BY_NEAR, "order", "PO-1", near))
        await house.looks(3600)
    assert [letter["Subject"].split(":")[0] for letter in box.mails] == [
        "[temu-desktop] Warnung",
        "[temu-desktop] Dringend",
    ]


async def test_a_flood_is_ten_messages_and_a_number(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    await house.raises(*(refused(n) for n in range(33)))
    await house.looks()
    assert len(box.mails) == 10
    assert box.mails[-1]["Subject"].endswith("(+23)")
    assert "und 23 weitere:" in box.mails[-1].get_content()
    await house.raises(FAILED)
    await house.looks(300)
    assert len(box.mails) == 10
    await house.looks(301)
    assert len(box.mails) == 11
    assert {state for _, _, state in await house.states()} == {"sent", "folded"}


async def test_the_same_trouble_is_told_once_an_hour(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    for _ in range(6):
        await house.raises(FAILED)
        await house.looks()
        await house.closes(IssueRule.JOB_FAILED)
        await house.looks(900)
    assert [letter["Subject"][-4:] for letter in box.mails] == ["temu", "(+2)"]
    await house.looks(3600)
    assert [state for _, _, state in await house.states()].count("waiting") == 0


async def test_a_brake_that_every_run_pulls_anew_is_told_once_an_hour(
    house: House, box: Letterbox, mail: AlarmSettings
) -> None:
    house.settle_in(mail)
    for run in range(6):
        await house.closes(IssueRule.BRAKE)
        await house.raises(Issue(IssueRule.BRAKE, "run", f"run-{run}", {"skus": 12}))
        await house.looks(300)
    assert len(box.mails) == 1


async def test_a_channel_that_takes_nothing_is_an_issue_that_the_other_one_tells(
    house: House, box: Letterbox, mail: AlarmSettings, receiver: Receiver
) -> None:
    house.settle_in(replace(mail, webhook_url=receiver.url))
    box.refuses = True
    await house.raises(FAILED)
    pause = FIRST_PAUSE_SECONDS
    for attempt in range(MOST_ATTEMPTS):
        assert ("mail", "job_failed", "waiting") in await house.states(), attempt
        await house.looks(pause)
        pause *= 2
    await house.looks()
    assert await house.open_rules() == ["job_failed", "alarm_failed"]
    assert await house.states() == [
        ("mail", "job_failed", "failed"),
        ("webhook", "job_failed", "sent"),
        ("webhook", "alarm_failed", "sent"),
    ]
    assert [json.loads(body)["rule"] for _, body in receiver.requests] == [
        "job_failed",
        "alarm_failed",
    ]
    box.refuses = False
    await house.raises(refused(1))
    await house.looks(600)
    assert len(box.mails) == 1
    assert await house.open_rules() == ["job_failed", "shipment_refused"]


async def test_pauses_double_while_nobody_takes_it(house: House, receiver: Receiver) -> None:
    receiver.status = 500
    house.settle_in(AlarmSettings(webhook_url=receiver.url))
    await house.raises(FAILED)
    tried = []
    for _ in range(80):
        before = len(receiver.requests)
        await house.looks(1)
        tried += [house.clock.monotonic()] if len(receiver.requests) > before else []
    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert gaps == [5, 10, 20, 40]


async def test_what_came_while_a_channel_was_away_is_not_given_up_with_the_first(
    house: House, receiver: Receiver
) -> None:
    receiver.status = 500
    house.settle_in(AlarmSettings(webhook_url=receiver.url))
    await house.raises(FAILED)
    for _ in range(MOST_ATTEMPTS - 1):
        await house.looks(600)
    await house.raises(refused(1))
    await house.looks(600)
    receiver.status = 200
    await house.looks(600)
    assert [state for _, _, state in await house.states()] == ["failed", "sent"]


async def test_nobody_there_and_a_drip_are_both_no_delivery(receiver: Receiver) -> None:
    nobody = WebhookSender(f"http://127.0.0.1:{free_port()}/")
    receiver.mute = True
    slow = WebhookSender(receiver.url, patience=0.3)
    wrong = WebhookSender("http://127.0.0.1:bad/")
    for sender, reason in ((nobody, "ConnectError"), (slow, "TimeoutError"), (wrong, "InvalidURL")):
        with pytest.raises(AlarmNotDelivered) as caught:
            await sender.send(Message("m-1", "title", "text", {"text": "text"}))
        assert caught.value.params == {"channel": "webhook", "reason": reason}


async def test_the_dead_man_hears_of_good_runs_only_and_not_too_often(
    house: House, receiver: Receiver
) -> None:
    house.settle_in(AlarmSettings(dead_man_url=receiver.url))

    async def ended(state: str, later: float) -> None:
        house.bus.publish(RunFinished(RunId("r"), JobId("sync_orders_temu"), state))
        await house.looks(later)

    await ended("failed", 0)
    assert receiver.requests == []
    for _ in range(4):
        await ended("success", 20)
    assert [method for method, _ in receiver.requests] == ["GET", "GET"]
    receiver.status = 404
    await ended("success", 100)
    assert await house.open_rules() == ["alarm_failed"]
    receiver.status = 200
    await ended("success", 100)
    assert await house.open_rules() == []


async def test_the_test_tells_of_each_channel_and_ends_what_is_mended(
    house: House, box: Letterbox, mail: AlarmSettings, receiver: Receiver
) -> None:
    receiver.status = 503
    house.settle_in(replace(mail, webhook_url=receiver.url, dead_man_url=receiver.url))
    issue = Issue(IssueRule.ALARM_FAILED, "channel", "mail", {"reason": "away"})
    await house.raises(issue)
    found = await house.service.test("Lager")
    assert [(o.channel, o.delivered, o.reason) for o in found] == [
        (Channel.MAIL, True, ""),
        (Channel.WEBHOOK, False, "HTTP 503"),
        (Channel.DEAD_MAN, False, "HTTP 503"),
    ]
    assert box.mails[0]["Subject"] == "[temu-desktop] Probealarm"
    assert await house.open_rules() == []


async def test_without_channels_there_is_nothing_to_test(house: House) -> None:
    assert await house.service.test("Lager") == []
    assert house.service.looks == {}


class TlsController(Controller):
    """A mail server that speaks TLS from the first byte."""

    def __init__(self, handler: Letterbox, *, context: ssl.SSLContext, **options: object) -> None:
        super().__init__(handler, ssl_context=context, **options)  # type: ignore[arg-type]


# The server's library cannot know that its socket speaks TLS already.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])
@pytest.mark.parametrize("password", ["Lager2026!", "wrong"])
async def test_mail_over_tls_with_a_login(
    house: House,
    box: Letterbox,
    mail: AlarmSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    security: MailSecurity,
    password: str,
) -> None:
    files = certificate(tmp_path, "127.0.0.1")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    login = {"authenticator": check_login, "auth_required": True}
    if security is MailSecurity.TLS:
        login["auth_require_tls"] = False
        office = post_office(box, TlsController, context=context, **login)
    else:
        office = post_office(box, tls_context=context, require_starttls=True, **login)
    monkeypatch.setenv("SSL_CERT_FILE", str(files.certificate))
    access = {"smtp_username": "temu", "smtp_password": password}
    settings = replace(mail, smtp_port=office.port, smtp_security=security, **access)
    house.settle_in(settings)
    (found,) = await house.service.test("Lager")
    office.stop()
    good = password == "Lager2026!"
    assert (found.delivered, len(box.mails)) == (good, int(good)), found
    assert password not in found.reason


async def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    house: House, box: Letterbox, mail: AlarmSettings, tmp_path: Path
) -> None:
    files = certificate(tmp_path, "127.0.0.1")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    office = post_office(box, tls_context=context, require_starttls=True)
    security = MailSecurity.STARTTLS
    house.settle_in(replace(mail, smtp_port=office.port, smtp_security=security))
    (found,) = await house.service.test("Lager")
    office.stop()
    assert not found.delivered
    assert "CERTIFICATE_VERIFY_FAILED" in found.reason
