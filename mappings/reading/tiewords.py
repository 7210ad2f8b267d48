"""The patterns that lead from a cue to the places on its sides."""

from __future__ import annotations

import re

from onemoon.mappings.reading.cues import Cue

TOWARDS = re.compile(
    r"(?:[\w',’-]+\s){0,8}?(?:with|of|to|between|among|linking|are|is|were|include[sd]?|"
    r"including|namely|such as|was|by|for|in|on|counts?|that)(?::)?\s(?:now\s|currently\s|the\s|both\s|"
    r"its\s|cities of\s|following\s|(?:which|whom|them)\s|⟦C\d+⟧,?\s){0,2}$|^\s*[:(—–-]\s?$|"
    r"^,?\s?(?:such as\s)?$|[^.;()]{0,60}:\s?$"
)

JOINED = re.compile(
    r"(?: (?:\w+ years? (?:later|after\w*|before|on)(?: (?:that|it|him|her|them))?|"
    r"(?:in )?the (?:same|following|next) year)|"
    r" in ⟦[CD]\d+⟧| since ⟦D\d+⟧| on ⟦D\d+⟧|\s?\(?⟦[DC]\d+⟧\)?)?,?\s*(?:and|as well as|"
    r"then|later|followed by|along with|,|;)(?:,? (?:in|on|since) ⟦D\d+⟧)?,?"
    r"\s*(?:in the category of [\w ]{3,20},\s)?(?:finally |later |then |also |most recently,? "
    r"|in addition,? )*(?:with |of |in |by |to )?(?:the )?"
)

ADJUNCT = re.compile(
    r"(?:\b(?:in|at|from|through|near|outside|toward|towards|during|visited|visit to|for|"
    r"capital of|mayors? of|governors? of|council of|people of|citizens of|"
    r"delegation of|delegation from|ward of|district of|ministers of|held in|travel to|"
    r"neighbours? of|(?:universit\w+|airports?|librar\w+|zoos?|schools?|museums?|hospitals?|clubs?|teams?|students?|"
    r"pupils|"
    r"tourists|visitors|guests|papers?|compan\w+) (?:of|from)|south of|north of|than|because)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)

PASSIVE = re.compile(
    r"\b(?:acquired|gained|concluded|established|formed|added|maintained|kept|held|made|found|"
    r"adopted|signed|run) by (?:the )?$"
)

BY = re.compile(
    r"\b(?:suspended|terminated|ended|cancel(?:l)?ed|signed|concluded|broken off|dissolved|"
    r"frozen|revoked) (?:in ⟦D\d+⟧ )?by (?:the )?$"
)

OWNER = re.compile(r"'s [\"“]?(?:\w+ ){0,2}")

APPOSED = re.compile(r",\s(?:also\s)?(?:(?:an?|its|our|the|both|all)\s(?:[\w-]+\s){0,2})?$")

BETWEEN = re.compile(r"\s(?:relationship |ties? |tie |bond |link )?(?:between|linking) ⟦G")

MUTUAL = re.compile(
    r"\b(?:each other|one another|mutual\w*|(?:the )?other two|among (?:them|themselves)|with "
    r"each|three-way|trilateral|four-way)\b",
    re.IGNORECASE,
)

GOES_ON = re.compile(
    r"\b(?:came|comes|followed|follows|joined|joins|added|also|too|as well|likewise|then|next|"
    r"first|second|third|fourth|fifth|last|latest|oldest|newest|lastly|finally|"
    r"namely|being|one|began|opened with|became|accepted|acquired|extended|counts?|includes?|"
    r"has|other|others|since|(?:they|these|those) (?:are|include)|to wit|from|agreement with)\b|"
    r"\b(?:has|have|had|did|does|do) (?:done )?(?:so|the same|likewise)\b|\b(?:has|have) been one\b|\bis one,? too\b|"
    r"\b(?:adopted|admitted|taken (?:on|in|into)|wedded|embraced|enrolled|whose turn|turn of|rounds? off|completes?|"
    r"made (?:it |up )?(?:two|three|four|five|six|seven|eight)|opened the account)\b|"
    r"\b[Tt]he same (?:goes|applies|holds|is true|can be said) (?:for|of|to)\b|"
    r"\bthe (?:paper|document|agreement|deed|treaty|contract|charter)s? (?:goes? back|dates?|is|was)\b|"
    r"^\s*⟦G\d+⟧[,:]?\s*(?:\(|on|in|"
    r"since|⟦D)"
)

BARE = re.compile(
    r"\b(?:list|family|circle) (?:also|has|counts|includes)\b|\b(?:then|next) came\b|\balso "
    r"(?:includes?|has|counts?)\b|\bis (?:a \w+ )?(?:as well|too|likewise)\b|"
    r"^\W*(?:[Tt]hey|[Tt]hese|[Tt]hose) (?:are|include)\b|"
    r"^\W*(?:A(?:nswer)?[.:] )?(?:Yes[,:] )?⟦G\d+⟧\W*$"
)

ASTRAY = re.compile(
    r"\b(?:visit\w*|delegat\w+|born|held(?! (?:that|this|the))|took place|attended|met|mayor|governor|festival|"
    r"forum|ceremony|school|university|museum|said|hosted|sent|sends|arriv\w+|"
    r"designated|memorandum|exhibition|received|spoke|minister\w*|trade|confus\w+|tournament|"
    r"concert|students?|anniversary|celebrat\w+|meetings?|assembly|summit|organi[sz]e\w*|neighbou?rs?|cooperat\w+|industr\w+|donat\w+|"
    r"resources|invest\w+|(?:county |deputy )?head(?= (?:⟦h\d+⟧ )?of)|came to ⟦g\d+⟧|toured|flew|dined|called at)\b"
)

SIGNER = re.compile(
    r"\bthe (?:deputy |vice |city's |then )?(?:mayor|governor)s?(?= (?:also )?(?:signed|sealed|concluded|and))"
)

LOOSE = re.compile(
    r"sister|twin|friend|partner|\bbonds?\b|\bties?\b|\btied\b|charter|\bpact|\bpair|affiliat|treaty|\bjoined us\b|"
    r"\bwed(?:s|ded|dings?)?\b|\bmarried\b|\bmarriage\b|\bvows\b|\bknot(?:ted)?\b|\brelatives?\b|\bsiblings?\b|\badopted\b|"
    r"\bon board\b|\b(?:that|this|the same) status\b|\bcame in\b|\bours\b|\bcircle\b|\bfamily\b"
)
JOINS = re.compile(
    r"\b(?:came|comes|completed the|signed with|with (?:whom|which) ⟦G\d+⟧ signed|opened the|closes? the|brought|"
    r"reached|supplied|follow(?:ed|s)|join(?:ed|s)|added|additions?|"
    r"adopted|admitted|taken (?:on|in|into|up)|embraced|enrolled|wedded|whose turn|turn of|opened the account|"
    r"made (?:two|three|four|five|six|seven|eight)|rounds? off|completes?|"
    r"represented by|took us|chose us|accepted|acquired|entered|"
    r"pairs?|paired|went|(?:first|second|third|fourth|fifth|last|latest|newest|oldest|youngest|next) (?:of|to|was|is|"
    r"in))\b"
)
OURS = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Mm]ine|[Mm]y)\b|⟦R")

ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|\w+th|oldest|newest|latest|earliest)\b")

LEADS_ON = re.compile(
    r"(?:ship)?s?(?:\s[\w-]+){0,3}?(?:,)?\s(?:with|between|linking|among|of|to)\s(?:the\s|"
    r"both\s|them\s)*⟦|s?(?: abroad| overseas| there)?\s?(?:are|is|include|includes|:)\s|(?: "
    r"of its own)?, among|, ⟦|\s(?:turned|turns|was|were|dates|,)"
)

LED_TO = re.compile(
    r"\b(?:is|are|was|were|been|as|for|became|become|remains?|by|not|bond|tie|formal|"
    r"official)\s(?:also\s|formally\s)?(?:an?\s|the\s|our\s|its\s)?(?:[\w-]+\s)?$|'s\s(?:\w+\s)?$"
)

ABSTRACT = re.compile(
    r"\b(?:strengthen\w*|deepen\w*|promot\w+|enhanc\w+|foster\w*|build\w*|cement\w*|spirit of|"
    r"symbol of|based on|sense of|words of|toast to|year of|message of)\s(?:\w+\s){0,2}$"
)


def telling(clause: str, cue: Cue) -> bool:
    """Whether an uncertain cue is built like a statement of a tie: `partners are …`, `the bond between …`."""
    before, after = clause[: cue.start], clause[cue.end :]
    return not ABSTRACT.search(before) and bool(
        cue.text.endswith((" with", " of", " between", " to")) or LEADS_ON.match(after) or LED_TO.search(before)
    )


CITY = re.compile(
    r"(?:sister|twin|friendship|partner)[- ](?:cit(?:y|ies)|towns?|provinces?|prefectures?|states?|count(?:y|ies))$"
)
WHOSE = re.compile(
    r"(?:\b(?:its|our|their)|⟧'s|\bcity's)\s(?:(?:oldest|first|own|two|three|four|\w+est|\w+ese|\w+an)\s)*$"
)
TO_BE = re.compile(
    r"\b(?:be|become|becoming|as|make|making|for|into|find|seek\w*|add\w*|nam\w+|choos\w+)\s(?:⟦G\d+⟧'s|\w+)\s$"
)


def presupposed(clause: str, cue: Cue) -> bool:
    """Whether a plan is about something else: `will visit its sister city X` takes the tie for granted."""
    before, after = clause[: cue.start], clause[cue.end :]
    if not CITY.search(cue.text) or re.match(
        r"\s(?:relation|tie|agree|link|partner|status|pact|affil|"
        r"allian)",
        after,
    ):
        return False
    return bool(WHOSE.search(before) and not TO_BE.search(before)) or bool(
        re.match(r" since ⟦D", after) and re.search(r"⟧, (?:an?|its|the)?\s?(?:\w+\s)?$", before)
    )
