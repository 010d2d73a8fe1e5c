"""The door to chat models: endpoint failures in words, nothing that phones home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.llm import chat_model
from assistant.settings import Settings
from ingest.errors import UsageError
from tests.loopback import Loopback, calls, fails, says
from tests.small_client import settings_of

ROOT = Path(__file__).resolve().parent.parent
_TRACED = """
import os
import assistant.llm
print(os.environ["LANGSMITH_TRACING"], os.environ["LANGCHAIN_TRACING_V2"])
print("LANGSMITH_GATEWAY" in os.environ)
from langsmith import utils
print(utils.tracing_is_enabled())
"""


def _model(url):
    return chat_model(settings_of(Path("unused"), model="scripted", base_url=url))


def test_model_says_what_the_endpoint_says():
    with Loopback([says("你好")]) as server:
        assert _model(server.url).invoke("问").content == "你好"
    assert server.requests[0]["model"] == "scripted"
    assert server.requests[0]["temperature"] == 0


def test_model_streams_in_pieces():
    with Loopback([says("一二三四五六七八九十")]) as server:
        pieces = [chunk.content for chunk in _model(server.url).stream("问")]
    assert "".join(pieces) == "一二三四五六七八九十"
    assert len([piece for piece in pieces if piece]) == 2
    assert server.requests[0]["stream"] is True


def test_model_returns_tool_calls():
    with Loopback([calls(("assess_clause", {"clause": "5.3.1.4"}))]) as server:
        answer = _model(server.url).invoke("问")
    (call,) = answer.tool_calls
    assert (call["name"], call["args"]) == ("assess_clause", {"clause": "5.3.1.4"})


def test_too_many_requests_are_tried_again():
    with Loopback([fails(429), says("好")]) as server:
        assert _model(server.url).invoke("问").content == "好"
    assert len(server.requests) == 2


def test_key_goes_to_the_endpoint_and_not_into_a_printed_setting():
    settings = settings_of(Path("unused"), model="scripted", base_url="", api_key="sk-secret")
    with Loopback([says("好")]) as server:
        chat_model(settings.model_copy(update={"base_url": server.url})).invoke("问")
    assert server.headers[0]["authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in f"{settings!r} {settings.model_dump_json()}"


def test_no_endpoint_is_a_usage_error_that_names_the_settings():
    with pytest.raises(UsageError) as raised:
        chat_model(settings_of(Path("unused")))
    assert "KEZHENG_MODEL" in raised.value.hint
    assert "KEZHENG_BASE_URL" in raised.value.hint


@pytest.mark.parametrize("url", ["127.0.0.1:11434/v1", "file:///etc/passwd", "localhost"])
def test_address_without_http_is_a_usage_error(url):
    with pytest.raises(UsageError, match="KEZHENG_BASE_URL"):
        _model(url)


def test_model_without_address_counts_as_offline():
    assert not Settings(model="qwen", base_url="").has_model
    assert not Settings(model="", base_url="http://127.0.0.1:1/v1").has_model


def test_tracing_is_off_even_where_the_environment_asks_for_it():
    asked = {"LANGCHAIN_TRACING_V2": "true", "LANGSMITH_TRACING": "true", "LANGSMITH_GATEWAY": "1"}
    done = subprocess.run(
        [sys.executable, "-c", _TRACED],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == ["false", "false", "False", "False"]
