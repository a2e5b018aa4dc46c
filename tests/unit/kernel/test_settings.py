"""Settings: every wrong value is named with an example before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from temu_desktop.errors import NotSetUp, SettingsError
from temu_desktop.logs.setup import secrets_of
from temu_desktop.settings import AlarmSettings
from temu_desktop.settings_reader import load_settings

ACCESS = {"TEMU_APP_KEY": "key", "TEMU_APP_SECRET": "secret", "TEMU_ACCESS_TOKEN": "token"}


def no_key_ring(name: str) -> str | None:
    return None


def load(**environ: str) -> object:
    return load_settings(environ, key_ring=no_key_ring)


def test_without_any_setting_the_database_is_embedded_and_jtl_not_set_up(tmp_path: Path) -> None:
    settings = load_settings({"TEMU_DATA_DIR": str(tmp_path)}, key_ring=no_key_ring)
    assert settings.database.operations_url == f"sqlite:///{tmp_path / 'toci.db'}"
    assert settings.database.jtl_url is None
    with pytest.raises(NotSetUp, match="TEMU"):
        settings.require_temu()


@pytest.mark.parametrize(
    ("name", "value", "example"),
    [
        ("TEMU_DAYS_BACK", "soon", "TEMU_DAYS_BACK=7"),
        ("TEMU_DAYS_BACK", "0", "TEMU_DAYS_BACK=7"),
        ("TEMU_CALLS_PER_SECOND", "fast", "TEMU_CALLS_PER_SECOND=20"),
        ("TEMU_API_ENDPOINT", "openapi-b-eu", "TEMU_API_ENDPOINT=https://"),
        ("TEMU_ORDERS_FROM", "gestern", "TEMU_ORDERS_FROM=2026-11-01"),
        ("UVICORN_PORT", "http", "UVICORN_PORT=8000"),
        ("API_CORS_ORIGINS", "lager.example.de", "API_CORS_ORIGINS=https://"),
        ("API_CORS_ORIGINS", "*", "API_CORS_ORIGINS=https://"),
        ("API_TRUSTED_PROXIES", "caddy", "API_TRUSTED_PROXIES=192.168"),
        ("TEMU_PRICE_SOURCE", "guess", "retail, customer_paid"),
        ("JTL_WAREHOUSES", "1;2", "JTL_WAREHOUSES=1,4"),
        ("JTL_GERMAN_DATES", "maybe", "JTL_GERMAN_DATES=true"),
        ("SCHEDULER_TIMEZONE", "Berlin", "SCHEDULER_TIMEZONE=Europe/Berlin"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("TOCI_DATABASE_URL", "server/toci", "TOCI_DATABASE_URL=mssql+pyodbc://"),
        ("TEMU_LANGUAGE", "fr", "de or en"),
    ],
)
def test_a_wrong_value_is_named_with_an_example(name: str, value: str, example: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{name: value})
    assert len(caught.value.problems) == 1
    assert name in caught.value.problems[0]
    assert value in caught.value.problems[0]
    assert example in caught.value.problems[0]


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        load(TEMU_DAYS_BACK="x", LOG_LEVEL="loud", TEMU_APP_KEY="key")
    text = str(caught.value)
    for name in ("TEMU_DAYS_BACK", "LOG_LEVEL", "TEMU_APP_SECRET", "TEMU_ACCESS_TOKEN"):
        assert name in text


def test_a_login_without_server_or_password_is_named() -> None:
    with pytest.raises(SettingsError, match="SQL_SERVER is missing"):
        load(SQL_USERNAME="sync")
    with pytest.raises(SettingsError, match="SQL_PASSWORD is missing"):
        load(SQL_SERVER="lager-pc", SQL_USERNAME="sync")


def test_secrets_may_lie_in_the_key_ring() -> None:
    ring = {"TEMU_APP_SECRET": "from-ring", "TEMU_ACCESS_TOKEN": "token-from-ring"}
    settings = load_settings({"TEMU_APP_KEY": "key"}, key_ring=ring.get)
    assert settings.require_temu().app_secret == "from-ring"
    assert settings.require_temu().access_token == "token-from-ring"


def test_the_environment_goes_before_the_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TEMU_DAYS_BACK=3\nTEMU_ARCHIVE_DAYS=9\n", encoding="utf-8")
    settings = load_settings(
        {"TEMU_DAYS_BACK": "5"}, dotenv_path=tmp_path / ".env", key_ring=no_key_ring
    )
    assert settings.orders.days_back == 5
    assert settings.retention.archive_days == 9


def alarms(**values: str) -> AlarmSettings:
    given = {"ALARM_SMTP_HOST": "mail.example.de", "ALARM_MAIL_FROM": "temu@example.de"}
    given |= {"ALARM_MAIL_TO": "chefin@example.de, lager@example.de", **values}
    return load_settings(given, key_ring=no_key_ring).alarms


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_mail_port_follows_from_its_security(security: str, port: int) -> None:
    found = alarms(ALARM_SMTP_SECURITY=security)
    assert (found.smtp_port, found.mail_to) == (port, ("chefin@example.de", "lager@example.de"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALARM_MAIL_TO", "the boss"),
        ("ALARM_MAIL_TO", ""),
        ("ALARM_MAIL_FROM", ""),
        ("ALARM_SMTP_HOST", ""),
        ("ALARM_SMTP_USERNAME", "temu"),
        ("ALARM_WEBHOOK_URL", "chat.example.de"),
    ],
)
def test_a_half_configured_alarm_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match="ALARM_"):
        alarms(**{name: value})


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    settings = load_settings(
        {**ACCESS, "TEMU_APP_SECRET": "hush", "TEMU_ACCESS_TOKEN": "whisper"}, key_ring=no_key_ring
    )
    assert "hush" not in repr(settings)
    assert "whisper" not in repr(settings)


def test_a_date_without_zone_is_the_merchants_midnight() -> None:
    settings = load_settings({"TEMU_ORDERS_FROM": "2026-11-01"}, key_ring=no_key_ring)
    moment = settings.orders.orders_from
    assert moment is not None
    assert moment.isoformat() == "2026-11-01T00:00:00+01:00"


def test_the_ways_of_alarms_are_neither_shown_nor_logged() -> None:
    hook, ping = "https://chat.example.de/hooks/hush-1", "https://ping.example.de/hush-2"
    settings = load_settings(
        {
            "ALARM_SMTP_HOST": "mail.example.de",
            "ALARM_MAIL_FROM": "temu@example.de",
            "ALARM_MAIL_TO": "chefin@example.de",
            "ALARM_SMTP_USERNAME": "temu",
            "ALARM_WEBHOOK_URL": hook,
            "ALARM_DEAD_MAN_URL": ping,
        },
        key_ring=lambda name: "hush-3",
    )
    assert settings.alarms.smtp_password == "hush-3"
    assert "hush" not in repr(settings)
    assert {hook, ping, "hush-3"} <= set(secrets_of(settings))


def test_headless_mode_is_reached_from_this_computer_only_unless_told_otherwise() -> None:
    api = load_settings({}, key_ring=no_key_ring).api
    assert (api.host, api.port, api.key, api.cors_origins) == ("127.0.0.1", 8000, "", ())
    assert [str(network) for network in api.trusted_proxies] == ["127.0.0.0/8", "::1/128"]


def test_origins_and_proxies_are_read_one_by_one_and_the_key_is_hidden() -> None:
    settings = load_settings(
        {
            "API_CORS_ORIGINS": "https://Lager.example.de/, http://localhost:5173",
            "API_TRUSTED_PROXIES": "192.168.1.2, 10.0.0.0/8",
            "API_KEY": "hush-hush-hush-hush",
        },
        key_ring=no_key_ring,
    )
    assert settings.api.cors_origins == ("https://lager.example.de", "http://localhost:5173")
    assert [str(one) for one in settings.api.trusted_proxies] == ["192.168.1.2/32", "10.0.0.0/8"]
    assert "hush" not in repr(settings)
    assert settings.api.key in secrets_of(settings)


def test_a_key_that_can_be_guessed_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError, match="at least 16 characters") as caught:
        load(API_KEY="geheim")
    assert "geheim" not in str(caught.value)
