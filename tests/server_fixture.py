"""A small published folder, made to the contract, for the tests of the server."""

import hashlib
import json
import re
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from onemoon.server.app import create_app
from onemoon.server.data import Data

BASE = "https://w3id.org/onemoon/"
DEFAULT_DATE = "2026-11-22"
GRAPHS = Path(__file__).with_suffix(".trig")
REJECTED = f"""
<{BASE}id/designation/culture-city-2020-yangzhou> <{BASE}ns#year>
  "2019"^^<http://www.w3.org/2001/XMLSchema#gYear> <{BASE}graph/talk-2022> .
""".replace("\n", " ")


def publish(folder: Path) -> Path:
    """Write the data as the build publishes it: a union without the rejected statement, and the named graphs."""
    store = Store()
    store.load(path=GRAPHS, format=RdfFormat.TRIG)
    store.extend([Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    store.load(REJECTED, format=RdfFormat.N_QUADS)
    store.dump(folder / "onemoon.nq", RdfFormat.N_QUADS)
    about = {"version": "0.1.0", "base": BASE, "triples": 1, "quads": len(store), "digest": "0", "date": DEFAULT_DATE}
    (folder / "build.json").write_text(json.dumps(about))
    (folder / "void.ttl").write_text(f"<{BASE}id/dataset/onemoon> a <http://rdfs.org/ns/void#Dataset> .\n")
    (folder / "report.html").write_text("<!doctype html><title>Report</title>")
    digest = hashlib.sha256((folder / "onemoon.nq").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  onemoon.nq\n")
    return folder


def client_of(folder: Path):
    """A client of the application over a freshly published folder."""
    return create_app(Data.open(publish(folder))).test_client()


def client_over(folder: Path, text: str, base: str = "http://example.org/"):
    """A client of the application over one Turtle file with this text."""
    file = folder / "data.ttl"
    file.write_text(text, encoding="utf-8")
    return create_app(Data.from_file(file, base)).test_client()


def with_context(client, text):
    """JSON-LD with the contexts it names by their address put in their place."""
    known = re.findall(r'"@context": "http://localhost(/context/[^"]+)"', text)
    for path in set(known):
        terms = json.dumps(client.get(path).get_json(force=True)["@context"])
        text = text.replace(f'"http://localhost{path}"', terms)
    return text
