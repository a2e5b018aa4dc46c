"""Where the values of settings come from, and which of them count.

The environment goes before a file ``.env`` in the working directory, that before the program's own
file ``settings.env``, which the console writes; secrets that are in none of them may lie in the
operating system's key ring.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_config_path, user_data_path

from temu_desktop.errors import SettingsNotSaved

APP = "temu-desktop"
FILE_NAME = "settings.env"
DATA_DIR = "TEMU_DATA_DIR"


class Origin(StrEnum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    DOTENV = "dotenv"
    FILE = "file"
    KEY_RING = "key_ring"
    DEFAULT = "default"


LOCKED = frozenset({Origin.ENVIRONMENT, Origin.DOTENV})
"""What the program's own file cannot overrule."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All values as they were found; ``key_ring`` is asked for secrets only."""

    environ: Mapping[str, str]
    dotenv: Mapping[str, str]
    file: Mapping[str, str]
    key_ring: Callable[[str], str | None]

    def text(self, name: str) -> str:
        """The value that counts, empty where there is none."""
        for values in (self.environ, self.dotenv, self.file):
            if name in values:
                return values[name].strip()
        return ""

    def origin(self, name: str) -> Origin:
        """Where the value comes from, the key ring left aside."""
        if name in self.environ:
            return Origin.ENVIRONMENT
        if name in self.dotenv:
            return Origin.DOTENV
        return Origin.FILE if name in self.file else Origin.DEFAULT


def settings_file_of(environ: Mapping[str, str], dotenv_path: Path | None) -> Path:
    """The program's own file of settings: in TEMU_DATA_DIR where that is set, else in the
    platform's folder for configuration."""
    folder = environ.get(DATA_DIR, "").strip() or read_env_file(dotenv_path).get(DATA_DIR, "")
    return (
        Path(folder).expanduser() / FILE_NAME
        if folder
        else user_config_path(APP, False) / FILE_NAME
    )


def read_env_file(path: Path | None, *, interpolate: bool = True) -> dict[str, str]:
    """The values of a file, empty ones left out; no file has none. Raises SettingsNotSaved."""
    if path is None or not path.is_file():
        return {}
    try:
        found = dotenv_values(path, interpolate=interpolate, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsNotSaved("unreadable", path=path, reason=str(error)) from error
    return {name: value for name, value in found.items() if value}


def data_dir_here() -> Path:
    """The data folder of this process, before its settings are known to be right."""
    found = os.environ.get(DATA_DIR, "").strip()
    if not found:
        try:
            found = read_env_file(Path(".env")).get(DATA_DIR, "")
        except SettingsNotSaved:
            # It is said when the settings are read.
            found = ""
    return data_dir_given(found)


def data_dir_given(given: str) -> Path:
    """The data folder that a setting names, or the platform's own."""
    return Path(given).expanduser() if given else user_data_path(APP, False)
