"""Prompt files: name, version, variables, text."""

import pytest

from assistant import prompts
from ingest.errors import CatalogError


def _write(folder, text):
    (folder / "greet.md").write_text(text, encoding="utf-8")


def test_every_prompt_that_ships_loads_and_fills():
    files = sorted(path.stem for path in prompts.FOLDER.glob("*.md"))
    assert {"agent", "judge"} <= set(files)
    for name in files:
        prompt = prompts.load(name)
        assert (prompt.name, prompt.version >= 1) == (name, True)
        filled = prompt.fill(**{variable: f"<{variable}>" for variable in prompt.variables})
        for variable in prompt.variables:
            assert f"<{variable}>" in filled
        assert "$" not in filled


def test_document_text_with_a_dollar_is_not_filled_again(tmp_path):
    _write(tmp_path, "---\nname: greet\nversion: 3\nvariables: who\n---\nHello $who")
    prompt = prompts.load("greet", tmp_path)
    assert prompt.version == 3
    assert prompt.fill(who="$secret ${who}") == "Hello $secret ${who}"


@pytest.mark.parametrize("values", [{}, {"who": "a", "what": "b"}, {"what": "b"}])
def test_values_other_than_the_variables_are_refused(tmp_path, values):
    _write(tmp_path, "---\nname: greet\nversion: 1\nvariables: who\n---\nHello $who")
    with pytest.raises(CatalogError, match="greet"):
        prompts.load("greet", tmp_path).fill(**values)


@pytest.mark.parametrize("text", ["Hello", "---\nname: greet\n"])
def test_prompt_without_header_is_a_catalog_error(tmp_path, text):
    _write(tmp_path, text)
    with pytest.raises(CatalogError, match=r"greet\.md"):
        prompts.load("greet", tmp_path)


def test_prompt_that_is_not_there_is_a_catalog_error(tmp_path):
    with pytest.raises(CatalogError, match=r"other\.md"):
        prompts.load("other", tmp_path)
