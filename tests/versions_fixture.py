"""A second version after the project's own data: Nara's twinning a year later, Karatsu's gone."""

import re
import shutil
from pathlib import Path

import pytest

from onemoon.build.pipeline import Built, build
from onemoon.mappings.iris import DEFAULT_BASE
from onemoon.mappings.record import load_all
from onemoon.server.app import create_app
from onemoon.server.data import Data


@pytest.fixture(scope="session")
def later(built: Built, out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which two versions were published."""
    folder, records = tmp_path_factory.mktemp("later") / "out", tmp_path_factory.mktemp("records")
    shutil.copytree(out, folder)
    for file in load_all():
        text = file.path.read_text(encoding="utf-8")
        text = re.sub(r"(government/nara\]\n(?:  .*\n)*?  start: )'2010'", r"\1'2011'", text)
        text = re.sub(r"- id: twinning-karatsu\n(?:  .*\n)+", "", text)
        (records / file.path.name).write_text(text, encoding="utf-8")
    build(DEFAULT_BASE, folder, records=records, tell=lambda stage: None)
    return folder


@pytest.fixture(scope="session")
def later_client(later: Path):
    """A client of the application over these two versions."""
    return create_app(Data.open(later)).test_client()
