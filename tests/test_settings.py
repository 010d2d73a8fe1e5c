"""Settings: the one place where the environment is read."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KEZHENG_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_defaults_need_no_model_and_no_download():
    settings = Settings()
    assert (settings.has_model, settings.embedding) == (False, "builtin")


def test_environment_sets_values_by_prefix(monkeypatch):
    monkeypatch.setenv("KEZHENG_WORKSPACE", "/srv/audits")
    monkeypatch.setenv("KEZHENG_TIMEOUT_S", "7.5")
    monkeypatch.setenv("KEZHENG_OCR", "false")
    settings = Settings()
    assert (settings.workspace, settings.timeout_s, settings.ocr) == (
        Path("/srv/audits"),
        7.5,
        False,
    )


def test_names_without_the_prefix_are_not_read(monkeypatch):
    monkeypatch.setenv("MODEL", "someone-elses")
    assert Settings().model == ""


def test_argument_wins_over_environment(monkeypatch):
    monkeypatch.setenv("KEZHENG_MODEL", "from-env")
    assert Settings(model="given").model == "given"


@pytest.mark.parametrize(
    ("values", "has"),
    [
        ({"model": "m", "base_url": "http://127.0.0.1:9/v1"}, True),
        ({"model": "m"}, False),
        ({"base_url": "http://127.0.0.1:9/v1"}, False),
    ],
)
def test_model_needs_a_name_and_an_endpoint(values, has):
    assert Settings(**values).has_model is has


def test_key_does_not_show_in_print_or_dump():
    settings = Settings(api_key="sk-hush")
    assert "sk-hush" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.api_key.get_secret_value() == "sk-hush"


def test_settings_are_frozen():
    with pytest.raises(ValidationError):
        Settings().model = "other"


def test_wrong_value_names_the_field():
    with pytest.raises(ValidationError, match="timeout_s"):
        Settings(timeout_s="soon")


def test_settings_create_nothing(tmp_path):
    Settings(workspace=tmp_path / "new")
    assert list(tmp_path.iterdir()) == []
