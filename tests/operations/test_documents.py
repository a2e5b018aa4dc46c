"""What docs/DEPLOYMENT.md tells people to type exists, and is what the tests here run."""

from __future__ import annotations

import re
import shlex
import subprocess

from tests.operations.phone_pictures import MOST_BYTES, NAMES, PICTURES
from tests.operations.places import ROOT

TEXT = (ROOT / "docs" / "DEPLOYMENT.md").read_text(encoding="utf-8")
LINES = [
    shlex.split(line)
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
OPERATIONS = "".join(
    path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "operations").glob("*.py")
)


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"(?:packaging|resources)/[\w./-]*\w", TEXT))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_command_of_pm2_is_one_that_was_tried_or_needs_the_network() -> None:
    said = {words[1] for words in LINES if words[0] == "pm2"}
    tried = set(re.findall(r'pm2\(\s*"(\w+)"', OPERATIONS)) | {"start", "startup"}
    assert said - tried == {"install"}


def test_every_command_of_the_deployment_is_one_it_knows() -> None:
    script = ROOT / "packaging" / "remote" / "deploy.sh"
    said = [words[1:] for words in LINES if words[0] == str(script.relative_to(ROOT))]
    assert len(said) == 5
    shown = subprocess.run([str(script)], capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert [command for command, _ in said if f"deploy.sh {command}" not in shown.stderr] == []


def test_the_names_in_the_caddyfile_are_explained() -> None:
    caddyfile = (ROOT / "packaging" / "caddy" / "Caddyfile").read_text(encoding="utf-8")
    used = set(re.findall(r"\{\$(TEMU_\w+)", caddyfile))
    assert [name for name in sorted(used) if f"{name}" not in TEXT] == []


def test_the_pictures_of_the_phone_are_small_and_all_are_shown() -> None:
    shown = re.findall(r"\]\(pictures/([\w-]+)\.png\)", TEXT)
    assert sorted(shown) == sorted(NAMES)
    there = {path.stem: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert there.keys() == NAMES.keys()
    assert max(there.values()) <= MOST_BYTES
