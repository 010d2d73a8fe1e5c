"""Cases of limits that stand elsewhere than right before them: in brackets, in an outer list."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.promise_model import UNNAMED, Promise

_OUTER = re.compile(r"[PS]\s?\d级?|[一二三四特]级(?=故障|事件|报修)")
_BEHIND = re.compile(r"\s*(?:以内|之内|内|里)?[^，。；（\d]{0,8}（(?P<case>[^（）\d]{1,16})）")
_PLACE = re.compile(r"[省市县乡镇城郊区州]|远|近|境|本地|外地|周边")
_NO_PLACE = re.compile(r"[除含包从自按以见]|时|日|天|起|算|元|部")


def behind(text: str, value: str) -> str:
    """Return the places in brackets right behind a limit: 两天内到（城区、东郊）."""
    found = _BEHIND.match(text.replace("(", "（").replace(")", "）"), text.find(value) + len(value))
    case = found["case"].strip() if found and value in text else ""
    return case if _PLACE.search(case) and not _NO_PLACE.search(case) else ""


def placed(condition: str, near: str) -> str:
    """Return a level with the place right behind it (P1东区), any other case as it is."""
    rest = near.removeprefix(condition)
    inner = _OUTER.fullmatch(condition) and re.fullmatch(r"[一-龥]{2,6}", rest)
    return f"{condition}、{rest}" if inner and _PLACE.search(rest) else condition


def carried(conditions: Iterable[str]) -> Iterator[str]:
    """Yield the cases of a list, inner ones with the outer case they stand in.

    P1市区2小时、郊县4小时，P2市区8小时、郊县12小时: the second is P1、郊县.
    """
    outer = ""
    for condition in conditions:
        own = _OUTER.search(condition)
        outer = own.group() if own else outer
        yield condition if own or not outer or not condition else f"{outer}、{condition}"


def without_echoes(found: Sequence[Promise]) -> list[Promise]:
    """Return the promises without those that another reader states better at the same place.

    A nameless reading yields to a named one of the same words, and of two of one commitment that
    name one case in other signs the first stays.
    """
    named = [p for p in found if not p.key.startswith(UNNAMED)]
    kept: list[Promise] = []
    for promise in found:
        rivals = named if _is_length(promise) else kept
        if not any(_is_echo(promise, rival) for rival in rivals):
            kept.append(promise)
    return kept


def _is_length(promise: Promise) -> bool:
    return promise.key.startswith(f"{UNNAMED}within:")


def _is_echo(one: Promise, other: Promise) -> bool:
    mine, theirs = one.statement, other.statement
    if one is other or mine.value != theirs.value:
        return False
    if mine.start >= theirs.end or theirs.start >= mine.end:
        return False
    if _is_length(one):
        return True
    return one.key == other.key and _plain(mine.condition) == _plain(theirs.condition)


def _plain(case: str) -> str:
    return re.sub(r"[、，\s区级类]", "", case)
