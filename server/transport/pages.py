"""The browser's page: GraphiQL as web/ builds it, under a strict policy and without a CDN."""

from pathlib import Path

from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

DIST = Path(__file__).parent.parent.parent / "web" / "dist"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        # Monaco, the editor, writes its colours and positions as style elements and attributes.
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        # Monaco draws its squiggles as data: images.
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
ASSET_HEADERS = {
    # A worker answers to the policy its own file came with, not to the page's.
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # The name of a file holds the hash of its content.
    "Cache-Control": "public, max-age=31536000, immutable",
}
NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Whose · GraphiQL</title>
<h1>GraphiQL is not built</h1>
<p>Run <code>make web</code> in the folder of Whose, then load this page again.</p>
<p>The graph itself does not need it: send a POST request to this address.</p>
</html>
"""


class Assets(StaticFiles):
    """The built files, cached for good; 404 for each of them where nothing was built."""

    async def check_config(self) -> None:
        """Accept that the folder is not there yet."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer the file at this path."""
        response = await super().get_response(path, scope)
        response.headers.update(ASSET_HEADERS)
        return response


def graphiql() -> Response:
    """Answer the page, or how to build it."""
    try:
        page = (DIST / "index.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        page = NOT_BUILT
    return HTMLResponse(page, headers=HEADERS)


assets = Mount("/assets", app=Assets(directory=DIST / "assets", check_dir=False), name="assets")
