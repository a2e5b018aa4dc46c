"""The shape of every error, and what must not get as far as a route."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from headless import errors
from headless.problems import STATUS
from headless.words import language_of, speech
from temu_desktop.errors import DatabaseAway, TemuDesktopError
from temu_desktop.jobs.model import NotRun
from temu_desktop.texts import LANGUAGES
from tests.headless.house import House, open_house

FIELDS = {
    *("type", "title", "status", "detail", "remedy", "instance", "code", "params", "retryable"),
    *("request_id", "errors"),
}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("DELETE", "/api/jobs", 405, "method_not_allowed"),
        ("GET", "/api/jobs/no_job", 404, "job_unknown"),
        ("GET", "/api/runs/no_run", 404, "run_unknown"),
        ("GET", "/api/orders/PO-1", 404, "order_unknown"),
        ("GET", "/api/inventory/none", 404, "sku_unknown"),
        ("GET", "/api/logs?limit=0", 422, "validation_failed"),
        ("GET", "/api/logs?level=LOUD", 422, "validation_failed"),
        ("GET", "/api/logs?since=yesterday", 422, "validation_failed"),
        ("GET", "/api/logs?since=0001-01-01T00:00:00Z", 422, "validation_failed"),
        ("GET", "/api/orders?after=nonsense", 422, "validation_failed"),
        ("GET", "/api/lookup?code=a%00b", 400, "request_invalid"),
        ("GET", "/api/runs/a%00b", 400, "request_invalid"),
        ("POST", "/api/issues/7/act", 422, "validation_failed"),
        ("POST", "/api/jobs/maintenance/run-now?mode=upside_down", 422, "validation_failed"),
        ("POST", "/api/jobs/fetch_invoices_temu/run-now", 423, "job_disabled"),
        ("POST", "/api/jobs/maintenance/cancel", 409, "not_cancellable"),
        ("POST", "/api/jobs/maintenance/run-now", 503, "nobody_acts"),
        ("POST", "/api/approvals/no_run", 404, "run_unknown"),
        ("POST", "/api/devices/99/revoke", 404, "device_unknown"),
        ("POST", "/api/webhook/temu", 422, "validation_failed"),
    ],
)
async def test_every_error_has_one_shape_and_a_stable_code(
    house: House, method: str, path: str, status: int, code: str
) -> None:
    async with house.calling("admin", X_Request_Id="lager-7", Accept_Language="en") as calls:
        answer = await calls.http.request(method, path)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert set(problem) == FIELDS
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:temu-desktop:problem:{code}"
    assert problem["request_id"] == answer.headers["x-request-id"] == "lager-7"
    assert problem["title"] == speech("en").error(code).happened
    assert problem["status"] == status
    if status == 503:
        assert int(answer.headers["retry-after"]) >= 1


async def test_words_follow_the_language_that_the_caller_wishes_for(house: House) -> None:
    async with house.calling() as calls:
        for wished, language in (("en-GB,en;q=0.9", "en"), ("fr, de;q=0.5", "de"), ("", "de")):
            headers = {"Accept-Language": wished}
            problem = (await calls.http.get("/api/jobs", headers=headers)).json()
            assert problem["title"] == speech(language).error("token_missing").happened


@pytest.mark.parametrize(
    ("wished", "language"),
    [("de", "de"), ("en;q=0.2,de;q=0.8", "de"), ("en;q=0,de", "de"), ("*", "de"), (";;;", "de")],
)
def test_languages_are_weighed(wished: str, language: str) -> None:
    assert language_of(wished, "de") == language


def test_every_error_of_calls_has_words_and_a_status_in_both_languages() -> None:
    codes = {
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, TemuDesktopError)
        and kind is not TemuDesktopError
    }
    assert len(codes) > 10
    assert codes <= set(STATUS)
    for language in LANGUAGES:
        assert set(speech(language).errors) == codes
    assert speech("de").jobs.keys() == speech("en").jobs.keys()
    assert speech("de").push.keys() == speech("en").push.keys()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "body_invalid"),
        (b'{"name": NaN, "role": "viewer"}', 400, "body_invalid"),
        (b'{"name": Infinity}', 400, "body_invalid"),
        (b"[" * 33 + b"]" * 33, 400, "body_invalid"),
        (b"[" * 400_000, 400, "body_invalid"),
        (b'{"name": "\xff\xfe"}', 400, "body_invalid"),
        (b'{"name": "\\ud800", "role": "viewer"}', 400, "body_invalid"),
        (b'{"name": "a\\u0000b", "role": "viewer"}', 400, "body_invalid"),
        (b'{"name": "' + b"x" * 1_048_576 + b'"}', 413, "body_too_large"),
        (b'"text"', 422, "validation_failed"),
        (b'{"name": "Monitor", "role": "viewer", "more": 1}', 422, "validation_failed"),
        (b'{"name": 5, "role": "viewer"}', 422, "validation_failed"),
        (b'{"name": "Monitor", "role": "king"}', 422, "validation_failed"),
        (b'{"name": " ", "role": "viewer"}', 422, "name_invalid"),
    ],
)
async def test_a_body_that_is_not_what_it_should_be_is_refused_with_the_right_status(
    house: House, body: bytes, status: int, code: str
) -> None:
    async with house.calling("admin") as calls:
        headers = {"Content-Type": "application/json"}
        answer = await calls.http.post("/api/devices/keys", content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert (await calls.get("/api/devices"))["items"][-1]["kind"] == "phone"


async def test_a_body_of_unknown_length_is_cut_off_as_well(house: House) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    async with house.calling("admin") as calls:
        headers = {"Content-Type": "application/json"}
        answer = await calls.http.post("/api/devices/keys", content=endless(), headers=headers)
    assert answer.status_code == 413


async def test_a_body_that_is_not_said_to_be_json_is_not_read(house: House) -> None:
    async with house.calling("admin") as calls:
        answer = await calls.http.post("/api/devices/keys", data={"name": "Monitor"})
    assert (answer.status_code, answer.json()["code"]) == (415, "content_type_wrong")


async def test_a_database_that_is_away_is_a_503_in_every_call_and_the_server_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(work: object) -> None:
        raise DatabaseAway("cut off")

    async with house.calling("admin") as calls:
        await calls.get("/api/me")
        with monkeypatch.context() as cut:
            cut.setattr(type(house.core.database), "read", lambda self, work: away(work))
            for path in ("/api/jobs", "/api/orders", "/api/issues", "/api/logs"):
                problem = await calls.get(path, status=503)
                assert problem["code"] == "database_away"
            health = await calls.http.get("/api/health")
            assert health.status_code == 503
            failing = {c["name"] for c in health.json()["checks"] if not c["ok"]}
            assert "database" in failing
        await calls.get("/api/jobs")


async def test_a_fault_of_the_program_is_a_500_without_its_inner_life(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("password=geheim")

    monkeypatch.setattr(type(house.core.overview), "tiles", broken)
    async with house.calling("viewer") as calls:
        answer = await calls.http.get("/api/statistics")
    assert (answer.status_code, answer.json()["code"]) == (500, "error")
    assert "geheim" not in answer.text
    assert "RuntimeError" not in answer.text


async def test_a_request_id_stands_in_the_log_lines_of_its_request(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house, house.calling(X_Request_Id="lager-42") as calls:
        await calls.http.get("/api/me", headers={"X-API-Key": "wrong"})
    lines = (tmp_path / "logs" / "app.log").read_text().splitlines()
    refused = [line for line in lines if "token was refused" in line]
    assert len(refused) == 1
    assert "[lager-42]" in refused[0]


@pytest.mark.parametrize("given", ["", "with blank", "x" * 65, "ä", "a\tb"])
async def test_a_request_id_that_could_do_harm_is_replaced(house: House, given: str) -> None:
    async with house.calling() as calls:
        headers = [(b"x-request-id", given.encode())]
        answer = await calls.http.get("/api/health", headers=headers)
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_ended_a_run_before_its_time_is_said_in_words(language: str) -> None:
    codes = {*NotRun, "timed_out"}
    assert set(speech(language).runs) == codes
    said = {speech(language).error(code).happened for code in codes}
    assert len(said) == len(codes)
    assert speech(language).error("error").happened not in said
