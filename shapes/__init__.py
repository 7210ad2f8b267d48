"""The shapes: numbered rules that all published data keeps, and the validator that holds data to them."""

from onemoon.shapes.report import Report, Violation
from onemoon.shapes.rules import Rule, rules, shapes_graph
from onemoon.shapes.validation import validate
from onemoon.shapes.vocabulary import ShapesError, unknown_terms

__all__ = ["Report", "Rule", "ShapesError", "Violation", "rules", "shapes_graph", "unknown_terms", "validate"]
