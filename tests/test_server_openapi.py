"""Requests made from our own description of the paths: whatever it allows is answered as the description says."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from pyoxigraph import Store
from schemathesis.specs.openapi.checks import positive_data_acceptance

from onemoon.server.app import create_app
from onemoon.server.data import Data

from .server_fixture import BASE, publish

QUICK = settings(
    max_examples=8, derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
# that a text is SPARQL or JSON, or that one of two parameters is needed, is more than the description can say
UNSAID = {path: [positive_data_acceptance]
          for path in ("/sparql", "/gsp", "/reconcile/{language}", "/reconcile/{language}/")}  # fmt: skip
NARA = {"name": "government/nara"}
KNOWN_AT = {
    **dict.fromkeys(["/id/{name}", "/doc/{name}", "/linkset/{name}", "/links/{name}", "/timemap/{name}"], NARA),
    "/graph/{name}": {"name": "talk-2022"}, "/browse/{segment}": {"segment": "government"},
    "/dumps/{name}": {"name": "onemoon.nq"}, "/sitemap-{number}.xml": {"number": 1},
    "/reconcile/{language}/suggest/{kind}": {"language": "en", "kind": "entity"},
    **{f"/reconcile/{{language}}{rest}": {"language": "en"}
       for rest in ("", "/", "/match", "/preview", "/view", "/extend", "/extend/propose")},
}  # fmt: skip
PATHS = create_app(Data(Store(), Store(), BASE, "", "", {})).test_client().get("/openapi.json").json["paths"]


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    app = create_app(Data.open(publish(tmp_path_factory.mktemp("out"))))
    return schemathesis.openapi.from_wsgi("/openapi.json", app)


@pytest.mark.parametrize(("path", "method"), [(path, method) for path in PATHS for method in PATHS[path]])
def test_every_path_answers_as_described(described, path, method):
    operation = described[path][method]

    @given(operation.as_strategy())
    @QUICK
    def answers(case):
        case.call_and_validate(excluded_checks=UNSAID.get(path, []))
        if case.path_parameters:
            case.path_parameters = {**case.path_parameters, **KNOWN_AT.get(path, {})}
            case.call_and_validate(excluded_checks=UNSAID.get(path, []))

    answers()
