"""Logs: secrets and personal data never reach a file, and every area has its own."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.logs import Masking, logging_to
from temu_desktop.settings import DatabaseSettings, Settings, TemuSettings

SECRET = "demosecret00000000000000000000abcd"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        database=DatabaseSettings("mssql+pyodbc://sync:Lager2026!@server/toci", None),
        temu=TemuSettings("key", SECRET, "demotoken0123456789"),
    )


def test_lines_go_to_the_file_of_their_area(settings: Settings) -> None:
    with logging_to(settings) as folder:
        logging.getLogger("temu_desktop.temu.client").info("called %s", "bg.order.list.v2.get")
        logging.getLogger("temu_desktop.jobs.runner").info("run started")
    assert "bg.order.list.v2.get" in (folder / "temu.log").read_text(encoding="utf-8")
    app = (folder / "app.log").read_text(encoding="utf-8")
    assert "run started" in app
    assert "bg.order.list" not in app


def test_secrets_of_the_settings_never_reach_a_file(settings: Settings) -> None:
    with logging_to(settings) as folder:
        log = logging.getLogger("temu_desktop.anything")
        log.info("signing with %s for %s", SECRET, "demotoken0123456789")
        try:
            raise ValueError(f"login failed for {settings.database.operations_url}")
        except ValueError:
            log.exception("no database")
    text = (folder / "app.log").read_text(encoding="utf-8")
    assert SECRET not in text
    assert "demotoken" not in text
    assert "Lager2026!" not in text
    assert "login failed" in text


def test_names_of_the_merchants_logger_are_left_as_they_were(settings: Settings) -> None:
    logger = logging.getLogger("temu_desktop")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with logging_to(settings):
        pass
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_a_plain_record_says_what_any_other_says(settings: Settings) -> None:
    usual = logging.getLogRecordFactory()
    seen: list[logging.LogRecord] = []
    watching = logging.Handler()
    watching.emit = seen.append  # type: ignore[method-assign, assignment]
    ours, theirs = logging.getLogger("temu_desktop.anything"), logging.getLogger("httpx")
    for logger in (ours, theirs):
        logger.addHandler(watching)
    with logging_to(settings):
        ours.info("%(sku)s has %(pieces)s", {"sku": "MUG-1", "pieces": 4})
        theirs.warning("%s of %s", 1, 2)
        for logger in (ours, theirs):
            logger.removeHandler(watching)
    texts = [logging.Formatter("%(name)s %(levelname)s %(message)s").format(r) for r in seen]
    assert texts == [
        "temu_desktop.anything INFO MUG-1 has 4",
        "httpx WARNING 1 of 2",
    ]
    everything = "%(asctime)s %(threadName)s %(process)s %(filename)s:%(lineno)d %(funcName)s"
    assert "MainThread" in logging.Formatter(everything).format(seen[0])
    assert abs(seen[0].created - time.time()) < 60
    assert logging.getLogRecordFactory() is usual


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ('{"receiptName":"Jörg Müller","postCode":"10115"}', ["Jörg Müller", "10115"]),
        ("wrote to anna.lena+temu@relay.example today", ["anna.lena+temu@relay.example"]),
        ("call +49 151 23456789 first", ["+49 151 23456789"]),
        ("mobile='+4915123456789'", ["4915123456789"]),
    ],
)
def test_personal_data_is_masked(line: str, hidden: list[str]) -> None:
    masked = Masking(()).masked(line)
    assert all(text not in masked for text in hidden)


@pytest.mark.parametrize(
    "line", ["PO-076-00000000000000001 exported", "12 orders in 3.5 s", "goods 603050000000001"]
)
def test_order_numbers_and_figures_stay_readable(line: str) -> None:
    assert Masking(("secret-value",)).masked(line) == line


@given(st.text(min_size=4, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_secret_is_gone_wherever_it_stands(secret: str, before: str, after: str) -> None:
    masked = Masking((secret,)).masked(f"{before} {secret} {after}")
    assert secret not in masked.replace("•••", "")


@pytest.mark.parametrize("unit", ["x", "a.", "1 ", "+1", "://a", "a@", 'mail="', "-"])
def test_masking_costs_no_more_than_the_length_of_the_line(unit: str) -> None:
    """A line that is eight times as long takes about eight times as long, not sixty-four times."""
    masking = Masking([SECRET])

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        taken = []
        for _ in range(3):
            began = time.thread_time()
            masking.masked(text)
            taken.append(time.thread_time() - began)
        return min(taken)

    assert seconds(32_000) < 24 * max(seconds(4_000), 1e-5)
