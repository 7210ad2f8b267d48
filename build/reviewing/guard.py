"""Who may speak to the review page: a browser on this machine, from the page itself."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Request

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and no other: localhost, 127.0.0.0/8 or ::1."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refusal(request: Request, token: str) -> str | None:
    """Why a request is refused, in one sentence; None if it is not.

    The Host must be a loopback name, so that no foreign name that leads here (DNS rebinding) is answered. What changes
    anything must carry the token of the page and come from the page's own origin.
    """
    name = request.host.rpartition(":")[0] if ":" in request.host.rpartition("]")[2] else request.host
    if not is_loopback(name):
        return f"This page answers only as localhost, not as {name}."
    if request.method in ("GET", "HEAD"):
        return None
    if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
        return "This request comes from another site."
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return "This request comes from another site."
    if not hmac.compare_digest(request.form.get("token", "").encode(), token.encode()):
        return "This form is from an earlier session; reload the page."
    return None
