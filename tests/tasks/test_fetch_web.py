"""Downloads, from a server of our own on this machine."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kaozheng.tasks.fetch import documents, limits, web
from kaozheng.tasks.fetch.locations import SourceError, locate

PAGE = "<html><p>海滨市新增病例12例。</p></html>".encode("gb18030")


# 256 MiB in 256 kB.
BOMB = gzip.compress(bytes(256 << 20), 6)


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/1.html": (200, {"Content-Type": "text/html; charset=GB2312"}, PAGE),
            "/plain": (200, {}, b"abc"),
            "/c.jsonl": (200, {"Content-Type": "text/plain"}, b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n'),
            "/lines": (200, {"Content-Type": "application/x-ndjson"}, b'{"id": "a", "text": "x"}\n'),
            "/moved": (302, {"Location": "/1.html"}, b""),
            "/circle": (302, {"Location": "/circle"}, b""),
            "/elsewhere": (302, {"Location": "ftp://127.0.0.1/"}, b""),
            "/busy": (503, {}, b""),
            "/empty": (200, {}, b""),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, BOMB),
        }
        status, headers, body = answers.get(self.path, (404, {}, b"no such page"))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def fetch(site, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def fetch(path):
        (location,), _ = locate([site + path])
        return list(documents(web.download(location, tmp_path / "downloads")))

    return fetch


def test_a_page(fetch, site):
    (row,) = fetch("/1.html")
    assert (row["content"], row["uri"], row["source_name"]) == (PAGE, f"{site}/1.html", "127.0.0.1")
    assert (row["media_type"], row["charset_declared"]) == ("text/html", "gb2312")


def test_a_redirect_is_followed_and_the_document_keeps_the_name_asked_for(fetch, site):
    (row,) = fetch("/moved")
    assert (row["content"], row["uri"]) == (PAGE, f"{site}/moved")


def test_a_server_that_tells_nothing(fetch):
    (row,) = fetch("/plain")
    assert (row["media_type"], row["charset_declared"]) == ("text/plain", None)


@pytest.mark.parametrize("path, names", [("/c.jsonl", ["a", "b"]), ("/lines", ["a"])])
def test_a_corpus_by_name_or_by_media_type(fetch, path, names):
    assert [row["source_name"] for row in fetch(path)] == names


def test_what_a_server_packs_is_unpacked(fetch):
    (row,) = fetch("/packed")
    assert row["content"] == PAGE


def test_a_bomb_is_not_unpacked_to_the_end(fetch, tmp_path):
    with pytest.raises(SourceError, match="/bomb: unpacks to more than 100 times its size"):
        fetch("/bomb")
    assert sum(path.stat().st_size for path in (tmp_path / "downloads").iterdir()) < 1.1 * limits.UNPACKED_FREELY


def test_an_empty_answer(fetch):
    (row,) = fetch("/empty")
    assert row["reason"] == "empty file"


@pytest.mark.parametrize(
    "path, says, passing",
    [
        pytest.param("/none", "the server answered 404 Not Found", False, id="no such page"),
        pytest.param("/busy", "the server answered 503 Service Unavailable", True, id="overloaded"),
        pytest.param("/circle", "Exceeded maximum allowed redirects", False, id="redirects without end"),
        pytest.param("/elsewhere", "unsupported protocol", False, id="redirect to another scheme"),
    ],
)
def test_what_is_no_document_is_a_problem_in_one_line(fetch, path, says, passing):
    with pytest.raises(SourceError) as caught:
        fetch(path)
    assert says in str(caught.value)
    assert path in str(caught.value)
    assert isinstance(caught.value, web.UnreachableError) == passing


def test_nobody_answers(tmp_path):
    (location,), _ = locate(["http://127.0.0.1:1/"])
    with pytest.raises(web.UnreachableError, match=r"^http://127\.0\.0\.1:1/: "):
        web.download(location, tmp_path)


def test_more_than_a_download_may_have(fetch, monkeypatch):
    monkeypatch.setattr(web, "DOWNLOAD_LIMIT", 10)
    with pytest.raises(SourceError, match="more than"):
        fetch("/1.html")


def test_a_location_not_downloaded_is_a_mistake(site):
    (location,), _ = locate([f"{site}/1.html"])
    with pytest.raises(ValueError, match="not downloaded"):
        list(documents(location))
