"""Reading documents: from a text nobody has seen to the facts that it states."""

from onemoon.mappings.reading.reader import Readers, read_document, read_text, readers

__all__ = ["Readers", "read_document", "read_text", "readers"]
