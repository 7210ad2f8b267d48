"""Clauses of a coded sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

VERB = (
    r"(?:is|are|was|were|has|have|had|be|become|becomes|became|signed|signs|enter(?:ed|s)?|"
    r"join(?:ed|s)?|form(?:ed|s)?|establish(?:ed|es)?|"
    r"follow(?:ed|s)?|came|comes|tied|concluded?s?|agreed|did|does|do|will|would|may|might|"
    r"can|could|took|takes|made|makes|holds?|held|"
    r"remain(?:s|ed)?|called|seal(?:ed)?|forged|say|says|said|linked|twinned|celebrates?|"
    r"marks?|visited|hosts?|hosted|began|begins|started|ended|lapsed|lost|broke|gained?|chose|"
    r"chosen|counts?|keeps?|kept|went|set|got|cut|declined|suspended|terminated|upgraded|"
    r"renewed)"
)
SPLIT = re.compile(
    rf"\s*;\s+|:\s+(?=(?:⟦[GR]\d+⟧|it|they|we)\s(?:\w+ly\s|also\s|now\s)?{VERB}\b)|\s+(?:--|[—–-])\s+|(?:,|\s)\s*(?:but|while|whereas|though|although|yet|however|whilst|"
    rf"so that)\s+(?=[^,;]{{0,90}}\b{VERB}\b)"
    rf"|,?\s+(?:and|so)\s+(?=(?:(?:in|on)\s⟦D\d+⟧,?\s)?(?:⟦[GR]\d+⟧|it|they|he|she|we|the \w+|"
    rf"this|that|its)(?:\s\w+)?,?\s+(?:also\s|later\s|since\s|formally\s)?{VERB}\b)"
    rf"|,\s+(?=(?:and\s)?with\s⟦[GR]\d+⟧\s(?:⟦|the\s|(?:since|in|from)\s⟦D))|,\s+(?=⟦[GR]\d+⟧,?\s+(?:also\s)?{VERB}\b)|"
    rf",\s+(?:[\w-]+\s){{0,4}}(?:after|before|when|because|until)\s+(?=⟦[GR]\d+⟧\s{VERB}\b)|"
    rf",\s+(?=(?:with|to|by)\s(?:which|whom)\b)|,\s+(?=since the)|(?<=⟧)\s+(?=where\b)"
    r"|,\s+(?:and\s)?(?=(?:then|lastly|finally|later|next)\b)"
    r"|,\s+and\s+(?=(?:the|an?|its|our|their)\s(?:[\w-]+\s){0,2}(?:sister|twin|friend|partner)[\w-]*\s(?:[\w-]+\s)?"
    r"(?:with|between|of)\b[^;]*\b(?:was|were|is|are|has|have|dates?|goes|remains?)\b)"
)


LEFT = re.compile(r"⟦[GR]|\b(?:we|it|they|which)\b")


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each clause of a coded sentence."""
    start = 0
    for match in SPLIT.finditer(text):
        if match.start() - start > 8 and (";" in match.group() or LEFT.search(text, start, match.start())):
            yield start, match.start()
            start = match.end()
    yield start, len(text)
