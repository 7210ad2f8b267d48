"""Titles whose holder no construction gives: the only place of the clause that can be it, at lower confidence."""

from __future__ import annotations

import re

from onemoon.mappings.reading.clauses import clauses
from onemoon.mappings.reading.coded import Code
from onemoon.mappings.reading.conferring import Group
from onemoon.mappings.reading.holders import free
from onemoon.mappings.reading.titlecues import patterns
from onemoon.mappings.reading.titlemarks import Mark

LEADING = re.compile(
    r"(?:^|\b(?:an?|as|of|for|title|titles|called|named|then|both|being|its|the|new|first|into|among|be|is|"
    r"was|were|are)|[:,;“\"(–-]) ?\W?\Z",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:met|meets?|meeting|symposium|seminar|forum|festival|exhibition|summit|conference|workshop|"
    r"guests?|experts?|delegat\w+|visit(?:s|ed|ing)?|tour\w*|network|"
    r"project|promot\w+|organi[sz]\w+|host(?:s|ed)?|held|opened|opens|representatives?|officials?|committee|"
    r"programme of|sent|attend\w*|secretariat|manual|guide|procedure|criteri\w+|travell?ed)\b",
    re.IGNORECASE,
)
EVIDENCE = re.compile(
    r"\b(?:choice|plaque|decision|list|title|family|circle|year|since|news|verdict|jury|letter|certificate|"
    r"badge|award|got|count\w*|celebrat\w+|lived|turn|honou?r|announce\w*|"
    r"read out|name[ds]?|recogni\w+|status|crown|mantle|label|proud|pride|earlier|followed|again|only|first|"
    r"second|third)\b",
    re.IGNORECASE,
)
FOR = re.compile(r"^\W*(?:For|To|With) ⟦G(\d+)⟧,? ")
COLON = re.compile(r"[^⟦:;]{0,70}: (?:the )?⟦G(\d+)⟧")


MEANT = re.compile(
    r"\b(?:it|they|(?:the|this|that) (?:city|town|place|prefecture|province|county|port|district|island|"
    r"municipality))\b"
)


def near(code: Code, mark: Mark, scope: tuple[int, int]) -> list[Group]:
    """The free places of a title's clause, where its words speak of a conferment and of nothing else."""
    text = code.text
    low, high = next(((max(a, scope[0]), min(b, scope[1])) for a, b in clauses(text) if a <= mark.start < b), scope)
    words = text[low : mark.start] + " " + text[mark.end : high]
    if (
        mark.meant
        or patterns()["barred"].search(words)
        or ELSEWHERE.search(words)
        or not LEADING.search(text[low : mark.start])
    ):
        return []
    if listed := COLON.match(text, mark.end, scope[1]):
        return [_group(code, listed)]
    if not (EVIDENCE.search(words) or patterns()["held"].search(words)):
        return []
    if dedicated := FOR.match(text):
        return [_group(code, dedicated)]
    named = {item.place for _, _, items in code.groups_in(low, mark.start) for item in items}
    found = free(code, low, high)
    found = [one for one in found if one[0] < mark.start or not named.issuperset(item.place for item in one[2])]
    if not found and MEANT.search(text, low, mark.start):
        earlier = code.groups_in(0, mark.start)
        found = earlier[:1] if len(earlier) == 1 or low else []
    return found if len(found) <= 2 else []


def _group(code: Code, match: re.Match[str]) -> Group:
    return match.end() - 4, match.end(), code.groups[int(match.group(1))]
