"""What needs a person: one row each, with the button that does something about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from temu_desktop.attention.catalogue import Action, Severity, severity_of
from temu_desktop.attention.model import StoredIssue
from temu_desktop.console.desk import Desk
from temu_desktop.console.issue_words import issue_words
from temu_desktop.console.pages.overview.view_model import main_action
from temu_desktop.console.theme import GAP, Tone
from temu_desktop.console.widgets.basics import Card, button, clear, label, row
from temu_desktop.console.widgets.empty import EmptyState

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
        self.noted.setVisible(main_action(item) is not Action.ACKNOWLEDGE and not item.acted_by)
        foot = row(label(self._since(), "caption", wrap=True), self.noted, self.act)
        foot.setStretch(0, 1)
        texts.addSpacing(GAP - texts.spacing())
        texts.addLayout(foot)
        box = row(picture)
        box.addLayout(texts, 1)
        box.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        box.setContentsMargins(0, GAP, 0, GAP)
        self.setLayout(box)
        self.setAccessibleName(words.title)

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

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._issues: Sequence[StoredIssue] = ()
        self._more = 0
        self.heading = label("", "heading")
        self.more = label("", "muted")
        self.empty = EmptyState(desk.look, "circle-check")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.content.addWidget(self.heading)
        self.content.addLayout(self._rows)
        self.content.addWidget(self.more)
        self.content.addWidget(self.empty)
        self.content.addStretch(1)

    def show_issues(self, issues: Sequence[StoredIssue], more: int) -> None:
        """These, and how many beyond them; rows that stay the same are left alone."""
        if (issues, more) != (self._issues, self._more):
            self._issues, self._more = issues, more
            self.rebuild()

    def rows(self) -> list[IssueRow]:
        """The rows, from top to bottom."""
        items = (self._rows.itemAt(place) for place in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, IssueRow)]

    def rebuild(self) -> None:
        """Write and draw everything anew."""
        clear(self._rows)
        for place, item in enumerate(self._issues):
            if place:
                self._rows.addWidget(_line())
            shown = IssueRow(self._desk, item)
            shown.acted.connect(self.acted)
            shown.seen.connect(self.seen)
            self._rows.addWidget(shown)
        self.heading.setText(self.tr("Needs a person"))
        self.more.setText(self.tr("and {count} more").format(count=self._more))
        self.more.setVisible(self._more > 0)
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
