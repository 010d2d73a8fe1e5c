"""The web server: Gradio behind our own door, which no network sees but the one it is bound to."""

import asyncio
import os
import socket
import sys
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings
from ingest.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_SHARE": "False",
    "GRADIO_SSR_MODE": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
}
_ANYWHERE = ("0.0.0.0", "::", "")


def build_app(settings: Settings) -> "FastAPI":
    """Return the web application: host check, headers, a health route, the interface."""
    silence(settings)
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from assistant.ui.app import mount

    app = FastAPI(title="Kezheng", docs_url=None, redoc_url=None, openapi_url=None)
    hosts = [host.strip() for host in settings.allowed_hosts.split(",") if host.strip()]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(Headers)  # last added is outermost: a refusal has the headers too
    app.add_api_route("/healthz", lambda: {"status": "ok"}, methods=["GET"])
    mount(app, settings)
    return app


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve the interface until interrupted; print its address when it is ready.

    Args:
        port: 0 takes any free port.

    Raises:
        UsageError: The address cannot be bound.
    """
    own = "" if host in _ANYWHERE or host in settings.allowed_hosts.split(",") else f",{host}"
    open_to = settings.model_copy(update={"allowed_hosts": f"{settings.allowed_hosts}{own}"})
    with _bound(host, port) as listening:
        app = build_app(open_to)
        shown = "127.0.0.1" if host in _ANYWHERE else host
        url = f"http://{f'[{shown}]' if ':' in shown else shown}:{listening.getsockname()[1]}/"
        asyncio.run(_serve(app, listening, url))


def silence(settings: Settings) -> None:
    """Switch off all that Gradio and its libraries would look up or send.

    They read these at import. Uploads wait inside the workspace, not in a shared folder.
    """
    os.environ.update(_QUIET)
    os.environ.pop("GRADIO_MCP_SERVER", None)
    os.environ["GRADIO_TEMP_DIR"] = str((settings.workspace / ".uploads").resolve())


class Headers:
    """Middleware that adds the security headers to every response."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, and the answer back with the headers."""

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                _add_headers(message)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _add_headers(message: MutableMapping[str, Any]) -> None:
    from starlette.datastructures import MutableHeaders

    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers[name] = value


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"无法监听 {host}:{port}（{error.strerror or error}）(cannot listen there)",
            "换一个端口：kezheng ui --port 7861 (choose another port)",
        ) from error
    return listening


async def _serve(app: "FastAPI", listening: socket.socket, url: str) -> None:
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.05)
    if server.started:
        sys.stdout.write(f"可证 Kezheng: {url}\n")
        sys.stdout.flush()
    await serving
