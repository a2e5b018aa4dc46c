"""What the console reads is found wherever the program lies: source, wheel, frozen build."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from temu_desktop.console import assets

ROOT = Path(__file__).resolve().parents[2]
LIST = (ROOT / "docs" / "LICENSES.md").read_text(encoding="utf-8")


def test_the_source_shows_its_licences_and_the_texts_to_pass_on() -> None:
    listed, fonts, icons = assets.licence_texts()
    assert listed == LIST
    assert "SIL OPEN FONT LICENSE" in fonts.upper()
    assert "ISC" in icons


def test_an_installed_wheel_shows_the_same(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    asked = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from temu_desktop.console import assets\n"
        "print(assets.__file__, *assets.licence_texts(), sep='\\n')"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", asked],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=True,
    ).stdout
    assert told.startswith(str(installed))
    assert LIST in told


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a frozen build, laid out as its recipe says."""
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assets.resources.cache_clear()
    yield tmp_path
    assets.resources.cache_clear()


def test_a_frozen_build_shows_the_list_that_lies_in_it(frozen: Path) -> None:
    recipe = (ROOT / "packaging" / "pyinstaller" / "temu-desktop.spec").read_text(encoding="utf-8")
    assert '(str(root / "docs" / "LICENSES.md"), "resources")' in recipe
    (frozen / "resources" / "LICENSES.md").write_text("the build's own", encoding="utf-8")
    assert assets.licence_texts()[0] == "the build's own"


def test_an_installation_without_its_licences_says_so(frozen: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"LICENSES\.md"):
        assets.licence_texts()
