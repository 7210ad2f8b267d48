"""Accessibility as axe sees it: no violation on any kind of page, in any language, in light and in dark."""

import json
import os
from importlib.resources import files
from itertools import cycle, product
from pathlib import Path

import pytest

from onemoon.server.languages import LANGUAGES

PAGES = {
    "home": "/", "government": "/doc/government/yangzhou", "country": "/doc/country/china",
    "person": "/doc/person/choe-chiwon", "plan": "/doc/twinning/kitakyushu--yangzhou",
    "organisation": "/doc/organization/trilateral-cooperation-secretariat",
    "event": "/doc/event/tcs-10th-anniversary-symposium-vol-6", "document": "/doc/document/tcs-yangzhou-interview-2022",
    "annotation": "/doc/annotation/tcs-yangzhou-interview-2022.twinning-nara", "graph": "/doc/graph/tcs-symposium-2021",
    "title": "/doc/title/culture-city-of-east-asia", "list": "/browse/event",
    "links": "/links/country/china?kind=government",
    "search": "/search?q=yang", "statistics": "/statistics", "disagreements": "/disagreements", "news": "/news",
    "vocabulary": "/ns", "shapes": "/shapes", "quality": "/quality", "downloads": "/dumps/", "wikidata": "/wikidata",
    "query": "/sparql?format=html", "problems": "/problems", "nothing": "/doc/no/such",
    "card": "/embed/government/yangzhou",
    "answer": "/sparql?format=html&query=SELECT%20*%20%7B%20?event%20%3Chttps://schema.org/startDate%3E%20?date%20%7D",
    "map": "/sparql?format=html&view=map&query=SELECT%20*%20%7B?t%20a%20%3Chttps://w3id.org/onemoon/ns%23Twinning%3E%7D",
    "mistake": "/sparql?format=html&query=SELECT%20*%20%7B",
}  # fmt: skip
LONGEST = ("vocabulary", "shapes", "document")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """const done = arguments[1];
axe.run(document, arguments[0]).then(found => done(JSON.stringify(found.violations.map(
  each => [each.id, each.nodes.length, each.nodes[0].html.slice(0, 200), each.nodes[0].failureSummary]))));"""
ALL = {"runOnly": RULES, "resultTypes": ["violations"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def axe():
    """The script of axe: the one that ONEMOON_AXE names, else the one on PyPI."""
    if "ONEMOON_AXE" in os.environ:
        return Path(os.environ["ONEMOON_AXE"]).read_text(encoding="utf-8")
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed, ONEMOON_AXE names no axe.min.js")
    return files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(start, built, out, browser):
    return start("serve", "--out", str(out))


def violations(browser, axe, options):
    browser.send("Runtime.evaluate", expression=axe)
    return json.loads(browser.driver.execute_async_script(RUN, options))


def shown():
    """Each page in one of the languages, in turn, the longest left out; with ONEMOON_THOROUGH set, all in all."""
    if os.environ.get("ONEMOON_THOROUGH"):
        return list(product(PAGES, LANGUAGES))
    return list(zip([name for name in PAGES if name not in LONGEST], cycle(LANGUAGES), strict=False))


@pytest.mark.parametrize(("name", "lang"), shown())
def test_no_page_has_a_violation(site, fresh, axe, name, lang):
    path = PAGES[name]
    fresh.open(f"{site}{path}{'&' if '?' in path else '?'}lang={lang}")
    assert violations(fresh, axe, ALL) == []
    fresh.prefer("dark")
    assert json.loads(fresh.driver.execute_async_script(RUN, CONTRAST)) == []


def test_axe_sees_what_is_wrong(site, fresh, axe):
    fresh.open(site + "/")
    fresh.run("document.documentElement.lang = ''; document.querySelector('main').append(new Image())")
    assert {each[0] for each in violations(fresh, axe, ALL)} >= {"html-has-lang", "image-alt"}
