"""python -m evals.rules_list RULES.json FOLDER: rules read from texts against a list made by hand.

RULES.json is a list of `{id, rule, src}`; `src` names texts as S0, S1, … and FOLDER holds them as
000…, 001…. The texts may be others' property: nothing of them is kept here.

*Found* (recall): rules that the product reads from one of the listed rule's texts meet it if each
shares enough of its words (pairs of characters) and they state at least half of its numbers
together. Each rule read serves one listed rule only, the best fit first.

*True* (precision): a rule read is true if it serves a rule of the list, or if a person judged that
its quote prescribes, to the firm or its customers, what counting could prove or disprove: a number
with its unit, a frequency, a due day, a period of keeping, a count of persons or parts, an order
of two datable events (批准后实施), a signature, a form that every case must leave, or something
owed at once without a number (立即通知). Descriptions, definitions, titles, advertisements and
rules of the standard quoted are none, nor is a quote whose value or subject was misread. JUDGED
(--judged) keeps these judgements by digest; what nobody has judged counts as false.
"""

import argparse
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.own_rule_model import OwnKind, OwnRule
from assistant.own_rules import read
from assistant.quantities import fold, number
from assistant.workspace import open_workspace
from evals.observation import EngineName, settings_for
from evals.scoring_stats import share
from ingest.model import Document

_SHARE = 0.38
"""Share of the listed rule's pairs of characters that the quotes must have (assumed)."""
_STOP = re.compile(r"[\W\d_]|保存|每次")


class Listed(NamedTuple):
    """A rule of the list: its words, the texts that state it."""

    id: str
    rule: str
    texts: tuple[str, ...]


class Outcome(NamedTuple):
    """Which rules read serve which listed one, and what a person says of all that were read."""

    served: Mapping[str, Sequence[OwnRule]]
    true: Sequence[OwnRule]
    false: Sequence[OwnRule]
    unjudged: Sequence[OwnRule]


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    options = _parser().parse_args(words)
    listed = list(_listed(json.loads(options.rules.read_text(encoding="utf-8"))))
    judged = json.loads(options.judged.read_text(encoding="utf-8")) if options.judged else {}
    made = [rule for document in _documents(options.folder) for rule in read(document)]
    outcome = compare(listed, made, judged)
    _show(listed, made, outcome, every=options.show)
    return 0


def compare(
    listed: Sequence[Listed], made: Sequence[OwnRule], judged: Mapping[str, bool]
) -> Outcome:
    """Return what was found and what is true of the rules that were read."""
    fits = sorted(
        (-fit, i, j)
        for i, gold in enumerate(listed)
        for j, rule in enumerate(made)
        if (fit := _fit(gold, rule)) > 0
    )
    given: dict[int, list[int]] = {}
    used: set[int] = set()
    for _, i, j in fits:
        if j not in used:
            used.add(j)
            given.setdefault(i, []).append(j)
    served = {}
    for i, mine in given.items():
        rules = [made[j] for j in mine]
        if _states_numbers(listed[i].rule, rules):
            served[listed[i].id] = rules
    serving = {id(rule) for rules in served.values() for rule in rules}
    rest = [rule for rule in made if id(rule) not in serving]
    true = [rule for rule in rest if judged.get(digest(rule))]
    unjudged = [rule for rule in rest if digest(rule) not in judged]
    false = [rule for rule in rest if judged.get(digest(rule)) is False]
    serving_rules = [rule for rule in made if id(rule) in serving]
    return Outcome(served, [*serving_rules, *true], false, unjudged)


def digest(rule: OwnRule) -> str:
    """Return a short digest of what was read: kind, value and quote."""
    words = "|".join((rule.kind, rule.value, "".join(rule.quote.split())))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _fit(gold: Listed, rule: OwnRule) -> float:
    """Return how well a rule read meets a listed one; 0 if it does not."""
    keeping = "保存" in gold.rule
    if not rule.file.rsplit("/", 1)[-1].startswith(gold.texts):
        return 0.0
    if keeping != (rule.kind is OwnKind.KEPT):
        return 0.0
    words = _pairs(gold.rule)
    shared = len(words & _pairs(f"{rule.quote} {rule.subject}")) / max(1, len(words))
    wanted = _numbers(gold.rule)
    stated = len(wanted & _numbers(rule.value or rule.quote)) / max(1, len(wanted))
    if shared < _SHARE or (wanted and not wanted & _numbers(rule.quote)):
        return 0.0
    return shared + stated - len(rule.quote) / 10_000


def _states_numbers(listed: str, rules: Sequence[OwnRule]) -> bool:
    wanted = _numbers(listed)
    stated: set[float] = set().union(*(_numbers(rule.quote) for rule in rules))
    return len(wanted & stated) * 2 >= len(wanted)


_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+(?=[个天日年月周号次名人种级])")


def _numbers(text: str) -> set[float]:
    """Return the numbers that a rule turns on; one, and all of a hundred, say little."""
    plain = re.sub(r"100%|(?:程序|第)[一二三四五六七八九十]", "", fold(text))
    found = {number(match.group()) for match in _NUMBER.finditer(plain)}
    return found - {1.0}


def _pairs(text: str) -> set[str]:
    plain = _STOP.sub(" ", text)
    return {plain[i : i + 2] for i in range(len(plain) - 1) if " " not in plain[i : i + 2]}


def _listed(entries: Sequence[Mapping[str, str]]) -> Iterator[Listed]:
    for entry in entries:
        texts = tuple(f"{int(n):03d}" for n in re.findall(r"S(\d+)", entry["src"]))
        yield Listed(entry["id"], entry["rule"], texts)


def _documents(folder: Path) -> list[Document]:
    with tempfile.TemporaryDirectory(prefix="kezheng-rules-", ignore_cleanup_errors=True) as root:
        room = open_workspace(settings_for(EngineName.RULES, Path(root)), "rules", create=True)
        list(room.ingest([folder]))
        documents = [room.documents.document(row.id) for row in room.documents.documents()]
        room.index.close()
        room.documents.engine.dispose()
    return documents


def _show(
    listed: Sequence[Listed], made: Sequence[OwnRule], outcome: Outcome, *, every: bool
) -> None:
    for gold in listed:
        rules = outcome.served.get(gold.id, ())
        if every or not rules:
            print(f"{'found ' if rules else 'MISSED'} {gold.id} {gold.rule}")
        for rule in rules if every else ():
            print(f"         {_line(rule)}")
    for name, rules in (("false", outcome.false), ("unjudged", outcome.unjudged)):
        for rule in rules:
            print(f"{name} {digest(rule)} {_line(rule)}")
    for rule in outcome.true if every else ():
        print(f"true {digest(rule)} {_line(rule)}")
    found, true = len(outcome.served), len(outcome.true)
    print(f"recall {found}/{len(listed)} = {share(found, len(listed))}")
    print(f"precision {true}/{len(made)} = {share(true, len(made))}")
    print(f"read and not judged: {len(outcome.unjudged)}")


def _line(rule: OwnRule) -> str:
    named = "/".join(x for x in (rule.actor, rule.subject, rule.condition, rule.value) if x)
    return f"{rule.kind} [{named}] {' '.join(rule.quote.split())}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.rules_list", description=__doc__)
    parser.add_argument("rules", type=Path, metavar="RULES.json")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--judged", type=Path, help="JSON object: digest -> true or false")
    parser.add_argument("--show", action="store_true", help="also what was found and is true")
    return parser


if __name__ == "__main__":
    sys.exit(main())
