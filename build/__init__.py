"""One Moon: build."""
