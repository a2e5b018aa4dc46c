"""What needs a person: one row each, with the button that does something about it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from temu_desktop.attention.catalogue import Action, Severity, severity_of
from temu_desktop.attention.model import StoredIssue
from temu_desktop.console.desk import Desk
from temu_desktop.console.issue_words import issue_words
from temu_desktop.console.pages.overview.view_model import main_action
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, column, label, row
from temu_desktop.console.widgets.empty import EmptyState
from temu_desktop.console.widgets.pile import Pile

PART = 10
"""So many are shown at once; a row is a piece of work, and nobody reads fifty."""
ROW_SECONDS = 0.02
"""A pause after a row is made, and another after it is put into the list and painted: what is due
goes between."""
_LOOKS = {
    Severity.CRITICAL: (Tone.BAD, "octagon-alert"),
    Severity.WARNING: (Tone.WARN, "triangle-alert"),
    Severity.INFO: (Tone.INFO, "info"),
}


class IssueRow(QFrame):
    """One issue: what it is, what it means, what to do, since when."""

    acted = Signal(object)
    seen = Signal(object)

    def __init__(self, desk: Desk, item: StoredIssue) -> None:
        super().__init__()
        self.item = item
        self._desk = desk
        issue = item.issue
        words = issue_words(desk.languages.texts, issue)
        tone, icon = _LOOKS[severity_of(issue)]
        picture = label()
        picture.setPixmap(desk.look.picture(icon, 28, tone))
        picture.setAccessibleName(self._gravity(severity_of(issue)))
        picture.setToolTip(self._gravity(severity_of(issue)))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.title = label(words.title, "heading", wrap=True)
        texts.addWidget(self.title)
        texts.addWidget(label(f"{words.means} {words.remedy}", wrap=True))
        self.act = button(self._button(main_action(item)), "primary")
        self.act.clicked.connect(lambda: self.acted.emit(self.item))
        self.noted = button(self.tr("Noted"), "quiet", lambda: self.seen.emit(self.item))
        self._age = label("", "caption", wrap=True)
        foot = row(self._age, self.noted, self.act)
        foot.setStretch(0, 1)
        texts.addSpacing(GAP - texts.spacing())
        texts.addLayout(foot)
        box = row(picture)
        box.addLayout(texts, 1)
        box.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        box.setContentsMargins(0, GAP, 0, GAP)
        self.line = _line()
        outer = column(spacing=0)
        outer.addWidget(self.line)
        outer.addLayout(box)
        self.setLayout(outer)
        self.setAccessibleName(words.title)
        self.noted.setVisible(main_action(item) is not Action.ACKNOWLEDGE and not item.acted_by)

    def tell_age(self) -> None:
        """It grows older."""
        if self._age.text() != (since := self._since()):
            self._age.setText(since)

    def _since(self) -> str:
        formats = self._desk.languages.formats
        now = self._desk.core.clock.now()
        since = self.tr("since {moment} ({age})").format(
            moment=formats.moment(self.item.since), age=formats.age(self.item.since, now)
        )
        if not self.item.acted_by:
            return since
        acted = self.tr("dealt with by {name}, {moment}").format(
            name=self.item.acted_by, moment=formats.moment(self.item.acted_at)
        )
        return f"{since} · {acted}"

    def _gravity(self, severity: Severity) -> str:
        return {
            Severity.CRITICAL: self.tr("Critical"),
            Severity.WARNING: self.tr("Warning"),
            Severity.INFO: self.tr("Note"),
        }[severity]

    def _button(self, action: Action) -> str:
        return {
            Action.ACKNOWLEDGE: self.tr("Noted"),
            Action.RUN_JOB: self.tr("Run now"),
            Action.APPROVE: self.tr("Look and approve"),
            Action.MAP_CARRIER: self.tr("Map carrier"),
            Action.REPAIR_RECORD: self.tr("Repair"),
            Action.OPEN_ORDER: self.tr("Open order"),
            Action.OPEN_SKU: self.tr("Open SKU"),
            Action.OPEN_SETTINGS: self.tr("Open settings"),
            Action.EXAMINE: self.tr("Examine"),
            Action.AUTHORISE: self.tr("Enter token"),
        }.get(action, self.tr("Noted"))


class IssueList(Card):
    """All open issues, the gravest first."""

    acted = Signal(object)
    seen = Signal(object)
    more_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._issues: Sequence[StoredIssue] = ()
        self._more, self._most = 0, PART
        self._turn = 0
        self.heading = label("", "heading")
        self.further = button("", "plain", self.more_wanted.emit)
        self.more = label("", "muted")
        self.empty = EmptyState(desk.look, "circle-check")
        self._pile = Pile[IssueRow]()
        self.content.addWidget(self.heading)
        self.content.addWidget(self._pile)
        self.content.addLayout(row(self.further, 1))
        self.content.addWidget(self.more)
        self.content.addWidget(self.empty)
        self.content.addStretch(1)

    async def show_issues(self, issues: Sequence[StoredIssue], more: int) -> None:
        """These, and how many beyond them; rows that stay the same are left alone, new ones come
        one after the other."""
        self._issues, self._more = issues, more
        await self._fill()

    async def show_more(self) -> None:
        """Some more of them."""
        self._most += PART
        await self._fill()

    def rows(self) -> list[IssueRow]:
        """The rows, from top to bottom."""
        return list(self._pile.rows)

    def rebuild(self) -> None:
        """Write and draw everything anew."""
        self._turn += 1
        self._pile.clear()
        for place, item in enumerate(self._issues[: self._most]):
            self._put(self._made(item), place)
        self._say()

    async def _fill(self) -> None:
        """Whoever begins later goes on alone."""
        self._turn += 1
        turn = self._turn
        self._say()
        wanted = self._issues[: self._most]
        for gone in self._by_issue().keys() - {item.id for item in wanted}:
            self._pile.take(self._by_issue()[gone])
        for place, item in enumerate(wanted):
            row = self._by_issue().get(item.id)
            if row is not None and row.item == item:
                self._put(row, place)
                continue
            made = self._made(item)
            await asyncio.sleep(ROW_SECONDS)
            if turn != self._turn:
                return
            if row is not None:
                self._pile.take(row)
            self._put(made, place)
            await asyncio.sleep(ROW_SECONDS)
            if turn != self._turn:
                return

    def _by_issue(self) -> dict[int, IssueRow]:
        return {row.item.id: row for row in self.rows()}

    def _made(self, item: StoredIssue) -> IssueRow:
        made = IssueRow(self._desk, item)
        made.acted.connect(self.acted)
        made.seen.connect(self.seen)
        return made

    def _put(self, row: IssueRow, place: int) -> None:
        row.tell_age()
        row.line.setVisible(place > 0)
        self._pile.put(row, place)

    def _say(self) -> None:
        number = self._desk.languages.formats.number
        hidden = max(0, len(self._issues) - self._most)
        self.heading.setText(self.tr("Needs a person"))
        self.further.setText(self.tr("Show more: {count}").format(count=number(hidden)))
        self.further.setVisible(hidden > 0)
        self.more.setText(self.tr("and {count} more").format(count=number(self._more)))
        self.more.setVisible(self._more > 0 and not hidden)
        self.empty.setVisible(not self._issues)
        self.empty.say(
            self.tr("Nothing to do"),
            self.tr("What needs a person appears here by itself."),
            tone=Tone.GOOD,
        )


def _line() -> QWidget:
    made = QFrame()
    made.setProperty("kind", "line")
    return made
