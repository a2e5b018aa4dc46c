"""Settings as a person sees them. Pure data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from temu_desktop.settings import Settings
from temu_desktop.settings_fields import Field
from temu_desktop.settings_sources import LOCKED, Origin, settings_file_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where this process finds its settings."""

    environ: Mapping[str, str]
    dotenv_path: Path | None = None

    @classmethod
    def here(cls) -> Place:
        """This process's environment and ``.env`` in its working directory."""
        return cls(os.environ, Path(".env"))

    @property
    def file(self) -> Path:
        """The program's own file."""
        return settings_file_of(self.environ, self.dotenv_path)


@dataclass(frozen=True, slots=True)
class FieldState:
    """A setting with its value as written; that of a confidential one is never told, only whether
    there is one."""

    field: Field
    value: str
    is_set: bool
    origin: Origin

    @property
    def changeable(self) -> bool:
        """Whether the program may change it: not what it was started with."""
        return not self.field.fixed and self.origin not in LOCKED


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved where; the settings count from the next start of a core."""

    settings: Settings
    in_key_ring: tuple[str, ...]
    in_file: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that was changed."""
        return (*self.in_key_ring, *self.in_file, *self.removed)
