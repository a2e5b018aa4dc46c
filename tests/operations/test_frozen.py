"""The frozen build passes the same smoke test as the source.

A build takes more than a minute of computing, so `make soak` makes it (once for the same sources);
`make test` runs the test on the source.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import pytest

from temu_desktop import __version__
from tests.operations.places import PYTHON, ROOT, answers, environment, free_port, until
from tests.operations.screen import screen

BUILDS = ROOT / "var" / "frozen-builds"
LARGEST_MEGABYTES = 270


def _sources() -> str:
    """A hash of everything that goes into a build."""
    listed = subprocess.run(
        [
            *("git", "ls-files", "-co", "--exclude-standard", "-z", "temu_desktop", "headless"),
            *("pwa", "resources", "packaging/pyinstaller", "requirements/dev.txt"),
            "docs/LICENSES.md",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    summed = hashlib.sha256()
    for name in sorted(filter(None, listed.split("\0"))):
        if (ROOT / name).is_file():
            summed.update(name.encode() + (ROOT / name).read_bytes())
    return summed.hexdigest()[:16]


@cache
def _build() -> Path:
    """A build of these sources: the one there is, or a new one."""
    place = BUILDS / _sources() / "temu-desktop"
    if not (place / ".whole").exists():
        spec = ROOT / "packaging" / "pyinstaller" / "temu-desktop.spec"
        work, target = ROOT / "var" / "frozen", place.parent
        done = subprocess.run(
            [
                *(str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
                *("--workpath", str(work), "--distpath", str(target), str(spec)),
            ],
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (place / ".whole").touch()
    return place / "temu-desktop"


@dataclass(frozen=True, slots=True)
class Program:
    """The program in one of its forms, with a home of its own."""

    command: Sequence[str]
    env: dict[str, str]

    def says(self, *words: str) -> str:
        """What a command that goes well says."""
        done = subprocess.run(
            [*self.command, *words],
            env=self.env,
            cwd=self.env["HOME"],
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


FORMS = [
    pytest.param("source", id="source"),
    pytest.param("frozen", id="frozen", marks=pytest.mark.soak),
]


@pytest.fixture(params=FORMS)
def temu_desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    env = environment(tmp_path / "home")
    if request.param == "source":
        return Program([str(PYTHON), "-m", "temu_desktop"], {**env, "PYTHONPATH": str(ROOT)})
    return Program([str(_build())], env)


pytestmark = pytest.mark.timeout(1200)


def test_it_says_its_version_and_how_it_is(temu_desktop: Program) -> None:
    assert temu_desktop.says("version").strip() == __version__
    report = json.loads(temu_desktop.says("doctor", "--json"))
    assert report["healthy"] is True
    assert {check["name"] for check in report["checks"]} >= {"folders", "operations_database"}


@pytest.mark.soak
def test_it_plays_the_main_job_through_on_both_sandboxes(temu_desktop: Program) -> None:
    played = json.loads(
        temu_desktop.says("demo", "--once", "--orders", "12", "--skus", "40", "--json")
    )
    assert played["reconciled"] is True
    assert (played["duplicates"], played["lost"], played["oversold"]) == (0, 0, 0)
    assert played["orders"]["in_jtl"] == played["orders"]["exported"] > 0


def test_headless_mode_serves_the_phones_app_and_writes_its_log(temu_desktop: Program) -> None:
    env = {**temu_desktop.env, "UVICORN_PORT": str(free_port())}
    url = f"http://127.0.0.1:{env['UVICORN_PORT']}"
    process = subprocess.Popen([*temu_desktop.command, "headless"], env=env, cwd=env["HOME"])
    try:
        until(lambda: answers(url), 60)
        assert "<html" in httpx.get(f"{url}/").text
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0
    # The log files are written by a process of its own, which is the same program once more.
    log = Path(env["TEMU_DATA_DIR"]) / "logs" / "app.log"
    assert "Serving on 127.0.0.1" in log.read_text(encoding="utf-8")


def test_the_console_opens_shows_something_and_ends_in_order(
    temu_desktop: Program, tmp_path: Path
) -> None:
    with screen() as shown:
        env = {**temu_desktop.env, "DISPLAY": shown.display, "QT_QPA_PLATFORM": "xcb"}
        process = subprocess.Popen(
            [*temu_desktop.command, "console", "--demo"],
            env=env,
            cwd=env["HOME"],
            start_new_session=True,
        )
        try:
            window = until(lambda: shown.windows("^temu-desktop$"), 90)[-1]
            until(lambda: shown.colours(window, tmp_path / "console.png") > 50, 60)
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(60)
        assert code == 0
        # The sandbox and the log writer have gone with it.
        until(lambda: not _group(process.pid), 20)


def _group(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.soak
def test_the_build_holds_no_more_than_it_needs() -> None:
    folder = _build().parent
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < LARGEST_MEGABYTES * 1_000_000
    names = {path.name for path in files}
    unwanted = ("libQt6WebEngine", "libQt6Qml", "libQt6Quick", "libQt6Pdf", "libgtk", "libavcodec")
    assert [name for name in names if name.startswith(unwanted)] == []
    wanted = ("libQt6Charts", "libQt6Multimedia", "libQt6Svg", "libQt6Network")
    assert all(any(name.startswith(part) for name in names) for part in wanted)


@pytest.mark.soak
def test_the_licences_of_what_is_inside_go_with_it() -> None:
    texts = {
        str(path.relative_to(folder))
        for folder in [_build().parent / "_internal" / "licenses"]
        for path in folder.rglob("*")
    }
    assert {"LICENSES.md", "LGPL-3.txt", "GPL-3.txt"} <= texts
    packages = {text.split("/")[0].lower() for text in texts}
    assert {"sqlalchemy", "httpx", "lxml", "psycopg", "cryptography"} <= packages
    shown = _build().parent / "_internal" / "resources" / "LICENSES.md"
    assert shown.read_bytes() == (ROOT / "docs" / "LICENSES.md").read_bytes()
