"""Boilerplate: lines of a web page that are not part of what the article says.

Captions, teasers to other articles, notices (cookies, newsletters, copyright) and dates. A
paragraph is boilerplate as a whole or not at all, and only where its wording leaves no doubt: a
sentence of the article that is taken for boilerplate is lost to the analysis.
"""

from __future__ import annotations

import re

from helpers.article.article import Role
from helpers.thresholds import MAX_CAPTION_WORDS, MAX_LISTED_WORDS

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_DATE = (
    rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? "
    r"\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_TIME = (
    r"(?:\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)"
    r"(?: \(?(?:GMT|UTC|BST|CET|CEST|[ECMP][SD]?T|local time)\)?)?"
)
_WHEN = rf"(?:{_DATE}(?:,? (?:at )?[|·–-]? ?{_TIME})?|{_TIME}(?:,? [|·–-]? ?{_DATE})?)"
_DATED = re.compile(rf"[\s,|·–-]*{_WHEN}$", re.IGNORECASE)
_STAMPED = r"(?:Published|Posted|Updated|Last (?:updated|modified)|First published|Modified)"
_AGENCY = r"(?:Reuters|AP|AFP|EPA|PA|Getty(?: Images)?|AAP|Shutterstock|Alamy|Handout)"
_ANNOUNCING = re.compile(
    r"(?:Related|Recommended|Trending|Most|More|You|Don['’]t|Up|What|Top|Around|Read|See|Editor)"
    r"\b[^:]*",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"\d[\d,]* comments?|comments \(\d[\d,]*\)|(?:readers?['’]?s? )comments|join the conversation|"
    r"leave a (?:comment|reply)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY)\s+[A-Z][\w.'’-]*(?:,?\s+(?:and\s+|&\s+|in\s+)?[A-Z][\w.,'’-]*){0,7}$"
)

# Each pattern must match a whole paragraph; case is ignored except in captions and bylines.
_PATTERNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?:{_STAMPED}:?(?: on| at)? )?{_WHEN}", re.IGNORECASE)),
    (
        "byline",
        re.compile(
            r"\(?(?:Additional |With )?(?:Reporting|Writing|Editing|Compiled|Edited)"
            r"(?: and (?:reporting|writing|editing))? by [^.!?“”\"]{1,200}\.?\)?|"
            r"[A-Z][^.!?“”\"]{1,150} contributed (?:reporting )?to this (?:report|story|article)\.?"
        ),
    ),
    ("date", re.compile(rf"{_STAMPED}:? \d+ (?:minute|hour|day|week)s? ago", re.IGNORECASE)),
    (
        "teaser",
        re.compile(
            r"(?:Read|See|Watch|Listen)(?: (?:more|also|next|now|the full (?:story|article)))? ?:"
            r".*|"
            r"(?:Read|Learn|Show|See|Find out) more(?: (?:at|on|about|here|from)\b.*)?[.… »>→]*|"
            r"(?:Read|See) (?:next|also|the full (?:story|article))[.… »>→]*|"
            r"(?:Related|Recommended|Trending|Most read|Most popular|Editors?['’]s? picks?)"
            r"(?: (?:stories|story|articles?|content|topics|links|coverage|reading|news))?"
            r"(?::.*)?|"
            r"More (?:on this (?:story|topic)|from (?:the )?[\w ]{1,30}|stories)(?::.*)?|"
            r"(?:You (?:may|might) also (?:like|be interested in)|Don['’]t miss|Up next|"
            r"What to read next|Top stories|Around the web)(?::.*)?|"
            r"(?:Click|Tap) here (?:to|for) .*|"
            r"(?:Tags|Topics|Filed under|Categories|More about|Also on) ?: ?.{1,150}(?<!\.)",
            re.IGNORECASE,
        ),
    ),
    (
        "notice",
        re.compile(
            r"(?:Advertisement|Ad|Sponsored(?: content)?|Story continues(?: below)?.*|"
            r"Article continues (?:after|below).*|Skip (?:to|past) .*|Share(?: this.*)?|"
            r"Print|Comments?(?: \(\d+\))?|Log in|Sign in|Subscribe(?: now)?)|"
            r"(?:This (?:web)?site|We(?: and our partners)?)(?: \w+){0,3} uses? cookies\b.*|"
            r"(?:Accept|Manage|Reject) (?:all )?(?:cookies|preferences)(?: .*)?|"
            r"By (?:clicking|continuing|signing up)\b.{0,80}\b(?:you|cookies)\b.*|"
            r"(?:Please )?(?:Sign up|Subscribe|Register)\b.{0,40}\b(?:newsletters?|emails?|alerts?|"
            r"updates|podcast|breaking news)\b.*|"
            r"Get (?:our|the)\b.{0,40}\b(?:newsletter|in your inbox)\b.*|"
            r"Do you have (?:a|any|more) (?:story|stories|news|tips?|information)\b.*|"
            r"This is a rush transcript\b.*|"
            r"(?:[^“\"]{1,200}[.!?] )?(?:Follow (?:us|@\w+|(?:him|her|them|\w+ \w+) on (?:X|"
            r"Twitter|Facebook|Instagram|Bluesky|Threads|LinkedIn))|(?:E-?mail|Contact|Reach) (?:"
            r"him|her|them|the (?:author|writer|reporter)|\w+ \w+) (?:at|on|via) \S*@\S+).{0,150}|"
            r"This (?:article|story|piece|post) (?:(?:was |is |has been )?(?:first|originally|"
            r"also) (?:published|appeared|posted)|(?:was|is|has been) re-?published)\b.*|"
            r"(?:First|Originally) (?:published|posted|appeared)\b[^,.]{0,80}\.?|"
            r"(?:You (?:can|may) )?(?:Republish|Reprint) (?:this|our) (?:article|story|work)\b.*|"
            r"(?:Subscribe|Register|Sign (?:in|up)|Log in|Create (?:a|an)(?: free)? account)\b"
            r"(?: \w+)? to (?:our|the|read|unlock|continue|keep|get|receive|access|comment)\b.*|"
            r"(?:Already (?:an? )?(?:subscribe[rd]|member|registered)|Not a subscriber)\?.*|"
            r"Join (?:our|the) (?:conversation|community|newsletter|mailing list)\b.*|"
            r"(?:Subscribe|Become a (?:member|subscriber)|Support (?:our|local|independent|"
            r"quality) (?:journalism|news|reporting))(?: \w+){0,6}[.!]?|"
            r"(?:Comments are closed|Thank you for (?:subscribing|signing up|reading))\b.*|"
            r"(?:Your browser does not support|(?:Please |You need to )?enable JavaScript|"
            r"JavaScript is)\b.*|"
            r"(?:Download|Get) (?:our|the)\b.{0,30}\bapp\b.*|"
            r"(?:©|\(c\)|Copyright(?: ©)?) ?\d{4}\b.*|(?:©|Copyright (?-i:[A-Z©])).{0,40}\d{4}.*|"
            r"All rights reserved\b.*|.{0,120}\bAll rights reserved\.?",
            re.IGNORECASE,
        ),
    ),
    (
        "caption",
        re.compile(
            r"(?:Photo|Photograph|Photos|Picture|Image|Images|Illustration|Graphic|Video|"
            r"File photo|FILE(?: PHOTO)?|Image (?:source|caption|copyright)|Credit|Caption|"
            r"Media caption)"
            r"(?: (?:by|credit|courtesy of))?(?::| [–—-]).*|"
            r"(?:Image (?:source|caption|copyright)|Media caption|File photo),.*|"
            r"[^“\"‘«].*(?:Photograph|Photo|Picture|Image|Credit)(?: by|:|/).*|"
            # An agency's name alone in brackets also ends news in brief: it needs a name beside it.
            rf".*[/(\[](?:[\w .’'-]+/ ?{_AGENCY}|{_AGENCY} Photo)[)\]]?|[\w .’'-]+/ ?{_AGENCY}|"
            rf"(?:{_AGENCY}/)?{_AGENCY}"
        ),
    ),
)


def opens_list(words: str) -> bool:
    """Return whether a line announces a list of other articles below it."""
    return boilerplate_role(words) == "teaser" and bool(
        _ANNOUNCING.fullmatch(words.strip(" .…:»>→"))
    )


def opens_comments(words: str) -> bool:
    """Return whether a line announces the comments of a page's readers below it."""
    return bool(_COMMENTS.fullmatch(words.strip(" .…:»>→")))


def is_listed(words: str) -> bool:
    """Return whether a line can be the title of another article in a list: short, no sentence."""
    return len(words.split()) <= MAX_LISTED_WORDS and not words.rstrip("\"”'’»)]").endswith(
        (".", ":")
    )


def is_byline(words: str) -> bool:
    """Return whether a line names who wrote the article, with or without a date."""
    return bool(_BYLINE.match(without_date(words)))


def without_date(words: str) -> str:
    """Return a line without the date and time at its end.

    >>> without_date("By Kim Roe, 3 May 2024, 10:15")
    'By Kim Roe'
    """
    return _DATED.sub("", words) if len(words) <= 12 * MAX_CAPTION_WORDS else words


def boilerplate_role(words: str) -> Role | None:
    """Return the role of a paragraph that is not part of what the article says, else None."""
    if len(words) > 12 * MAX_CAPTION_WORDS or len(words.split()) > MAX_CAPTION_WORDS:
        return None
    line = " ".join(words.split()).lstrip("•·▪‣*–-→>» ")
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(line):
            return role
    return None
