"""Who may call what: every route, every role, no token, wrong tokens, and who is kept out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter

from headless.app import create_app
from headless.docs_page import rules_of
from headless.options import Limits, Options
from temu_desktop.bootstrap import running_core
from temu_desktop.devices.model import DeviceRole
from tests.headless.house import API_KEY, ROLES, House, open_house, settings_in

RANK = {None: -1, "viewer": 0, "operator": 1, "admin": 2}
LET_IN = {200, 201, 202, 404, 409, 422, 423, 503}


def address(path: str) -> str:
    """A path with something in its places."""
    filled = path.replace("{device}", "999").replace("{issue}", "999")
    filled = filled.replace("{switch}", "holiday").replace("{sku:path}", "A/1")
    for name in ("{job}", "{run}", "{number}"):
        filled = filled.replace(name, "nothing-of-that-name")
    return filled


async def test_every_route_lets_in_exactly_the_roles_that_its_rule_names(house: House) -> None:
    app_rules = rules_of_house(house)
    assert len(app_rules) > 40
    wrong: list[str] = []
    for caller in (None, *ROLES):
        async with house.calling(caller) as calls:
            for (method, path), needed in app_rules.items():
                if path == "/api/me/revoke":
                    continue
                answer = await calls.http.request(method, address(path), json=body_of(method))
                refused = answer.status_code in {401, 403}
                own_401 = answer.json()["code"] in OWN_401 if answer.status_code == 401 else False
                may = RANK[caller] >= RANK[needed]
                if may is (refused and not own_401) or answer.status_code not in LET_IN | {
                    401,
                    403,
                }:
                    wrong.append(f"{caller} {method} {path}: {answer.status_code}")
    assert wrong == []


OWN_401 = {"pairing_refused", "webhook_refused"}
"""Refusals of calls that need no token."""


def body_of(method: str) -> dict[str, str] | None:
    return {} if method == "POST" else None


def rules_of_house(house: House) -> dict[tuple[str, str], str | None]:
    return rules_of(create_app(house.core, Options()))


async def test_a_new_route_without_a_rule_is_found(tmp_path: Path) -> None:
    async with running_core(settings_in(tmp_path)) as core:
        app = create_app(core)
        router = APIRouter()

        @router.get("/api/everything")
        async def everything() -> str:
            return "told to anybody"

        app.router.routes.extend(router.routes)
        with pytest.raises(LookupError, match="/api/everything"):
            rules_of(app)


async def test_without_a_token_only_health_pairing_webhook_and_files_are_open(
    house: House,
) -> None:
    open_to_all = {path for (_, path), needed in rules_of_house(house).items() if needed is None}
    assert open_to_all == {"/api/health", "/api/pairing", "/api/webhook/temu"}


async def test_a_refusal_names_the_role_that_is_needed(house: House) -> None:
    async with house.calling("viewer") as calls:
        problem = await calls.post("/api/jobs/maintenance/run-now", status=403)
    assert problem["code"] == "role_too_low"
    assert problem["params"] == {"role": "viewer", "needed": "operator"}


@pytest.mark.parametrize("token", ["nonsense", "x" * 5000, "Bearer", "ä", "' OR 1=1 --"])
async def test_a_wrong_token_is_refused_whatever_it_looks_like(house: House, token: str) -> None:
    async with house.calling() as calls:
        shown = [(b"authorization", f"Bearer {token}".encode())]
        answer = await calls.http.get("/api/jobs", headers=shown)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_revoked_token_opens_nothing_from_the_next_call_on(house: House) -> None:
    async with house.calling("viewer") as calls:
        await calls.get("/api/me")
        device = house.devices["viewer"]
        await house.core.devices.revoke(device, "Jana")
        problem = await calls.get("/api/me", status=401)
    assert (problem["code"], problem["params"]) == (
        "access_refused",
        {"reason": "revoked", "device": device},
    )


async def test_what_another_process_revokes_is_noticed_within_seconds(house: House) -> None:
    async with (
        running_core(house.core.settings) as other,
        house.calling("viewer") as calls,
    ):
        await calls.get("/api/me")
        await other.devices.revoke(house.devices["viewer"], "Jana")
        await house.server.doorkeeper.look()
        assert (await calls.get("/api/me", status=401))["code"] == "access_refused"


async def test_an_expired_key_is_refused_although_it_was_known(house: House) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=3)
    new = await house.core.devices.make_key("Monitor", DeviceRole.VIEWER, "Jana", expires_at=soon)
    async with house.calling() as calls:
        headers = {"X-API-Key": new.token}
        assert (await calls.http.get("/api/me", headers=headers)).status_code == 200
        await asyncio.sleep((soon - datetime.now(UTC)).total_seconds() + 0.05)
        refused = (await calls.http.get("/api/me", headers=headers)).json()
    assert refused["params"]["reason"] == "expired"


async def test_the_key_of_the_settings_may_everything(house: House) -> None:
    async with house.calling(X_API_Key=API_KEY) as calls:
        me = await calls.get("/api/me")
        await calls.get("/api/devices")
    assert (me["name"], me["role"], me["device"]) == ("API", "admin", None)


async def test_a_page_of_the_description_takes_the_token_as_a_password(house: House) -> None:
    async with house.calling() as calls:
        asked = await calls.http.get("/docs")
        shown = await calls.http.get("/docs", auth=("whoever", house.tokens["viewer"]))
        elsewhere = await calls.http.get("/api/jobs", auth=("whoever", house.tokens["viewer"]))
    assert (asked.status_code, shown.status_code, elsewhere.status_code) == (401, 200, 401)
    assert "Basic" in asked.headers["www-authenticate"]
    assert "POST /api/jobs/{job}/run-now" in shown.text


STRICT = Limits(wrong_rate=0.001, wrong_burst=5, pairing_rate=0.001, pairing_burst=3)


async def test_guessing_tokens_is_slowed_down_by_address_and_good_ones_still_work(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, limits=STRICT) as house, house.calling("viewer") as good:
        await good.get("/api/me")
        async with house.calling(X_Forwarded_For="203.0.113.9") as guesser:
            statuses = [
                (await guesser.http.get("/api/me", headers={"X-API-Key": f"guess-{n}"})).status_code
                for n in range(8)
            ]
            assert statuses == [401] * 5 + [429] * 3
        async with house.calling(X_Forwarded_For="203.0.113.10") as neighbour:
            answer = await neighbour.http.get("/api/me", headers={"X-API-Key": "wrong"})
            assert answer.status_code == 401
        await good.get("/api/me")


async def test_one_wrong_token_said_again_and_again_is_no_guessing(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=STRICT) as house, house.calling() as calls:
        for _ in range(30):
            answer = await calls.http.get("/api/me", headers={"X-API-Key": "an old token"})
            assert answer.status_code == 401


async def test_a_thousand_pairing_codes_a_minute_are_not_looked_at(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=STRICT) as house, house.calling() as calls:
        answers = [
            await calls.http.post("/api/pairing", json={"code": f"AAAA-{n:04}"})
            for n in range(1000)
        ]
        looked_at = [answer for answer in answers if answer.status_code == 401]
        assert len(looked_at) == 3
        assert {answer.status_code for answer in answers} == {401, 429}
        assert int(answers[-1].headers["retry-after"]) >= 1


async def test_a_stranger_cannot_lie_about_its_address(tmp_path: Path) -> None:
    async with open_house(tmp_path, limits=STRICT, proxies=()) as house:
        statuses = []
        for n in range(8):
            async with house.calling(X_Forwarded_For=f"203.0.113.{n}") as calls:
                headers = {"X-API-Key": f"guess-{n}"}
                statuses.append((await calls.http.get("/api/me", headers=headers)).status_code)
    assert statuses == [401] * 5 + [429] * 3


async def test_a_phone_pairs_with_a_code_once(house: House) -> None:
    async with house.calling("admin") as admin:
        code = await admin.post(
            "/api/devices/pairing-codes", {"role": "operator", "name": None}, status=201
        )
    async with house.calling() as phone:
        body = {"code": code["shown"].lower(), "name": "Handy von Jana"}
        new = await phone.post("/api/pairing", body, status=201)
        again = await phone.post("/api/pairing", body, status=401)
    assert (new["device"]["name"], new["device"]["role"]) == ("Handy von Jana", "operator")
    assert again["code"] == "pairing_refused"
    async with house.calling(Authorization=f"Bearer {new['token']}") as phone:
        assert (await phone.get("/api/me"))["device"]["id"] == new["device"]["id"]
        await phone.post("/api/me/revoke")
        await phone.get("/api/me", status=401)


async def test_too_many_calls_of_one_caller_wait(tmp_path: Path) -> None:
    limits = Limits(caller_rate=0.5, caller_burst=5)
    async with open_house(tmp_path, limits=limits) as house:
        async with house.calling("viewer") as calls:
            answers = [await calls.http.get("/api/me") for _ in range(8)]
        async with house.calling("operator") as other:
            await other.get("/api/me")
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 3
    assert answers[-1].json()["code"] == "too_many_requests"
    assert int(answers[-1].headers["retry-after"]) in {1, 2}


async def test_too_many_calls_of_one_address_wait_before_anybody_asks_who_it_is(
    tmp_path: Path,
) -> None:
    limits = Limits(address_rate=0.5, address_burst=4)
    async with open_house(tmp_path, limits=limits) as house, house.calling() as calls:
        statuses = [(await calls.http.get("/api/jobs")).status_code for _ in range(6)]
    assert statuses == [401] * 4 + [429] * 2


async def test_foreign_pages_may_not_read_unless_their_origin_is_configured(
    tmp_path: Path,
) -> None:
    page = "https://lager.example.de"
    preflight = {"Origin": page, "Access-Control-Request-Method": "GET"}
    async with open_house(tmp_path / "closed") as house, house.calling("viewer") as calls:
        answer = await calls.http.get("/api/me", headers={"Origin": page})
        assert "access-control-allow-origin" not in answer.headers
    async with (
        open_house(tmp_path / "open", origins=(page,)) as house,
        house.calling("viewer") as calls,
    ):
        allowed = await calls.http.options("/api/me", headers=preflight)
        assert allowed.headers["access-control-allow-origin"] == page
        other = await calls.http.get("/api/me", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
