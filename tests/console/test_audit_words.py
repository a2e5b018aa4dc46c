"""What people did, as the page about the program shows it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from temu_desktop.audit.repository import Act
from temu_desktop.clock import BERLIN
from temu_desktop.console.i18n import Languages
from temu_desktop.console.pages.settings.audit_words import act_subject


@pytest.mark.parametrize(
    ("action", "subject", "words"),
    [
        ("switch_on", "writes_stopped", "Stopp-Schalter"),
        ("switch_off", "holiday", "Urlaubsmodus"),
        ("change_job", "maintenance", "Wartung"),
        ("enter", "maintenance", "maintenance"),
    ],
)
def test_what_an_act_was_about_is_said_in_words(
    application: QApplication, action: str, subject: str, words: str
) -> None:
    languages = Languages(application, "de", BERLIN)
    try:
        assert act_subject(Act("Zoë", action, subject)) == words
    finally:
        languages.close()
