"""What belongs to the whole window: scans and searches, the switches, who acts, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.model import StoredIssue
from temu_desktop.connections.model import Neighbour, Standing
from temu_desktop.console.alerts import Alerts
from temu_desktop.console.desk import Desk, Target
from temu_desktop.console.dialogs import SHOWN_ONCE
from temu_desktop.console.doors import choose_person, leave_allowed
from temu_desktop.console.ending import may_end
from temu_desktop.console.hits import choose_hit
from temu_desktop.console.main_window import MainWindow
from temu_desktop.console.scanner import Scanner
from temu_desktop.console.sight import bring_into_sight
from temu_desktop.console.sound import Sound
from temu_desktop.console.state import State
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.basics import bring_to_front
from temu_desktop.errors import TemuDesktopError
from temu_desktop.events import (
    ActingChanged,
    ConnectionChanged,
    IssuesChanged,
    SwitchChanged,
)
from temu_desktop.lookup.codes import Nothing
from temu_desktop.lookup.queries import Hit
from temu_desktop.lookup.service import Found
from temu_desktop.people.model import Person
from temu_desktop.texts import Texts


class Conductor(QObject):
    """Connects the window's own controls with the core."""

    end_wanted = Signal()

    def __init__(self, desk: Desk, window: MainWindow, scanner: Scanner, alerts: Alerts) -> None:
        super().__init__()
        self.desk, self.window, self.alerts = desk, window, alerts
        self._asking = False
        self._asked = self._opened = 0
        self.state = State(desk, window)
        self.state.changed.connect(alerts.show_state)
        alerts.saver.began.connect(self._lock)
        scanner.scanned.connect(self.look_up)
        window.searched.connect(self.look_up)
        window.close_wanted.connect(self.end)
        alerts.tray.opened.connect(partial(bring_to_front, window))
        alerts.tray.end_wanted.connect(self._end_from_outside)
        desk.steering.person_wanted.connect(self.change_person)
        desk.tasks.failed.connect(self.complain)
        desk.bridge.happened.connect(self._on_events)
        self._screens = _screens()
        self._screens.screenRemoved.connect(self._stay_in_sight)
        window.rail.show_person(desk.acting.name)

    def show_window(self) -> None:
        """Bring the window up."""
        if self.desk.kiosk:
            self.window.showFullScreen()
        else:
            self.window.show()

    async def start(self) -> None:
        """Show the state of everything once; events keep it true."""
        self.state.show_all()
        self.window.top.show_acting(self.desk.core.serving.acting)
        await self._read_issues()

    def close(self) -> None:
        """Stop listening."""
        self.alerts.close()
        self._screens.screenRemoved.disconnect(self._stay_in_sight)
        self.desk.bridge.happened.disconnect(self._on_events)
        self.state.close()

    def look_up(self, code: str) -> None:
        """Open what was scanned or searched for."""
        self._asked += 1
        done = partial(self._open, self._asked, code)
        self.desk.tasks.run(self.window, self.desk.core.lookup.find(code), done=done)

    def change_person(self) -> None:
        """Ask who acts from now on."""
        self.desk.tasks.run(self.window, choose_person(self.window, self.desk), done=self._acts)

    def end(self) -> None:
        """The window's close button: ask about a run that is on and what is unsaved, then end."""
        if not self._asking:
            self._asking = True
            self.desk.tasks.run(self.window, self._end())

    def _stay_in_sight(self, _gone: object) -> None:
        bring_into_sight(self.window)

    def _end_from_outside(self) -> None:
        """A question must be seen, whatever lies over the window."""
        bring_to_front(self.window)
        self.end()

    def complain(self, error: BaseException) -> None:
        """Say what went wrong: what happened, what it means, what to do."""
        code = error.code if isinstance(error, TemuDesktopError) else "fault"
        self.window.notices.complain(self.desk.languages.texts.of(code))

    def _open(self, number: int, code: str, found: Found) -> None:
        if found.hits and number < self._opened:
            # Answers may overtake each other: what was scanned last stays open.
            return
        self.alerts.sounds.play(Sound.FOUND if found.hits else Sound.NOT_FOUND)
        if not found.hits:
            self.window.notices.say(Tone.WARN, _not_found(code, found, self.desk.languages.texts))
            return
        if not self._dialogs_closed():
            words = self.tr("{code} was scanned. Finish or close what is open, then scan again.")
            self.window.notices.say(Tone.WARN, words.format(code=code))
            return
        self._opened = number
        hits = _leading_apart(found.hits)
        if len(hits) == 1:
            self._show(hits[0])
        else:
            chosen = choose_hit(self.window, code, hits, self.desk.languages.texts)
            self.desk.tasks.run(self.window, chosen, done=self._show)

    def _show(self, hit: Hit | None) -> None:
        if hit is None:
            return
        page = "orders" if hit.order else "inventory"
        details = {"kind": hit.kind.value, "matched": hit.matched}
        self.window.go(Target(page, hit.order or hit.sku or "", details=details))
        self.window.top.search.clear()

    def _dialogs_closed(self) -> bool:
        """What lies above the page would hide what was scanned. Nothing is closed where something
        was typed, or is shown this once."""
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        opened = [one for one in found if one.isVisible()]
        if any(_would_lose(one) for one in opened):
            return False
        for dialog in opened:
            dialog.reject()
        return True

    def _lock(self) -> None:
        """Nobody is at the kiosk: what a PIN has opened is closed, and whoever has one acts no
        longer."""
        if self.desk.kiosk:
            self.desk.steering.locked.emit()
            if self.desk.acting.person.has_pin:
                self.desk.tasks.run(self.window, self._anybody(), done=self._acts)

    async def _anybody(self) -> Person | None:
        people = await self.desk.core.people.all()
        return next((one for one in people if one.active and not one.has_pin), None)

    async def _end(self) -> None:
        try:
            if self.desk.kiosk and not await leave_allowed(self.window, self.desk):
                return
            if await may_end(self.window, self.desk):
                self.end_wanted.emit()
        finally:
            self._asking = False

    def _acts(self, person: Person | None) -> None:
        if person is not None:
            self.desk.acting.person = person
            self.desk.memory.put("person", person.name)
            self.window.rail.show_person(person.name)

    def _on_events(self, events: Sequence[object]) -> None:
        kinds = {type(event) for event in events}
        # What could not be read while our database was away may have changed.
        back = any(_ours_is(Standing.UP, event) for event in events)
        if back or SwitchChanged in kinds:
            self.desk.tasks.run(self.window, self.state.read_switches())
        if back or IssuesChanged in kinds:
            self.desk.tasks.run(self.window, self._read_issues())
        if ConnectionChanged in kinds:
            self.state.show_connections()
        for event in events:
            if isinstance(event, ActingChanged):
                self.window.top.show_acting(event.acting)
            elif isinstance(event, ConnectionChanged) and _ours_is(Standing.DOWN, event):
                words = self.desk.languages.texts.of(event.error_code or "database_away")
                self.alerts.cry(words.happened, words.remedy)

    async def _read_issues(self) -> None:
        issues = await self.desk.core.issues.open()
        self._count(issues)
        self.alerts.show(issues)

    def _count(self, issues: Sequence[StoredIssue]) -> None:
        grave = [severity_of(item.issue) for item in issues]
        critical = grave.count(Severity.CRITICAL)
        tone = Tone.BAD if critical else Tone.WARN
        waiting = critical + grave.count(Severity.WARNING)
        self.window.rail.badge("overview", waiting, tone)


def _not_found(code: str, found: Found, texts: Texts) -> str:
    """Why nothing was opened."""
    translate = QCoreApplication.translate
    if found.nothing is Nothing.EMPTY:
        return translate("Conductor", "Nothing was scanned.")
    if found.nothing is not None:
        return translate("Conductor", "That is no code of an order, a parcel or an article.")
    if found.ean_not_asked is not None:
        reason = texts.of(found.ean_not_asked).happened
        words = translate(
            "Conductor", "{code} is not known here, and JTL could not be asked: {reason}"
        )
        return words.format(code=code, reason=reason)
    words = translate("Conductor", "{code} is not known: no order, parcel, SKU or EAN.")
    return words.format(code=code)


def _would_lose(dialog: QDialog) -> bool:
    """Whether closing this would throw something away."""
    fields = dialog.findChildren(QLineEdit)
    texts = dialog.findChildren(QPlainTextEdit)
    return (
        bool(dialog.property(SHOWN_ONCE))
        or any(field.isModified() and field.text() for field in fields)
        or any(text.document().isModified() for text in texts)
    )


def _ours_is(standing: Standing, event: object) -> bool:
    """Whether this tells that our own database is back, or lost."""
    return isinstance(event, ConnectionChanged) and (event.neighbour, event.standing) == (
        Neighbour.OPERATIONS,
        standing,
    )


def _screens() -> QGuiApplication:
    """Who tells of screens that come and go."""
    found = QGuiApplication.instance()
    if not isinstance(found, QGuiApplication):
        raise TypeError("a window without an application")
    return found


def _leading_apart(hits: Sequence[Hit]) -> list[Hit]:
    """Only hits that open different things leave a person a choice."""
    places: dict[tuple[str | None, str | None], Hit] = {}
    for hit in hits:
        places.setdefault((hit.order, None if hit.order else hit.sku), hit)
    return list(places.values())
