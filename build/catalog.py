"""The DCAT 3 catalogue: the dataset with its versions, one distribution a file, the SPARQL service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from onemoon.build.about import LICENCE, SUMMARY, TITLE, Edition, dataset_node
from onemoon.build.dataset import Dataset
from onemoon.build.versions import Version
from onemoon.mappings.iris import slug
from onemoon.mappings.terms import Text, Triple, english, iri, labels, partial_date, typed
from onemoon.ontology import ONTOLOGY

IANA = "https://www.iana.org/assignments/media-types/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
THEMES = f"{AUTHORITY}data-theme"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SYNTAXES = {
    "ttl": ("text/turtle", "Turtle", "RDF_TURTLE", "https://www.w3.org/TR/turtle/"),
    "nt": ("application/n-triples", "N-Triples", "RDF_N_TRIPLES", "https://www.w3.org/TR/n-triples/"),
    "nq": ("application/n-quads", "N-Quads", "RDF_N_QUADS", "https://www.w3.org/TR/n-quads/"),
    "trig": ("application/trig", "TriG", "RDF_TRIG", "https://www.w3.org/TR/trig/"),
    "jsonld": ("application/ld+json", "JSON-LD", "JSON_LD", "https://www.w3.org/TR/json-ld11/"),
}
TABLE = ("text/csv", "CSV", "CSV", "https://www.rfc-editor.org/rfc/rfc4180")
CONTENTS = {"onemoon": "The whole data set as {}", "twinnings": "The twinnings as a table ({})"}
KEYWORDS = {
    "en": ("sister cities", "local government", "Northeast Asia"),
    "ko": ("자매도시", "지방정부", "동북아시아"),
    "ja": ("姉妹都市", "自治体", "北東アジア"),
    "zh": ("友好城市", "地方政府", "东北亚"),
}
PROVENANCE = {
    "en": "Read from the source documents by a machine and reviewed by people; "
    "every fact names the characters it was read from.",
    "ko": "출처 문서를 기계가 읽고 사람이 검토하였으며, 모든 사실에 읽은 글자의 위치를 밝힌다.",
    "ja": "機械が出典文書を読み、人が確認した。すべての事実に、読み取った文字の位置を付す。",
    "zh": "由机器读取出处文献并经人工审核，每一项事实均注明所读取的字符位置。",
}
NOTES = {
    "en": "{added} triples added, {removed} removed; {new} new things, {changed} changed, {gone} gone.",
    "ko": "트리플 {added}개 추가, {removed}개 삭제. 새 항목 {new}개, 변경 {changed}개, 삭제 {gone}개.",
    "ja": "トリプル{added}件を追加、{removed}件を削除。新しい項目{new}件、変更{changed}件、削除{gone}件。",
    "zh": "新增三元组{added}条，删除{removed}条；新条目{new}个，变更{changed}个，移除{gone}个。",
}
FIRST = {
    "en": "First version published here.",
    "ko": "이곳에 공개된 첫 버전.",
    "ja": "ここで公開された最初の版。",
    "zh": "在此发布的第一个版本。",
}
_WHEN = ("schema:startDate", "schema:endDate", "schema:observationDate", "om:year")


def catalog(
    dataset: Dataset, which: Edition, files: Mapping[str, bytes], versions: Sequence[Version]
) -> Iterator[Triple]:
    """All of the catalogue; `files` are the dumps, zipped and not, `versions` ends with this one."""
    base, node = dataset.iris.base, dataset_node(dataset.iris)
    whole, publisher = f"{base}catalog", f"{base}catalog#publisher"
    yield whole, iri("rdf:type"), iri("dcat:Catalog")
    yield from _described(whole, publisher, which)
    yield from _whereabouts(whole, which)
    yield whole, iri("dcat:dataset"), node
    yield whole, iri("dcat:service"), f"{base}catalog#sparql"
    yield whole, iri("dcat:themeTaxonomy"), THEMES
    yield whole, iri("foaf:homepage"), base
    yield publisher, iri("rdf:type"), iri("foaf:Agent")
    yield publisher, iri("foaf:name"), english("One Moon")
    yield from _dataset(dataset, node, publisher, which)
    yield from _versions(base, node, publisher, versions)
    yield from _service(base, node, publisher)
    for name in sorted(files):
        yield from _distribution(base, node, name, files[name], which)


def _dataset(dataset: Dataset, node: str, publisher: str, which: Edition) -> Iterator[Triple]:
    base = dataset.iris.base
    yield node, iri("rdf:type"), iri("dcat:Dataset")
    yield from _described(node, publisher, which)
    yield from _found_by(node, base)
    yield from _whereabouts(node, which)
    yield from _period(dataset, node)
    yield node, iri("dcterms:creator"), publisher
    yield node, iri("dcterms:identifier"), typed(node, "xsd:anyURI")
    yield node, iri("dcterms:accessRights"), f"{AUTHORITY}access-right/PUBLIC"
    yield node, iri("dcterms:accrualPeriodicity"), f"{AUTHORITY}frequency/IRREG"
    yield node, iri("dcterms:conformsTo"), ONTOLOGY
    yield node, iri("dcterms:provenance"), f"{base}catalog#provenance"
    yield f"{base}catalog#provenance", iri("rdf:type"), iri("dcterms:ProvenanceStatement")
    yield from labels(f"{base}catalog#provenance", PROVENANCE, "rdfs:label")
    yield node, iri("dcat:landingPage"), f"{base}doc/dataset/onemoon"
    yield node, iri("foaf:page"), f"{base}changes"


def _period(dataset: Dataset, node: str) -> Iterator[Triple]:
    """From the first to the last year that the data speaks of."""
    wanted = {iri(name) for name in _WHEN}
    found = (value.value[:4] for _, p, value in dataset.default if p in wanted and isinstance(value, Text))
    years = sorted(text for text in found if text.isdecimal())
    if years:
        period = f"{dataset.iris.base}catalog#period"
        yield node, iri("dcterms:temporal"), period
        yield period, iri("rdf:type"), iri("dcterms:PeriodOfTime")
        yield period, iri("dcat:startDate"), partial_date(years[0])
        yield period, iri("dcat:endDate"), partial_date(years[-1])


def _versions(base: str, node: str, publisher: str, versions: Sequence[Version]) -> Iterator[Triple]:
    """Each version is a dataset of its own, at the address of its files."""
    before = ""
    for each in versions:
        address = f"{base}dumps/{each.name}/"
        yield node, iri("dcat:hasVersion"), address
        yield address, iri("rdf:type"), iri("dcat:Dataset")
        yield address, iri("dcat:isVersionOf"), node
        yield from labels(address, {tag: f"{title}, {each.name}" for tag, title in TITLE.items()}, "dcterms:title")
        yield from labels(address, SUMMARY, "dcterms:description")
        yield from _notes(address, each, first=not before)
        yield address, iri("dcterms:publisher"), publisher
        yield address, iri("dcterms:license"), LICENCE
        yield address, iri("dcterms:issued"), partial_date(each.date)
        yield address, iri("dcat:landingPage"), address
        if before:
            yield address, iri("dcat:previousVersion"), before
            yield address, iri("prov:wasRevisionOf"), before
        before = address
    yield node, iri("dcat:hasCurrentVersion"), before
    yield from _notes(node, versions[-1], first=len(versions) == 1)
    if len(versions) > 1:
        yield node, iri("dcat:previousVersion"), f"{base}dumps/{versions[-2].name}/"


def _notes(node: str, version: Version, first: bool) -> Iterator[Triple]:
    numbers = {"new": 0, "gone": 0, "changed": 0, **version.counts}
    told = {tag: note.format(added=version.added, removed=version.removed, **numbers) for tag, note in NOTES.items()}
    yield node, iri("dcat:version"), typed(version.name, "xsd:string")
    yield from labels(node, FIRST if first else told, "adms:versionNotes")


def _service(base: str, node: str, publisher: str) -> Iterator[Triple]:
    service = f"{base}catalog#sparql"
    yield service, iri("rdf:type"), iri("dcat:DataService")
    yield from labels(service, {"en": "SPARQL endpoint"}, "dcterms:title")
    yield from labels(service, {"en": "Read-only queries over the whole data set"}, "dcterms:description")
    yield service, iri("dcat:endpointURL"), f"{base}sparql"
    yield service, iri("dcat:endpointDescription"), f"{base}sparql?format=ttl"
    yield service, iri("dcat:endpointDescription"), f"{base}openapi.json"
    yield service, iri("dcat:servesDataset"), node
    yield service, iri("dcterms:conformsTo"), "https://www.w3.org/TR/sparql11-protocol/"
    yield service, iri("dcterms:publisher"), publisher
    yield service, iri("dcterms:license"), LICENCE
    yield service, iri("dcterms:accessRights"), f"{AUTHORITY}access-right/PUBLIC"
    yield from _found_by(service, base)


def _found_by(node: str, base: str) -> Iterator[Triple]:
    """What a catalogue's search looks at: theme, keywords, whom to ask."""
    yield node, iri("dcat:theme"), f"{THEMES}/GOVE"
    for language, words in KEYWORDS.items():
        yield from (triple for word in words for triple in labels(node, {language: word}, "dcat:keyword"))
    contact = f"{base}catalog#contact"
    yield node, iri("dcat:contactPoint"), contact
    yield contact, iri("rdf:type"), f"{VCARD}Kind"
    yield contact, f"{VCARD}fn", english("One Moon")
    yield contact, f"{VCARD}hasURL", base


def _whereabouts(node: str, which: Edition) -> Iterator[Triple]:
    """Where, in which languages, and when it came out."""
    yield node, iri("dcterms:spatial"), f"{AUTHORITY}continent/ASIA"
    yield node, iri("dcterms:issued"), partial_date(which.date)
    for language in ("ENG", "KOR", "JPN", "ZHO"):
        yield node, iri("dcterms:language"), f"{AUTHORITY}language/{language}"


def _described(node: str, publisher: str, which: Edition) -> Iterator[Triple]:
    yield from labels(node, TITLE, "dcterms:title")
    yield from labels(node, SUMMARY, "dcterms:description")
    yield node, iri("dcterms:publisher"), publisher
    yield node, iri("dcterms:license"), LICENCE
    yield node, iri("dcterms:modified"), partial_date(which.date)


def _distribution(base: str, node: str, name: str, content: bytes, which: Edition) -> Iterator[Triple]:
    """A file: as it is at the address of the newest, zipped at the address of its version, where it stays."""
    part, checksum, zipped = f"{base}catalog#{slug(name)}", f"{base}catalog#{slug(name)}-sha256", name.endswith(".gz")
    stem, suffix = name.split(".")[:2]
    media_type, title, file_type, standard = SYNTAXES.get(suffix, TABLE)
    folder = f"{base}dumps/{which.name}/" if zipped else f"{base}dumps/"
    yield node, iri("dcat:distribution"), part
    yield part, iri("rdf:type"), iri("dcat:Distribution")
    yield from labels(part, {"en": f"{title}, compressed" if zipped else title}, "dcterms:title")
    yield from labels(part, {"en": CONTENTS[stem].format(title)}, "dcterms:description")
    yield part, iri("dcterms:format"), f"{AUTHORITY}file-type/{file_type}"
    yield part, "http://data.europa.eu/r5r/availability", f"{AUTHORITY}planned-availability/STABLE"
    yield part, iri("dcat:downloadURL"), folder + name
    yield part, iri("dcat:accessURL"), folder
    yield part, iri("dcat:mediaType"), f"{IANA}{media_type}"
    yield part, iri("dcat:byteSize"), typed(len(content), "xsd:decimal")  # as the shapes of DCAT-AP ask
    yield part, iri("dcterms:conformsTo"), standard
    if suffix in SYNTAXES:
        yield part, iri("dcterms:conformsTo"), ONTOLOGY
    if zipped:
        yield part, iri("dcat:compressFormat"), f"{IANA}application/gzip"
    yield part, iri("dcterms:license"), LICENCE
    yield part, iri("dcterms:issued"), partial_date(which.date)
    yield part, iri("dcterms:modified"), partial_date(which.date)
    yield part, iri("spdx:checksum"), checksum
    yield checksum, iri("rdf:type"), iri("spdx:Checksum")
    yield checksum, iri("spdx:algorithm"), iri("spdx:checksumAlgorithm_sha256")
    yield checksum, iri("spdx:checksumValue"), typed(hashlib.sha256(content).hexdigest(), "xsd:hexBinary")
