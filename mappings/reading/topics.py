"""Whether a heading or cell speaks of twinnings, and of which kind."""

from __future__ import annotations

import re

KIND = re.compile(r"\b(sister|twin|friend(?:ship|ly)|partner)\b", re.IGNORECASE)

TOPIC = re.compile(
    r"\b(?:sister|twin|twinned|friendship|friendly|partner)(?:[- ](?:and|&|or|/)[- ]\w+)?[- "
    r"](?:cit(?:y|ies)|towns?|regions?|provinces?|prefectures?|states?|municipalit\w+|local "
    r"governments?|relation\w*|communit\w+|counties|districts?|affiliat\w+)|\btwinnings?\b|"
    r"\bpartner municipalities\b|\bsisterhood|\b(?:overseas|foreign) partners?\b(?! univ| school| compan)|"
    r"\btwinned with\b|"
    r"\bforeign friends\b|\b(?:our|its|the city's) (?:foreign |overseas )?partners\b|\bpartners (?:abroad|overseas)\b",
    re.IGNORECASE,
)

PARTNER = re.compile(
    r"^(?:(?:overseas |foreign )?partner|cit(?:y|ies)\b.*|city or.*|municipality|sister.*|friendship.*|name|town|"
    r"region|local government.*|place|twin.*|counterpart.*|opposite (?:number|side|party).*|other (?:side|party).*|"
    r"part(?:y|ies)|allied.*|area)",
    re.IGNORECASE,
)

WHEN = re.compile(
    r"^(?:since|year.*|date.*|established.*|signed.*|concluded.*|agreement.*|agreed.*|from|twinned.*|"
    r"affiliat.*)",
    re.IGNORECASE,
)

SORT = re.compile(
    r"^(?:kind|type|category|status|relation.*|form|class.*|tie|instrument|document|paper|nature)", re.IGNORECASE
)

DENIED = re.compile(
    r"\b(?:application|requests?|proposed|planned|candidate|pending|under (?:discussion|"
    r"negotiation)|in preparation|domestic networks?)\b",
    re.IGNORECASE,
)


def kind_of(text: str, default: str = "") -> str:
    """sister, friendship or other by the first word that says so."""
    if match := KIND.search(text):
        word = match.group(1).lower()
        return "friendship" if word.startswith("friend") else "other" if word == "partner" else "sister"
    return default
