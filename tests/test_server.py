"""The door: host check, headers, no look-up at start, an address that is ready when printed."""

import socket
import subprocess
import sys

import httpx
import pytest
from serving import ROOT, serving

from assistant.server import serve
from assistant.settings import Settings
from ingest.errors import UsageError

_HOOKED = """
import socket, sys
from pathlib import Path

asked = []
real = socket.getaddrinfo
def spy(host, *args, **kwargs):
    asked.append(host)
    return real(host, *args, **kwargs)
socket.getaddrinfo = spy

from assistant.server import build_app
from assistant.settings import Settings
from starlette.testclient import TestClient

app = build_app(Settings(workspace=Path(sys.argv[1])))
with TestClient(app, base_url="http://127.0.0.1") as web:
    assert web.get("/").status_code == 200
print("asked:", sorted({str(host) for host in asked} - {"127.0.0.1", "localhost", "None"}))
"""


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    with (
        serving(tmp_path_factory.mktemp("workspace")) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=30) as client,
    ):
        yield client


def test_foreign_host_header_is_refused(web):
    answer = web.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400


def test_page_has_the_security_headers(web):
    headers = web.get("/").headers
    assert headers["content-security-policy"].startswith("default-src 'self'; img-src 'self' data:")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_refusal_has_the_security_headers_too(web):
    assert "content-security-policy" in web.get("/", headers={"host": "evil.example"}).headers


def test_health_answers_beside_the_interface(web):
    assert web.get("/healthz").json() == {"status": "ok"}


def test_page_shows_no_gradio_footer_and_keeps_no_history(web):
    config = web.get("/config").json()
    assert config["footer_links"] == []
    assert not config.get("run_history")


def test_events_are_named_and_hidden_from_the_api_page(web):
    dependencies = web.get("/config").json()["dependencies"]
    shown = [d["api_name"] for d in dependencies if d["api_visibility"] == "public"]
    assert shown == []


def test_files_of_the_machine_are_not_served(web):
    assert web.get("/gradio_api/file=/etc/passwd").status_code == 403


def test_client_documents_are_not_served_by_path(web, tmp_path):
    secret = tmp_path / "client.txt"
    secret.write_text("甲公司", encoding="utf-8")
    assert web.get(f"/gradio_api/file={secret}").status_code in (403, 404)


def test_mcp_server_is_off(web):
    assert web.get("/gradio_api/mcp/").status_code == 404


def test_start_looks_no_name_up(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _HOOKED, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "asked: []" in done.stdout


def test_address_in_use_is_said_in_words(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="cannot listen") as raised:
            serve(Settings(workspace=tmp_path), "127.0.0.1", taken.getsockname()[1])
    assert "--port" in raised.value.hint
