"""The force of a clause: asserted, planned, ended, or denied."""

from __future__ import annotations

import re

from onemoon.mappings.reading.cues import Cues

REACH = 70
ONLY = re.compile(
    r"no(?:t|ne)?[. ]*(?:\d|longer|doubt|means|only|less|any less|until|long|by (?!itself|any|"
    r"no\b)|just|far|least|surpris|merely|simply|yet|before(?= ⟦d))"
)


TOGETHER = re.compile(
    r"\b(?:after|following|despite) (?:[\w-]+ ){0,4}(?:talks|negotiations?|discussions?|consultations?)\b"
    r"|\btook until ⟦d\d+⟧ for [^,;.]{0,40} to become|\bnot (?:become|sign|conclude|form|twin)\b[^,;]{0,60} "
    r"until(?= ⟦d)|\b(?:could|might) (?:hardly|scarcely|not) have\b|\b(?:to|will) celebrate\b|"
    r"\b(?:will|would) (?:soon |then |by then )?have (?:been|had|counted|kept|shared)\b|"
    r"\bwill hold [^⟦;]{0,50}(?=celebrat|mark|anniversar)"
)
"""Words that look like a plan or a denial and belong to what has happened."""
MAY = re.compile(r"\bMay\b(?=[ ,]+\d)|(?<=\d )May\b")
REFUTED = re.compile(
    r"\b(?:correct|den[iy]|dismiss|refut|contradict)\w* (?:[\w'-]+ ){0,4}(?:reports?|rumou?rs?|claims?|stor(?:y|"
    r"ies))\b|"
    r"\bit (?:was|is|has been) (?:wrongly |once )?(?:stated|claimed|written|printed|alleged|rumou?red)\b"
    r"[^⟦]{0,30}\bthat\b|"
    r"\b(?:ask|wonder|inquir|enquir)\w* (?:[\w-]+ ){0,3}(?:whether|if)\b|"
    r"\brumou?rs?\b(?: \w+){0,2} (?:that|of)\b"
)
RESTORED = re.compile(
    r"\b(?:but|and|then|later|until)\b[^.;]{0,30}\b(?:restored|resumed|revived|reinstated|thawed|taken up again)\b"
)
HEARSAY = re.compile(
    r"\b(?:was|were|is|are|been)(?: (?:once|often|sometimes|wrongly|falsely|widely))? (?:said|reported|rumou?red|"
    r"believed|thought|"
    r"claimed|supposed|alleged) to\b"
)
TOLD_ELSEWHERE = re.compile(
    r"\b(?:readers?|guidebooks?|portals?|blog\w*|agency|agencies|newspapers?|papers?|press|maps?|visitors?|tourists?|"
    r"websites?|posters?|leaflets?)\b(?: [\w-]+){0,3},? (?:hold|claim|wr[io]t|believ|assert|think|thought|assum|"
    r"insist|alleg|suppos|fond of|like to|mistak|imagin|nam|list|call)\w*\b|"
    r"\b(?:named|called|listed|described|reported)\b[^⟦,;]{0,30}\bin (?:the|some|several|older) [^⟦,;]{0,30}"
    r"\b(?:press|papers|newspapers|guidebooks|maps)\b"
)
"""Words of others whom the text doesn't follow."""
RELATIVE = re.compile(r", (?:an? [\w-]+ )?(?:which|who|that|whose|where)\b")
ASIDE = re.compile(
    r", (?:concluded|signed|sealed|formed|established|agreed|begun|made|dating|dated|born)\b[^,;]*(?=, )"
)


def own_part(clause: str, at: int) -> tuple[str, int]:
    """The relative clause that a position stands in, or the clause without it."""
    for match in RELATIVE.finditer(clause):
        end = clause.find(", ", match.end())
        if end > 0 and (aside := ASIDE.match(clause, end)):
            end = clause.find(", ", aside.end() + 2)
        end = len(clause) if end < 0 else end
        if match.start() < at <= end and end < len(clause) - 12:
            return clause[match.start() : end], at - match.start()
    for match in RELATIVE.finditer(clause):
        end = clause.find(", ", match.end())
        if 0 < end < at and "⟦G" not in clause[match.start() : end]:
            clause = clause[: match.start()] + " " * (end - match.start()) + clause[end:]
    return clause, at


INTENT = re.compile(
    r"letters? of|draft|agreed|hop|plan|inten|want|wish|propos|aim|seek|in principle|pending|negotiat|candidate"
)
BREAK = (
    r"(?:[,:;]|\b(?:that|when|before|after|because|since|and|while|until|how|which|who|whose|but|as|where|without)\b)"
)
DONE = (
    r"(?:became|becomes|signed|signs?|formed|concluded|established|entered|declared|sealed|twinned|paired|joined|made|"
    r"tied|took|had|has|have|are|is|was|were|undertake|renewed|elevated)"
)
REALISED = re.compile(rf"{BREAK}(?![^,;]*\b(?:will|would|should|could|might|may)\b)[^;]*\b{DONE}\b")
AWAY = re.compile(
    r"[,:;]|\b(?:so|that|which|where|as|while|but|when|since)\b|\band\b(?! (?:will|would|could|may|might|should|"
    r"is to)\b)"
)
TO_SIGN = re.compile(
    r"\s(?:\w+ )?(?:be |been )?(?:\w+ly )?(?:sign|conclu|becom|establish|form|finali|consider|discuss|vot|decid|"
    r"go before|come "
    r"into|take effect|enter|approv|agree|twin|ink|seal)"
)


def _governs(plan: re.Match[str], text: str, at: int) -> bool:
    """Whether a word of planning bears on a tie: not if a statement stands between, or its own clause after."""
    if INTENT.match(plan.group()):
        return not RELATIVE.search(text, at, plan.start())
    if plan.end() <= at:
        return not REALISED.search(text, plan.end(), at)
    return not AWAY.search(text, at, plan.start()) or bool(TO_SIGN.match(text, plan.end()))


PREPOSED = re.compile(r"rather than|instead of|without|far from|nothing but|other than")
"""What denies only the words right after it."""


def _denies_end(negated: re.Match[str], ended: re.Match[str], low: str) -> bool:
    """Whether a tie is said not to have ended: the denial stands near the end and no clause begins between."""
    near = negated.start() < ended.end() + 5 and ended.start() - negated.end() < 50
    return near and not ONLY.match(low, negated.start()) and not re.search(r"[:;]", low[negated.end() : ended.start()])


APART = re.compile(r"[;:(]|⟧ \(|\b(?:which|who|whom|whose|where|when|because|while|whereas|although|though)\b")
SAID = re.compile(r"den[iy]|false|wrong|mis|incorrect|in error|erroneous|confus|correct")
PREDICATE = re.compile(r", (?:(?:\w+ )?(?:was|were|is|are|has|have|had|did|does|do|could|would|will)(?: \w+)? )?$")
THING = re.compile(r"no\b|without|none|nothing|nobody|neither|nor")
OF_TIES = re.compile(
    r"[^,;:]{0,30}\b(?:sister|twin|friend|partner|tie|ties|bond|link|agreement|relation|pact|paper|affiliat|treaty|"
    r"accord|document|contract|such|truth|basis|kind|of (?:them|these|those|the)|yet|has|have|is|are|was|were|ever)"
)


def denies(negation: re.Match[str], text: str, at: int) -> bool:
    """Whether a word of denial bears on a tie: in its own clause, and on the tie, not on some other thing."""
    if ONLY.match(text, negation.start()) or abs(negation.start() - at) >= 60:
        return False
    word, before = negation.group(), negation.end() <= at
    gap = text[negation.end() : at] if before else text[at : negation.start()]
    if PREPOSED.match(word):
        return before and len(gap) < 40 and not re.search(r"[,;:]", gap)
    apart = gap.count(",") % 2 and (before or not PREDICATE.search(gap))
    if not SAID.match(word) and (APART.search(gap) or apart):
        return False
    if not before and gap.endswith(", ") and len(gap) > 25:
        return False
    return before or not THING.match(word) or bool(OF_TIES.match(text, negation.end()))


CARRIED_OUT = re.compile(
    r"\b(?:carried out|realised|realized|came true|came about|came to pass|after all|fulfilled|materiali[sz]ed)\b"
)


def _after(planned: re.Match[str] | None, negation: re.Match[str]) -> bool:
    """Whether what is denied is only that a plan has come true: `would like to, but has not`."""
    return planned is not None and planned.end() < negation.start() - 8


def force(clause: str, cues: Cues, at: int) -> str | None:
    """in-force, planned or ended as the clause has it; None if it denies the tie or speaks of none in particular."""
    clause, at = own_part(clause, at)
    low = TOGETHER.sub(lambda match: " " * len(match.group()), MAY.sub("   ", clause).lower())
    if any(doubt.search(low[:at]) for doubt in (REFUTED, HEARSAY, TOLD_ELSEWHERE)):
        return None
    negated = cues.negated.search(low)
    ended = cues.ended.search(low)
    if ended:
        if RESTORED.search(low, ended.end()):
            return "in-force"
        if ended.group().startswith(("not", "never")):
            return "ended"
        return "in-force" if negated and _denies_end(negated, ended, low) else "ended"
    settled = cues.settled.sub(lambda match: " " * len(match.group()), low)
    planned = next((match for match in cues.planned.finditer(settled) if _governs(match, settled, at)), None)
    if any(denies(one, low, at) and not _after(planned, one) for one in cues.negated.finditer(low)):
        return None
    if planned and CARRIED_OUT.search(settled, planned.end()):
        return "in-force"
    if planned and cues.renewed.search(low) and not re.search(r"letter of intent|\bdraft", low):
        return "in-force"
    if planned and (planned.start() < at or planned.start() - at < REACH):
        return "planned"
    return "in-force"
