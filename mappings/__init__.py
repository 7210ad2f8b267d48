"""One Moon: mappings."""
