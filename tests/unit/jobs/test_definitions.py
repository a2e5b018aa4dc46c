"""What a definition may be, and what a wrong one is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.clock import BERLIN
from temu_desktop.errors import DefinitionWrong, SettingsError
from temu_desktop.ids import JobId
from temu_desktop.inventory.workflow import InventoryWorkflow
from temu_desktop.jobs.definitions import CHANGEABLE, JobDefinition, build, shipped
from temu_desktop.jobs.parameters import Parameter, check_parameters
from temu_desktop.jobs.schedule import Cron, Every
from temu_desktop.orders.workflow import OrdersWorkflow

ORDERS = JobId("sync_orders_temu")
TAKEN = {
    "sync_orders": OrdersWorkflow.parameters,
    "sync_inventory": InventoryWorkflow.parameters,
    "fetch_invoices": (),
    "maintenance": (),
}


def built(changes: dict[str, Any], job: JobId = ORDERS) -> JobDefinition:
    values = shipped()[job]
    return build(job, values, changes, BERLIN, TAKEN[values["type"]])


def test_the_shipped_jobs_are_those_of_the_specification() -> None:
    found = {job: built({}, job) for job in shipped()}
    assert {job: (d.when, d.timeout_seconds, d.retries, d.enabled) for job, d in found.items()} == {
        "sync_orders_temu": (Every(5), 300, 3, True),
        "sync_inventory_temu": (Every(5), 120, 3, True),
        "full_inventory_temu": (Cron({"hour": "3", "minute": "30"}), 900, 3, True),
        "fetch_invoices_temu": (Cron({"hour": "4", "minute": "0"}), 300, 3, False),
        "maintenance": (Cron({"hour": "3", "minute": "0"}), 900, 3, True),
    }
    assert {d.retry_delay_seconds for d in found.values()} == {30}
    assert found[JobId("sync_inventory_temu")].parameters == {"mode": "quick"}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"cron": {"hour": "99"}}, "99"),
        ({"cron": {"hour": "25", "minute": "x"}}, "cron"),
        ({"cron": {"second": "1"}}, "'second' does not exist"),
        ({"cron": {}}, "cron is empty"),
        ({"every_minutes": 0}, "every_minutes=0"),
        ({"every_minutes": 2.5}, "every_minutes=2.5"),
        ({"every_minutes": True}, "every_minutes=True"),
        ({"zone": "Europe/Atlantis"}, "Europe/Atlantis"),
        ({"zone": "../../etc/passwd"}, "zone="),
        ({"timeout_seconds": 0}, "timeout_seconds=0"),
        ({"timeout_seconds": "300"}, "timeout_seconds='300'"),
        ({"timeout_seconds": float("nan")}, "timeout_seconds=nan"),
        ({"retries": -1}, "retries=-1"),
        ({"retries": 1.5}, "retries=1.5"),
        ({"retry_delay_seconds": 0}, "retry_delay_seconds=0"),
        ({"enabled": "yes"}, "enabled='yes'"),
        ({"parameters": {"mode": "sideways"}}, "mode='sideways'"),
        ({"parameters": {"days_back": "7"}}, "days_back='7'"),
        ({"parameters": {"days_back": 0}}, "days_back=0"),
        ({"parameters": {"colour": "red"}}, "colour is not taken here"),
        ({"parameters": []}, "parameters=[]"),
        ({"type": "maintenance"}, "type cannot be changed"),
    ],
)
def test_a_wrong_definition_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(DefinitionWrong) as caught:
        built(changes)
    assert named in str(caught.value)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(DefinitionWrong) as caught:
        built({"timeout_seconds": 0, "zone": "Nowhere", "cron": {"hour": "77"}, "retries": "x"})
    assert len(caught.value.problems) == 4


def test_a_new_schedule_replaces_the_other_kind() -> None:
    assert built({"cron": {"hour": "*/2"}}).when == Cron({"hour": "*/2"})
    assert built({"every_minutes": 7}, JobId("maintenance")).when == Every(7)


@given(
    st.dictionaries(
        st.sampled_from(CHANGEABLE),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.lists(st.none())
        | st.dictionaries(st.text(), st.text()),
    )
)
def test_whatever_is_asked_for_is_taken_or_refused_in_words(changes: dict[str, Any]) -> None:
    try:
        definition = built(changes)
    except DefinitionWrong as wrong:
        assert wrong.problems
    else:
        assert definition.timeout_seconds >= 1
        assert definition.changed == frozenset(changes)


@pytest.mark.parametrize(
    ("value", "taken"), [("full", True), ("Full", False), (True, False), (1, False), (None, False)]
)
def test_a_word_is_taken_as_it_is_spelled(value: object, taken: bool) -> None:
    assert Parameter("mode", allowed=("full", "quick")).takes(value) is taken


def test_a_truth_is_no_number() -> None:
    with pytest.raises(SettingsError, match="status=True"):
        check_parameters(OrdersWorkflow.parameters, {"status": True})
