"""The program's own file: only what is changed changes, and it is written at once or not at all."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from temu_desktop.configuration.env_file import change_file, changed_text
from temu_desktop.errors import SettingsNotSaved
from temu_desktop.settings_sources import read_env_file

BEFORE = """# Settings of the warehouse
TEMU_DAYS_BACK=7   # a week

export LOG_LEVEL="INFO"
SOMETHING_ELSE='stays as it is'
"""


def test_comments_blank_lines_and_foreign_names_stay() -> None:
    after = changed_text(BEFORE, {"TEMU_DAYS_BACK": "9", "LOG_LEVEL": "DEBUG"})
    assert after == (
        "# Settings of the warehouse\n"
        "TEMU_DAYS_BACK='9'   # a week\n"
        "\n"
        "LOG_LEVEL='DEBUG'\n"
        "SOMETHING_ELSE='stays as it is'\n"
    )


def test_a_new_name_comes_to_the_end_and_a_removed_one_leaves_nothing() -> None:
    after = changed_text("A=1\nB=2", {"A": None, "C": "3", "D": None})
    assert after == "B=2\nC='3'\n"


def test_of_a_name_that_stands_there_twice_one_is_left() -> None:
    assert changed_text("A=1\nB=2\nA=3\n", {"A": "4"}) == "A='4'\nB=2\n"


def test_what_cannot_be_read_as_a_setting_stays() -> None:
    assert changed_text("what is this?\nA=1\n", {"A": "2"}) == "what is this?\nA='2'\n"


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40))
def test_every_value_comes_back_as_it_was(value: str) -> None:
    text = changed_text("A='old' # note\n", {"A": value, "B": value})
    found = dotenv_values(stream=StringIO(text), interpolate=False)
    assert found == {"A": value, "B": value}


def test_a_file_is_made_with_its_folder_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.env"
    change_file(path, {"TEMU_ACCESS_TOKEN": "hush"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_env_file(path) == {"TEMU_ACCESS_TOKEN": "hush"}
    assert [item.name for item in path.parent.iterdir()] == ["settings.env"]


def test_a_file_that_others_could_read_is_closed_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_text("A=1\n", encoding="utf-8")
    path.chmod(0o644)
    change_file(path, {"A": "2"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_read_or_written_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsNotSaved):
        change_file(tmp_path / "file" / "settings.env", {"A": "1"})
    broken = tmp_path / "broken.env"
    broken.write_bytes(b"A=\xff\xfe\n")
    with pytest.raises(SettingsNotSaved) as caught:
        change_file(broken, {"A": "1"})
    assert caught.value.params["path"] == broken
    assert broken.read_bytes() == b"A=\xff\xfe\n"
    with pytest.raises(SettingsNotSaved):
        read_env_file(broken)
