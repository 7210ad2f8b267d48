"""The processes that serve: one that accepts requests, and workers that evaluate queries under hard limits."""
