"""The patterns by which events are found."""

from __future__ import annotations

import re

from onemoon.mappings.reading.lexicons import heads

HAPPENS = re.compile(
    r"\b(?:held|hold|holds|took place|takes? place|taking place|opened|opens|open|kick(?:ed|"
    r"s) off|beg[ai]n|begins|convened?|hosted|hosts?|organi[sz]ed|staged|launched|"
    r"attended|participated|took part|gathered|brought together|runs?|ran|scheduled|drew|"
    r"attracted|concluded|ended|closed|celebrated|marked|performed|inaugurated|came to|"
    r"followed by|gave|gives|paid|mark|appear|staged|met|signed|visited|due|slated|announced|"
    r"arrived|welcomed|joined|greeted|sponsored|put on|co-hosted|spoke|delivered|address\w*|"
    r"during|at|plays|present\w*|venue of|scene of|closes|set up|reserved)\b"
)

HABIT = re.compile(
    r"\b(?:every (?:year|two|three|spring|summer|autumn|winter|\w+day)|annual(?:ly)?|usually|"
    r"regularly|often|each year|once a year|always|sometimes|whenever|since ⟦D\d+⟧)\b",
    re.IGNORECASE,
)

VOID = re.compile(
    r"\b(?:will not be held|not be held|postponed|cancel(?:l)?ed|called off|no ceremony|not "
    r"take place|no date|stage of proposals)\b",
    re.IGNORECASE,
)

OFF = re.compile("not |ostponed|ancel|alled off|o ceremony|o date|roposals|OT |OSTPONED|CANCEL")
"""Bits of the phrases of VOID: without one of them it is not looked for."""

HEAD = (
    r"(?:"
    + "|".join(
        sorted(
            (
                re.escape(word)
                for word in heads("lower_event")
                if word
                not in (
                    "event",
                    "round",
                    "table",
                    "call",
                    "talks",
                    "mission",
                    "opening",
                    "match",
                    "show",
                    "training",
                    "day",
                )
            ),
            key=len,
            reverse=True,
        )
    )
    + r")"
)

LOWER = re.compile(
    rf"\b(?:(?i:the|a|an|its|their|our|this|another|first|second|third|\w+th|"
    rf"two)\s)((?:(?!did\b|will\b|would\b|can\b|of\b|"
    rf"to\b|in\b|on\b|for\b|and\b|a\b|the\b|at\b|by\b|"
    rf"with\b)[\w'’-]+\s){{0,4}}?{HEAD}(?:\s{HEAD})?)((?: (?:of|on(?! the \d| \d| "
    rf"[A-Z][a-z]+day| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|for|to|between|"
    rf"with|in "
    rf"honour of) (?:the |a |its )?(?:(?!and |in |at |on |was |were |is |are |will |has |had |"
    rf"took |would |which |that )[\w'’⟦⟧-]+\s?){{1,6}})?)(?=[\s,.;:)]|"
    rf"$)"
)

ACTED = re.compile(
    r"\b(?:the|an?|its|their)\s((?:opening|signing|unveiling|rededication|dedication|launch|"
    r"inauguration|closing|founding) of (?:the |a |an |its )?[\w'’ -]{3,60}?)(?=[,.;]| in | "
    r"at | on | outside | was | were | will |$)"
)

OPENED = re.compile(
    r"\b(?:(?:was|were) (?:opened|launched|inaugurated|unveiled)|opened|kicked off|got under way) "
    r"(?:in|at)\b(?= (?:the (?:[a-z]+ ){0,2})?[A-Z])"
)

STAYED = re.compile(
    r"(?:⟦H\d+⟧(?: (?:of|from|for) ⟦[GO]\d+⟧)?|"
    r"\b(?i:delegations?|delegates|team|party|group|mission|staff|officials|officers|visitors|guests|"
    r"members|students|pupils|teachers|citizens|choir|orchestra|mayors?|governors?)\b(?: (?:of|from)[^.;:,]{0,60}?)?),?"
    r" (?:(?:was|were) (?:a guest |guests |the guests? |back |on (?:an? )?(?:[\w-]+ )?visit )?|(?:has|have|had) been |"
    r"stay(?:ed|s)? |spent [\w -]{3,20} |(?:has |have |had )?(?:come|came|travel(?:l?ed)?|went|gone|flew|flown) )"
    r"(?:in|to) ⟦G(\d+)⟧"
)
"""People or a party of them that were in a place: in the code of a sentence."""

SIGNED = re.compile(
    r"\b((?:[\w-]+ )?(?:agreement|memorandum(?: of understanding)?|MOU|pact|document|letter "
    r"of intent|declaration|treaty))\b[^.;]{0,90}\b(?:was|were) (?:also )?(?:signed|"
    r"concluded)\b|\b(?:signed|put (?:his|her|their) (?:name|signature)s? to) (?:a|an|the) "
    r"((?:[\w-]+ ){0,3}(?:agreement|memorandum(?: of understanding)?|MOU|pact|document|letter "
    r"of intent|declaration|treaty))\b"
)

TAIL = re.compile(r"\b(?:in honou?r of|to mark|to celebrate|to launch|in memory of)\b[^.,;]{3,60}")

VISIT = re.compile(
    r"\b(?:visit(?:ed|s)?(?! (?:the|our) (?:website|page|homepage))|paid (?:an? )?(?:[\w-]+ "
    r")?(?:visit|call)(?: to| on)|arrived in|travel(?:l?ed)? to|flew to|toured|called on|came to|"
    r"(?:began|begun|begins|made|makes|concluded|on|for) (?:an? |its |their )(?:[\w-]+ ){1,3}visit to|"
    r"(?:leads?|led|heads?|headed|sends?|sent|dispatche[sd]) (?:a|an|its|the) (?:[\w-]+ ){0,3}?"
    r"(?:delegation|mission|team|group)(?: of [\w ]{2,30}?)? to|meets?(?= with)|met(?: with)?|sat down with|"
    r"received|welcomed|hosted|held talks)\b"
)

BY = re.compile(
    r"\b(?:(?:co-|jointly )?(?:organi[sz]ed|hosted|sponsored|held|arranged|run|put on|convened|"
    r"prepared)(?: jointly| together)? by|under the auspices of)\b([^.;]{2,160})",
    re.IGNORECASE,
)

ARE = re.compile(r"\borgani[sz]ers?(?: (?:is|are|was|were)|:)\s([^.;]{2,160})", re.IGNORECASE)

AHEAD = re.compile(
    r"\b(?:will|is to|are to|scheduled|planned|upcoming|next|due|slated|invites?|runs|begins|"
    r"opens|takes place|set to|expected)\b"
)

SERIAL = re.compile(
    r"\bsince\b[^.;]{4,80}\b(?:have met|has met|been held|taken place)\b|\b(?:been held|taken "
    r"place|have met)\b[^.;]{0,60}\bsince\b",
    re.IGNORECASE,
)

DENIED = re.compile(r"\b(?:not|never|no|neither|nor|without|would)\b|n't\b")
