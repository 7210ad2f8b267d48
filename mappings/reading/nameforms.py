"""What persons' names and offices look like: the pieces of the patterns by which people are found."""

from __future__ import annotations

UP = "A-ZÀ-ÖØ-ÞĀŌŪŠŽĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŐŘŚŞŢŤŮŰŹŻȘȚƠƯ"
LOW = "a-zà-öø-ÿāōūšžıăąćčďđēėęěğģīķĺļłńņňőřśşţťůűźżșțơưạ-ỹ"
WORD = rf"[{UP}][{LOW}]+(?:[{UP}][{LOW}]+)?(?:['’][{UP}{LOW}][{LOW}]*)?(?:-[{UP}{LOW}][{LOW}]+)*"
CAPS = rf"[{UP}]{{2,}}(?:[-'][{UP}]+)*"
INITIAL = rf"[{UP}]\.(?:-?[{UP}]\.)?"
PART = r"(?:van|von|de|der|bin|al|da|dos|del|la|Thi)"
NAME = rf"(?:{INITIAL}\s?)*(?:{WORD}|{CAPS})(?:\s+(?:{PART}\s+)?(?:{WORD}|{CAPS}|{INITIAL})){{0,3}}"
MORE = rf"(?:\s+(?:{PART}\s+)?(?:{WORD}|{CAPS}|{INITIAL}))"
FULL = rf"(?:(?:{INITIAL}\s?)+(?:{WORD}|{CAPS}){MORE}{{0,3}}|(?:{WORD}|{CAPS}){MORE}{{1,3}})"
HONORIFIC = r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Amb|Atty|Hon|Sir|Madam|Mme|Rev|Gov|Sen|Rep)\b\.?"
RANK = (
    r"(?:Vice|Deputy|Acting|Executive|Former|Assistant|First|Senior|Honorary|Lord|Then|Party|"
    r"Chief|Associate|Second|Third|Interim|Incumbent|Standing|Managing|Provincial|City|"
    r"Municipal|Metropolitan|Prefectural|County|Town|Division|Section|Bureau|Department|Branch|Project|Programme|"
    r"Program|Regional|District|State|National|General|Principal|Joint|Co)"
)
OFFICE = (
    r"(?:Mayor|Governor|President|Chair(?:man|woman|person)?|Secretary[- ]General|Secretary|"
    r"Director[- ]General|Director|Professor|Ambassador|Consul[- ]General|Consul|Minister|"
    r"Commissioner|Councill?or|Speaker|Premier|Coordinator|Manager|Officer|Principal|Dean|"
    r"Rector|Chancellor|Head|Chief|Spokes(?:man|woman|person)|Team leader|Team Leader|Section "
    r"Chief|Researcher|Curator|Fellow|Mayor-elect|Governor-General|Alderman|Representative|"
    r"General Manager|DSG|SG|Editor|Clerk|Adviser|Advisor|Treasurer|Librarian|Archivist|Registrar|Superintendent|"
    r"Magistrate|Prefect|Administrator|Envoy|Attach[eé]|Counsell?or|Conductor|Captain|Curator|Lecturer|Planner|Founder|"
    r"Inspector|Leader|Organi[sz]er|Compiler|Vice-Chair|Vice-Mayor|Vice-Governor|Vice-President|Convenor|Convener)"
)
OFFICES = rf"(?:{RANK}[- ])*{OFFICE}(?:\s+General)?(?:\s+and\s+(?:{RANK}[- ])*{OFFICE})?"
LOWOFFICE = (
    r"(?:(?:vice|deputy|acting|executive|former|then|assistant|senior|honorary|party|chief|"
    r"associate|first|long-time|city|provincial|previous|current|new)[- ])*(?:mayor|governor|"
    r"president|chair(?:man|woman|person)?|secretary[- ]general|secretary|director[- ]general|"
    r"director|professor|ambassador|consul[- ]general|consul|minister|commissioner|"
    r"councill?or|alderman|burgomaster|speaker|premier|coordinator|manager|officer|principal|dean|rector|head|"
    r"chief|spokes(?:man|woman|person)|leader|researcher|curator|representative|prefect|"
    r"predecessor|successor|counterpart|opposite number|colleague|planner|treasurer|founder|"
    r"editor|lecturer|adviser|advisor|conductor|captain|clerk|section chief|team leader|"
    r"archivist|librarian|compiler|inspector|registrar|conven[eo]r|attach[eé]|counsell?or|magistrate|superintendent|engineer|architect|"
    r"organi[sz]er|secretary|administrator|envoy|delegate|legislator|senator|coach|press contact)"
)
