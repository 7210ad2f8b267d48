"""The compiled cues of titles, and the short patterns of what stands between a title and its holder."""

from __future__ import annotations

import re
from functools import lru_cache

from onemoon.mappings.reading.lexicons import lexicon

SET = (
    r"(?:(?:in|for|since|from|on|by|until) (?:the year )?(?:⟦D\d+⟧(?: (?:to|and|or) ⟦D\d+⟧)?)|(?:in|by) "
    r"⟦[CO]\d+⟧|that year|this year|(?:of |in )?⟦D\d+⟧|of ⟦[OC]\d+⟧|jointly|respectively|now|today)"
)


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """The compiled cues of titles: what confers one, holds one, hands one on, and what takes it back."""
    data = lexicon("honours")
    one = {
        key: "|".join(row["cue"] for row in data[key])
        for key in ("held", "conferring", "handed", "kept_by", "fronting")
    }
    barred = "|".join(part.strip() for part in data["barred"].split("|"))
    article = (
        r"(?: (?:the|an?|its|our|their|both|also|one of(?: the| its| this year's)?|(?:one|two|three|four|"
        r"five|"
        r"six)|(?:first|new|latest|newest|proud|official)|title|titles|status|designation|as|of|being))*"
    )
    return {
        "held": re.compile(rf"\b(?:{one['held']})\b", re.IGNORECASE),
        "conferring": re.compile(
            rf"\b(?:{one['conferring']})(?: (?:the|both|also|cities|city of|⟦C\d+⟧))* $", re.IGNORECASE
        ),
        "handed": re.compile(
            rf"(?:[,]? {SET})*,? (?:title |hono[u]?r |status |designation |mantle )?(?:{one['handed']})(?: "
            rf"{SET}|,? jointly|,? first|,? then|,? both)*,? (?:to |on |upon |in favou?r of )?(?:the |both |"
            rf"cities of )*$".replace("$", r"\Z"),
            re.IGNORECASE,
        ),
        "kept_by": re.compile(
            rf"(?:,? {SET})*,? (?:title |hono[u]?r |status |designation )?(?:(?:was|were|is|are|has been|had "
            rf"been|being) )?(?:jointly |\w+ly )?(?:{one['kept_by']})(?: {SET})*,? (?:jointly )?by (?:the |"
            rf"both )*\Z",
            re.IGNORECASE,
        ),
        "fronting": re.compile(rf"(?:^|, |; )(?:\W*)(?:{one['fronting']}){article} $", re.IGNORECASE),
        "barred": re.compile(rf"\b(?:{barred})\b|n't\b", re.IGNORECASE),
        "settled": re.compile(rf"(?:,| and| but| then| before| until| so)[^;]*\b(?:{one['held']})\b", re.IGNORECASE),
    }


LATER = re.compile(
    rf",? (?:that|which) ⟦G(\d+)⟧ (?:{SET} )?(?:has |had |have |also |now )*(?:held|holds?|bears?|bore|"
    rf"received|"
    rf"won|got|gained|obtained|earned|carries|carried|enjoys?|shares?|took|secured)\b"
)
PASSED = re.compile(r"[^⟦;]{0,20}\b(?:passed|went|moved|handed|transferred|on) (?:on |over )?from ⟦G\d+⟧ to ⟦G(\d+)⟧")
OF_THEM = re.compile(r"^\W*(?:Of|Among) (?:the|these|all) [^⟦]{0,30}$")
LINK = re.compile(
    rf"(?:,? {SET})*(?:\s?[:(–—-] ?|,? (?:namely|including|among them|include[sd]?|such as|like|i\.e\.,?|"
    rf"being|called|named|"
    rf"are|is|was|were|will be|remains?|went)(?: as follows:?| now| once| also| {SET})*:?(?: the)? ?| "
    rf"(?:city|"
    rf"holder|host)? ?)\Z"
)
APPOSED = re.compile(
    r"(?:,| \(|:| [–—/|-]|;)? ?(?:(?:the|an?|our|its|one of (?:the|its|this year's|last year's)(?: \w+)?|as|"
    r"then|now|currently|both|all|each|fellow|the current|itself|⟦D\d+⟧'?s?|new|first|two|three|also) ?)*"
    r"(?:(?:title-?holder|holder|bearer|winner|recipient|host city|designated|named|chosen|selected)s?(?: "
    r"of| as| for)?(?: the)?(?: title)?(?: of)? ?)?\Z"
)
RELATIVE = re.compile(
    r",? (?:(?:all|both|each|two|three|one) of (?:which|whom|them)|which|that|who|itself|whose year|"
    r"where)\b[^;⟦]*(?:⟦D\d+⟧[^;⟦]*)?\Z"
)
AFTER_BAR = re.compile(
    r"^'?s? ?(?:title |status |designation |city )?(?:candidat\w+|bid\b|nominee|nomination|hopeful|"
    r"application|applicants?|contender|race|competition|shortlist\w*|"
    r"(?:in|for) ⟦D\d+⟧,? (?:but|though) (?:lost|failed|was (?:not|turned|rejected))|but (?:lost|failed|was "
    r"(?:turned|rejected|not)))",
    re.IGNORECASE,
)


PART = re.compile(r"(\w+) of (?:the |its |an? )?\Z")
WHOLE = frozenset(
    "one some two three four five holder holders bearer bearers winner winners recipient recipients title "
    "titles "
    "status year designation honour honor member members crown label rank ranks list first second third "
    "mantle "
    "distinction name family each both network group role accolade edition circle certification "
    "certificate badge award "
    "batch part".split()
)
OPENING = re.compile(
    r"\b(?:opening|closing|launch|inauguration|start|finale|kick-off)(?: ceremony| year| festival)?(?: of| "
    r"for) "
    r"(?:the |its )?$"
)
ASIDE = re.compile(
    r", (?:for which|to which|after which|which) [^,;]{3,80}, (?=(?:was|went|is|has|had|goes|fell|came|"
    r"passed)\b)"
)
AHEAD = re.compile(
    r"\b(?:behind|lost (?:out )?to|beaten by|defeated by|bowed to|second to|gave way to) ⟦G(\d+)⟧[^;⟦]*\Z"
)
TOLD = re.compile(r"\b(?:announce\w*|decid\w+|confirm\w+|reveal\w*|learn\w*|declar\w+|news)\b[^;]*$")
OPENS = re.compile(r"[;:,] |\b(?:how|that|when|which|who|because|after|before|while|where|since|as|until) ")
