"""The program's own file of settings: changed line by line, so that comments and what is not ours
stay; written at once or not at all; readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from temu_desktop.errors import SettingsNotSaved

_OWNER_ONLY = 0o600
_OWNER_FOLDER = 0o700


def changed_text(text: str, changes: Mapping[str, str | None]) -> str:
    """The file's text with these values set, or taken out where they are None."""
    left = dict(changes)
    parts = []
    for binding in parse_stream(StringIO(text)):
        original, name = binding.original.string, binding.key
        if binding.error or name is None or name not in changes:
            parts.append(original)
            continue
        # What stands before the name belongs to the binding: blank lines and the like.
        lead = original[: len(original) - len(original.lstrip())]
        value = left.pop(name, None)
        parts.append(lead if value is None else lead + _line(name, value, _remark(original)))
    whole = "".join(parts)
    if whole and not whole.endswith("\n"):
        whole += "\n"
    new = (_line(name, value) for name, value in left.items() if value is not None)
    return whole + "".join(new)


def change_file(path: Path, changes: Mapping[str, str | None]) -> None:
    """Change the file; raises SettingsNotSaved, and then it is as it was."""
    try:
        before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        after = changed_text(before, changes)
        if after != before or not path.is_file():
            write_private(path, after)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsNotSaved("not saved", path=path, reason=str(error)) from error


def write_private(path: Path, text: str) -> None:
    """Put a file that only its owner may read in the place of the old one, at once."""
    path.parent.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
        raise


def _line(name: str, value: str, remark: str = "") -> str:
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{quoted}'{remark}\n"


def _remark(line: str) -> str:
    """The comment behind a value, which ends with its quotes where it has some."""
    value = line.partition("=")[2].strip()
    behind = value[value.rfind(value[0]) + 1 :] if value[:1] in {"'", '"'} else value
    found = re.search(r"\s+#.*", behind)
    return found[0] if found else ""
