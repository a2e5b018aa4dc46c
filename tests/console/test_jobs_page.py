"""The jobs page: live cards, runs by hand, schedules, and what ran."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import Connection, select

from temu_desktop.bootstrap import running_core
from temu_desktop.console.desk import Target
from temu_desktop.console.pages.jobs.cards import JobCard
from temu_desktop.console.pages.jobs.page import JobsPage
from temu_desktop.console.pages.jobs.preview_dialog import PreviewDialog
from temu_desktop.console.pages.jobs.run_dialog import RunDialog
from temu_desktop.console.pages.jobs.schedule_dialog import ScheduleDialog
from temu_desktop.console.theme import Mode
from temu_desktop.console.words.jobs import counter_name, step_name
from temu_desktop.core import Core
from temu_desktop.database import schema
from temu_desktop.database.batching import insert_rows
from temu_desktop.events import RunStateChanged, StepFinished, StepProgressed, StepStarted
from temu_desktop.ids import JobId, RunId, new_run_id
from temu_desktop.jobs import repository
from temu_desktop.jobs.model import (
    FULL_INVENTORY,
    MAINTENANCE,
    SYNC_INVENTORY,
    SYNC_ORDERS,
    RunRequest,
    RunState,
)
from temu_desktop.jobs.queries import RunFilter, RunRow
from temu_desktop.jobs.schedule import Cron, Every
from temu_desktop.logs.queries import LogFilter
from tests.console.conftest import OpenPage
from tests.console.hand import (
    button,
    click,
    click_cell,
    dialog,
    photograph,
    press,
    settled,
    type_into,
    until,
    words,
)
from tests.console.looks import LOOKS
from tests.core_fixtures import OpenShop, Shop
from tests.due_times import nothing_due

AT_ONCE_SECONDS = 0.1


async def _acting(shop: Shop) -> AsyncIterator[Shop]:
    await nothing_due(shop.core)
    async with shop.core.serving.serving("console"):
        await until(lambda: shop.core.serving.acting, "this process acts")
        yield shop


@pytest.fixture
async def acting_shop(shop: Shop) -> AsyncIterator[Shop]:
    """A shop whose jobs this process runs."""
    async for acting in _acting(shop):
        yield acting


@pytest.fixture
async def slow_acting_shop(open_shop: OpenShop) -> AsyncIterator[Shop]:
    """The same, far away from TEMU."""
    async for acting in _acting(await open_shop(skus=10, latency_ms=300)):
        yield acting


@pytest.fixture
async def standing_by_shop(shop: Shop) -> AsyncIterator[Shop]:
    """A shop whose jobs another core on the same database runs; this one looks on."""
    core = shop.core
    await nothing_due(core)
    async with (
        running_core(core.settings, clock=core.clock) as other,
        other.serving.serving("serve"),
    ):
        await until(lambda: other.serving.acting, "the other one acts")
        async with core.serving.serving("console"):
            yield shop


async def opened(
    open_page: OpenPage, core: Core, language: str = "de", mode: Mode = Mode.LIGHT
) -> JobsPage:
    page = cast("JobsPage", await open_page("jobs", core, language=language, mode=mode))
    await until(lambda: len(page.cards) == 5, "all cards")
    await settled(page)
    return page


def card(page: JobsPage, job: JobId = SYNC_ORDERS) -> JobCard:
    return page.cards[job]


async def asked(kind: type[QDialog]) -> QDialog:
    """The dialog of this kind, once it is open."""
    await until(lambda: isinstance(QApplication.activeModalWidget(), kind), kind.__name__)
    found = dialog()
    await settled(found)
    return cast("QDialog", found)


async def levels_of(shop: Shop, run: RunId) -> set[str]:
    """The levels of a run's lines, once its end is among them."""
    while True:
        lines = await shop.core.logs.page(LogFilter(run=run), limit=1000)
        if any(
            line.message.startswith(f"Run {run}") and "success" in line.message for line in lines
        ):
            return {line.level for line in lines}
        await asyncio.sleep(0.05)


async def ended_runs(core: Core, job: JobId = SYNC_ORDERS) -> list[RunRow]:
    rows = await core.jobs.history(RunFilter(job))
    return [row for row in rows if row.ended_at is not None]


async def test_every_job_has_a_card_with_its_last_result_and_its_next_run(
    shop: Shop, open_page: OpenPage
) -> None:
    await shop.place()
    await shop.run_orders()
    page = await opened(open_page, shop.core)
    orders = card(page)
    assert orders.heading.text() == "Aufträge"
    assert orders.sign.word.text() == "Bereit"
    assert orders.last_sign.word.text() == "Erfolgreich"
    assert "Von TEMU lesen – Aufträge:\u00a01" in orders.counted.text()
    assert orders.next.text().startswith("Nächster Lauf ")
    assert orders.when.text() == "alle 5 Minuten"
    assert "100 %" in words(orders.figures)
    assert "Auftrag in JTL" in orders.exposed.text()
    assert "Noch nicht gelaufen" in words(card(page, MAINTENANCE))
    assert card(page, FULL_INVENTORY).when.text() == "täglich um 03:30"


async def test_the_figures_count_a_run_as_soon_as_it_has_ended(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    figures = card(page).figures
    assert "100 %" not in words(figures)
    await shop.run_orders()
    await until(lambda: "100 %" in words(figures), "seen while it ran")
    upkeep = card(page, MAINTENANCE).figures
    assert "100 %" not in words(upkeep)
    page.hide()
    await shop.core.jobs.run(RunRequest(MAINTENANCE, {}, "test"))
    page.show()
    await until(lambda: "100 %" in words(upkeep), "seen afterwards")


async def test_a_job_is_run_now_with_parameters_of_this_run_alone(
    acting_shop: Shop, open_page: OpenPage
) -> None:
    shop = acting_shop
    page = await opened(open_page, shop.core)
    await until(card(page).run.isEnabled)
    click(card(page).run)
    form = cast("RunDialog", await asked(RunDialog))
    mode = form.parameters.fields["mode"]
    mode.setCurrentIndex(mode.findData("tracking_only"))  # type: ignore[union-attr]
    type_into(form.parameters.fields["days_back"].lineEdit(), "7")  # type: ignore[arg-type]
    click(form.yes_button)
    await until(lambda: card(page).last_sign.isVisible(), "its result")
    (run, *_) = await ended_runs(shop.core)
    assert run.parameters == {"mode": "tracking_only", "days_back": 7}
    assert run.started_by == page.desk.acting.name
    assert (await shop.core.jobs.definition(SYNC_ORDERS)).parameters == {"mode": "full"}


async def test_the_log_of_a_run_by_hand_is_shown_in_every_detail_where_wanted(
    acting_shop: Shop, open_page: OpenPage
) -> None:
    shop = acting_shop
    page = await opened(open_page, shop.core)
    went: list[Target] = []
    page.desk.steering.go.connect(went.append)
    click(card(page, MAINTENANCE).run)
    form = cast("RunDialog", await asked(RunDialog))
    form.verbose.setChecked(True)
    photograph(form, "jobs-run-verbose-de-light")
    click(form.yes_button)
    await until(lambda: went)
    await until(lambda: card(page, MAINTENANCE).last_sign.isVisible())
    assert (went[0].page, went[0].view) == ("logs", "run")
    fine = RunId(went[0].subject)
    row, _ = await shop.core.jobs.details(fine)
    assert (row.job, row.parameters) == (MAINTENANCE, {})
    plain = await shop.core.jobs.run_now(MAINTENANCE, "Lager")
    levels = {run: await levels_of(shop, run) for run in (fine, plain)}
    assert "DEBUG" in levels[fine]
    assert "DEBUG" not in levels[plain]


async def test_a_dry_run_shows_what_it_would_send_and_leaves_no_trace(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    page = await opened(open_page, shop.core)
    click(card(page).run)
    form = cast("RunDialog", await asked(RunDialog))
    form.dry.setChecked(True)
    assert form.yes_button.text() == "Probelauf starten"
    click(form.yes_button)
    preview = cast("PreviewDialog", await asked(PreviewDialog))
    await until(preview.table.isVisible, "what would be sent")
    shown = preview.table.model()
    texts = {shown.index(0, column).data() for column in range(3)}
    assert texts == {"JTL", "Auftrag übergeben", number}
    await settled(preview)
    photograph(preview, "jobs-preview-de-light")
    click(preview.no_button)
    assert await ended_runs(shop.core) == []
    assert await shop.order(number) is None
    click(card(page).history)
    await until(page.history.preview.isVisible)
    click(page.history.preview)
    again = cast("PreviewDialog", await asked(PreviewDialog))
    assert again.table.model().rowCount() == 1
    again.reject()


async def test_a_dry_run_can_be_cancelled(open_shop: OpenShop, open_page: OpenPage) -> None:
    shop = await open_shop(skus=10, latency_ms=400)
    page = await opened(open_page, shop.core)
    click(card(page, FULL_INVENTORY).run)
    form = cast("RunDialog", await asked(RunDialog))
    form.dry.setChecked(True)
    click(form.yes_button)
    preview = await asked(PreviewDialog)
    click(button(preview, "Probelauf abbrechen"))
    await until(lambda: page.desk.tasks.running == 0, "nothing is left of it")
    assert page.model.previews == {}


async def stored(shop: Shop, write: Callable[[Connection], object]) -> None:
    await shop.core.database.write(lambda uow: write(uow.connection))


async def test_progress_states_and_counters_are_seen_at_once(
    shop: Shop, open_page: OpenPage
) -> None:
    page = await opened(open_page, shop.core)
    run, bus, orders = RunId("20261126-120000-abc123"), shop.core.bus, card(page)
    now = shop.core.clock.now()
    # As the runner writes it before it tells: the page reads again after a change of state.
    await stored(shop, lambda conn: repository.add(conn, run, RunRequest(SYNC_ORDERS), "", now))
    await stored(shop, lambda conn: repository.begin(conn, run, 1, now))
    taken: list[float] = []

    async def seen(event: object, text: str) -> None:
        began = time.perf_counter()
        bus.publish(event)
        await until(lambda: text in words(orders), text)
        taken.append(time.perf_counter() - began)

    page.model.take([RunStateChanged(run, SYNC_ORDERS, "running")])
    for event, text in (
        (StepStarted(run, "fetch"), "Von TEMU lesen"),
        (StepProgressed(run, "fetch", 20, None), "20 erledigt"),
        (StepProgressed(run, "fetch", 1250, 5000), "1.250 von 5.000"),
        (StepFinished(run, "fetch", "success", (("orders", 5000),)), "Aufträge:\u00a05.000"),
    ):
        await asyncio.sleep(0.2)
        await seen(event, text)
    retrying = {"attempt": 2, "next_attempt_at": now + timedelta(minutes=1)}
    await stored(shop, lambda conn: repository.move(conn, run, RunState.RETRYING, retrying))
    await seen(RunStateChanged(run, SYNC_ORDERS, "retrying", 2), "Versuch 2")
    await until(lambda: "erneut um" in words(orders), "when it goes on, as the database has it")
    # The quickest: what is slower waited for a busy machine, not for the console.
    assert min(taken) < AT_ONCE_SECONDS


async def test_a_bar_never_claims_more_than_a_step_says(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    run, orders = RunId("20261126-120000-abc123"), card(page)
    bar = orders.progress.bar
    page.live([RunStateChanged(run, SYNC_ORDERS, "running"), StepStarted(run, "fetch")])
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    page.live([StepProgressed(run, "fetch", 30, 120)])
    assert (bar.value(), bar.maximum()) == (30, 120)
    page.live([StepStarted(run, "import")])
    assert bar.maximum() == 0


async def test_a_run_is_cancelled_after_one_question(
    slow_acting_shop: Shop, open_page: OpenPage
) -> None:
    shop = slow_acting_shop
    page = await opened(open_page, shop.core)
    click(card(page, FULL_INVENTORY).run)
    form = cast("RunDialog", await asked(RunDialog))
    click(form.yes_button)
    await until(card(page, FULL_INVENTORY).cancel.isVisible, "it runs")
    assert not card(page, FULL_INVENTORY).run.isEnabled()
    await settled(page)
    photograph(page, "jobs-running-de-light")
    click(card(page, FULL_INVENTORY).cancel)
    await until(lambda: QApplication.activeModalWidget() is not None)
    click(button(dialog(), "Lauf abbrechen"))
    sign = card(page, FULL_INVENTORY).last_sign
    await until(lambda: sign.isVisible() and sign.word.text() == "Abgebrochen")
    (run, *_) = await ended_runs(shop.core, FULL_INVENTORY)
    assert run.state is RunState.CANCELLED


async def test_a_job_is_paused_and_goes_on(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    orders = card(page)
    click(orders.switch)
    await until(lambda: orders.sign.word.text() == "Pausiert")
    assert orders.next.text() == "Läuft nicht von selbst"
    assert not orders.run.isEnabled()
    assert not (await shop.core.jobs.definition(SYNC_ORDERS)).enabled
    click(orders.switch)
    await until(lambda: orders.sign.word.text() == "Bereit")


async def test_a_schedule_is_changed_and_brought_back(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    click(card(page).schedule)
    form = cast("ScheduleDialog", await asked(ScheduleDialog))
    assert not form.reset_button.isVisible()
    click(form.cron_choice)
    type_into(form.cron["hour"], "8-18")
    type_into(form.cron["minute"], "*/10")
    type_into(form.cron["day_of_week"], "mon-fri")
    click(form.yes_button)
    await until(lambda: "8-18" in card(page).when.text())
    definition = await shop.core.jobs.definition(SYNC_ORDERS)
    assert definition.when == Cron({"hour": "8-18", "minute": "*/10", "day_of_week": "mon-fri"})
    assert definition.changed == {"cron"}
    click(card(page).schedule)
    form = cast("ScheduleDialog", await asked(ScheduleDialog))
    assert form.cron["hour"].text() == "8-18"
    click(form.reset_button)
    await until(lambda: card(page).when.text() == "alle 5 Minuten")
    assert (await shop.core.jobs.definition(SYNC_ORDERS)).when == Every(5)


async def test_what_the_core_refuses_is_said_at_its_field(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    click(card(page).schedule)
    form = cast("ScheduleDialog", await asked(ScheduleDialog))
    type_into(form.minutes.lineEdit(), "0")
    form.timeout.setValue(0)
    form.zone.setText("Europe/Lagerhausen")
    click(form.yes_button)
    await until(form.complaint.isVisible)
    said = form.complaint.text()
    assert "Höchstens (s): möglich ist 1 bis 86400" in said
    assert "Alle … Minuten: möglich ist 1 bis 10080" in said
    assert "Zeitzone: unbekannt" in said
    assert form.timeout.property("tone") == "bad"
    assert form.retries.property("tone") == "neutral"
    await settled(form)
    photograph(form, "jobs-schedule-wrong-de-light")
    click(form.cron_choice)
    form.timeout.setValue(300)
    form.zone.setText("Europe/Berlin")
    type_into(form.cron["hour"], "nachts")
    click(form.yes_button)
    await until(lambda: "Stunde: nicht verständlich" in form.complaint.text())
    assert form.cron["hour"].property("tone") == "bad"
    press(form, "", Qt.Key.Key_Escape)
    await until(lambda: QApplication.activeModalWidget() is None)
    assert (await shop.core.jobs.definition(SYNC_ORDERS)).when == Every(5)


async def test_runs_are_listed_filtered_and_opened_with_steps_and_reasons(
    shop: Shop, open_page: OpenPage
) -> None:
    await shop.place()
    await shop.run_orders()
    await shop.temu.expire_token()
    await shop.run_orders()
    page = await opened(open_page, shop.core)
    click(card(page).history)
    history = page.history
    await until(lambda: history.runs.rowCount() == 2)
    assert history.runs.index(0, 3).data() == "von Hand, Befehlszeile"
    await until(history.details.error.isVisible)
    assert "von Hand, Befehlszeile" in history.details.about.text()
    said = history.details.error_words.text()
    assert len(said.splitlines()) == 3
    await settled(page)
    photograph(page, "jobs-failed-de-light")
    click_cell(history.table, 1)
    await until(lambda: not history.details.error.isVisible())
    assert "Von TEMU lesen: Erfolgreich" in history.details.bars.accessibleName()
    history.state.setCurrentIndex(history.state.findData("bad"))
    await until(lambda: history.runs.rowCount() == 1)
    assert history.runs.index(0, 0).data() == "Fehlgeschlagen"
    history.state.setCurrentIndex(history.state.findData("not_run"))
    await until(lambda: history.runs.rowCount() == 0)


async def test_a_new_run_appears_above_without_losing_the_chosen_one(
    shop: Shop, open_page: OpenPage
) -> None:
    first = await shop.run_orders()
    page = await opened(open_page, shop.core)
    click(card(page).history)
    await until(lambda: page.history.details.sign.isVisible())
    await shop.run_orders()
    await until(lambda: page.history.runs.rowCount() == 2)
    assert page.history.chosen == first.run
    chosen = page.history.runs.row(page.history.table.currentIndex().row())
    assert chosen is not None
    assert chosen.run == first.run


async def test_older_runs_are_read_when_somebody_scrolls_down(
    shop: Shop, open_page: OpenPage
) -> None:
    (latest, *_) = await shop.ask(select(schema.job_runs))
    begun = latest.started_at - timedelta(days=1)
    ids = [new_run_id(begun + timedelta(minutes=number)) for number in range(60)]
    runs = [{**latest._mapping, "run_id": run, "job_id": SYNC_INVENTORY} for run in ids]
    await shop.core.database.write(lambda uow: insert_rows(uow.connection, schema.job_runs, runs))
    page = await opened(open_page, shop.core)
    click(card(page, SYNC_INVENTORY).history)
    await until(lambda: page.history.runs.rowCount() == 50)
    page.history.table.scrollToBottom()
    await until(lambda: page.history.runs.rowCount() > 60)
    runs = [page.history.runs.row(place) for place in range(page.history.runs.rowCount())]
    assert len({run.run for run in runs if run}) == len(runs)


async def test_the_log_of_a_run_holds_its_lines_alone(shop: Shop, open_page: OpenPage) -> None:
    await shop.run_inventory("quick")
    result = await shop.run_orders()
    page = await opened(open_page, shop.core)
    click(card(page).history)
    await until(lambda: page.history.details.sign.isVisible())
    page.history.details.tabs.setCurrentIndex(1)
    lines = page.history.details.lines
    assert lines is not None
    await until(lambda: len(lines.feed.store) >= 2)
    runs = {lines.feed.store.line(row).run for row in range(len(lines.feed.store))}
    assert runs == {result.run}
    await settled(page)
    photograph(page, "jobs-run-log-de-light")
    went: list[Target] = []
    page.desk.steering.go.connect(went.append)
    click(page.history.details.open_log)
    assert went == [Target("logs", result.run, "run")]


async def test_charts_are_loaded_when_they_are_first_seen(shop: Shop, open_page: OpenPage) -> None:
    for _ in range(3):
        await shop.run_orders()
    loaded = "temu_desktop.console.pages.jobs.chart"
    sys.modules.pop(loaded, None)
    page = await opened(open_page, shop.core)
    click(card(page).history)
    await until(lambda: page.history.runs.rowCount() == 3)
    assert loaded not in sys.modules
    page.history.tabs.setCurrentIndex(1)
    await until(lambda: page.history.chart is not None and page.history.chart.isVisible())
    assert loaded in sys.modules
    chart = page.history.chart
    assert chart is not None
    assert sum(series.count() for series in chart.chart().series()) == 3  # type: ignore[attr-defined]


async def test_somebody_sent_to_a_run_sees_it(shop: Shop, open_page: OpenPage) -> None:
    first = await shop.run_orders()
    await shop.run_orders()
    page = await opened(open_page, shop.core)
    page.show_target(Target("jobs", first.run, "run"))
    await until(lambda: page.history.chosen == first.run and page.history.runs.rowCount() == 2)
    assert page.history.isVisible()
    click(page.history.back)
    assert card(page).isVisible()


async def test_a_run_of_another_program_is_started_and_seen_from_here(
    standing_by_shop: Shop, open_page: OpenPage
) -> None:
    core = standing_by_shop.core
    page = await opened(open_page, core)
    assert page.acting.text().startswith("Ein anderes Programm führt sie aus")
    states: list[str] = []
    page.track(core.bus.subscribe(lambda event: states.append(event.state), RunStateChanged))
    click(card(page, MAINTENANCE).run)
    form = cast("RunDialog", await asked(RunDialog))
    click(form.yes_button)
    await until(lambda: card(page, MAINTENANCE).last_sign.isVisible(), "its result")
    assert card(page, MAINTENANCE).last_sign.word.text() == "Erfolgreich"
    await until(lambda: states[-1:] == ["success"], "the last event of the run")
    assert not core.serving.acting


async def test_a_large_screen_is_filled(shop: Shop, open_page: OpenPage) -> None:
    await shop.run_orders()
    page = await opened(open_page, shop.core)
    page.resize(1688, 1008)
    await settled(page)
    photograph(page, "jobs-cards-large-de-light")
    click(card(page).history)
    await until(lambda: page.history.details.sign.isVisible())
    await settled(page)
    photograph(page, "jobs-runs-large-de-light")


async def test_where_nobody_acts_a_run_by_hand_says_so(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    assert page.acting.text() == "Zurzeit führt kein Programm sie aus."
    failed: list[object] = []
    page.desk.tasks.failed.connect(failed.append)
    click(card(page).run)
    form = cast("RunDialog", await asked(RunDialog))
    click(form.yes_button)
    await until(lambda: failed)
    assert getattr(failed[0], "code", "") == "nobody_acts"


async def test_the_language_changes_while_a_run_is_on(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    run = RunId("20261126-120000-abc123")
    page.live([RunStateChanged(run, SYNC_ORDERS, "running"), StepStarted(run, "fetch")])
    assert "Von TEMU lesen" in words(card(page))
    page.desk.languages.use("en")
    await settled(page)
    said = words(card(page))
    assert "Orders" in said
    assert "Run now" in said
    assert "Von TEMU" not in said


async def test_a_hidden_page_does_no_work(shop: Shop, open_page: OpenPage) -> None:
    page = await opened(open_page, shop.core)
    page.hide()
    shop.core.bus.publish(RunStateChanged(RunId("r"), SYNC_ORDERS, "running"))
    await asyncio.sleep(0.2)
    assert page.desk.tasks.running == 0
    assert page.model.view(SYNC_ORDERS).live is None  # type: ignore[union-attr]


async def test_every_step_and_counter_of_every_job_has_words(
    shop: Shop, open_page: OpenPage
) -> None:
    number = await shop.place()
    await shop.until_shipped(number)
    await shop.run_inventory("full")
    await shop.core.jobs.run(RunRequest(MAINTENANCE, {}, "test"))
    page = await opened(open_page, shop.core, "en")
    for job in (SYNC_ORDERS, SYNC_INVENTORY, MAINTENANCE):
        for run in await ended_runs(shop.core, job):
            for step, counters in run.counters.items():
                assert step_name(step) != step
                silent = [name for name in counters if counter_name(name) == f"{name}:"]
                plain = {"orders", "pages", "calls", "parcels", "files", "archives", "backups"}
                same = plain | {"new", "changed", "updated", "cancelled", "rejected", "refused"}
                same |= {"failed", "held", "waiting", "complete", "confirmed", "mapped", "proven"}
                same |= {"deactivated", "runs", "alarms", "requests"}
                assert set(silent) <= same
    assert page.isVisible()


@pytest.mark.parametrize(("language", "mode"), LOOKS)
async def test_every_view_is_readable_in_both_languages_and_modes(
    shop: Shop, open_page: OpenPage, language: str, mode: Mode
) -> None:
    await shop.place()
    await shop.run_orders()
    await shop.run_inventory("quick")
    await shop.core.jobs.pause(MAINTENANCE, "test")
    page = await opened(open_page, shop.core, language, mode)
    run = RunId("20261126-120000-abc123")
    page.live(
        [
            RunStateChanged(run, SYNC_INVENTORY, "running"),
            StepStarted(run, "push"),
            StepProgressed(run, "push", 120, 500),
        ]
    )
    await settled(page)
    kind = f"{language}-{mode.value}"
    photograph(page, f"jobs-cards-{kind}")
    click(card(page).history)
    await until(lambda: page.history.details.sign.isVisible())
    await settled(page)
    photograph(page, f"jobs-runs-{kind}")
    page.history.tabs.setCurrentIndex(1)
    await until(lambda: page.history.chart is not None and page.history.chart.isVisible())
    await settled(page)
    photograph(page, f"jobs-durations-{kind}")
    click(page.history.back)
    for name, act in (("run", card(page).run), ("schedule", card(page).schedule)):
        click(act)
        await until(lambda: QApplication.activeModalWidget() is not None)
        await settled(dialog())
        photograph(dialog(), f"jobs-{name}-{kind}")
        cast("QDialog", dialog()).reject()
        await until(lambda: QApplication.activeModalWidget() is None)
