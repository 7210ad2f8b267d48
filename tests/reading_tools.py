"""What the tests of reading share: short views of a record."""

from onemoon.mappings.reading.reader import read_text


def record(text, **meta):
    """The record of a text."""
    return read_text(text, "example", meta=meta)


def facts(text, kind, waiting=False, **meta):
    """The facts of one kind that are no mere candidates; waiting: those too."""
    return [fact for fact in record(text, **meta).facts if fact.kind == kind and (waiting or not fact.candidate)]


def twinnings(text, waiting=False, **meta):
    """(parties in order of their keys, year or None, status) of each twinning; waiting: of candidates too."""
    return {
        (*sorted(ref.partition("/")[2] for ref in fact.parties), fact.start and fact.start[:4], fact.status)
        for fact in facts(text, "twinning", waiting, **meta)
    }


def designations(text, **meta):
    """(government, year) of each title."""
    return {(fact.designee.partition("/")[2], fact.year) for fact in facts(text, "designation", **meta)}


def governments(text, **meta):
    """The keys of the governments that a text names."""
    return {fact.thing.partition("/")[2] for fact in facts(text, "mention", **meta)}
