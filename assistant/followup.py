"""Follow-ups: whether a question leans on the one before, and what it leaves unsaid."""

import re

from assistant.concepts import Glossary
from assistant.fact_units import codes_of, content
from assistant.intents import Intent

_FOLLOW = re.compile(
    r"^(?:那(?:么)?|另外|还有|其中|这(?:个|条|样|张|份)?|它|该|上面|刚才|他|她|and\b|what "
    r"about|how about|then\b|so\b|(?:until|since) when|its?\b|their\b|that\b|those\b)|"
    r"^(?:又|还)(?:有|差)?(?:几|多少|哪)|的又有|又有几|同样",
    re.I,
)
_ELLIPSIS = re.compile(
    r"^(?:那(?:么)?)?(?P<slot>[^？?，。]{1,16}?)呢(?:[？?]?$|[，,\s])|^(?:and|what about|how "
    r"about)\s+(?:the |for |in |on )*(?P<en>[^?]{1,40}?)\??$",
    re.I,
)
_PRONOUN = re.compile(
    r"(?:其中|这(?:个|条|些|张|份|件)|那(?:个|条|些|张|份|件|至少)|它们?|该(?:条|项|证|份)|"
    r"上述|\bits?\b|\btheir\b|\bthey\b|\bthem\b|\bthat\b|\bthose\b|\bthis\b)",
    re.I,
)
_SPEAKER = re.compile(
    r"^(?:那(?:么)?)?[^，。？?]{1,8}?(?:对(?:这|此|那)[个件事]*)?(?:是|又)?(?:怎么|如何|什么时候)?"
    r"(?:说|讲|解释|回答|答复|回应|表示|答应|承认|交代)(?:的|了|过)?"
)
"""Who said something: what is left of the question names what it was about."""
_SHORT = 14
_BARE_CHARS = 4
"""A Chinese question with fewer characters besides the words of asking names no subject."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNT_WORDS = re.compile(
    r"无法判[定断]|判断不了|没法判断?|不能判断|超期|逾期|超时|过期|违反|[件单张次条份台行起批项家人]|又|还"
)


def leans(plain: str, intent: Intent, glossary: Glossary) -> bool:
    """Whether a folded question is a follow-up: it refers back, or names no subject itself."""
    if intent in (Intent.WHY, Intent.MISSING, Intent.FINDING) and len(plain) <= 2 * _SHORT:
        return True
    if _ELLIPSIS.search(plain) or _FOLLOW.search(plain) or _PRONOUN.search(plain):
        return True
    if intent is Intent.EVIDENCE or (len(plain) <= _SHORT and plain[:1].isascii()):
        return True
    said = _SPEAKER.match(plain)
    if said and len(content(plain[said.end() :])) < _BARE_CHARS and not codes_of(plain):
        return True
    if intent is Intent.COUNT and not glossary.named(_COUNT_WORDS.sub(" ", plain)):
        return len(content(_COUNT_WORDS.sub(" ", plain))) < _BARE_CHARS and not codes_of(plain)
    return False


def slot_of(plain: str) -> str:
    """Return what "那…呢？" or "what about …?" puts in place of something, "" otherwise."""
    found = _ELLIPSIS.search(plain)
    return (found["slot"] or found["en"] or "").strip() if found else ""


def is_slot(plain: str) -> bool:
    """Whether a question only changes one thing of the one before."""
    return bool(_ELLIPSIS.search(plain))


def swapped(slot: str, before: str) -> str:
    """Return the question before with the slot in place of what it stands for, "" if unclear.

    A code takes the place of a code of the same shape (P2, P3), a year that of a year.
    """
    new = codes_of(slot)
    if len(new) == 1:
        for old in codes_of(before):
            if _shape(old) == _shape(new[0]) and old != new[0]:
                return before.replace(old, new[0])
    years = _YEAR.findall(slot)
    if len(years) == 1 and _YEAR.search(before):
        return _YEAR.sub(years[0], before)
    return ""


def _shape(code: str) -> str:
    if _YEAR.fullmatch(code):
        return "year"
    return re.sub(r"\d+", "0", code.lower())
