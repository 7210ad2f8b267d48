"""The passage behind a fact, where the operator has the text and it is the one that was read."""

import hashlib

from onemoon.server.app import create_app
from onemoon.server.data import Data

TEXT = "Before. Nara and Yangzhou are friends <b>since</b> 2010. After."
DATA = """
@prefix id: <http://example.org/id/> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix schema: <https://schema.org/> .
id:twinning\\/a a <http://example.org/T> .
id:document\\/d schema:sha256 "{digest}" .
id:annotation\\/x oa:hasBody id:twinning\\/a ; oa:hasTarget <http://example.org/id/annotation/x#t> .
<http://example.org/id/annotation/x#t> oa:hasSource id:document\\/d ;
  oa:hasSelector <http://example.org/id/annotation/x#s> .
<http://example.org/id/annotation/x#s> oa:start 8 ; oa:end 56 .
"""


def page_of(tmp_path, digest):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "d.txt").write_text(TEXT)
    (tmp_path / "data.ttl").write_text(DATA.format(digest=digest))
    data = Data.from_file(tmp_path / "data.ttl", "http://example.org/", texts)
    return create_app(data).test_client().get("/doc/twinning/a.html").get_data(as_text=True)


def test_passage_is_shown_where_the_digest_agrees(tmp_path):
    page = page_of(tmp_path, hashlib.sha256(TEXT.encode()).hexdigest())
    assert "<mark>Nara and Yangzhou are friends &lt;b&gt;since&lt;/b&gt; 2010.</mark>" in page


def test_passage_of_another_text_is_not_shown(tmp_path):
    page = page_of(tmp_path, "0" * 64)
    assert "<mark>" not in page and "8–56" in page
