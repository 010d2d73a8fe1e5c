"""One commitment under two keys: the same step from another start, or the same told otherwise."""

import re
from collections.abc import Mapping, Sequence
from itertools import product

from assistant.promise_model import UNNAMED, Promise
from assistant.quantities import fold

_SAME_SHARE, _SAME_PAIRS = 0.45, 2
_OTHER_SHARE, _OTHER_PAIRS = 0.65, 3
"""Share and number of the pairs of characters that two clauses have in common when they tell
one thing with one value, and with two (assumed)."""
_WITHIN_PARTS = 5
_UNTELLING = re.compile(
    r"[\W\d_]|[零一二两三四五六七八九十百千半]|小时|分钟|工作日|个?月|[年天日周元内里外的了在于由将应须要请可以]"
    r"|之日|起算?|我们|本?公司|客户|用户|顾客|户主|业主|您|[甲乙]方"
)
_STOP = re.compile(r"[，。；：:;\t（()）]|,(?!\d)")


def joined(groups: Mapping[str, list[Promise]]) -> dict[str, list[Promise]]:
    """Return the groups, those of different documents that tell one commitment joined."""
    kept: dict[str, list[Promise]] = {}
    for key, promises in groups.items():
        other = next((k for k, known in kept.items() if _are_one(k, known, key, promises)), None)
        if other is None:
            kept[key] = list(promises)
        elif other.startswith(UNNAMED) and not key.startswith(UNNAMED):
            kept = {key if k == other else k: v for k, v in kept.items()}
            kept[key] = [*promises, *kept[key]]
        else:
            kept[other] += promises
    return kept


def _are_one(key: str, mine: Sequence[Promise], other: str, theirs: Sequence[Promise]) -> bool:
    if {p.statement.document_id for p in mine} & {p.statement.document_id for p in theirs}:
        return False
    if key.startswith("within:") and other.startswith("within:"):
        return _is_one_step(key, mine, other, theirs)
    if not (key.startswith(UNNAMED) or other.startswith(UNNAMED)) or _form(key) != _form(other):
        return False
    return any(_are_told_alike(one, two) for one, two in product(mine, theirs))


def _form(key: str) -> str:
    """Return what sort of quantity a key is of: a length of time, a cycle, a sum."""
    first = key.removeprefix(UNNAMED).split(":", 1)[0]
    return {"period": "within", "penalty": "fee"}.get(first, first)


def _is_one_step(key: str, mine: Sequence[Promise], other: str, theirs: Sequence[Promise]) -> bool:
    """Whether two keys are of one step whose start or object one of them does not name."""
    one, two = key.split(":"), other.split(":")
    if len(one) != len(two) or len(one) < _WITHIN_PARTS or one[1] != two[1] or one[-1] != two[-1]:
        return False
    if any(a.size == b.size and _same_case(a, b) for a, b in product(mine, theirs)):
        return True
    things = set(one[2].split("+")) - {""}, set(two[2].split("+")) - {""}
    named = things[0] <= things[1] or things[1] <= things[0]
    starts = one[3] == two[3] or not one[3] or not two[3]
    return named and starts and any(_are_told_alike(a, b) for a, b in product(mine, theirs))


def _same_case(one: Promise, other: Promise) -> bool:
    mine, theirs = one.statement.condition, other.statement.condition
    return mine == theirs or bool(mine and theirs and (mine in theirs or theirs in mine))


def _are_told_alike(one: Promise, other: Promise) -> bool:
    if one.size[0] != other.size[0]:
        return False
    mine, theirs = _pairs(one), _pairs(other)
    both, least = len(mine & theirs), max(1, min(len(mine), len(theirs)))
    if one.size == other.size:
        return both >= _SAME_PAIRS and both >= _SAME_SHARE * least
    return both >= _OTHER_PAIRS and both >= _OTHER_SHARE * least


def _pairs(promise: Promise) -> set[str]:
    """Return the telling pairs of characters of the clause that states a value."""
    quote, value = fold(promise.statement.quote), promise.statement.value
    at = max(quote.find(fold(value)), 0)
    first = max((m.end() for m in _STOP.finditer(quote, 0, at)), default=0)
    stop = _STOP.search(quote, at + len(value))
    runs = _UNTELLING.sub(" ", quote[first : stop.start() if stop else len(quote)])
    return {runs[i : i + 2] for i in range(len(runs) - 1) if " " not in runs[i : i + 2]}
