"""Every setting is described once, by the code that reads it, and has words in both languages."""

from __future__ import annotations

import string

import pytest

from temu_desktop.errors import SettingsError
from temu_desktop.settings_fields import Field, FieldKind, Group
from temu_desktop.settings_reader import fields_of, load_settings, setting_names, settings_from
from temu_desktop.settings_sources import Origin, Sources
from temu_desktop.texts import LANGUAGES
from temu_desktop.texts.settings import SettingTexts

WRONG = {
    "TEMU_DAYS_BACK": "0",
    "TEMU_CALLS_PER_SECOND": "fast",
    "JTL_GERMAN_DATES": "maybe",
    "TEMU_PRICE_SOURCE": "guess",
    "JTL_WAREHOUSES": "1;2",
    "ALARM_MAIL_TO": "the boss",
    "TEMU_ORDERS_FROM": "gestern",
    "SCHEDULER_TIMEZONE": "Berlin",
    "TEMU_API_ENDPOINT": "openapi-b-eu",
    "TOCI_DATABASE_URL": "server/toci",
    "TEMU_APP_KEY": "key",
}


def sources(**values: str) -> Sources:
    return Sources(values, {}, {}, lambda name: None)


def fields(**values: str) -> dict[str, Field]:
    return {field.name: field for field in fields_of(sources(**values))}


def test_a_field_knows_what_its_value_looks_like() -> None:
    known = fields()
    days = known["TEMU_DAYS_BACK"]
    assert (days.kind, days.group, days.default, days.low, days.high) == (
        FieldKind.INTEGER,
        Group.ORDERS,
        "7",
        1,
        365,
    )
    assert known["TEMU_CALLS_PER_SECOND"].kind is FieldKind.NUMBER
    assert known["SQL_TRUST_CERTIFICATE"].kind is FieldKind.SWITCH
    assert known["TEMU_PRICE_SOURCE"].choices == ("retail", "customer_paid")
    assert known["LOG_LEVEL"].choices == ("DEBUG", "INFO", "WARNING", "ERROR")
    assert known["TEMU_ORDERS_FROM"].kind is FieldKind.DATE
    assert known["TEMU_API_ENDPOINT"].kind is FieldKind.URL
    assert known["JTL_WAREHOUSES"].kind is FieldKind.NUMBERS
    assert known["TEMU_DATA_DIR"].fixed


def test_secrets_are_secrets_whatever_else_is_set() -> None:
    for known in (fields(), fields(TEMU_APP_KEY="key", SQL_USERNAME="sync")):
        found = {name for name, field in known.items() if field.kind is FieldKind.SECRET}
        assert found == {
            "API_KEY",
            "TEMU_APP_SECRET",
            "TEMU_ACCESS_TOKEN",
            "SQL_PASSWORD",
            "ALARM_SMTP_PASSWORD",
        }
        confidential = {name for name, field in known.items() if field.confidential}
        assert confidential == found | {
            "TOCI_DATABASE_URL",
            "JTL_DATABASE_URL",
            "ALARM_WEBHOOK_URL",
            "ALARM_DEAD_MAN_URL",
        }


def test_a_default_may_follow_from_another_value() -> None:
    assert fields()["ALARM_SMTP_PORT"].default == "587"
    assert fields(ALARM_SMTP_SECURITY="tls")["ALARM_SMTP_PORT"].default == "465"


def test_every_default_is_a_value_that_would_do() -> None:
    written = {name: field.default for name, field in fields().items() if field.default}
    assert settings_from(sources(**written)) == settings_from(sources())


def test_the_sources_go_one_before_the_other() -> None:
    found = Sources({"A": "1"}, {"A": "2", "B": "2"}, {"A": "3", "B": "3", "C": "3"}, {}.get)
    assert [found.text(name) for name in "ABCD"] == ["1", "2", "3", ""]
    assert [found.origin(name) for name in "ABCD"] == [
        Origin.ENVIRONMENT,
        Origin.DOTENV,
        Origin.FILE,
        Origin.DEFAULT,
    ]


def test_a_wrong_value_is_named_with_a_code_for_each() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(WRONG, key_ring=lambda name: None)
    details = caught.value.details
    assert tuple(problem.line for problem in details) == caught.value.problems
    codes = {problem.name: problem.code for problem in details}
    assert codes["TEMU_DAYS_BACK"] == "integer"
    assert codes["TEMU_APP_SECRET"] == codes["TEMU_ACCESS_TOKEN"] == "missing"
    assert codes.keys() >= WRONG.keys() - {"TEMU_APP_KEY"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_group_origin_and_choice_has_words(language: str) -> None:
    texts = SettingTexts.load(language)
    assert set(texts.settings) == set(setting_names())
    assert all(words.label and words.help.endswith((".", "?")) for words in texts.settings.values())
    assert set(texts.groups) == {group.value for group in Group}
    assert set(texts.origins) == {origin.value for origin in Origin}
    choices = {
        name: set(field.choices)
        for name, field in fields().items()
        if field.kind is FieldKind.CHOICE
    }
    assert {name: set(words) for name, words in texts.choices.items()} == choices


def test_both_languages_have_the_same_words_about_problems() -> None:
    german, english = (SettingTexts.load(language).problems for language in LANGUAGES)
    assert german.keys() == english.keys()
    for code, sentence in german.items():
        named = {part[1] for part in string.Formatter().parse(sentence)}
        assert named == {part[1] for part in string.Formatter().parse(english[code])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_can_be_said(language: str) -> None:
    texts = SettingTexts.load(language)
    with pytest.raises(SettingsError) as caught:
        load_settings(WRONG, key_ring=lambda name: None)
    said = {problem.name: texts.problem(problem) for problem in caught.value.details}
    assert all(sentence.endswith(".") for sentence in said.values())
    assert "1" in said["TEMU_DAYS_BACK"]
    assert "365" in said["TEMU_DAYS_BACK"]
    assert "retail, customer_paid" in said["TEMU_PRICE_SOURCE"]


def test_labels_are_told_apart() -> None:
    for language in LANGUAGES:
        labels = [words.label for words in SettingTexts.load(language).settings.values()]
        assert len(labels) == len(set(labels))
