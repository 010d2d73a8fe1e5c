"""The documents say what is so: commands, settings, paths, and the output they quote."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from assistant.cli import app
from assistant.settings import Settings
from tests.command_line import kezheng

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = typer.main.get_command(app).commands
PROCEDURE = ("CONTRIBUTING.md", "CHANGELOG.md", *READMES)
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_WRITTEN = ("report.docx", "ticks.xlsx", "demo.zip")
_TOUR = ("ingest", "ask", "report")


def text_of(file):
    return (ROOT / file).read_text(encoding="utf-8")


def blocks(file, kind):
    return [body for found, body in _FENCE.findall(text_of(file)) if found == kind]


def command_lines(file):
    """Return the words of each kezheng command in the file's bash blocks."""
    lines = [line for body in blocks(file, "bash") for line in body.splitlines()]
    split = [shlex.split(line, comments=True) for line in lines]
    return [words for words in split if words and words[0] == "kezheng"]


def documented(file):
    """Return the settings that a file names."""
    return set(re.findall(r"KEZHENG_[A-Z_]+", text_of(file)))


@pytest.mark.parametrize("file", READMES)
def test_every_setting_is_documented(file):
    assert {f"KEZHENG_{name.upper()}" for name in Settings.model_fields} - documented(file) == set()


@pytest.mark.parametrize("file", READMES)
def test_documented_settings_exist(file):
    assert documented(file) - {f"KEZHENG_{name.upper()}" for name in Settings.model_fields} == set()


@pytest.mark.parametrize("file", READMES)
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented(file, command):
    assert f"kezheng {command}" in text_of(file)


@pytest.mark.parametrize("file", READMES)
def test_commands_in_the_examples_parse(file):
    lines = command_lines(file)
    assert len(lines) >= 8
    for words in lines:
        command, rest = COMMANDS[words[1]], words[2:]
        if hasattr(command, "commands"):
            command, rest = command.commands[rest[0]], rest[1:]
        assert command.make_context(words[1], rest).params, words


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    """Run the README's commands on the sample, those that need no endpoint; return their output."""
    folder = tmp_path_factory.mktemp("tour")
    said = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("KEZHENG_WORKSPACE", str(folder / "workspace"))
        for words in command_lines("README.md"):
            offline = not {"llm", "--rebuild"} & set(words)
            if words[1] not in ("ui", "demo") and offline:
                words = [str(folder / w) if w in _WRITTEN else w for w in words]
                said.append((words, kezheng(*words[1:])))
    return said


def test_examples_run(tour):
    assert {words[1] for words, _ in tour} >= set(_TOUR)
    assert [(words, ran.err) for words, ran in tour if ran.code != 0] == []


@pytest.mark.parametrize("file", READMES)
def test_quoted_output_is_real(file, tour):
    said = "\n".join(ran.out for _, ran in tour)
    quoted = [line for body in blocks(file, "text") for line in body.splitlines() if line.strip()]
    assert quoted
    assert [line for line in quoted if line not in said] == []


@pytest.mark.parametrize("file", READMES)
def test_first_commands_are_demo_and_test(file):
    first = [line.split("#")[0].strip() for line in blocks(file, "bash")[0].splitlines()]
    assert first == ["make demo", "make test"]


@pytest.mark.parametrize("file", PROCEDURE)
def test_named_make_targets_exist(file):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)(?:\w+=\w+ )?make ([a-z]+)", text_of(file), re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("file", READMES)
def test_linked_files_exist(file):
    links = re.findall(r"\]\(([^)#:]+?)(?:#[\w-]+)?\)", text_of(file))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("file", READMES)
def test_named_folders_exist(file):
    named = re.findall(r"`([a-z]+(?:/[a-z]+)*/)`", text_of(file))
    assert {"ingest/", "assistant/", "corpora/", "evals/", "tests/"} <= set(named)
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []


def test_the_twins_have_the_same_sections():
    counts = [len(re.findall(r"^## ", text_of(file), re.MULTILINE)) for file in READMES]
    assert counts[0] == counts[1]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command):
    ran = kezheng(command, "--help")
    assert ran.code == 0
    assert COMMANDS[command].help


def test_ci_runs_the_test_target():
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o100


def test_licence_is_apache():
    assert "Apache License" in text_of("LICENSE")
    assert "Version 2.0" in text_of("LICENSE")


def test_changelog_has_an_unreleased_section():
    assert "## [Unreleased]" in text_of("CHANGELOG.md")
