"""The page a browser gets, and how its files are served."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from server.transport import pages


async def get(path: str, folder: Path) -> httpx.Response:
    app = Starlette(routes=[Mount("/assets", app=pages.Assets(directory=folder, check_dir=False))])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://whose") as client:
        return await client.get(path)


def test_the_page_runs_no_script_but_our_own() -> None:
    policy = pages.graphiql().headers["content-security-policy"].split("; ")
    assert policy == [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]


def test_the_page_is_neither_kept_nor_framed_nor_guessed_at() -> None:
    headers = pages.graphiql().headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_page_that_is_not_built_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "DIST", tmp_path)
    response = pages.graphiql()
    assert response.status_code == 200
    assert response.headers["content-security-policy"] == pages.POLICY
    assert "make web" in bytes(response.body).decode()


def test_a_page_that_is_built_is_answered_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Built</title>", encoding="utf-8")
    monkeypatch.setattr(pages, "DIST", tmp_path)
    assert pages.graphiql().body == b"<!doctype html><title>Built</title>"


async def test_a_built_file_is_kept_for_good(tmp_path: Path) -> None:
    (tmp_path / "index-abc.js").write_text("1", encoding="utf-8")
    response = await get("/assets/index-abc.js", tmp_path)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["content-security-policy"] == pages.POLICY


async def test_a_missing_file_is_not_found_and_not_kept(tmp_path: Path) -> None:
    response = await get("/assets/index-abc.js", tmp_path / "not-built")
    assert response.status_code == 404
    assert "cache-control" not in response.headers


async def test_nothing_beside_the_built_files_is_served(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    response = await get("/assets/%2e%2e/secret.txt", tmp_path / "assets")
    assert response.status_code == 404
