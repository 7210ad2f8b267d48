"""One Moon: shapes."""
