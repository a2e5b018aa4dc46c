"""Who wears the style sheet and hears of the language: each window, page and part of the frame
for itself.

A sheet of the application would be worked out for every widget there is, seen or not, each time
the colours change: seconds in one piece. So what is seen follows at once, and what is hidden as it
comes up, before it is painted. The same holds for another language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

_DRESSED = "dressed"


class Wardrobe(QObject):
    """Holds the sheet of now; one per application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.sheet = ""

    def fill(self, sheet: str) -> None:
        """From now on this is worn."""
        if sheet != self.sheet:
            self.sheet = sheet
            self.changed.emit()


def wardrobe() -> Wardrobe:
    """The one of this application."""
    application = cast("QApplication", QApplication.instance())
    return application.findChild(Wardrobe) or Wardrobe(application)


def dress(widget: QWidget) -> None:
    """Let a widget and all in it wear the sheet and speak the language of now, whatever they are; a
    dialog above something dressed does so already."""
    above: QWidget | None = widget
    while above is not None:
        if above.property(_DRESSED):
            return
        above = above.parentWidget()
    widget.setProperty(_DRESSED, True)
    _Sheet(widget, wardrobe())
    _Words(widget)


def hold_words(widget: QWidget) -> None:
    """Let a widget hear of another language only when it is seen; its parts dress themselves."""
    _Words(widget)


def draw_when_seen(widget: QWidget, changed: SignalInstance, draw: Callable[[], object]) -> Colours:
    """Draw anew what no sheet reaches, icons and charts, each time the colours have changed."""
    return Colours(widget, changed, draw)


class _Eye(QObject):
    """Looks at the events of a widget for all that follow it: for each call from Qt the window's
    thread waits for the interpreter, and a page has hundreds of events."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.followers: list[_Follower] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing comes up as it looked yesterday."""
        kind = event.type()
        if kind == QEvent.Type.Show:
            for follower in self.followers:
                follower.follow()
        elif kind == QEvent.Type.LanguageChange:
            return any(follower.holds_words() for follower in self.followers)
        return False


class _Follower(QObject):
    """Its widget's own: goes with it, and does ``follow`` as it comes up."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        eye = widget.findChild(_Eye, options=Qt.FindChildOption.FindDirectChildrenOnly)
        (eye or _Eye(widget)).followers.append(self)

    @property
    def _widget(self) -> QWidget:
        return cast("QWidget", self.parent())

    def follow(self) -> None:
        """The widget comes up."""
        raise NotImplementedError

    def holds_words(self) -> bool:
        """Whether the language, which has changed, waits until the widget comes up."""
        return False


class _Sheet(_Follower):
    def __init__(self, widget: QWidget, worn_from: Wardrobe) -> None:
        super().__init__(widget)
        self._wardrobe = worn_from
        self._worn = ""
        worn_from.changed.connect(self._change)
        self.follow()

    def _change(self) -> None:
        if self._widget.isVisible():
            self.follow()

    def follow(self) -> None:
        """Wear the sheet of now."""
        if self._worn != self._wardrobe.sheet:
            self._worn = self._wardrobe.sheet
            self._widget.setStyleSheet(self._worn)


class Colours(_Follower):
    """Follows the colours until it is closed, or its widget is gone."""

    def __init__(
        self, widget: QWidget, changed: SignalInstance, draw: Callable[[], object]
    ) -> None:
        super().__init__(widget)
        self._changed, self._draw = changed, draw
        self._old = False
        changed.connect(self._change)

    def close(self) -> None:
        """Draw no more."""
        self._changed.disconnect(self._change)
        self._old = False

    def _change(self) -> None:
        self._old = True
        if self._widget.isVisible():
            self.follow()

    def follow(self) -> None:
        """Draw in the colours of now."""
        if self._old:
            self._old = False
            self._draw()


class _Words(_Follower):
    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._held = False

    def holds_words(self) -> bool:
        """Qt tells every widget, and each hidden one would write words that nobody reads."""
        hidden = not self._widget.isVisible()
        self._held |= hidden
        return hidden

    def follow(self) -> None:
        """Speak the language of now."""
        if self._held:
            self._held = False
            QCoreApplication.sendEvent(self._widget, QEvent(QEvent.Type.LanguageChange))
