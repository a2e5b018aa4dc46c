"""What Prometheus reads of runs: how many ended, and how long they took."""

from __future__ import annotations

import pytest

from headless.metrics import Metrics
from temu_desktop.bus import EventBus
from temu_desktop.events import RunFinished, RunStarted, RunStateChanged
from temu_desktop.ids import JobId, RunId
from tests.headless.house import House

JOB, RUN = JobId("sync_orders_temu"), RunId("20261126-093000-aaaaaa")
OF_SUCCESS = {"job": JOB, "state": "success"}


class Told:
    """Figures that follow a bus, with a clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.bus = EventBus()
        self.metrics = Metrics(lambda: self.now)
        self.metrics.follow(self.bus)

    def figure(self, name: str, **labels: str) -> float | None:
        """A figure of now; None where there is none."""
        return self.metrics.registry.get_sample_value(name, labels)


def test_a_run_is_timed_from_its_first_attempt_to_its_end() -> None:
    told = Told()
    told.bus.publish(RunStateChanged(RUN, JOB, "scheduled"))
    told.now += 100
    told.bus.publish(RunStarted(RUN, JOB))
    told.now += 12
    told.bus.publish(RunStateChanged(RUN, JOB, "retrying"))
    told.now += 30
    told.bus.publish(RunStateChanged(RUN, JOB, "running", 2))
    told.bus.publish(RunFinished(RUN, JOB, "success"))
    assert told.figure("temu_run_seconds_sum", **OF_SUCCESS) == pytest.approx(42)
    assert told.figure("temu_run_seconds_count", **OF_SUCCESS) == 1
    assert told.figure("temu_run_seconds_bucket", **OF_SUCCESS, le="30.0") == 0
    assert told.figure("temu_run_seconds_bucket", **OF_SUCCESS, le="60.0") == 1


def test_runs_side_by_side_and_of_another_end_are_timed_apart() -> None:
    told, other = Told(), RunId("20261126-093001-bbbbbb")
    told.bus.publish(RunStarted(RUN, JOB))
    told.now += 5
    told.bus.publish(RunStarted(other, JobId("maintenance")))
    told.now += 5
    told.bus.publish(RunFinished(other, JobId("maintenance"), "success"))
    told.bus.publish(RunFinished(RUN, JOB, "failed"))
    assert told.figure("temu_run_seconds_sum", job=JOB, state="failed") == pytest.approx(10)
    maintenance = {"job": "maintenance", "state": "success"}
    assert told.figure("temu_run_seconds_sum", **maintenance) == pytest.approx(5)


def test_a_run_that_was_under_way_before_is_counted_and_not_timed() -> None:
    told = Told()
    told.bus.publish(RunFinished(RUN, JOB, "success"))
    assert told.figure("temu_runs_finished_total", **OF_SUCCESS) == 1
    assert told.figure("temu_run_seconds_count", **OF_SUCCESS) is None


def test_runs_whose_end_is_never_told_are_not_kept_and_time_no_other() -> None:
    told = Told()
    for number in range(1000):
        told.bus.publish(RunStarted(RunId(f"run-{number}"), JOB))
    told.bus.publish(RunFinished(RunId("run-5"), JOB, "success"))
    assert told.figure("temu_run_seconds_count", **OF_SUCCESS) is None
    assert len(told.metrics._began) == 1


async def test_a_real_run_has_its_seconds_in_what_prometheus_reads(acting: House) -> None:
    async with acting.live() as phone, acting.calling("operator") as calls:
        run = (await calls.post("/api/jobs/maintenance/run-now", status=202))["run"]
        await phone.until("run", run=run, state="success")
        text = ""
        while "temu_run_seconds_count{" not in text:
            text = (await calls.http.get("/metrics")).text
    assert 'temu_run_seconds_count{job="maintenance",state="success"} 1.0' in text
    assert 'temu_run_seconds_bucket{job="maintenance",le="+Inf",state="success"} 1.0' in text
