"""What only a real browser shows: a visitor's walk, hostile data that stays inert, and a site that asks nobody else."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from onemoon.server.assets import VENDOR, has

RUN = "document.documentElement.dataset.broken=1"
HOSTILE = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
@prefix om: <https://w3id.org/onemoon/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<http://example.org/id/event/1> a schema:Event, om:Event, <javascript:{RUN}> ;
  skos:prefLabel "<script>{RUN}</script>"@en, "</script><script>{RUN}</script>"@ko,
    "\\" onfocus=\\"{RUN}\\" autofocus x=\\""@zh, "<!--<script>{RUN}"@ja ;
  skos:altLabel "<svg onload={RUN}>"@en, "<img src=x onerror={RUN}>"@ja, "{{{{7*7}}}}"@ko ;
  schema:startDate "<img src=x onerror={RUN}>"^^xsd:date ; schema:endDate "2020'><svg onload={RUN}>"^^xsd:date ;
  schema:url "javascript:{RUN}"^^xsd:anyURI, "https://evil.example/x.js"^^xsd:anyURI ;
  schema:location <http://example.org/id/government/1>, <javascript:{RUN}> ;
  <http://example.org/p#"> "x" .
<http://example.org/id/government/1> a om:LocalGovernment ; schema:latitude 35.0 ; schema:longitude 135.0 ;
  skos:prefLabel "</title></svg><script>{RUN}</script>"@en, "<img src=x onerror={RUN}>"@ja .
<http://example.org/id/government/2> a om:LocalGovernment ; schema:latitude 36.0 ; schema:longitude 120.0 ;
  skos:prefLabel "</text><script>{RUN}</script>"@en .
<http://example.org/id/twinning/1> a om:Twinning ; om:party <http://example.org/id/government/1>,
    <http://example.org/id/government/2> ; schema:startDate "2010'><script>{RUN}</script>" ;
  skos:prefLabel "</title><script>{RUN}</script>"@en ; dcterms:type "<b onclick={RUN}>" .
<http://example.org/id/annotation/1> a oa:Annotation ; oa:hasBody <http://example.org/id/twinning/1> ;
  oa:hasTarget <javascript:{RUN}>, "<script>{RUN}</script>" .
""".replace('<http://example.org/p#">', "<http://example.org/p%22>")
EVERYTHING = "/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D&format=html"
INERT = ["/doc/event/1", "/doc/event/1?lang=ko", "/doc/event/1?lang=zh", "/doc/event/1?lang=ja", "/doc/government/1",
         "/doc/twinning/1", "/doc/annotation/1", "/search?q=script", "/", "/browse/event", "/browse/twinning",
         "/links/government/1?kind=twinning", "/embed/government/1", "/embed/event/1", EVERYTHING,
         EVERYTHING + "&view=map", EVERYTHING + "&embed=1", "/statistics",
         "/search?q=%3Cscript%3E" + RUN + "%3C/script%3E", "/nothing/%3Cscript%3E" + RUN]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(start, tmp_path_factory, browser):
    file = tmp_path_factory.mktemp("hostile") / "data.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    return start("serve", "--data", str(file), "--base", "http://example.org/")


@pytest.fixture(scope="module")
def site(start, built, out, browser):
    texts = os.environ.get("ONEMOON_DOCUMENTS")
    return start("serve", "--out", str(out), *(["--documents", texts] if texts else []))


def elsewhere(browser, site):
    return [address for address in browser.requests() if not address.startswith(site)]


@pytest.mark.parametrize("path", INERT)
def test_hostile_data_is_inert(hostile, fresh, path):
    fresh.open(hostile + path)
    assert "One Moon" in fresh.driver.page_source
    assert fresh.run("return document.documentElement.dataset.broken") is None
    assert fresh.all("[onerror], [onload], [onfocus], [onclick]") == []
    assert fresh.all('a[href^="javascript"], iframe, object, embed, img:not([src^="/static/"])') == []
    assert [each for each in fresh.complaints() if "404" not in each] == [] and elsewhere(fresh, hostile) == []


def test_suggestions_of_hostile_names_are_text(hostile, fresh):
    fresh.open(hostile + "/")
    fresh.find("#q").send_keys("script")
    fresh.until(lambda: fresh.all('[role="option"]'))
    assert "<script>" in fresh.find('[role="listbox"]').text
    assert fresh.run("return document.documentElement.dataset.broken") is None and fresh.complaints() == []


def test_a_visitor_walks_from_a_name_to_the_passage_and_shares_the_query(site, fresh):
    fresh.open(site + "/?lang=en")
    fresh.find("#q").send_keys("扬州")
    fresh.until(lambda: fresh.find("#q").get_attribute("aria-expanded") == "true", "suggestions")
    assert "Yangzhou" in fresh.all('[role="option"]')[0].text
    fresh.find("#q").send_keys("\ue015\ue007")  # down, enter
    fresh.until(lambda: fresh.driver.current_url.startswith(f"{site}/doc/government/yangzhou"), "Yangzhou's page")
    tie = next(each for each in fresh.all("#twinning li") if each.text.startswith("Nara"))
    assert "2010" in tie.text and "characters" in tie.text
    fresh.click(tie.find_element("css selector", "a.fact"))
    fresh.until(lambda: "/doc/twinning/nara--yangzhou" in fresh.driver.current_url, "the twinning")
    assert fresh.find(".about time").text == "2010"
    assert "characters" in fresh.find(".readings").text
    if "ONEMOON_DOCUMENTS" in os.environ:
        assert "Nara" in fresh.find(".passage mark").text
    turtle = fresh.find('.formats a[href$=".ttl"]').get_attribute("href")
    assert "om:Twinning" in fresh.run("return fetch(arguments[0]).then(answer => answer.text())", turtle)
    fresh.follow("The query behind this page")
    fresh.until(lambda: "/sparql" in fresh.driver.current_url and fresh.all(".result pre"), "the answer")
    assert "nara--yangzhou" in fresh.find(".result pre").text
    fresh.driver.set_permissions("clipboard-write", "granted")
    fresh.driver.set_permissions("clipboard-read", "granted")
    fresh.click(fresh.find("[data-share]"))
    fresh.until(lambda: fresh.find("[data-said]").text == "Copied", "the copied link")
    shared = fresh.run("return navigator.clipboard.readText()")
    assert "nara--yangzhou" in parse_qs(urlsplit(shared).query)["query"][0]
    fresh.open(shared)
    assert "nara--yangzhou" in fresh.find(".result pre").text
    assert fresh.complaints() == [] and elsewhere(fresh, site) == []


@pytest.mark.skipif(not has(f"{VENDOR}/yasqe.js"), reason="no editor: python -m onemoon.server.bundle fetches it")
def test_the_editor_completes_our_terms_and_runs_under_the_policy(site, fresh):
    fresh.open(site + "/sparql?format=html&lang=en")
    fresh.until(lambda: fresh.run("return document.querySelector('form.query').dataset.ready"), "the editor")
    fresh.run("const editor = document.querySelector('.CodeMirror').CodeMirror; editor.setValue(''); editor.focus()")
    for typed, offered in (("SELECT * { ?t a om:Tw", "om:Twinning"), (" ; om:pa", "om:party"), ("<扬", "/yangzhou>")):
        fresh.driver.switch_to.active_element.send_keys(typed)
        fresh.until(lambda wanted=offered: wanted in "".join(each.text for each in fresh.all(".CodeMirror-hint")))
        fresh.run("arguments[0].click()", next(each for each in fresh.all(".CodeMirror-hint") if offered in each.text))
        fresh.driver.switch_to.active_element.send_keys(" ")
    fresh.driver.switch_to.active_element.send_keys("}")
    query = fresh.run("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert query.startswith("PREFIX om:") and "a om:Twinning  ; om:party <https://w3id.org/onemoon/id/" in query
    fresh.find('form.query button[type="submit"]').click()
    fresh.until(lambda: len(fresh.all(".result tbody tr")) == 10, "ten twinnings")
    assert fresh.complaints() == [] and elsewhere(fresh, site) == []


def test_a_link_with_the_query_in_its_fragment_fills_the_form(site, fresh):
    fresh.open(site + "/sparql?format=html#query=ASK%20%7B%7D%20%23%20mine")
    fresh.until(lambda: fresh.run("return document.querySelector('form.query textarea').value") == "ASK {} # mine")


@pytest.fixture
def stranger(tmp_path):
    """A site of somebody else, with files of a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_strangers_can_frame_a_card_but_no_page(site, fresh, stranger):
    folder, address = stranger
    for path, shown in (("/embed/government/yangzhou", "body.framed"), ("/doc/government/yangzhou", "article")):
        (folder / "page.html").write_text(f'<!doctype html><title>x</title><iframe src="{site}{path}"></iframe>')
        fresh.open(address + "/page.html?" + path)
        fresh.driver.switch_to.frame(fresh.find("iframe"))
        assert bool(fresh.all(shown)) == path.startswith("/embed/")
        fresh.driver.switch_to.default_content()


def test_the_whole_site_asks_nobody_else_and_nothing_is_stopped(site, fresh):
    """Some of each kind of page; with ONEMOON_THOROUGH set, all that the sitemap names."""
    fresh.open(site + "/?lang=en")
    addresses = fresh.run(
        "const text = await (await fetch('/sitemap-1.xml')).text();"
        "return [...new DOMParser().parseFromString(text, 'text/xml').querySelectorAll('loc')].map(e => e.textContent)"
    )
    paths = [urlsplit(address).path for address in addresses]
    whole = paths if os.environ.get("ONEMOON_THOROUGH") else paths[:12] + paths[12::14]
    for path in whole + ["/sparql?format=html", "/search?q=yang", "/browse/event", "/embed/event/none"]:
        fresh.open(site + path)
    assert len(whole) > 40 and elsewhere(fresh, site) == []
    assert [each for each in fresh.complaints() if "/embed/event/none" not in each] == []


@pytest.mark.parametrize("path", ["/", "/doc/government/yangzhou", "/doc/country/china", "/statistics", EVERYTHING])
def test_a_phone_never_scrolls_sideways(site, fresh, path):
    fresh.send("Emulation.setDeviceMetricsOverride", width=360, height=640, deviceScaleFactor=1, mobile=True)
    fresh.open(site + path)
    wide = fresh.run("return [document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]")
    fresh.send("Emulation.clearDeviceMetricsOverride")
    assert max(wide) <= 360
