"""Twinnings that no rule reads: how likely two places are twins, by what was learned from annotated texts."""
