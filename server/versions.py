"""The versions of the data: their files, which never change, and what came and went from one to the next."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, redirect, render_template, request
from pyoxigraph import NamedNode, Triple
from werkzeug.wrappers import Response as AnyResponse

from .answers import Rule, answer, asked, negotiated
from .catalogue import described
from .contexts import FOREVER
from .data import Data
from .dumps import media_type, whole
from .errors import Problem
from .history import History, Version
from .labels import Label, Labels, nearness
from .languages import language
from .negotiation import DOCUMENTS, HTML, Format, variants
from .representations import serialise
from .signposts import file_signposts, headed, version_signposts
from .terms import DCAT, RDF
from .values import Link, Values

_LATEST = "latest"


class Versions:
    """Answers for the versions that the published folder keeps."""

    def __init__(self, data: Data, history: History):
        self._data, self._history = data, history

    def rules(self) -> list[Rule]:
        """The paths of this room and what answers them."""
        return [
            Rule("/dumps/<version>/", self.version),
            Rule("/dumps/<version>/<name>", self.file),
            Rule("/changes", self.changes),
        ]

    def version(self, version: str) -> AnyResponse:
        """One version: its files, and what came and went with it."""
        if version == _LATEST:
            return self._newest("")
        found = self._known(version)
        address = f"/dumps/{version}/"
        form = asked(DOCUMENTS, [f"{address}?format={each.key}" for each in variants(DOCUMENTS)])
        if form != HTML:
            return self._in_rdf(described(self._data, "catalog.ttl", self._data.base + address[1:]), form, address)
        files = self._history.files(found) if found.kept else {}
        signs = version_signposts(self._data, address, sorted(files))
        page = render_template(
            "version.html", version=found, change=self._shown(found), files=sorted(files.items()), signs=signs
        )
        return headed(negotiated(answer(page, HTML), address), signs)

    def file(self, version: str, name: str) -> AnyResponse:
        """A file of one version, which stays as it is."""
        if version == _LATEST:
            return self._newest(name)
        found = self._known(version)
        if not found.kept:
            raise Problem("gone", f"The files of version {version} are no longer kept; /changes tells of them.")
        file = self._history.file(found, name)
        if file is None:
            raise Problem("not-found", f"Version {version} has no file {name!r}; /dumps/{version}/ lists them.")
        response = headed(whole(file, media_type(name)), file_signposts(self._data, name))
        response.headers["Cache-Control"] = FOREVER
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.make_conditional(request, accept_ranges=True, complete_length=file.size)
        return response

    def changes(self) -> Response:
        """What came and went from version to version, the newest first."""
        form = asked(DOCUMENTS, [f"/changes?format={each.key}" for each in variants(DOCUMENTS)])
        if form != HTML:
            return self._in_rdf(self._chain(), form, "/changes")
        shown = [(each, self._shown(each)) for each in self._history.versions]
        return negotiated(answer(render_template("changes.html", shown=shown), HTML), "/changes")

    def _chain(self) -> list[Triple]:
        triples = described(self._data, "catalog.ttl")
        versions = {each.subject for each in triples if each.predicate == DCAT.isVersionOf}
        return [each for each in triples if each.subject in versions or each.predicate == DCAT.hasVersion]

    def _in_rdf(self, triples: list[Triple], form: Format, address: str) -> Response:
        if not any(each.predicate == RDF.type for each in triples):
            raise Problem("not-found", "This data has no description of its versions.")
        return negotiated(answer(serialise(triples, form, self._data.prefixes), form), f"{address}?format={form.key}")

    def _newest(self, name: str) -> AnyResponse:
        if not self._history.versions:
            raise Problem("not-found", "This data has no versions.")
        response = redirect(f"/dumps/{self._history.versions[0].name}/{name}", 302)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _known(self, name: str) -> Version:
        found = self._history.version(name)
        if found is None:
            raise Problem("not-found", f"There was no version {name!r}; /changes lists them.")
        return found

    def _shown(self, version: Version) -> dict[str, list[Link]]:
        values = Values(self._data, Labels(self._data))
        listed = {"New": version.new, "Changed": version.changed, "Gone": version.gone}
        found = {title: [_link(values, each, version) for each in things] for title, things in listed.items()}
        return {title: links for title, links in found.items() if links}


def _link(values: Values, thing: str, version: Version) -> Link:
    """A thing by its name, or by the one it had when it is no more."""
    link, had = values.link(NamedNode(thing)), version.names.get(thing, {})
    tags = sorted(had, key=lambda tag: nearness(tag, language()))
    return replace(link, label=Label(had[tags[0]], tags[0])) if tags else link
