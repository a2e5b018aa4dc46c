"""JTL where no setting names it: whatever is asked of it says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from temu_desktop.errors import NotSetUp


def no_jtl() -> Any:
    """A gateway of which every method raises NotSetUp, so that steps without JTL still run."""
    return _NoJtl()


class _NoJtl:
    def __getattr__(self, name: str) -> Callable[..., Awaitable[NoReturn]]:
        async def refuse(*_args: object, **_options: object) -> NoReturn:
            raise NotSetUp("no setting names JTL's database", what="JTL")

        return refuse
