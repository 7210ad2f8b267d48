"""What the dataset says of itself: its graphs, the build that made them, the dataset as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onemoon.build.dataset import Dataset
from onemoon.mappings.iris import Iris
from onemoon.mappings.record import RecordFile
from onemoon.mappings.terms import Triple, boolean, iri, labels, partial_date, typed

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TITLE = {
    "en": "One Moon: linked data of local-government cooperation in Northeast Asia",
    "zh": "同一个月亮：东北亚地方政府合作关联数据",
    "ja": "ワンムーン：北東アジア自治体協力のリンクトデータ",
    "ko": "하나의 달: 동북아시아 지방정부 협력 링크드 데이터",
}
SUMMARY = {
    "en": "Twinnings, city titles, events and people of local-government cooperation in Northeast Asia, "
    "each fact with the characters of the source document it was read from.",
    "zh": "东北亚地方政府合作中的友好城市、城市称号、活动与人物，每一项事实均注明其出处文献的字符位置。",
    "ja": "北東アジアの自治体協力における姉妹・友好都市、都市の称号、行事、人物。"
    "すべての事実に出典文書の文字位置を付す。",
    "ko": "동북아시아 지방정부 협력의 자매·우호도시, 도시 칭호, 행사, 인물. "
    "모든 사실에 출처 문서의 글자 위치를 밝힌다.",
}


@dataclass(frozen=True)
class Edition:
    """Which data this is: the package's version, the day of the newest review; and, once its triples are known, its
    name as a version and their digest.
    """

    software: str
    date: str
    name: str = ""
    digest: str = ""


def edition(software: str, files: Iterable[RecordFile]) -> Edition:
    """The edition that a set of records makes: dated by the last review, else by the last publication."""
    documents = [file.record.document for file in files]
    dates = [document.reviewed_on or document.published or "" for document in documents]
    return Edition(software, max(dates))


def dataset_node(iris: Iris) -> str:
    """The dataset's IRI."""
    return iris.thing("dataset/onemoon")


def about(dataset: Dataset, files: Iterable[RecordFile], edition: Edition) -> Iterator[Triple]:
    """The triples of the graph `about`."""
    iris = dataset.iris
    files = list(files)
    yield from _whole(iris, edition)
    yield from _build(iris, files, edition)
    for file in files:
        document = file.record.document
        reviewed = all(fact.reviewed for fact in file.record.facts)
        yield from _graph(iris, document.key, {"en": f"What “{document.title}” says"})
        yield iris.graph(document.key), iri("prov:wasDerivedFrom"), iris.thing(f"document/{document.key}")
        yield iris.graph(document.key), iri("om:reviewed"), boolean(reviewed)
    yield from _graph(iris, "reference", {"en": "Reference data: places, organisations, titles, offices"})
    yield from _graph(iris, "ontology", {"en": "Our terms and concepts"})
    yield from _graph(iris, "inferred", {"en": "What the build infers from the other graphs"})
    yield from _graph(iris, "about", {"en": "What the dataset says of itself"})


def _graph(iris: Iris, key: str, names: dict[str, str]) -> Iterator[Triple]:
    node = iris.graph(key)
    yield node, iri("rdf:type"), iri("prov:Entity")
    yield from labels(node, names)
    yield node, iri("prov:wasGeneratedBy"), iris.thing("activity/build")
    yield node, iri("dcterms:isPartOf"), dataset_node(iris)


def _whole(iris: Iris, edition: Edition) -> Iterator[Triple]:
    node = dataset_node(iris)
    yield node, iri("rdf:type"), iri("dcat:Dataset")
    yield node, iri("rdf:type"), iri("void:Dataset")
    yield from labels(node, TITLE)
    yield from labels(node, TITLE, "dcterms:title")
    yield from labels(node, SUMMARY, "dcterms:description")
    yield node, iri("dcterms:license"), LICENCE
    yield node, iri("dcterms:modified"), partial_date(edition.date)
    yield node, iri("prov:wasGeneratedBy"), iris.thing("activity/build")


def _build(iris: Iris, files: list[RecordFile], edition: Edition) -> Iterator[Triple]:
    activity, agent = iris.thing("activity/build"), iris.thing("agent/onemoon")
    yield activity, iri("rdf:type"), iri("prov:Activity")
    yield from labels(activity, {"en": f"Build by onemoon {edition.software}"})
    yield activity, iri("prov:wasAssociatedWith"), agent
    for file in files:
        yield activity, iri("prov:used"), iris.thing(f"document/{file.record.document.key}")
    yield agent, iri("rdf:type"), iri("prov:SoftwareAgent")
    yield from labels(agent, {"en": "onemoon"})
    yield agent, iri("schema:softwareVersion"), typed(edition.software, "xsd:string")


def version(iris: Iris, edition: Edition) -> Triple:
    """Which version the data is: a statement that its digest leaves out."""
    return dataset_node(iris), iri("dcat:version"), typed(edition.name, "xsd:string")
