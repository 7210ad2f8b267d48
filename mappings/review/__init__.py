"""Review: decisions on what a machine read, kept beside the record and applied to every new extraction."""
