"""The theme in use: colours and icons, changed while the console runs."""

from __future__ import annotations

from platformdirs import user_cache_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from temu_desktop.console import icons, theme
from temu_desktop.console.assets import icon_file
from temu_desktop.console.theme import Mode, Palette, Tone


class Look(QObject):
    """Dresses the application; ``changed`` is for what draws by itself: icons, charts."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode) -> None:
        super().__init__()
        self._application = application
        theme.load_fonts()
        self.mode = mode
        self.palette: Palette = theme.palette_of(mode, application)
        self._dress()
        application.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    def use(self, mode: Mode) -> None:
        """Change between light, dark and the desktop's own."""
        self.mode = mode
        palette = theme.palette_of(mode, self._application)
        if palette != self.palette:
            self.palette = palette
            self._dress()
            self.changed.emit()

    def icon(self, name: str, tone: Tone | None = None) -> QIcon:
        """An icon in the colour of text, or of a tone."""
        return icons.icon(name, self.colour(tone), self.palette.field_line)

    def alone(self, name: str, tone: Tone | None = None) -> QIcon:
        """An icon for a button without words, or for the tray."""
        return icons.alone(name, self.colour(tone))

    def picture(self, name: str, size: int, tone: Tone | None = None) -> QPixmap:
        """The same as a picture."""
        return icons.pixmap(name, self.colour(tone), size)

    def on_accent(self, name: str) -> QIcon:
        """An icon for a primary button."""
        return icons.icon(name, self.palette.on_accent, self.palette.field_line)

    def colour(self, tone: Tone | None) -> str:
        """The colour of text of this tone."""
        return self.palette.text if tone is None else self.palette.tone(tone)[0]

    def _dress(self) -> None:
        signs = {
            "check": self._file("check", self.palette.on_accent),
            "down": self._file("chevron-down", self.palette.text),
        }
        theme.apply(self._application, self.palette, signs)

    def _file(self, name: str, colour: str) -> str:
        """A style sheet takes pictures from files only, and each theme needs its own colour."""
        folder = user_cache_path("temu-desktop") / "signs"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}-{colour[1:]}.svg"
        file.write_text(
            icon_file(name).read_text(encoding="utf-8").replace("currentColor", colour),
            encoding="utf-8",
        )
        return file.as_posix()

    def _follow_desktop(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.use(Mode.SYSTEM)
