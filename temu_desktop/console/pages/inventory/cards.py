"""What a person must know about a SKU: why TEMU refused, what a brake holds, its open issues."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from temu_desktop.attention.catalogue import Severity, severity_of
from temu_desktop.attention.model import IssueRule, StoredIssue
from temu_desktop.console.formatting import NOTHING
from temu_desktop.console.i18n import Languages
from temu_desktop.console.theme import Tone
from temu_desktop.console.widgets.told import Told
from temu_desktop.console.words.foreign import breakable, isolated
from temu_desktop.inventory.details import SkuDetails
from temu_desktop.inventory.queries import StockRow

_TONES = {Severity.INFO: Tone.INFO, Severity.WARNING: Tone.WARN, Severity.CRITICAL: Tone.BAD}


def cards_of(details: SkuDetails, languages: Languages) -> list[Told]:
    """Everything that is open, what TEMU refused first."""
    issues = (
        _issue(issue, languages)
        for issue in details.issues
        if issue.closed_at is None and issue.issue.rule is not IssueRule.STOCK_REFUSED
    )
    return [
        *_inactive(details.row),
        *_refused(details.row, languages),
        *_held(details.row, languages),
        *issues,
    ]


def _inactive(row: StockRow) -> Iterator[Told]:
    if row.active:
        return
    translate = QCoreApplication.translate
    yield Told(
        Tone.NEUTRAL,
        translate("StockCards", "TEMU does not list this SKU any more"),
        translate("StockCards", "Nothing is sent for it. It comes back by itself when listed."),
    )


def _refused(row: StockRow, languages: Languages) -> Iterator[Told]:
    if row.refused_code is None:
        return
    translate = QCoreApplication.translate
    reason = languages.texts.reason(row.refused_code)
    title = translate("StockCards", "TEMU refused the quantity: {reason}").format(reason=reason)
    said = breakable(isolated(row.refused_text or NOTHING))
    text = translate("StockCards", "TEMU's own words: {text}").format(text=said)
    hint = translate(
        "StockCards", "Look at the article in the Seller Center; every push tries again."
    )
    yield Told(Tone.BAD, title, text, hint)


def _held(row: StockRow, languages: Languages) -> Iterator[Told]:
    if row.held_by_run is None:
        return
    translate, number = QCoreApplication.translate, languages.formats.number
    text = translate("StockCards", "At TEMU {before}, to become {after}.")
    yield Told(
        Tone.WARN,
        translate("StockCards", "The quantity waits for a person"),
        text.format(before=number(row.temu_stock), after=number(row.target)),
        translate("StockCards", "Look at the list and let it go if it is right."),
    )


def _issue(stored: StoredIssue, languages: Languages) -> Told:
    issue = stored.issue
    words = languages.texts.issue(issue.rule.value, issue.subject_key, issue.params)
    return Told(_TONES[severity_of(issue)], words.title, breakable(words.means), words.remedy)
