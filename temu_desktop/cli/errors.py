"""An error on a terminal: what happened, what it means, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from temu_desktop.cli.exit_codes import code_of
from temu_desktop.cli.output import write_json
from temu_desktop.errors import SettingsError, TemuDesktopError
from temu_desktop.texts import Texts


def explain(error_code: str, text: str, texts: Texts) -> None:
    """Three lines on stderr."""
    console = Console(stderr=True, soft_wrap=True)
    words = texts.of(error_code)
    console.print(f"[bold red]{words.happened}[/] [dim]({error_code})[/]")
    if text:
        console.print(text, markup=False)
    console.print(words.means, markup=False)
    console.print(words.remedy, markup=False)


@contextmanager
def explained(language: str, *, as_json: bool) -> Iterator[None]:
    """End the command with words and an exit code where an error of ours comes out."""
    try:
        yield
    except TemuDesktopError as error:
        if as_json:
            write_json({"error": {"code": error.code, "text": str(error)}})
        text = "\n".join(error.problems) if isinstance(error, SettingsError) else str(error)
        explain(error.code, text, Texts.load(language))
        raise typer.Exit(code_of(error)) from error
