"""Who asks, under which address they know us, and how much each may ask."""

from __future__ import annotations

import ipaddress
import re
import time
from collections import OrderedDict
from functools import lru_cache

from ..errors import Problem
from .requests import Request
from .wsgi import Origin

_HOST = re.compile(r"[A-Za-z0-9._~%\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_PREFIX = re.compile(r"(/[\w.~-]+)+", re.ASCII)
_PAIR = re.compile(r'(\w+)=("[^"]*"|[^;,\s]*)')
_MOST_CLIENTS = 10_000


class Clients:
    """Reads the origin of a request; what a proxy says counts only `behind_proxy`, then the last proxy's word."""

    def __init__(self, behind_proxy: bool = False, prefix: str = "", open_metrics: bool = False):
        self.behind_proxy, self._prefix, self._open_metrics = behind_proxy, prefix.rstrip("/"), open_metrics

    def origin(self, request: Request, peer: str) -> Origin:
        """The client's address, and the scheme, host and prefix under which it reached us."""
        client, scheme, host, prefix = peer, "http", _text(request.headers.get(b"host")), self._prefix
        if self.behind_proxy:
            said = _forwarded(request)
            client = said.get("for") or client
            scheme = said["proto"] if said.get("proto") in ("http", "https") else scheme
            host = said.get("host") or host
            prefix = said["prefix"] if _PREFIX.fullmatch(said.get("prefix", "")) else prefix
        return Origin(client_key(client), scheme, host if _HOST.fullmatch(host) else "localhost", prefix)

    def may_measure(self, origin: Origin) -> bool:
        """Whether this client may read the metrics."""
        return self._open_metrics or is_local(origin.client)


class Allowance:
    """How many requests a client may make in a minute; 0 is no bound, and none holds on this machine itself."""

    def __init__(self, rate: int):
        self._rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> list[tuple[str, str]]:
        """Count a request; gives the headers that tell what is left, raises Problem when nothing is."""
        if not self._rate or is_local(client):
            return []
        now = time.monotonic()
        left, before = self._left.pop(client, (float(self._rate), now))
        left = min(self._rate, left + (now - before) * self._rate / 60)
        self._left[client] = (max(left - 1, 0.0), now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        if left < 1:
            raise Problem("too-many", f"The allowance is {self._rate} requests a minute.")
        return [
            ("RateLimit-Policy", f'"default";q={self._rate};w=60'),
            ("RateLimit", f'"default";r={int(left - 1)};t=60'),
        ]


def is_local(client: str) -> bool:
    """Whether a client is on this machine."""
    return client.startswith("127.") or client in ("::1", "unix")


@lru_cache(4096)
def client_key(address: str) -> str:
    """One key for each client: an IPv4 address, or the network that a household has in IPv6."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address[:60]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return "::1" if parsed.is_loopback else str(ipaddress.ip_network((parsed, 64), strict=False))


def _forwarded(request: Request) -> dict[str, str]:
    """What the last proxy says, in the words of RFC 7239 or of the older headers."""
    standard = _text(request.headers.get(b"forwarded"))
    found = {
        "for": _last(request, b"x-forwarded-for"),
        "proto": _last(request, b"x-forwarded-proto").lower(),
        "host": _last(request, b"x-forwarded-host"),
        "prefix": _last(request, b"x-forwarded-prefix").rstrip("/"),
    }
    if standard:
        pairs = _PAIR.findall(standard.rpartition(",")[2])
        found |= {name.lower(): value.strip('"') for name, value in pairs if name.lower() != "prefix"}
    client = found["for"]
    found["for"] = re.sub(r"^\[([^\]]*)\](:\d+)?$|^([\d.]+):\d+$", lambda m: m[1] or m[3], client)
    return found


def _last(request: Request, name: bytes) -> str:
    return _text(request.headers.get(name)).rpartition(",")[2].strip()


def _text(value: bytes | None) -> str:
    return "" if value is None else value.decode("latin-1").strip()
