"""Settings: WHOSE_* variables, and one clear line for a wrong one."""

import re

import pytest

from server.process import settings
from server.process.settings import Settings, WrongSetting
from tests.server.conftest import Whose

SECRET = "postgres://whose:hunter2@db.example/whose"


def test_without_settings_whose_serves_this_machine_from_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"WHOSE_{name.upper()}", raising=False)

    found = settings.load()

    assert (found.host, found.port, found.database_url, found.redis_url) == (
        "127.0.0.1",
        8000,
        "sqlite://whose.sqlite3",
        None,
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("PORT", "eighty", "WHOSE_PORT is wrong: it must be a valid integer."),
        ("PORT", "70000", "WHOSE_PORT is wrong: it must be less than or equal to 65535."),
        ("LOG_FORMAT", "xml", "WHOSE_LOG_FORMAT is wrong: it must be 'console' or 'json'."),
        (
            "DATABASE_URL",
            "mysql://whose:hunter2@db.example/whose",
            "WHOSE_DATABASE_URL is wrong: it must begin with sqlite:// or postgres://.",
        ),
        ("DATABASE_URL", "sqlite://", "WHOSE_DATABASE_URL is wrong: it must name a file."),
        ("DATABASE_URL", "sqlite://:memory:", "WHOSE_DATABASE_URL is wrong: it must name a file."),
        (
            "DATABASE_URL",
            "postgres://whose:hunter2@db.example:port/whose",
            "WHOSE_DATABASE_URL is wrong: it must have a number for its port.",
        ),
        (
            "REDIS_URL",
            "https://:hunter2@redis.example",
            "WHOSE_REDIS_URL is wrong: it must begin with redis://, rediss:// or unix://.",
        ),
        (
            "ALLOWED_ORIGINS",
            "https://app.example, *",
            "WHOSE_ALLOWED_ORIGINS is wrong: it must name origins, such as https://app.example, "
            "with commas.",
        ),
        (
            "TRUSTED_PROXIES",
            "10.0.0.0/8, proxy.example",
            "WHOSE_TRUSTED_PROXIES is wrong: it must name addresses or networks, such as "
            "10.0.0.0/8, with commas.",
        ),
        (
            "MAX_CONNECTIONS",
            "0",
            "WHOSE_MAX_CONNECTIONS is wrong: it must be greater than or equal to 10.",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(
    run: Whose, monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(f"WHOSE_{name}", value)

    said = run("serve")

    assert (said.code, said.out, said.err) == (2, "", f"whose: {line}\n")


def test_a_setting_that_is_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", SECRET)
    monkeypatch.setenv("WHOSE_REDIS_URL", "redis://:hunter2@redis.example")

    shown = repr(settings.load()) + str(settings.load())

    assert re.findall("hunter2", shown) == []


def test_a_wrong_setting_is_told_without_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOSE_DATABASE_URL", "mysql://whose:hunter2@db.example/whose")

    with pytest.raises(WrongSetting) as wrong:
        settings.load()

    assert "hunter2" not in repr(wrong.value)
    assert wrong.value.__cause__ is None


def test_a_misspelt_setting_is_told_and_others_of_the_machine_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WHOSE_DATABSE_URL", SECRET)
    monkeypatch.setenv("WHOSE_SERVICE_HOST", "10.0.0.1")

    assert settings.misspelt() == [
        "WHOSE_DATABSE_URL is no setting; did you mean WHOSE_DATABASE_URL?"
    ]
