"""How many alarms may leave: a flood is still read, and nothing is lost in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.alarms.limits import MOST_IN_SPAN, SAME_AGAIN, SPAN, plan
from temu_desktop.alarms.model import Alarm, Outgoing, Sent
from temu_desktop.attention.model import Issue, IssueRule

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
WARNING, CRITICAL = IssueRule.RECORD_REJECTED, IssueRule.EXPORT_FAILED


def alarm(id: int, subject: str, rule: IssueRule = WARNING, kind: str = "order") -> Alarm:
    return Alarm(id, Issue(rule, kind, subject), NOW)


def test_a_few_go_each_on_its_own_the_gravest_first() -> None:
    few = [alarm(1, "PO-1"), alarm(2, "PO-2", CRITICAL), alarm(3, "PO-3")]
    assert [out.alarm.id for out in plan(few, [], NOW)] == [2, 1, 3]


def test_the_last_of_a_flood_tells_how_many_more() -> None:
    flood = [alarm(n, f"PO-{n}") for n in range(1, 34)]
    found = plan(flood, [], NOW)
    assert [out.alarm.id for out in found] == list(range(1, 11))
    assert [len(out.folded) for out in found] == [0] * 9 + [23]


def test_nothing_leaves_while_the_span_is_full() -> None:
    sent = [Sent(alarm(n, f"PO-{n}").key, NOW - timedelta(minutes=9)) for n in range(MOST_IN_SPAN)]
    assert plan([alarm(99, "PO-99")], sent, NOW) == []
    assert plan([alarm(99, "PO-99")], sent, NOW + timedelta(minutes=1)) != []


def test_the_same_thing_waits_an_hour_or_goes_as_a_number_with_the_next() -> None:
    same, other = alarm(2, "PO-1"), alarm(3, "PO-2")
    sent = [Sent(same.key, NOW - timedelta(minutes=30))]
    assert plan([same], sent, NOW) == []
    assert plan([same, other], sent, NOW) == [Outgoing(other, (same,))]
    assert plan([same], sent, NOW + timedelta(minutes=30)) == [Outgoing(same)]


def test_an_issue_that_every_run_raises_anew_counts_as_the_same() -> None:
    first, second = (alarm(n, f"run-{n}", IssueRule.BRAKE, "run") for n in (1, 2))
    assert plan([second], [Sent(first.key, NOW)], NOW) == []


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 15), st.sampled_from([WARNING, CRITICAL])), max_size=30),
        max_size=12,
    ),
    st.lists(st.integers(1, 1800), min_size=12, max_size=12),
)
def test_the_limits_hold_over_time_and_everything_is_told(
    bursts: list[list[tuple[int, IssueRule]]], gaps: list[int]
) -> None:
    waiting: list[Alarm] = []
    sent: list[Sent] = []
    told: list[int] = []
    now, id = NOW, 0
    for burst, gap in zip(bursts, gaps, strict=False):
        for subject, rule in burst:
            id += 1
            waiting.append(alarm(id, f"PO-{subject}", rule))
        for out in plan(waiting, sent, now):
            sent.append(Sent(out.alarm.key, now))
            told += [out.alarm.id, *(one.id for one in out.folded)]
        waiting = [one for one in waiting if one.id not in told]
        now += timedelta(seconds=gap)
    assert len(told) == len(set(told)), "nothing is told twice"
    assert sorted([*told, *(one.id for one in waiting)]) == list(range(1, id + 1))
    for message in sent:
        span = [one for one in sent if timedelta(0) <= one.at - message.at < SPAN]
        assert len(span) <= MOST_IN_SPAN
        again = [o for o in sent if o is not message and o.key == message.key]
        assert all(abs(one.at - message.at) >= SAME_AGAIN for one in again)
