"""Deletions: quotes which show that a clause cannot apply to the client; a person confirms."""

from collections.abc import Iterator, Sequence

from assistant.assess_gate import gate
from assistant.corpus import Corpus, Sentence
from assistant.desk import Desk
from assistant.model import Clause, Deletion, Evidence, EvidenceKind, Stance
from assistant.stance import Reading


def deletion(clause: Clause, desk: Desk) -> Evidence | None:
    """Return the quote that shows that a clause cannot apply, None if nothing shows it.

    What the concepts do not name, the reader's network may read as such.
    """
    if clause.deletable is None:
        return None
    shown = (*_named(clause.deletable, desk.corpus), *_read(clause, desk))
    reading = Reading(Stance.SUPPORTS, EvidenceKind.RULE, why="deletion")
    gated = (gate(sentence, reading, point="", score=1.0) for sentence in shown)
    return next((evidence for evidence in gated if evidence is not None), None)


def _named(rule: Deletion, corpus: Corpus) -> Iterator[Sentence]:
    """Yield the sentences that name what the standard's file says, unless others deny it."""
    if not rule.shown_by:
        return
    shown_by, unless = rule.shown_by, rule.unless
    if unless and any(_names(s, unless) and not _names(s, shown_by) for s in corpus.sentences):
        return
    yield from (sentence for sentence in corpus.sentences if _names(sentence, shown_by))


def _read(clause: Clause, desk: Desk) -> Iterator[Sentence]:
    """Yield the sentences that the network reads as showing that the clause cannot apply."""
    if desk.study is not None:
        yield from (desk.corpus.sentences[at] for at in desk.study.deletions(clause.id))


def _names(sentence: Sentence, groups: Sequence[Sequence[str]]) -> bool:
    return all(sentence.named & set(group) for group in groups)
