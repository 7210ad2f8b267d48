"""The web application over one set of data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask

from . import answers, assets, errors, languages
from .browse import Browse
from .catalogue import Catalogue
from .citing import Citing
from .comparison import Comparison
from .completion import Completion
from .contexts import Contexts
from .data import Data
from .dumps import Dumps
from .embed import Embed
from .engine import Engine
from .example_queries import ExampleQueries
from .graphs import Graphs
from .history import History
from .indexed import indexed
from .machines import Machines
from .mementos import Mementos
from .negotiation import HTML
from .overview import Overview
from .reconcile import Reconcile
from .resources import Resources
from .search import Search
from .shape_pages import ShapePages
from .signposts import signposts
from .site import Site
from .sparql import Sparql
from .survey import survey
from .versions import Versions
from .vocabulary import Vocabulary
from .warming import DATA

LARGEST_BODY = 1 << 20


def create_app(
    data: Data,
    engine: Engine | None = None,
    places: Iterable[Mapping[str, str]] = (),
    limits: str = "",
    large: bool = False,
) -> Flask:
    """The application that publishes the data; queries are evaluated by the engine, by default in this process.

    `places` are rows of a gazetteer table: what can be reconciled beyond the data. `limits` is a sentence that says
    what one query may take. Data that is `large` is not looked through before it is asked for.
    """
    engine = engine or Engine(data.store, data.base, data.prefixes)
    data = replace(data, store=data.store if large else indexed(data.store), ontology=indexed(data.ontology))
    app = Flask(__name__, instance_path=str(Path.cwd()))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["site"] = app.extensions[DATA] = data
    app.jinja_env.globals["signs_of"] = partial(signposts, data, form=HTML)
    found, history = survey(data), History(data)
    rooms = (
        Site(data, found),
        Resources(data, history),
        Mementos(data, history),
        Vocabulary(data),
        Dumps(data),
        Versions(data, history),
        Catalogue(data),
        Sparql(data, engine, found, limits),
        Graphs(data),
        Reconcile(data, places),
        Comparison(data),
        Browse(data, found),
        Overview(data, found, history),
        Machines(data, found),
        Search(data, found),
        Completion(data, found),
        Embed(data),
        ShapePages(data),
        Contexts(),
        ExampleQueries(data),
        Citing(data),
    )
    for room in rooms:
        for path, view, methods in room.rules():
            app.add_url_rule(path, f"{type(room).__name__}.{view.__name__}", view, methods=methods)
    errors.install(app)
    answers.install(app)
    assets.install(app)
    languages.install(app)
    return app
