"""Answers survive on disk: exactly, in order, and past a killed process."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from temu_desktop.errors import (
    ArchiveError,
    ArchiveMissing,
    CallRefused,
    DiskFull,
    ScopeMissing,
)
from temu_desktop.ids import RunId
from temu_desktop.temu import archive as archive_module
from temu_desktop.temu import calls
from temu_desktop.temu.archive import ApiArchive, Family
from temu_desktop.temu.client import Answer
from temu_desktop.temu.replay import ArchivedOrders, RunArchive

RUN = RunId("20261123-150405-4f2a1c")
AT = datetime(2026, 11, 23, 15, 4, 5, tzinfo=UTC)


def a_page(number: int, result: object = None) -> Answer:
    return Answer(
        calls.ORDER_LIST,
        {"pageNumber": number, "pageSize": 100},
        {"totalItemNum": 1, "pageItems": []} if result is None else result,
        f"eu-{number}",
        AT,
    )


def an_address(order: str, street: str) -> Answer:
    result = {"addressLine1": street}
    return Answer(calls.ADDRESS, {"parentOrderSn": order}, result, "eu-1", AT)


async def test_a_run_that_is_told_twice_to_end_leaves_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = archive_module._write_all
    begun, go_on = threading.Event(), threading.Event()

    def slowly(file: IO[bytes], block: bytes) -> None:
        begun.set()
        go_on.wait()
        writes(file, block)

    writer = ApiArchive(tmp_path).writer(RUN)

    async def run() -> None:
        async with writer:
            await writer.add(a_page(1))
            await writer.flush()

    monkeypatch.setattr(archive_module, "_write_all", slowly)
    running = asyncio.create_task(run())
    await asyncio.to_thread(begun.wait)
    for _ in range(2):
        running.cancel()
        await asyncio.sleep(0.01)
    go_on.set()
    await asyncio.wait({running})
    async with asyncio.timeout(5):
        while not all(file.closed for file in writer._files.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert [page.request_id for page in RunArchive(ApiArchive(tmp_path), RUN).stream(Family.ORDERS)]


async def test_answers_come_back_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        for number in range(250):
            await writer.add(a_page(number))
    pages = list(RunArchive(archive, RUN).stream(Family.ORDERS))
    assert [page.params["pageNumber"] for page in pages] == list(range(250))
    assert pages[0].received_at == AT
    assert pages[0].request_id == "eu-0"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(result=st.dictionaries(st.text(), json_values, max_size=5))
@settings(deadline=None)
def test_an_answer_comes_back_as_it_was(
    result: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive = ApiArchive(tmp_path_factory.mktemp("archive"))

    async def write() -> None:
        async with archive.writer(RUN) as writer:
            await writer.add(a_page(1, result))

    asyncio.run(write())
    assert [page.result for page in RunArchive(archive, RUN).stream(Family.ORDERS)] == [result]


async def test_half_an_emoji_does_not_stop_the_archive(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1, {"name": "Tasse \ud83d blau"}))
    (page,) = RunArchive(archive, RUN).stream(Family.ORDERS)
    assert page.result == {"name": "Tasse \ud83d blau"}


BODY = (
    '{\r\n "success": true,\n "requestId": "eu-1",\n'
    ' "result": {"name": "Töpfe\\n\\ud83d", "price": 1.10}}\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_an_answer_is_kept_as_it_came_and_read_as_it_was_understood(
    encoding: str, tmp_path: Path
) -> None:
    body = BODY.encode(encoding)
    result = json.loads(body)["result"]
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        for number in (1, 2):
            await writer.add(replace(a_page(number, result), body=body))
    pages = list(RunArchive(archive, RUN).stream(Family.ORDERS))
    assert [page.params["pageNumber"] for page in pages] == [1, 2]
    assert [page.result for page in pages] == [result, result]


async def test_an_answer_that_came_as_utf8_is_not_encoded_again(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(replace(a_page(1, {}), body=BODY.encode()))
    assert b'"price": 1.10' in (tmp_path / RUN / "orders.jsonl").read_bytes()


async def test_many_tasks_may_add_at_the_same_time(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer, asyncio.TaskGroup() as group:
        for number in range(500):
            group.create_task(writer.add(an_address(f"PO-076-{number}", "Am Markt 1")))
    found = {r.params["parentOrderSn"] for r in RunArchive(archive, RUN).stream(Family.ADDRESSES)}
    assert len(found) == 500


async def test_what_was_flushed_can_be_read_while_the_writer_is_open(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1))
        await writer.flush()
        assert len(list(RunArchive(archive, RUN).stream(Family.ORDERS))) == 1


@pytest.mark.parametrize("kept", [1, 30, 60])
async def test_a_line_torn_by_a_kill_is_passed_over_and_reported(tmp_path: Path, kept: int) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1))
    file = tmp_path / RUN / "orders.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:kept])
    reader = RunArchive(archive, RUN)
    assert len(list(reader.stream(Family.ORDERS))) == 1
    assert reader.torn == {Family.ORDERS}


async def test_a_writer_that_goes_on_after_a_kill_drops_the_torn_line(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1))
    with (tmp_path / RUN / "orders.jsonl").open("ab") as file:
        file.write(b'{"type":"bg.order' + b"x" * 200_000)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(2))
    reader = RunArchive(archive, RUN)
    numbers = [page.params["pageNumber"] for page in reader.stream(Family.ORDERS)]
    assert numbers == [1, 2]
    assert not reader.torn


async def test_a_damaged_line_in_the_middle_is_an_error_that_names_it(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1))
    file = tmp_path / RUN / "orders.jsonl"
    file.write_bytes(file.read_bytes() + b"not json\n" + file.read_bytes())
    with pytest.raises(ArchiveError, match="line=2"):
        list(RunArchive(archive, RUN).stream(Family.ORDERS))


async def test_an_address_is_found_by_its_order_and_the_newest_good_one_wins(
    tmp_path: Path,
) -> None:
    archive = ApiArchive(tmp_path)
    refused = CallRefused("no", temu_code=180020008, reason="data_agreement_unsigned", text="DPA")
    async with archive.writer(RUN) as writer:
        for order in ("PO-1", "PO-2"):
            await writer.add_failure(calls.ADDRESS, {"parentOrderSn": order}, refused, AT)
        await writer.add(an_address("PO-1", "Alte Gasse 1"))
        await writer.add(an_address("PO-1", "Neue Gasse 2"))
        await writer.add_failure(calls.ADDRESS, {"parentOrderSn": "PO-1"}, refused, AT)
    with ArchivedOrders(RunArchive(archive, RUN)).addresses() as addresses:
        first, second = addresses.get("PO-1"), addresses.get("PO-2")
        assert first is not None
        assert second is not None
        assert first.result == {"addressLine1": "Neue Gasse 2"}
        assert second.failure is not None
        assert second.failure.temu_code == 180020008
        assert second.failure.reason == "data_agreement_unsigned"
        assert addresses.get("PO-3") is None
        assert len(addresses) == 2


async def test_amounts_the_token_may_not_read_are_met_again_in_a_replay(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    missing = ScopeMissing("no", temu_code=3000032, reason="scope_missing")
    async with archive.writer(RUN) as writer:
        await writer.add_failure(calls.AMOUNTS, {"parentOrderSn": "PO-1"}, missing, AT)
    with ArchivedOrders(RunArchive(archive, RUN)).amounts() as amounts:
        found = amounts.get("PO-1")
        assert found is not None
        assert found.failure is not None
        assert found.failure.code == "temu_scope_missing"


async def test_a_full_disk_is_a_typed_error_and_earlier_answers_stay_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The write is made to fail half-way; a small file system would do the same."""
    archive = ApiArchive(tmp_path)

    def fails_half_way(file: IO[bytes], block: bytes) -> None:
        file.write(block[: len(block) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writer = archive.writer(RUN)
    async with writer:
        await writer.add(a_page(1))
        await writer.flush()
        with monkeypatch.context() as patch:
            patch.setattr(archive_module, "_write_all", fails_half_way)
            await writer.add(a_page(2))
            with pytest.raises(DiskFull):
                await writer.flush()
        await writer.add(a_page(3))
    reader = RunArchive(archive, RUN)
    numbers = [page.params["pageNumber"] for page in reader.stream(Family.ORDERS)]
    assert numbers == [1, 3]


async def test_only_the_owner_may_read_an_archive(tmp_path: Path) -> None:
    async with ApiArchive(tmp_path / "temu" / "api_responses").writer(RUN) as writer:
        await writer.add(a_page(1))
    folder = tmp_path / "temu" / "api_responses" / RUN
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "orders.jsonl").stat().st_mode) == 0o600


async def test_runs_are_listed_by_age_and_old_ones_are_deleted(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    names = ["20261001-000000-aaaaaa", "20261101-120000-bbbbbb", "20261123-150405-cccccc"]
    for name in reversed(names):
        async with archive.writer(RunId(name)) as writer:
            await writer.add(a_page(1))
    (tmp_path / "notes").mkdir()
    assert list(archive.runs()) == names
    assert archive.prune(datetime(2026, 11, 1, 12, 0, 1, tzinfo=UTC)) == (names[0], names[1])
    assert archive.runs() == (names[2],)
    assert (tmp_path / "notes").is_dir()


def test_a_run_without_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match=RUN):
        RunArchive(ApiArchive(tmp_path), RUN)


@pytest.mark.parametrize("name", ["..", "../../etc", "", "/etc/passwd"])
def test_a_run_name_cannot_lead_out_of_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(ArchiveMissing):
        ApiArchive(tmp_path).folder_of(RunId(name))


async def test_a_family_that_was_never_called_is_empty(tmp_path: Path) -> None:
    archive = ApiArchive(tmp_path)
    async with archive.writer(RUN) as writer:
        await writer.add(a_page(1))
    reader = RunArchive(archive, RUN)
    assert list(reader.stream(Family.SKUS)) == []
    with ArchivedOrders(reader).addresses() as addresses:
        assert addresses.get("PO-1") is None
