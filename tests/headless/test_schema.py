"""The description is true: whatever is sent, nothing is answered that it does not name."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tests.headless.house import API_KEY, ROLES, House, open_house

ROOT = Path(__file__).parents[2]
SPARED = ("/api/me/revoke",)
"""A device that locked itself out would make everything after it a 401."""
NOBODY = "nobody"
"""Who shows no token."""
CHECKS = ",".join(
    (
        *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
        *("response_schema_conformance", "response_headers_conformance"),
        *("negative_data_rejection", "missing_required_header", "unsupported_method"),
    )
)


CONFIG = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
"""
"""What is too large is refused with 413, which schemathesis does not count by itself."""


async def examined(
    house: House, folder: Path, role: str, examples: int, phases: str
) -> tuple[int, str]:
    """Schemathesis over the whole API as this role; its exit code and what it said."""
    description = folder / "openapi.json"
    async with house.calling("viewer") as calls:
        description.write_text(json.dumps(await calls.get("/openapi.json")))
    (folder / "schemathesis.toml").write_text(CONFIG)
    token = API_KEY if role == "admin" else house.tokens.get(role, "")
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(description)]
    command += ["--url", house.url, "-H", f"X-API-Key: {token}"] if token else ["--url", house.url]
    command += ["-n", str(examples)]
    command += ["--checks", CHECKS, "--phases", phases, "--seed", "26", "--no-color"]
    command += [word for path in SPARED for word in ("--exclude-path", path)]
    # Every error that JSON itself forbids is refused before; what is examined is everything else.
    command += ["--generation-allow-x00", "true", "--max-failures", "20"]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


@pytest.mark.timeout(300)
async def test_a_few_of_each_call_answer_as_described(tmp_path: Path) -> None:
    async with open_house(tmp_path / "house", acts=True) as house:
        code, said = await examined(house, tmp_path, "admin", 2, "fuzzing")
    assert code == 0, said


@pytest.mark.soak
@pytest.mark.parametrize("role", [*ROLES, NOBODY])
async def test_many_of_each_call_answer_as_described(tmp_path: Path, role: str) -> None:
    async with open_house(tmp_path / "house", acts=True) as house:
        code, said = await examined(house, tmp_path, role, 200, "coverage,fuzzing")
    assert code == 0, said


async def test_every_call_says_who_may_and_how_it_fails(house: House) -> None:
    async with house.calling("viewer") as calls:
        document = await calls.get("/openapi.json")
    assert document["paths"].keys() >= {"/api/jobs", "/api/inventory/{sku}", "/metrics"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["x-role"] in {"anybody", *ROLES}, path
            assert {"400", "401", "422", "429", "503"} <= operation["responses"].keys(), path
            assert operation["description"], f"{method} {path}"
            schema = operation["responses"]["401"]["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/ProblemOut"}


async def test_the_calls_that_others_make_already_are_all_there(house: House) -> None:
    text = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")
    async with house.calling("viewer") as calls:
        document = await calls.get("/openapi.json")
    undocumented = [
        path for path in document["paths"] if path.split("{")[0].rstrip("/") not in text
    ]
    assert undocumented == []
