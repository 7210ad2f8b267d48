"""Reading documents: from a text nobody has seen to the facts that it states.

The entry points are in `reader`: read_document, read_text, readers.
"""
