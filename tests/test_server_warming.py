"""The longest pages are made before anybody asks for them."""

from flask import template_rendered

from onemoon.server.app import create_app
from onemoon.server.warming import longest, warm

from .server_fixture import client_over


def rendered(app, path):
    made = []
    with template_rendered.connected_to(lambda sender, template, **more: made.append(template.name), app):
        assert app.test_client().get(path).status_code == 200
    return made


def test_the_longest_pages_are_ready_in_every_language(data):
    app = create_app(data)
    warm(app, rest=0).join(120)
    first = longest(app.extensions["onemoon.data"])[0]
    assert first == "/doc/document/tcs-yangzhou-interview-2022.html"
    assert [rendered(app, f"{first}?lang={lang}") for lang in ("en", "ko", "ja", "zh")] == [[], [], [], []]
    assert rendered(app, "/doc/person/choe-chiwon.html") == ["thing.html"]


def test_where_nothing_is_long_nothing_is_made(tmp_path):
    text = "<http://example.org/id/x/1> <http://example.org/p> <http://example.org/id/x/2> ."
    app = client_over(tmp_path, text).application
    assert longest(app.extensions["onemoon.data"]) == []
