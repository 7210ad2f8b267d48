"""The languages of the site: which one a request asks for, its words by gettext, its numbers and dates by Babel."""

from __future__ import annotations

import gettext
import io
import re
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, Response, g, has_request_context, request

LANGUAGES = {"en": "English", "ko": "한국어", "ja": "日本語", "zh": "中文"}
DEFAULT = "en"
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DAY_OF_YEAR = re.compile(r"--(\d\d)-(\d\d)")
_OUR_LINK = re.compile(r'(<a\b[^>]*? href=")(/(?!/)[^"?#]*)([^"#]*)(#?[^"]*")')
_FORM = re.compile(r"<form\b[^>]*>")
_NO_PAGE = re.compile(r"^/(static|dumps/.|\.well-known|gsp)|\.(ttl|nt|nq|jsonld|rdf|json|xml|txt|atom|svg)$")


class Wording:
    """What the site says in one language."""

    def __init__(self, lang: str):
        self.lang = lang
        self._locale = Locale.parse(lang)
        self._catalogue = _catalogue(lang)

    def text(self, message: str, **values: object) -> str:
        """The message in this language, in English where the catalogue lacks it, its {places} filled."""
        found = self._catalogue.gettext(message) if message else ""
        return found.format(**values) if values else found

    def number(self, value: int | float | str) -> str:
        """A number as this language groups its digits; any other text as it is."""
        try:
            return str(format_decimal(float(value) if "." in str(value) else int(value), locale=self._locale))
        except (ValueError, OverflowError):
            return str(value)

    def date(self, text: str) -> str:
        """A date, month, year or day of the year as this language writes it; any other text as it is."""
        try:
            return self._date(text)
        except ValueError:
            return text

    def _date(self, text: str) -> str:
        if found := _DATE.fullmatch(text):
            return str(format_date(date(int(found[1]), int(found[2]), int(found[3])), "long", locale=self._locale))
        if found := _MONTH.fullmatch(text):
            return str(format_skeleton("yMMMM", date(int(found[1]), int(found[2]), 1), locale=self._locale))
        if found := _DAY_OF_YEAR.fullmatch(text):
            return str(format_skeleton("MMMMd", date(2000, int(found[1]), int(found[2])), locale=self._locale))
        if text.isdecimal() and len(text) == 4 and self.lang != DEFAULT:
            return str(format_skeleton("y", date(int(text), 1, 1), locale=self._locale))
        return text


@cache
def wording(lang: str) -> Wording:
    """The wording of one language, read once."""
    return Wording(lang)


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue that translators edit, compiled in memory."""
    source = files("onemoon.server").joinpath("locale", f"{lang}.po")
    if not source.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def language() -> str:
    """The language of the answer to this request: by ?lang=, then by Accept-Language, else English."""
    if not has_request_context():
        return DEFAULT
    if "lang" not in g:
        g.lang = _asked()
    return str(g.lang)


def _asked() -> str:
    parameter = request.args.get("lang", "").lower().replace("_", "-").partition("-")[0]
    if parameter in LANGUAGES:
        return parameter
    return next((lang for lang in map(_primary, request.accept_languages.values()) if lang in LANGUAGES), DEFAULT)


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def here(lang: str) -> str:
    """The address of this page in another language."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return request.path + "?" + urlencode([*asked, ("lang", lang)])


def install(app: Flask) -> None:
    """Give every template its words, and every page the headers that say which language it is in."""
    app.context_processor(_words)
    app.after_request(_tell)


def _words() -> dict[str, object]:
    words = wording(language())
    return {
        "_": words.text,
        "words": words,
        "lang": words.lang,
        "languages": LANGUAGES,
        "in_language": here,
        "path_here": request.path if has_request_context() else "/",
    }


def _tell(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.direct_passthrough:
        response.headers.setdefault("Content-Language", language())
        response.vary.add("Accept-Language")
        if "lang" in request.args:
            _stay(response)
    return response


def _stay(response: Response) -> None:
    """A language that was chosen by hand is kept on the way: the links between our pages ask for it too."""
    lang = language()

    def kept(found: re.Match[str]) -> str:
        start, path, query, rest = found.groups()
        if "lang=" in query or _NO_PAGE.search(path):
            return found[0]
        return f"{start}{path}{query}{'&amp;' if query else '?'}lang={lang}{rest}"

    page = _OUR_LINK.sub(kept, response.get_data(as_text=True))
    response.set_data(_FORM.sub(rf'\g<0><input type="hidden" name="lang" value="{lang}">', page))
    response.add_etag(overwrite=True)
