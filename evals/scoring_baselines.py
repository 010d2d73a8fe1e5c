"""Baselines by the same harness: what one gets without judging anything."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.model import Verdict
from evals import measures, scoring_verdicts
from evals.scoring_evidence import RankFigures, rank_figures
from evals.scoring_stats import Figures, Interval
from evals.scoring_verdicts import Call, VerdictFigures
from evals.trial import Span, Trial
from ingest.lexical import LexicalIndex

BM25_CONFORM = 20.0
"""Least BM25 score of the best passage for a requirement that is called conform: of 10, 15 …
75 the best in mean accuracy over the two development sets (tengyue, quanzao); fixed since."""
LANGCHAIN_CONFORM = 0.2
"""Least cosine of the best of LangChain's passages that is called conform: of 0.05, 0.1 … 0.9 the
best in mean accuracy over tengyue and quanzao (0.451); fixed since."""
_DEPTH, _LANGCHAIN_DEPTH = 10, 4


class BaselineFigures(Figures):
    """A baseline's verdicts and, where it retrieves, its evidence."""

    accuracy: float | None
    accuracy_95: Interval | None
    macro_f1: float | None
    false_conform_rate: float | None
    evidence: RankFigures | None = None
    note: str


class Baselines(Figures):
    """All baselines."""

    majority: BaselineFigures
    bm25_top1: BaselineFigures
    langchain: BaselineFigures | None = None


def score(trial: Trial) -> Baselines:
    """Return the figures of all baselines."""
    return Baselines(
        majority=majority(trial), bm25_top1=bm25_top1(trial), langchain=langchain(trial)
    )


def majority(trial: Trial) -> BaselineFigures:
    """Call every clause what is most frequent in this gold: more than one can know before."""
    counts = Counter(gold.verdict for gold in trial.gold.verdicts)
    most = max(counts, key=lambda verdict: counts[verdict], default=Verdict.CONFORM)
    calls = [Call(gold.clause, gold.verdict, most.value) for gold in trial.gold.verdicts]
    return _baseline(calls, None, f"every clause {most.value}, the most frequent in the gold")


def bm25_top1(trial: Trial) -> BaselineFigures:
    """Call a clause conform if the best passage for its requirement scores high enough."""
    ids = [str(number) for number in range(len(trial.passages))]
    index = LexicalIndex.build(ids, [passage.context for passage in trial.passages])
    rankings: dict[str, list[Span]] = {}
    calls = []
    for gold in trial.gold.verdicts:
        ranked = index.search(trial.requirements.get(gold.clause, ""), _DEPTH)
        rankings[gold.clause] = [trial.passages[int(hit.id)].span for hit in ranked]
        found = bool(ranked) and ranked[0].score >= BM25_CONFORM
        called = Verdict.CONFORM if found else Verdict.NO_EVIDENCE
        calls.append(Call(gold.clause, gold.verdict, called.value))
    return _baseline(
        calls, _evidence(trial, rankings), f"conform where BM25 ≥ {BM25_CONFORM}, else no_evidence"
    )


def langchain(trial: Trial) -> BaselineFigures | None:
    """Call a clause conform if LangChain's retrieval as it comes finds something near enough.

    Its splitter and vector store take their defaults, down to the four passages of a search,
    over all files, with the shipped embedding. None where LangChain's splitter is not installed.
    """
    try:
        store = _langchain_store(trial)
    except RuntimeError:
        return None
    rankings: dict[str, list[Span]] = {}
    calls = []
    for gold in trial.gold.verdicts:
        asked = trial.requirements.get(gold.clause, "")
        # no words have no direction: the store's cosine would fail on them
        ranked = store.similarity_search_with_score(asked, k=_LANGCHAIN_DEPTH) if asked else []
        rankings[gold.clause] = [_split_span(found) for found, _ in ranked]
        near = bool(ranked) and ranked[0][1] >= LANGCHAIN_CONFORM
        called = Verdict.CONFORM if near else Verdict.NO_EVIDENCE
        calls.append(Call(gold.clause, gold.verdict, called.value))
    note = f"conform where the cosine ≥ {LANGCHAIN_CONFORM}, else no_evidence; 4 passages"
    return _baseline(calls, _evidence(trial, rankings), note)


def _langchain_store(trial: Trial) -> Any:  # noqa: ANN401 - not a part of the product
    splitters = measures.other("langchain_text_splitters")
    splitter = splitters.RecursiveCharacterTextSplitter(add_start_index=True)
    texts = {f: document.text for f, document in trial.texts.items() if document.text.strip()}
    split = splitter.create_documents(list(texts.values()), [{"file": file} for file in texts])
    stores = measures.other("langchain_core.vectorstores")
    store = stores.InMemoryVectorStore(measures.builtin_embeddings())
    store.add_documents(split)
    return store


def _split_span(found: Any) -> Span:  # noqa: ANN401 - a LangChain document
    start = found.metadata["start_index"]
    return Span(found.metadata["file"], start, start + len(found.page_content))


def _evidence(trial: Trial, rankings: dict[str, list[Span]]) -> RankFigures:
    cases = [
        (sought, rankings[verdict.clause])
        for verdict in trial.gold.verdicts
        for gold in verdict.evidence
        if (sought := trial.seek(gold)).spans
    ]
    return rank_figures([sought for sought, _ in cases], [spans for _, spans in cases])


def _baseline(calls: Sequence[Call], evidence: RankFigures | None, note: str) -> BaselineFigures:
    figures: VerdictFigures = scoring_verdicts.figures(calls)
    return BaselineFigures(
        accuracy=figures.accuracy,
        accuracy_95=figures.accuracy_95,
        macro_f1=figures.macro_f1,
        false_conform_rate=figures.false_conform_rate,
        evidence=evidence,
        note=note,
    )
