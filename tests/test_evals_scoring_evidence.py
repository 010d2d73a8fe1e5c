from made_trials import answer, assessment, document, evidence, gold, trial

from assistant.model import EvidenceKind, Stance, Verdict
from evals.scoring_evidence import score, score_quotes
from evals.trial import Span

MANUAL = document(
    "手册.txt", "第一条 公司设售后服务部。\n第二条 接报后12小时内到场。\n第三条 其他。"
)
LOGS = document("台账.csv", "BX01\t徐州\t迟到")
DEPARTMENT = Span("手册.txt", 4, 12)
OTHER = Span("手册.txt", 30, 36)


def quote(file, words, stance="supports", kind="rule"):
    return {"file": file, "quote": words, "stance": stance, "kind": kind}


def labelled(*quotes):
    return gold(verdicts=[{"clause": "5.1.1.1", "verdict": "conform", "evidence": list(quotes)}])


def shown(*pieces):
    return {"5.1.1.1": assessment("5.1.1.1", Verdict.CONFORM, *pieces)}


def test_rank_counts_shown_evidence_by_score_then_the_search():
    answers = labelled(quote("手册.txt", "12小时内到场"), quote("手册.txt", "公司设售后服务部"))
    pieces = shown(
        evidence(MANUAL, "第三条", score=0.2), evidence(MANUAL, "接报后12小时内到场", score=0.9)
    )
    figures = score(
        trial(answers, MANUAL, assessments=pieces, retrieved={"5.1.1.1": [OTHER, DEPARTMENT]})
    )
    assert figures.cases == 2
    assert figures.mrr == 0.625  # ranks 1 and 4
    assert figures.recall_5 == 1.0
    assert figures.shown_recall == 0.5
    assert figures.retrieved.mrr == 0.25  # ranks none and 2
    assert [case.quote for case in figures.missed] == ["公司设售后服务部"]


def test_places_are_ranked_apart_with_the_characters_of_the_first_ten():
    answers = labelled(quote("手册.txt", "公司设售后服务部"))
    figures = score(trial(answers, MANUAL, places={"5.1.1.1": [OTHER, DEPARTMENT]})).places
    assert (figures.mrr, figures.chars_10) == (0.5, 14.0)  # 6 + 8 characters


def test_hit_beyond_rank_five_counts_for_ten_only():
    answers = labelled(quote("手册.txt", "公司设售后服务部"))
    ranking = [OTHER] * 5 + [DEPARTMENT]
    figures = score(trial(answers, MANUAL, retrieved={"5.1.1.1": ranking}))
    assert (figures.recall_5, figures.recall_10) == (0.0, 1.0)


def test_same_words_in_another_file_are_no_hit():
    copy = document("旧版.txt", MANUAL.text)
    answers = labelled(quote("手册.txt", "公司设售后服务部"))
    pieces = shown(evidence(copy, "公司设售后服务部"))
    assert score(trial(answers, MANUAL, copy, assessments=pieces)).shown_recall == 0.0


def test_quotes_that_cannot_be_found_are_counted_apart():
    answers = labelled(
        quote("照片.jpg", "签名"), quote("手册.txt", "没有这句话"), quote("手册.txt", "公司设")
    )
    figures = score(trial(answers, MANUAL))
    assert (figures.cases, figures.unreadable) == (1, 2)
    assert figures.unreadable_by == {"file not in the workspace": 1, "not in the text": 1}


def test_stance_and_kind_are_compared_where_both_quote_the_same():
    answers = labelled(quote("台账.csv", "徐州 迟到", "contradicts", "record"))
    piece = evidence(LOGS, "徐州\t迟到", stance=Stance.SUPPORTS, kind=EvidenceKind.RECORD)
    figures = score(trial(answers, LOGS, assessments=shown(piece)))
    assert (figures.stance_agrees, figures.kind_agrees) == (0.0, 1.0)


def test_json_keys_hold_the_at_sign():
    figures = score(trial(labelled(quote("手册.txt", "公司设")), MANUAL)).model_dump(mode="json")
    assert figures["recall@10"] == 0.0
    assert figures["retrieved"]["recall@5"] == 0.0


def test_quotes_of_assessments_and_chat_are_counted():
    piece = evidence(MANUAL, "公司设售后服务部")
    figures = score_quotes(
        trial(gold(), MANUAL, assessments=shown(piece), answers={"C1": answer("有[1]", piece)})
    )
    assert (figures.shown, figures.located, figures.assessments, figures.chat) == (2, 2, 1, 1)


def test_changed_number_is_not_located():
    forged = evidence(MANUAL, "12小时内到场").model_copy(update={"quote": "24小时内到场"})
    figures = score_quotes(trial(gold(), MANUAL, assessments=shown(forged)))
    assert (figures.shown, figures.located) == (1, 0)
    assert figures.bad[0].problem == "not in the text"


def test_quote_at_other_offsets_is_not_located():
    moved = evidence(MANUAL, "12小时内到场").model_copy(update={"start": 0, "end": 8})
    figures = score_quotes(trial(gold(), MANUAL, answers={"C1": answer("见[1]", moved)}))
    assert figures.bad[0].problem == "other words at the offsets"


def test_quote_of_a_file_that_is_not_there_is_not_located():
    figures = score_quotes(trial(gold(), LOGS, assessments=shown(evidence(MANUAL, "第三条"))))
    assert figures.bad[0].problem == "no such file"
