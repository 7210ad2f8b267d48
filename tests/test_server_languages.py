"""The site in four languages: which one is chosen, what is marked, and catalogues that lack nothing."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from onemoon.server.dossier import TITLES
from onemoon.server.languages import LANGUAGES, wording
from onemoon.server.site import examples

from .server_fixture import client_of

SERVER = Path(__file__).parent.parent / "server"
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return client_of(tmp_path_factory.mktemp("out"))


@pytest.mark.parametrize(
    ("query", "accept", "lang"),
    [
        ("", "", "en"),
        ("", "ja,en;q=0.5", "ja"),
        ("", "fr,ko-KR;q=0.8", "ko"),
        ("?lang=zh", "ja", "zh"),
        ("?lang=zh-Hans", "", "zh"),
        ("?lang=fr", "ja", "ja"),
    ],
)
def test_language_is_chosen_by_address_then_by_header(client, query, accept, lang):
    response = client.get("/doc/government/yangzhou.html" + query, headers={"Accept-Language": accept})
    assert response.headers["Content-Language"] == lang
    assert f'<html lang="{lang}">' in response.get_data(as_text=True)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize(("lang", "name"), [("en", "Yangzhou"), ("zh", "扬州"), ("ja", "揚州"), ("ko", "양저우")])
def test_names_are_the_readers(client, lang, name):
    page = client.get(f"/doc/government/yangzhou.html?lang={lang}").get_data(as_text=True)
    assert re.search(rf'<h1 lang="{lang}">{name}', page)


def test_a_name_in_another_language_is_marked(client):
    page = client.get("/doc/government/kitakyushu.html?lang=ko").get_data(as_text=True)
    assert '<h1 lang="en">Kitakyushu' in page and 'class="lang fallback">en<' in page


def test_every_page_leads_to_itself_in_each_language(client):
    page = client.get("/browse/government?page=1", headers={"Accept": "text/html"}).get_data(as_text=True)
    for lang in LANGUAGES:
        address = f"https://w3id.org/onemoon/browse/government?page=1&amp;lang={lang}"
        assert f'hreflang="{lang}" href="{address}"' in page


def test_the_vocabulary_is_in_the_readers_language_too(client):
    assert "<h2>属性</h2>" in client.get("/ns.html?lang=zh").get_data(as_text=True)
    assert "<h2>Properties</h2>" in client.get("/ns.html?lang=en").get_data(as_text=True)


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("en", "2021-08-05", "August 5, 2021"),
        ("ja", "2021-08-05", "2021年8月5日"),
        ("ko", "2021-08", "2021년 8월"),
        ("zh", "2010", "2010年"),
        ("en", "2010", "2010"),
        ("en", "--04-18", "April 18"),
        ("ja", "2021-13-05", "2021-13-05"),
        ("ko", "<x>", "<x>"),
    ],
)
def test_dates_are_written_as_the_language_does(lang, text, shown):
    assert wording(lang).date(text) == shown


def _messages():
    templates = "".join(path.read_text(encoding="utf-8") for path in (SERVER / "templates").iterdir())
    in_templates = set(re.findall(r'\b_\("([^"]+)"', templates))
    marks = {"planned", "ended", "not reviewed", "not chosen", "Classes", "Properties", "Individuals"}
    return in_templates | marks | set(TITLES.values()) | {example.title for example in examples()}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_catalogue_has_every_message_and_keeps_its_places(lang):
    catalogue = read_po(BytesIO((SERVER / "locale" / f"{lang}.po").read_bytes()), locale=lang)
    assert {message for message in _messages() if not (catalogue.get(message) and catalogue[message].string)} == set()
    for message in catalogue:
        if message.id:
            assert set(re.findall(r"{\w+}", message.id)) == set(re.findall(r"{\w+}", message.string)), message.id
