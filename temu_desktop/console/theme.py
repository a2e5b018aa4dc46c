"""How the console looks: colours, sizes and the style sheet, in this one file.

Contrast of text is at least 7:1 on its ground, of everything else 4.5:1 (a test measures it);
every colour that means something comes with a word or a sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from temu_desktop.console.assets import font_files
from temu_desktop.console.dressing import wardrobe

TOUCH = 44
"""Least height and width in pixels of what a gloved finger hits."""
GAP = 12
"""Between neighbours; pages keep twice that from their edge."""
BASE_POINT = 12.0
FAMILY = "Inter"


class Mode(StrEnum):
    """Light, dark, or as the desktop has it."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Tone(StrEnum):
    """What a colour says; a widget carries it as its property ``tone``."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one mode as #rrggbb; ``*_ground`` is what text of that tone stands on."""

    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    field_line: str
    accent: str
    on_accent: str
    accent_ground: str
    good: str
    good_ground: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    on_bad: str
    selection: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text and ground of a tone."""
        return {
            Tone.NEUTRAL: (self.muted, self.raised),
            Tone.INFO: (self.accent, self.accent_ground),
            Tone.GOOD: (self.good, self.good_ground),
            Tone.WARN: (self.warn, self.warn_ground),
            Tone.BAD: (self.bad, self.bad_ground),
        }[tone]


LIGHT = Palette(
    ground="#eef1f4",
    surface="#ffffff",
    raised="#e6eaef",
    text="#10151c",
    muted="#3d4855",
    line="#c9d0d9",
    field_line="#6b7683",
    accent="#074b8d",
    on_accent="#ffffff",
    accent_ground="#e1eefb",
    good="#0b5528",
    good_ground="#dff3e4",
    warn="#6b3c00",
    warn_ground="#ffefcf",
    bad="#8f1014",
    bad_ground="#fde4e4",
    on_bad="#ffffff",
    selection="#cfe3f8",
)
DARK = Palette(
    ground="#0f1318",
    surface="#181e26",
    raised="#232b35",
    text="#f3f6f9",
    muted="#bcc6d1",
    line="#36414e",
    field_line="#8492a1",
    accent="#8cc4ff",
    on_accent="#06182b",
    accent_ground="#12304f",
    good="#7fe0a1",
    good_ground="#103420",
    warn="#ffce78",
    warn_ground="#3d2a08",
    bad="#ffb0ae",
    bad_ground="#4a1517",
    on_bad="#2b0506",
    selection="#1f4163",
)

_SHEET = Template("""
* { font-family: "$family"; color: $text; }
QWidget { font-size: 12pt; }
QWidget#window, QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget { background: $ground; }
QDialog, QMessageBox { background: $surface; }
QScrollArea[kind="clear"], QScrollArea[kind="clear"] > QWidget > QWidget {
    background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $field_line; padding: 6px; }

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[kind="card"][tone="warn"] { background: $warn_ground; border: 1px solid $warn; }
QFrame[kind="card"][tone="bad"] { background: $bad_ground; border: 2px solid $bad; }
QFrame[kind="card"][tone="good"] { background: $good_ground; border: 1px solid $good; }
QFrame[kind="card"][tone="info"] { background: $accent_ground; border: 1px solid $accent; }
QFrame[kind="band"] { border: none; border-bottom: 1px solid $line; }
QFrame[kind="band"][tone="warn"] { background: $warn_ground; border-bottom: 2px solid $warn; }
QFrame[kind="band"][tone="bad"] { background: $bad_ground; border-bottom: 2px solid $bad; }
QFrame[kind="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[kind="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 20pt; font-weight: 700; }
QLabel[kind="heading"] { font-size: 14pt; font-weight: 600; }
QLabel[kind="figure"] { font-size: 28pt; font-weight: 700; }
QLabel[kind="clock"] { font-size: 96pt; font-weight: 700; }
QLabel[kind="muted"], QLabel[kind="caption"] { color: $muted; }
QLabel[kind="caption"] { font-size: 11pt; }
QLabel[kind="code"], QPlainTextEdit[kind="code"] {
    font-family: "DejaVu Sans Mono", "Consolas", monospace; }
QLabel[kind="figure"][tone="neutral"] { color: $text; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="info"] { color: $accent; }
QLabel[kind="pill"] { border-radius: 12px; padding: 3px 10px; font-weight: 600; font-size: 11pt;
    background: $raised; color: $muted; }
QLabel[kind="pill"][tone="info"] { background: $accent_ground; color: $accent; }
QLabel[kind="pill"][tone="good"] { background: $good_ground; color: $good; }
QLabel[kind="pill"][tone="warn"] { background: $warn_ground; color: $warn; }
QLabel[kind="pill"][tone="bad"] { background: $bad_ground; color: $bad; }

QPushButton, QToolButton { min-height: ${touch}px; padding: 0 16px; border-radius: 8px;
    border: 1px solid $field_line; background: $surface; font-weight: 600; icon-size: 26px; }
QToolButton { min-width: ${touch}px; padding: 0 8px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $selection; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $field_line; background: $raised;
    border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $text;
    color: $surface; border-color: $text; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $raised; color: $field_line;
    border-color: $line; }
QPushButton[kind="danger"] { background: $bad; color: $on_bad; border-color: $bad; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: $text;
    color: $surface; border-color: $text; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="danger"]:disabled { background: $raised; color: $field_line;
    border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { border-color: transparent;
    background: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="link"] { border-color: transparent; background: transparent; color: $accent;
    text-align: left; padding: 0 4px; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; }
QPushButton[kind="chip"] { border-radius: 22px; padding: 0 18px; }
QPushButton[kind="chip"]:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="nav"] { text-align: left; border: 2px solid transparent;
    border-radius: 8px; padding: 0 14px; min-height: 52px; background: transparent; }
QPushButton[kind="nav"]:hover { background: $raised; }
QPushButton[kind="nav"]:checked { background: $accent_ground; color: $accent; }
QPushButton[kind="nav"]:focus { border: 2px solid $accent; }
QPushButton[kind="tile"] { text-align: left; border: 1px solid $line; border-radius: 10px;
    background: $surface; padding: 0; }
QPushButton[kind="tile"]:hover { border-color: $accent; }
QPushButton[kind="tile"]:focus { border: 2px solid $accent; }
QPushButton[kind="tile"][tone="warn"] { background: $warn_ground; border-color: $warn; }
QPushButton[kind="tile"][tone="bad"] { background: $bad_ground; border: 2px solid $bad; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit, QTextEdit {
    min-height: ${field}px; padding: 0 10px; border: 1px solid $field_line; border-radius: 8px;
    background: $surface; color: $text; selection-background-color: $accent;
    selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 6px; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $raised; color: $muted;
    border-color: $line; }
QLineEdit[tone="bad"], QSpinBox[tone="bad"], QComboBox[tone="bad"] { border: 2px solid $bad; }
QComboBox::drop-down { width: 36px; border: none; }
QComboBox::down-arrow { image: url("$down"); width: 20px; height: 20px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field_line;
    selection-background-color: $selection; selection-color: $text; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${touch}px; padding: 0 8px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { min-height: ${touch}px; spacing: 10px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 24px; height: 24px;
    border: 2px solid $field_line; background: $surface; }
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 13px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { width: 12px; height: 12px; background: $surface;
    border: 8px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }

QTableView, QListView, QTreeView { background: $surface; alternate-background-color: $surface;
    border: 1px solid $line; padding: 1px; outline: none;
    gridline-color: $line; selection-background-color: $selection; selection-color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $accent; padding: 0; }
QAbstractScrollArea[kind="list"] { background: $surface; border: 1px solid $line; }
QAbstractScrollArea[kind="list"]:focus { border: 2px solid $accent; }
QTableView::item, QListView::item, QTreeView::item { padding: 0 7px; border: none;
    border-bottom: 1px solid $line; }
QTableView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $surface; border: none; icon-size: 26px; }
QHeaderView::section { background: $raised; color: $text; padding: 0 10px; border: none;
    border-right: 1px solid $line; border-bottom: 1px solid $line; min-height: ${touch}px;
    font-weight: 600; font-size: 11pt; }
QTableCornerButton::section { background: $raised; border: none; }

QTabWidget::pane { border: none; }
QTabBar::tab { min-height: ${touch}px; padding: 0 18px; border: none; background: transparent;
    color: $muted; font-weight: 600; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; }
QTabBar::tab:focus { background: $raised; }

QProgressBar { min-height: 14px; max-height: 14px; border: none; border-radius: 7px;
    background: $raised; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 7px; }
QProgressBar[tone="bad"]::chunk { background: $bad; }
QProgressBar[tone="good"]::chunk { background: $good; }

QScrollBar:vertical { width: 18px; background: transparent; margin: 0; }
/* A scrolling part ends where others do; its bar keeps the distance. */
QScrollArea > QWidget > QScrollBar:vertical { width: 30px; margin: 0 0 0 12px; }
QScrollBar:horizontal { height: 18px; background: transparent; margin: 0; }
QScrollBar::handle { background: $field_line; border-radius: 5px; margin: 4px; }
QScrollBar::handle:vertical { min-height: 48px; }
QScrollBar::handle:horizontal { min-width: 48px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QMenu { background: $surface; border: 1px solid $field_line; padding: 4px; }
QMenu::item { min-height: ${touch}px; padding: 0 24px 0 12px; }
QMenu::item:selected { background: $selection; }
QGroupBox { font-weight: 600; border: 1px solid $line; border-radius: 10px; margin-top: 14px;
    padding: 12px; background: $surface; }
QGroupBox::title { subcontrol-origin: margin; left: 14px; padding: 0 6px; }
""")


def palette_of(mode: Mode, application: QApplication) -> Palette:
    """The colours of a mode; the desktop's own choice where the mode says so."""
    if mode is Mode.SYSTEM:
        from PySide6.QtCore import Qt

        dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if mode is Mode.DARK else LIGHT


def style_sheet(palette: Palette, signs: Mapping[str, str]) -> str:
    """The style sheet in these colours; ``signs`` are files: of the tick (``check``) and of the
    arrow of a list (``down``)."""
    colours = {field.name: getattr(palette, field.name) for field in fields(palette)}
    return _SHEET.substitute(colours, family=FAMILY, touch=TOUCH, field=TOUCH - 2, **signs)


def load_fonts() -> None:
    """Make the console's own fonts known to Qt."""
    for file in font_files():
        QFontDatabase.addApplicationFont(str(file))


def base_font() -> QFont:
    """The font of running text."""
    font = QFont(FAMILY)
    font.setPointSizeF(BASE_POINT)
    return font


def figures_font() -> QFont:
    """The same with figures of one width, for columns of numbers."""
    font = base_font()
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


_STYLED = "styled"
"""Style and font stay; setting them again would polish every widget once more."""


def apply(application: QApplication, palette: Palette, signs: Mapping[str, str]) -> None:
    """Dress all that is seen, and the rest as it comes up."""
    if not application.property(_STYLED):
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(base_font())
        application.setProperty(_STYLED, True)
    application.setPalette(_qt_palette(palette))
    wardrobe().fill(style_sheet(palette, signs))


def _qt_palette(palette: Palette) -> QPalette:
    """For what a style sheet does not reach: item views, charts, native parts."""
    colours = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, palette.ground),
        (roles.Base, palette.surface),
        (roles.AlternateBase, palette.surface),
        (roles.Text, palette.text),
        (roles.WindowText, palette.text),
        (roles.Button, palette.surface),
        (roles.ButtonText, palette.text),
        (roles.Highlight, palette.selection),
        (roles.HighlightedText, palette.text),
        (roles.PlaceholderText, palette.muted),
        (roles.ToolTipBase, palette.surface),
        (roles.ToolTipText, palette.text),
        (roles.Link, palette.accent),
        (roles.Mid, palette.line),
    ):
        colours.setColor(role, QColor(colour))
    return colours
