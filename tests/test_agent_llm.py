"""The conversation driven by a chat model: the same graph, tools and gate."""

import json
import socket
import sys
from functools import cache

import pytest

from assistant import agent
from assistant.cli import main
from assistant.model import Lang, Verdict
from ingest.errors import ModelError
from tests.loopback import Loopback, calls, fails, garbage, says, slow
from tests.small_client import CLIENT, problems, shared, with_model

ASSESS = calls(("assess_clause", {"clause": "5.3.1.4"}))
QUESTION = "5.3.1.4 是否满足？"
MARK = "（未附证据）"


@pytest.fixture(autouse=True)
def contacted(monkeypatch):
    hosts = set()
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def spy_connect(self, address):
        hosts.add(address[0] if isinstance(address, tuple) else "local file")
        return connect(self, address)

    def spy_look_up(host, *args, **kwargs):
        hosts.add(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", spy_connect)
    monkeypatch.setattr(socket, "getaddrinfo", spy_look_up)
    yield hosts
    assert hosts <= {"127.0.0.1", "local file"}


def _ask(*replies, question=QUESTION, **values):
    with Loopback(replies) as server:
        room = with_model(server.url, **values)
        answer = agent.ask(room, question)
    assert problems(room, answer) == []
    return answer, server


@cache
def _label_of(words):
    """Return the number that the tool gives the quote with `words`, from the tool's text."""
    _, server = _ask(ASSESS, says("好"))
    told = server.prompts[-1]
    quoted = next(line for line in told.splitlines() if words in line)
    return int(quoted[quoted.rindex("[") + 1 : quoted.rindex("]")])


def test_model_calls_a_tool_and_words_the_answer(contacted):
    n = _label_of("回收71份")
    answer, server = _ask(ASSESS, says(f"发放问卷80份，回收71份[{n}]。"))
    assert answer.text == "发放问卷80份，回收71份[1]。"
    assert (answer.clause, answer.verdict) == ("5.3.1.4", Verdict.CONFORM)
    assert answer.engine == "llm"
    assert "回收71份" in answer.citations[0].evidence.quote
    assert len(server.requests) == 2
    assert contacted == {"127.0.0.1"}


def test_model_is_told_the_rules_the_client_and_the_language():
    _, server = _ask(says("与审核无关，无法回答。"), question="What is the weather?")
    system = server.requests[0]["messages"][0]["content"]
    assert CLIENT in system
    assert "English" in system
    assert "never an" in system


def test_model_sees_the_tools_and_the_numbered_quotes():
    _, server = _ask(ASSESS, says("好"))
    names = {tool["function"]["name"] for tool in server.requests[0]["tools"]}
    assert {"find_clause", "search_evidence", "assess_clause", "list_gaps"} <= names
    assert server.requests[1]["messages"][-1]["role"] == "tool"
    assert "[1]" in server.prompts[-1]


def test_label_that_no_tool_gave_is_removed_and_the_claim_marked():
    answer, _ = _ask(ASSESS, says("公司每月都开展满意度调查工作[77]。"))
    assert "[" not in answer.text
    assert answer.text.endswith(MARK)
    assert answer.citations == ()


def test_claim_without_a_label_is_marked():
    answer, _ = _ask(ASSESS, says("公司的售后服务做得非常优秀。"))
    assert answer.text == f"公司的售后服务做得非常优秀。{MARK}"


@pytest.mark.parametrize("number", ["95.5", "1.5", "9"])
def test_number_that_is_not_whole_in_its_quote_is_marked(number):
    n = _label_of("91.5分")
    answer, _ = _ask(ASSESS, says(f"满意度调查的综合得分为{number}分[{n}]。"))
    assert MARK in answer.text


def test_verdict_sentence_with_an_invented_number_is_marked():
    answer, _ = _ask(ASSESS, says("5.3.1.4 符合，发放问卷800份。"))
    assert MARK in answer.text


@pytest.mark.parametrize("said", ["不符合", "不满足", "基本符合", "未见证据"])
def test_verdict_that_differs_is_corrected_behind_the_sentence(said):
    answer, _ = _ask(ASSESS, says(f"5.3.1.4 {said}。"))
    assert answer.text.startswith(f"5.3.1.4 {said}。")
    assert "以评定为准：5.3.1.4 符合" in answer.text
    assert answer.verdict is Verdict.CONFORM


def test_right_verdict_stands_as_it_is():
    answer, _ = _ask(ASSESS, says("5.3.1.4 的评定结论是符合。"))
    assert answer.text == "5.3.1.4 的评定结论是符合。"


def test_marks_are_in_the_language_of_the_question():
    answer, _ = _ask(
        ASSESS, says("The service of this firm is excellent."), question="is 5.3.1.4 satisfied?"
    )
    assert answer.lang is Lang.EN
    assert "no evidence cited" in answer.text


def test_wrong_clause_from_the_model_is_told_to_it_with_the_nearest():
    _, server = _ask(calls(("assess_clause", {"clause": "5.3.1.9"})), says("没有这个条款。"))
    assert "5.3.1.5" in server.prompts[-1]


def test_unknown_tool_and_bad_arguments_are_told_to_the_model():
    answer, server = _ask(
        calls(("delete_files", {"all": True})),
        calls(("assess_clause", {"number": 5})),
        says("无法回答。"),
    )
    assert answer.text == "无法回答。"
    assert len(server.requests) == 3


def test_busy_endpoint_is_tried_again():
    answer, server = _ask(fails(429), fails(500), says("无法回答。"))
    assert answer.text == "无法回答。"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "replies",
    [
        [fails(429)],
        [fails(500)],
        [fails(401)],
        [garbage()],
        [garbage(b"data: {half\n\n")],
        [garbage(b'data: {"choices": null}\n\n')],
        [ASSESS, garbage()],
        [says("")],
    ],
)
def test_unusable_endpoint_is_a_model_error_with_a_hint(replies):
    with pytest.raises(ModelError) as raised:
        _ask(*replies)
    assert raised.value.hint
    assert "未见" not in raised.value.message


def test_silent_endpoint_is_a_model_error():
    with pytest.raises(ModelError, match="Timeout"):
        _ask(slow(20), timeout_s=0.1)


def test_endpoint_that_is_down_is_a_model_error_that_names_it():
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9"):
        agent.ask(with_model("http://127.0.0.1:9/v1"), QUESTION)


def test_model_that_never_answers_is_stopped():
    with pytest.raises(ModelError), Loopback([ASSESS]) as server:
        agent.ask(with_model(server.url), QUESTION)
    assert len(server.requests) == 8


def test_failed_question_is_not_remembered():
    with pytest.raises(ModelError), Loopback([fails(401)]) as server:
        agent.ask(with_model(server.url), QUESTION, session="failed")
    assert shared().exchanges("failed") == []


def test_model_sees_the_conversation_before():
    with Loopback([says("与审核无关，无法回答。")]) as server:
        room = with_model(server.url)
        agent.ask(room, QUESTION, session="llm")
        agent.ask(room, "为什么？", session="llm")
    said = [message["content"] for message in server.requests[1]["messages"][1:]]
    assert said == [QUESTION, "与审核无关，无法回答。", "为什么？"]


def test_answer_grows_and_only_the_last_has_passed_the_gate():
    with Loopback([says("公司的售后服务做得非常优秀。")]) as server:
        grown = list(agent.stream(with_model(server.url), QUESTION))
    assert len(grown) > 2
    assert all(MARK not in answer.text for answer in grown[:-1])
    assert MARK in grown[-1].text


def _run(monkeypatch, capsys, url, *args):
    room = shared()
    monkeypatch.setenv("KEZHENG_MODEL", "scripted")
    monkeypatch.setenv("KEZHENG_BASE_URL", url)
    folder = ["--workspace", str(room.settings.workspace), "--client", CLIENT]
    monkeypatch.setattr(sys, "argv", ["kezheng", *args, *folder, "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, json.loads(capsys.readouterr().out)


def test_ask_on_the_command_line_uses_the_model(monkeypatch, capsys):
    with Loopback([ASSESS, says("5.3.1.4 的评定结论是符合。")]) as server:
        code, shown = _run(monkeypatch, capsys, server.url, "ask", QUESTION)
    assert code in (0, None)
    assert (shown["engine"], shown["verdict"], shown["lang"]) == ("llm", "conform", "zh")


def test_assess_on_the_command_line_uses_the_model(monkeypatch, capsys):
    def label_none(request):
        return calls(("Labels", {"labels": []}))

    with Loopback(label_none) as server:
        args = ("assess", "--engine", "llm", "--clause", "5.3.1.4", "--as-of", "2026-06-28")
        code, shown = _run(monkeypatch, capsys, server.url, *args)
    assert code in (0, None)
    assert (shown["engine"], shown["as_of"]) == ("llm", "2026-06-28")
    assert shown["assessments"][0]["verdict"] == "no_evidence"


@pytest.mark.parametrize("args", [("ask", QUESTION), ("assess", "--engine", "llm")])
def test_command_line_prints_an_endpoint_failure_in_words(monkeypatch, capsys, args):
    with Loopback([fails(401)]) as server:
        code, shown = _run(monkeypatch, capsys, server.url, *args, *_day(args))
    assert code == 3
    assert shown["error"]["code"] == "model"
    assert "KEZHENG_API_KEY" in shown["error"]["hint"]


def _day(args):
    return ("--as-of", "2026-06-27") if args[0] == "assess" else ()
