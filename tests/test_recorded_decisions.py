"""Reading the source texts again and applying the recorded decisions gives the committed records."""

import pytest

from onemoon.mappings.evidence import read_text
from onemoon.mappings.reading.reader import read_text as read
from onemoon.mappings.record import load_all
from onemoon.mappings.review.applying import apply
from onemoon.mappings.review.decision import decisions_path, load_decisions


@pytest.mark.parametrize("file", load_all(), ids=lambda file: file.record.document.key)
def test_a_new_reading_and_the_recorded_decisions_give_the_record(file, documents):
    extracted = read(read_text(documents, file), file.record.document.key)
    record, stale = apply(extracted, load_decisions(decisions_path(file.path)))
    assert stale == () and record == file.record
