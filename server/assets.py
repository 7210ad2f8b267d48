"""The files that pages load: their addresses say which version they are, so that a browser keeps them for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from flask import Flask, Response, request

VENDOR = "vendor"
_FOR_GOOD = "public, max-age=31536000, immutable"


def has(name: str) -> bool:
    """Whether there is such a file; what is fetched when the package is set up may be missing."""
    return files("onemoon.server").joinpath("static", *name.split("/")).is_file()


@lru_cache(64)
def address(name: str) -> str:
    """The address of a file of the site, with the beginning of its digest."""
    found = files("onemoon.server").joinpath("static", *name.split("/"))
    return f"/static/{name}?v={hashlib.sha256(found.read_bytes()).hexdigest()[:10]}"


def install(app: Flask) -> None:
    """Give templates the addresses, and let browsers keep what is asked for by its digest."""
    app.jinja_env.globals["asset"] = address
    app.after_request(_keep)


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200 and "v" in request.args:
        name = str((request.view_args or {}).get("filename", ""))
        if request.full_path == address(name):
            response.headers["Cache-Control"] = _FOR_GOOD
    return response
