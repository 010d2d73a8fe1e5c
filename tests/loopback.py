"""An OpenAI-compatible chat endpoint on 127.0.0.1 that answers by script, for tests and trials."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Call = tuple[str, Mapping[str, Any]]
Script = Callable[[dict[str, Any]], "Reply"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted answer.

    Attributes:
        raw: Sent as it is instead of a completion, as garbage is.
        wait_s: Most seconds to stay silent; closing the server ends the wait.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    status: int = 200
    raw: bytes | None = None
    wait_s: float = 0.0


def says(text: str) -> Reply:
    """Return a final text."""
    return Reply(text=text)


def calls(*wanted: Call) -> Reply:
    """Return tool calls; structured output is the call of a tool named as the schema."""
    return Reply(calls=wanted)


def fails(status: int) -> Reply:
    """Return an error status; the client is told to try again at once."""
    return Reply(status=status, raw=b'{"error": {"message": "scripted", "type": "scripted"}}')


def garbage(raw: bytes = b"<html>proxy login</html>") -> Reply:
    """Return 200 with a body that is no completion."""
    return Reply(raw=raw)


def slow(wait_s: float) -> Reply:
    """Return a text after a silence."""
    return Reply(text="late", wait_s=wait_s)


@dataclass
class Loopback:
    """The server; `replies` are given in order, the last one again and again.

    Attributes:
        requests: The bodies received, oldest first.
        headers: The headers received, oldest first.
    """

    replies: Sequence[Reply] | Script
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> "Loopback":
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Return the base URL to give as KEZHENG_BASE_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def prompts(self) -> list[str]:
        """Return the last message of each request."""
        return [str(request["messages"][-1]["content"]) for request in self.requests]

    def reply_to(self, request: dict[str, Any], headers: dict[str, str]) -> Reply:
        """Note a request and return its reply, after the silence that it asks for."""
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
            self.headers.append(headers)
        if callable(self.replies):
            reply = self.replies(request)
        else:
            reply = self.replies[min(number, len(self.replies) - 1)]
        if reply.wait_s:
            self._closing.wait(reply.wait_s)
        return reply


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("content-length", "0"))
            request = json.loads(self.rfile.read(size))
            reply = server.reply_to(request, {k.lower(): v for k, v in self.headers.items()})
            try:
                self._answer(reply, streamed=bool(request.get("stream")))
            except (BrokenPipeError, ConnectionResetError):  # the client gave up, as it may
                self.close_connection = True

        def _answer(self, reply: Reply, *, streamed: bool) -> None:
            plain = reply.raw is not None
            kind = "text/event-stream" if streamed and not plain else "application/json"
            body = reply.raw if reply.raw is not None else _body(reply, streamed=streamed)
            self.send_response(reply.status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.send_header("retry-after-ms", "1")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    return Handler


def _body(reply: Reply, *, streamed: bool) -> bytes:
    if not streamed:
        return json.dumps(_completion("chat.completion", _choice("message", reply))).encode()
    events = [json.dumps(chunk, ensure_ascii=False) for chunk in _chunks(reply)]
    return "".join(f"data: {event}\n\n" for event in (*events, "[DONE]")).encode()


def _chunks(reply: Reply) -> Iterator[dict[str, Any]]:
    kind = "chat.completion.chunk"
    yield _completion(kind, {"index": 0, "delta": {"role": "assistant", "content": ""}})
    for start in range(0, len(reply.text), 8):
        piece = reply.text[start : start + 8]
        yield _completion(kind, {"index": 0, "delta": {"content": piece}})
    for call in _tool_calls(reply):
        yield _completion(kind, {"index": 0, "delta": {"tool_calls": [call]}})
    reason = "tool_calls" if reply.calls else "stop"
    yield _completion(kind, {"index": 0, "delta": {}, "finish_reason": reason})


def _choice(key: str, reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None}
    if reply.calls:
        message["tool_calls"] = _tool_calls(reply)
    reason = "tool_calls" if reply.calls else "stop"
    return {"index": 0, key: message, "finish_reason": reason}


def _tool_calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "index": index,
            "id": f"call_{index}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(args, ensure_ascii=False)},
        }
        for index, (name, args) in enumerate(reply.calls)
    ]


def _completion(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "scripted",
        "object": kind,
        "created": 0,
        "model": "scripted",
        "choices": [choice],
    }
