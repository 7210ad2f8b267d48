"""Opening data: published folders, any RDF file, and what is said when there is none."""

import gzip
import json
import os
import re

import pytest

from onemoon.server.data import Data, DataError

from .server_fixture import BASE, client_over, publish

TRIPLE = "<http://example.org/id/a/1> <http://example.org/p> <http://example.org/id/a/2>"
GRAPH = "<http://example.org/graph/g>"
FILES = {
    "a.nt": TRIPLE + " .",
    "a.ttl": TRIPLE + " .",
    "a.nq": f"{TRIPLE} {GRAPH} .",
    "a.trig": f"{GRAPH} {{ {TRIPLE} }}",
    "a.jsonld": '{"@id": "http://example.org/id/a/1", "http://example.org/p": {"@id": "http://example.org/id/a/2"}}',
    "a.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<r:Description r:about="http://example.org/id/a/1"><e:p r:resource="http://example.org/id/a/2"/></r:Description>'
    "</r:RDF>",
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_any_syntax(tmp_path, name, packed):
    file = tmp_path / (name + ".gz" if packed else name)
    content = FILES[name].encode()
    file.write_bytes(gzip.compress(content) if packed else content)
    data = Data.from_file(file, "http://example.org/")
    assert data.store.query(f"ASK {{ {TRIPLE} }}")


def test_named_graphs_stay_and_their_union_is_asked(tmp_path):
    (tmp_path / "a.nq").write_text(FILES["a.nq"])
    store = Data.from_file(tmp_path / "a.nq", "http://example.org/").store
    assert store.query(f"ASK {{ GRAPH {GRAPH} {{ {TRIPLE} }} }}") and len(store) == 2


def test_a_default_graph_is_left_as_it_is(tmp_path):
    (tmp_path / "a.nq").write_text(FILES["a.nq"] + "\n<a:b> <a:b> <a:b> .")
    store = Data.from_file(tmp_path / "a.nq", "http://example.org/").store
    assert not store.query(f"ASK {{ {TRIPLE} }}") and len(store) == 2


def test_published_folder(tmp_path):
    data = Data.open(publish(tmp_path))
    assert (data.base, data.version, data.date) == (BASE, "0.1.0", "2026-11-22")
    assert data.dataset().value == BASE + "id/dataset/onemoon"


def test_a_file_of_foreign_data_is_served(tmp_path):
    client = client_over(tmp_path, "<http://else.example/x> <http://else.example/p> 1 .")
    assert client.get("/").status_code == client.get("/dumps/").status_code == 200
    assert client.get("/sparql?query=ASK{?s ?p 1}").json["boolean"] is True
    assert client.get("/.well-known/void").status_code == 404


def broken(folder, **files):
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content)
    return folder


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no published data .* run `onemoon build`"),
        ({"build__json": "{"}, "build.json can't be read"),
        ({"build__json": "[]"}, "build.json can't be read"),
        ({"build__json": json.dumps({"base": "http://x/", "version": "1"})}, "onemoon.nq doesn't exist"),
        (
            {"build__json": json.dumps({"base": "http://x/", "version": "1"}), "onemoon__nq": "<a"},
            "onemoon.nq can't be read",
        ),
    ],
)
def test_broken_folder(tmp_path, files, said):
    with pytest.raises(DataError, match=said) as raised:
        Data.open(broken(tmp_path, **files))
    assert "\n" not in str(raised.value) and str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "no RDF suffix"),
        ("a.ttl", b"<a> <b> .", "can't be read as Turtle"),
        ("a.nq.gz", b"not gzip", "can't be read as N-Quads"),
        ("a.nt.gz", gzip.compress(b"<a:b> <a:b> <a:b> .")[:-9], "can't be read as N-Triples"),
        ("a.nt", b"\xff\xfe", "can't be read as N-Triples"),
        ("a.jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "x"}', "can't be read as JSON-LD"),
    ],
)
def test_broken_file(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=re.escape(said)) as raised:
        Data.from_file(tmp_path / name, "http://example.org/")
    assert "\n" not in str(raised.value) and str(tmp_path) in str(raised.value)


def test_lines_in_any_layout(tmp_path):
    lines = ['<a:b> <p:2> "x <p:1> y" .', "<a:b> <p:1> <a:b> .", "", "# <a:b> <p:1> <a:x>", "\t<a:b>\t<p:1>\t<a:c>\t."]
    (tmp_path / "a.nt").write_text("\n".join([*lines, "<a:b> <p:2> <a:not-ended> ."]))
    assert len(Data.from_file(tmp_path / "a.nt", BASE).store) == 4


def test_a_broken_line_is_told_by_its_place_in_the_file(tmp_path):
    (tmp_path / "a.nt").write_text("<a:b> <p:2> <a:c> .\n<a:b> <p:1> <a:c> .\n<a:b> <p:1> .\n<a:b> <p:2> <a:d> .\n")
    with pytest.raises(DataError, match="line 3"):
        Data.from_file(tmp_path / "a.nt", BASE)


def test_missing_file_and_folder_instead_of_a_file(tmp_path):
    with pytest.raises(DataError, match="doesn't exist"):
        Data.from_file(tmp_path / "none.ttl", "http://example.org/")
    os.mkdir(tmp_path / "folder.ttl")
    with pytest.raises(DataError, match="directory"):
        Data.from_file(tmp_path / "folder.ttl", "http://example.org/")
