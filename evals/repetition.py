"""Repetition: the same clauses judged again, the same questions put in other words."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from assistant.desk import Engine
from assistant.model import Answer, Assessment, Clause, Lang
from assistant.workspace import Workspace
from evals.trial import Failure, Rephrased, attempt

PHRASINGS: tuple[tuple[Lang, str], ...] = (
    (Lang.ZH, "{id} 是否满足？"),
    (Lang.ZH, "条款{id}做到了没有"),
    (Lang.ZH, "关于“{title}”，企业符合标准要求吗？"),
    (Lang.ZH, "请帮我判一下{id}，该给什么结论？"),
    (Lang.EN, "Is {id} satisfied?"),
    (Lang.EN, "Does the client satisfy the requirement on {title}?"),
)
"""Ways to ask for a verdict, two of them without the clause's number; the first is the plain one
that the others are set beside."""
_SESSION = "rephrased"


def judged_again(
    room: Workspace, clauses: Sequence[str], engine: Engine, day: date, runs: int
) -> dict[str, list[Assessment | Failure]]:
    """Return `runs` more assessments of each clause, none of them reused."""
    from assistant.assess import assess

    desk = room.desk(engine, day, room.study)

    def judge(clause: str) -> Assessment:
        return assess(room.catalog.clause(clause), desk)

    return {
        clause: [attempt(clause, partial(judge, clause)) for _ in range(runs)] for clause in clauses
    }


def rephrased(room: Workspace, clauses: Sequence[str]) -> list[Rephrased]:
    """Ask for the verdict on each clause in every phrasing, each in a session of its own."""
    known = {clause.id: clause for clause in room.catalog.standard.clauses}
    return [
        Rephrased(clause, pattern, _asked(room, known[clause], lang, pattern))
        for clause in clauses
        if clause in known
        for lang, pattern in PHRASINGS
    ]


def _asked(room: Workspace, clause: Clause, lang: Lang, pattern: str) -> Answer | Failure:
    from assistant import agent

    question = pattern.format(id=clause.id, title=clause.title.get(lang))
    session = f"{_SESSION}-{clause.id}-{pattern}"[:64]
    return attempt(clause.id, partial(agent.ask, room, question, session=session))
