"""Cards that other sites may frame: a thing with its map and newest facts; how oEmbed finds them (oembed.com)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Response, jsonify, redirect, render_template, request
from markupsafe import escape
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as AnyResponse

from .answers import FRESH, HEADERS, Rule, answer
from .data import Data
from .describe import known
from .errors import Problem
from .negotiation import HTML
from .pages import Page
from .readings import Texts

FRAMED = HEADERS["Content-Security-Policy"].replace("frame-ancestors 'self'", "frame-ancestors *")
_WIDTH, _HEIGHT = 480, 540
_SHOWN = 6
_THINGS = ("/doc/", "/id/", "/embed/")


@dataclass(frozen=True)
class Size:
    """A frame in pixels."""

    width: int
    height: int


class Embed:
    """Answers for /embed and /oembed; what /embed answers is all of this site that may be framed."""

    def __init__(self, data: Data):
        self._data, self._texts = data, Texts(None)

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [Rule("/embed/query", self.query), Rule("/embed/<path:name>", self.card), Rule("/oembed", self.oembed)]

    def query(self) -> AnyResponse:
        """The answer to a query without the site around it, as a table, map or timeline (`view`)."""
        asked = [each for each in request.args.items(multi=True) if each[0] not in ("embed", "format")]
        return redirect("/sparql?" + urlencode([*asked, ("format", "html"), ("embed", "1")]), 307)

    def card(self, name: str) -> Response:
        """A thing as a card to be framed."""
        thing = self._thing(name)
        page = Page(self._data, thing, self._texts)
        entries = [(group, group.entries[:_SHOWN]) for group in page.groups[:1]]
        body = render_template("embed.html", page=page, path=self._data.addresses.path(thing.value), entries=entries)
        response = answer(body, HTML)
        response.headers["Content-Security-Policy"] = FRAMED
        return response

    def oembed(self) -> Response:
        """How to embed the page with the address `url` (oEmbed 1.0, JSON)."""
        if request.args.get("format", "json") != "json":
            raise Problem("unknown-format", "oEmbed is offered here as JSON only.")
        thing = self._thing(self._name(request.args.get("url", "")))
        size = Size(_within("maxwidth", _WIDTH), _within("maxheight", _HEIGHT))
        response = jsonify(self._described(thing, size))
        response.headers["Cache-Control"] = FRESH
        response.add_etag()
        return response

    def _described(self, thing: NamedNode, size: Size) -> dict[str, object]:
        root = request.url_root.rstrip("/")
        title = Page(self._data, thing, self._texts).label.text
        address = f"{root}/embed/{(self._data.addresses.path(thing.value) or '').removeprefix('/doc/')}"
        frame = f'<iframe src="{escape(address)}" title="{escape(title)}" width="{size.width}" height="{size.height}"'
        return {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": "One Moon",
            "provider_url": f"{root}/",
            "cache_age": 3600,
            "width": size.width,
            "height": size.height,
            "html": frame + ' loading="lazy" referrerpolicy="no-referrer"></iframe>',
        }

    def _name(self, address: str) -> str:
        """The name of the thing that an address of ours is about; raises Problem."""
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        path = parts.path.removesuffix(".html")
        ours = not parts.netloc or parts.netloc in (request.host, urlsplit(self._data.base).netloc)
        below = next((path.partition(each)[2] for each in _THINGS if each in path), "")
        if not ours or not below:
            raise Problem("not-found", "url is the address of a page about a thing on this site.")
        return below

    def _thing(self, name: str) -> NamedNode:
        try:
            thing = NamedNode(self._data.addresses.thing(name))
        except ValueError:
            raise Problem("not-found", f"Nothing is known here about {request.path}.") from None
        if not known(self._data.store, thing):
            raise Problem("not-found", f"Nothing is known here about {request.path}.")
        return thing


def _within(name: str, usual: int) -> int:
    """The usual size, or what the other site allows when that is less."""
    most = request.args.get(name, "")
    return max(min(int(most), usual), 100) if most.isdecimal() and len(most) < 6 else usual
