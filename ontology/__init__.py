"""One Moon: ontology."""
