"""The shapes: numbered rules that all published data keeps, and the validator that holds data to them."""

from onemoon.shapes.report import Report, Violation
from onemoon.shapes.rulebook import SHAPES, Rule, ontology_rules, rules, shapes_files, shapes_graph
from onemoon.shapes.validation import Validator, validate, validator
from onemoon.shapes.vocabulary import ShapesError, unknown_terms

__all__ = [
    "SHAPES",
    "Report",
    "Rule",
    "ShapesError",
    "Validator",
    "Violation",
    "ontology_rules",
    "rules",
    "shapes_files",
    "shapes_graph",
    "unknown_terms",
    "validate",
    "validator",
]
