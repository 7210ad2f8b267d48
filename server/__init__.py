"""One Moon: server."""
