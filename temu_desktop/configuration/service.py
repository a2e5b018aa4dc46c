"""Settings for people: what there is, whether a change would do, and saving it.

Needs no running core, because the first settings are made before there is one. Nothing counts
before the next start of a core: settings are fixed for the life of one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from temu_desktop.audit.repository import record_act
from temu_desktop.clock import Clock
from temu_desktop.configuration import unaudited
from temu_desktop.configuration.env_file import change_file
from temu_desktop.configuration.model import FieldState, Place, Saved
from temu_desktop.database import Database, UnitOfWork
from temu_desktop.errors import SettingProblem, SettingsNotSaved
from temu_desktop.events import SettingsSaved
from temu_desktop.key_ring import KeyRing, SystemKeyRing
from temu_desktop.settings import Settings
from temu_desktop.settings_fields import Field, FieldKind
from temu_desktop.settings_reader import fields_of, settings_from
from temu_desktop.settings_sources import LOCKED, Origin, Sources, read_env_file

Changes = Mapping[str, str]
"""New values as a person types them, by name; an empty one goes back to the default."""

_BEGINNING = ("TEMU_APP_KEY", "SQL_SERVER", "JTL_DATABASE_URL", "TOCI_DATABASE_URL")
"""Where none of these is set, nobody has set up anything yet."""


class ConfigurationService:
    """The settings of one place. With a database changes are written down at once."""

    def __init__(
        self,
        place: Place,
        clock: Clock,
        *,
        key_ring: KeyRing | None = None,
        database: Database | None = None,
    ) -> None:
        self.place = place
        self._clock = clock
        self._key_ring = key_ring or SystemKeyRing()
        self._database = database

    async def fields(self) -> tuple[FieldState, ...]:
        """Every setting with its value and where that comes from."""
        return await asyncio.to_thread(self._fields)

    async def load(self) -> Settings:
        """The settings as they are saved now; raises SettingsError."""
        return await asyncio.to_thread(lambda: settings_from(self._sources()))

    async def set_up_needed(self) -> bool:
        """Whether nobody has set up anything here yet."""
        sources = await asyncio.to_thread(self._sources)
        return not any(sources.text(name) for name in _BEGINNING)

    async def propose(self, changes: Changes) -> Settings:
        """The settings with these changes, saved nowhere; raises SettingsError that names every
        wrong value, one by one in its ``details``."""
        return await asyncio.to_thread(lambda: self._proposed(self._sources(), changes))

    async def save(self, changes: Changes, who: str) -> Saved:
        """Save changes that would do: secrets in the key ring where there is one that works, the
        rest in the program's own file. Raises SettingsError, SettingsNotSaved."""
        saved = await asyncio.to_thread(self._save, changes)
        if not saved.names:
            return saved
        if self._database is None:
            await asyncio.to_thread(self._keep, saved.names, who)
        else:
            await self._database.write(lambda uow: self._tell(uow, saved.names, who))
        return saved

    async def audit_waiting(self) -> int:
        """Tell the audit what was saved while no database was open; how many changes."""
        database, file = self._database, self.place.file
        if database is None:
            return 0
        acts = await asyncio.to_thread(unaudited.waiting, file)
        if not acts:
            return 0

        def work(uow: UnitOfWork) -> None:
            for act, at in acts:
                record_act(uow.connection, act, at)

        await database.write(work)
        await asyncio.to_thread(unaudited.forget, file)
        return len(acts)

    def _fields(self) -> tuple[FieldState, ...]:
        sources = self._sources()
        return tuple(self._state(field, sources) for field in fields_of(sources))

    def _state(self, field: Field, sources: Sources) -> FieldState:
        origin, value = sources.origin(field.name), sources.text(field.name)
        if field.kind is FieldKind.SECRET and not value and self._key_ring.get(field.name):
            return FieldState(field, "", True, Origin.KEY_RING)
        shown = "" if field.confidential else value or field.default
        return FieldState(field, shown, bool(value), origin)

    def _sources(self) -> Sources:
        place = self.place
        return Sources(
            place.environ,
            read_env_file(place.dotenv_path),
            read_env_file(place.file, interpolate=False),
            self._key_ring.get,
        )

    def _proposed(self, sources: Sources, changes: Changes) -> Settings:
        fields = {field.name: field for field in fields_of(sources)}
        problems = [
            problem
            for name, value in changes.items()
            if (problem := _problem(fields.get(name), name, value, sources)) is not None
        ]
        allowed = {
            name: value.strip()
            for name, value in changes.items()
            if name in fields and sources.origin(name) not in LOCKED
        }
        file = {name: value for name, value in sources.file.items() if name not in allowed}
        file |= {name: value for name, value in allowed.items() if value}

        def key_ring(name: str) -> str | None:
            return None if name in allowed else self._key_ring.get(name)

        changed = Sources(sources.environ, sources.dotenv, file, key_ring)
        return settings_from(changed, problems)

    def _save(self, changes: Changes) -> Saved:
        sources = self._sources()
        settings = self._proposed(sources, changes)
        kinds = {field.name: field.kind for field in fields_of(sources)}
        wanted = {
            name: value.strip()
            for name, value in changes.items()
            if sources.origin(name) not in LOCKED
        }
        secrets = [name for name in wanted if kinds[name] is FieldKind.SECRET]
        ring = [name for name in secrets if wanted[name] and self._key_ring.put(name, wanted[name])]
        # In the file it would go before the key ring, so it must not stay there.
        lines = {name: None if name in ring else value or None for name, value in wanted.items()}
        change_file(self.place.file, lines)
        for name in secrets:
            if name not in ring:
                self._key_ring.drop(name)
        return Saved(
            settings,
            tuple(ring),
            tuple(name for name, value in lines.items() if value is not None),
            tuple(name for name, value in wanted.items() if not value),
        )

    def _keep(self, names: tuple[str, ...], who: str) -> None:
        try:
            unaudited.keep(self.place.file, names, who, self._clock.now())
        except OSError as error:
            raise SettingsNotSaved("saved, but not noted", path=self.place.file) from error

    def _tell(self, uow: UnitOfWork, names: tuple[str, ...], who: str) -> None:
        record_act(uow.connection, unaudited.act_of(names, who), self._clock.now())
        uow.record(SettingsSaved(names, who))


def _problem(field: Field | None, name: str, value: str, sources: Sources) -> SettingProblem | None:
    """What stands against changing this setting at all, whatever its value means."""
    if field is None:
        return SettingProblem(name, "unknown", f"{name} is no setting")
    if not value.strip().isprintable():
        return SettingProblem(name, "unprintable", f"{name} holds a line break or the like")
    if value.strip() == sources.text(name):
        return None
    if field.fixed:
        return SettingProblem(name, "fixed", f"{name} can only be given when the program starts")
    origin = sources.origin(name)
    if origin in LOCKED:
        where = "the environment" if origin is Origin.ENVIRONMENT else "the file .env"
        line = f"{name} comes from {where} and is changed there"
        return SettingProblem(name, "locked", line, {"origin": origin.value})
    return None


def language_of(place: Place) -> str:
    """The language to speak before the settings are known to be right."""
    try:
        found = read_env_file(place.file, interpolate=False)
        dotenv = read_env_file(place.dotenv_path)
    except SettingsNotSaved:
        # It is said when the settings are read, in whatever language.
        found, dotenv = {}, {}
    name = "TEMU_LANGUAGE"
    return Sources(place.environ, dotenv, found, lambda name: None).text(name).lower() or "de"
