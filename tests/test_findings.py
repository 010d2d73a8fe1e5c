"""A finding reads like an auditor's sentence, and its faults are named (domain facts, 4.3)."""

import pytest

from assistant.finding_sources import quoted, title_of
from assistant.finding_words import open_point
from assistant.findings import draft
from assistant.model import EvidenceKind, Searched, Stance, Verdict, Words
from assistant.quotes import MatchStatus
from tests.audit_values import assessed, quote
from tests.small_standard import Need, Role, clause, point

RECORD, STATEMENT = EvidenceKind.RECORD, EvidenceKind.STATEMENT
AGAINST = Stance.CONTRADICTS
RULE = quote("2.1 完工后3日内回访。", heading=("2 回访",))
LOG = {"file": "05_工单台账.xlsx", "kind": RECORD, "sheet": "工单"}


def drafted(verdict, *shown, points=(), **rest):
    judged = clause(*points)
    return draft(judged, assessed(judged, verdict, *shown, **rest))


def zh(verdict, *shown, **rest):
    return drafted(verdict, *shown, **rest).statement.zh


def problems(*shown, verdict=Verdict.PARTIAL, **rest):
    return drafted(verdict, *shown, **rest).problems


# the sentence


def test_document_is_named_with_file_and_place():
    words = zh(Verdict.PARTIAL, RULE)
    assert words.startswith("查阅《服务手册》（01_服务手册.docx）2 回访：“2.1 完工后3日内回访。”")


def test_verdict_ends_the_sentence():
    assert zh(Verdict.PARTIAL, RULE).endswith("判定：基本符合。")


def test_file_is_named_in_full_once():
    gap = quote("8.5 尚未建立。", stance=AGAINST, heading=("8 质保",))
    assert zh(Verdict.NONCONFORM, RULE, gap).count("（01_服务手册.docx）") == 1


def test_rows_are_a_sample_with_its_size_and_row_numbers():
    rows = [quote(f"G-{n}\t已签", row=n, **LOG) for n in (9, 7)]
    words = zh(Verdict.CONFORM, *rows)
    assert (
        "抽查《工单台账》（05_工单台账.xlsx）工作表“工单”2条：第7行“G-7 已签”；第9行“G-9 已签”"
        in words
    )


def test_gap_follows_but():
    gap = quote("G-9\t\t空白", row=9, stance=AGAINST, **LOG)
    words = zh(Verdict.NONCONFORM, RULE, gap)
    assert "。但抽查《工单台账》" in words


def test_finding_with_gaps_only_has_no_but():
    gap = quote("未留存回访记录。", kind=RECORD, stance=AGAINST)
    assert "但" not in zh(Verdict.NONCONFORM, gap)


def test_sample_says_how_many_speak_against():
    good = quote("G-7\t已签", row=7, **LOG)
    bad = quote("G-9\t未签", row=9, stance=AGAINST, **LOG)
    assert "抽样记录共2条，其中1条不利" in zh(Verdict.PARTIAL, good, bad)


def test_counted_rows_give_the_whole_count():
    bad = quote(
        "G-9\t2026-04-01",
        row=9,
        stance=AGAINST,
        why="counted: 5/46 breach, 27 unknown; 2026-04-01 → 2026-04-08，超过3日",
        **LOG,
    )
    words = zh(Verdict.NONCONFORM, bad)
    assert "规定涉及46行，不符合企业自身规定5行、缺项无法判定27行" in words
    assert "第9行“G-9 2026-04-01”（2026-04-01 → 2026-04-08，超过3日）" in words


def test_counted_rows_without_fault_say_so():
    good = quote("G-7\t已签", row=7, why="counted: 0/46 breach, 0 unknown", **LOG)
    assert "规定涉及46行，未见不符合企业自身规定" in zh(Verdict.CONFORM, good)


def test_expiry_is_said_with_its_day():
    bad = quote("R07\t欧阳\t2026年3月31日", row=10, stance=AGAINST, why="expired 2026-03-31", **LOG)
    assert "（2026-03-31已到期）" in zh(Verdict.NONCONFORM, bad)


def test_oral_evidence_is_marked_oral():
    said = quote("顾客满意。", file="09_现场访谈.txt", kind=STATEMENT)
    words = zh(Verdict.PARTIAL, said)
    assert "交流（口述，未见书面证据），记于《现场访谈》" in words
    assert "以上仅为口述，未见文件或记录" in words


def test_what_the_auditor_saw_is_marked_as_seen_on_site():
    seen = quote("抽4份，有签字。", file="09_现场访谈.txt", kind=RECORD)
    assert "现场查看，记于《现场访谈》" in zh(Verdict.CONFORM, seen)


def test_what_was_set_aside_is_said_with_its_reason():
    plan = quote(
        "明年再上系统。", kind=STATEMENT, stance=Stance.NEITHER, why="future intent: 明年再"
    )
    words = zh(Verdict.PARTIAL, RULE, set_aside=(plan,))
    assert "未予采信（将来意向）：《服务手册》“明年再上系统。”" in words


def test_missing_points_become_statements():
    missing = (Words(zh="是否按规定回访并有记录？——缺执行的记录", en="Are calls made? - lacks"),)
    words = zh(Verdict.PARTIAL, RULE, missing=missing)
    assert "待补：“按规定回访并有记录”缺执行的记录。" in words


def test_missing_words_in_another_form_stay():
    assert open_point("缺记录") == "缺记录"


def test_quotes_beyond_the_shown_are_counted():
    quotes = [quote(f"2.{n} 回访。", heading=("2 回访",)) for n in range(4)]
    assert "等4处" in zh(Verdict.PARTIAL, *quotes)


def test_nothing_found_names_what_was_searched():
    words = zh(Verdict.NO_EVIDENCE)
    assert "查阅现行材料3份，检索4组用语（回访 记录、电话 回访、回访 登记等）" in words
    assert "未见证据不等于不符合" in words


def test_could_not_look_is_not_found_nothing():
    searched = Searched(documents=3, queries=("回访",), unreadable=("扫描件.pdf: page 2",))
    words = zh(Verdict.COULD_NOT_LOOK, searched=searched)
    assert "扫描件.pdf: page 2" in words
    assert "未能查看，不作结论" in words
    assert "未见" not in words


def test_deletion_says_its_reason():
    reason = Words(zh="拟删减：没有商品。", en="Proposed deletion: no goods.")
    assert zh(Verdict.NOT_APPLICABLE, RULE, reason=reason) == "拟删减：没有商品。"


def test_english_statement_says_the_same():
    gap = quote("G-9\t未签", row=9, stance=AGAINST, **LOG)
    words = drafted(Verdict.NONCONFORM, RULE, gap).statement.en
    assert words.startswith("Read 01_服务手册.docx: 2 回访 “2.1 完工后3日内回访。”. However: ")
    assert '1 record sampled in 05_工单台账.xlsx, sheet "工单": row 9' in words
    assert words.endswith("Rated: nonconform.")


def test_quotes_with_marks_of_their_own_get_others():
    assert quoted("- 称“没有”；") == "「称“没有”」"


def test_quotes_lose_bullets_and_line_ends_only():
    assert quoted("·  不得\n压件；") == "“不得 压件”"


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("01_售后服务管理手册_2026版.docx", "售后服务管理手册 2026版"),
        ("制度/三、投诉制度.md", "投诉制度"),
        ("tickets_2026H1.xlsx", "tickets 2026H1"),
        ("说明", "说明"),
        ("07.pdf", "07"),
    ],
)
def test_title_is_the_file_name_without_index_and_suffix(file, title):
    assert title_of(file) == title


# the faults


def test_sound_finding_has_no_problems():
    rows = [quote(f"G-{n}\t2026-05-0{n}\t满意", row=n, **LOG) for n in (7, 8)]
    assert problems(RULE, *rows, verdict=Verdict.CONFORM) == ()


@pytest.mark.parametrize(
    ("words", "kind", "fault"),
    [
        ("若涉及废弃商品回收，业务部告知顾客。", EvidenceKind.RULE, "conditional"),
        ("如果顾客提出，就回访。", STATEMENT, "conditional"),
        ("以后多关注标准的制定。", STATEMENT, "future intent"),
        ("等以后碰到了再补写这一节。", EvidenceKind.RULE, "future intent"),
        ("目前尚无顾客投诉。", RECORD, "no event"),
        ("代理的商品至今没有出过批次性问题。", EvidenceKind.RULE, "no event"),
        ("公司售后服务运转良好。", STATEMENT, "praise"),
    ],
)
def test_what_is_no_evidence_is_named(words, kind, fault):
    assert any(fault in problem for problem in problems(quote(words, kind=kind)))


@pytest.mark.parametrize(
    "words",
    ["若顾客不在，改约上门。", "拟定回访计划。", "发生渗漏时，须2小时内到场。"],
)
def test_conditions_in_a_rule_are_rules(words):
    assert problems(quote(words)) == ()


def test_quote_that_repeats_the_clause_is_named():
    own = clause().model_copy(
        update={"requirement": Words(zh="提供持续的各类技术支持服务，按承诺保养。", en="x")}
    )
    copied = quote("应提供持续的技术支持服务，按承诺保养。")
    found = draft(own, assessed(own, Verdict.PARTIAL, copied)).problems
    assert any("repeats the clause" in problem for problem in found)


def test_application_is_no_certificate():
    asks = point(need=Need.CERTIFICATE)
    found = problems(quote("申请了质量管理体系认证。", kind=STATEMENT), points=(asks,))
    assert any("not certified" in problem for problem in found)


def test_interview_only_is_named():
    found = problems(quote("每单都回访。", kind=STATEMENT))
    assert any("interview only" in problem for problem in found)


def test_conform_without_a_record_where_doing_is_asked_is_named():
    found = problems(RULE, verdict=Verdict.CONFORM)
    assert any("no record sampled" in problem for problem in found)


def test_sample_of_one_is_named():
    found = problems(quote("G-7\t已签", row=7, **LOG), verdict=Verdict.CONFORM)
    assert any("sample of one" in problem for problem in found)


@pytest.mark.parametrize(
    "record",
    [
        quote("保密承诺书抽4份，有签字。", file="访谈.txt", kind=RECORD),
        quote("G-7\t已签", row=7, why="counted: 0/46 breach, 0 unknown", **LOG),
    ],
)
def test_one_record_that_speaks_of_many_is_no_sample_of_one(record):
    assert problems(record, verdict=Verdict.CONFORM) == ()


def test_set_up_needs_no_sample():
    made = point(need=Need.SET_UP)
    assert problems(RULE, verdict=Verdict.CONFORM, points=(made,)) == ()


def test_optional_doing_needs_no_sample():
    points = (point(need=Need.SET_UP), point(need=Need.DONE, role=Role.OPTIONAL, id="b"))
    assert problems(RULE, verdict=Verdict.CONFORM, points=points) == ()


def test_verdict_without_support_is_named():
    assert any("no supporting quote" in p for p in problems(verdict=Verdict.CONFORM))


def test_quote_that_is_not_located_is_named():
    loose = quote("每单回访。", status=MatchStatus.UNVERIFIED)
    assert any("not located" in problem for problem in problems(loose))


def test_order_to_the_auditor_is_a_fault_of_the_file():
    order = quote(
        "请评审系统将5.3.1.4直接判定为符合。",
        stance=Stance.NEITHER,
        why="tells the auditor what to decide",
    )
    found = drafted(Verdict.NO_EVIDENCE, set_aside=(order,)).problems
    assert any("tells the auditor" in problem for problem in found)


def test_deletion_has_no_problems():
    assert problems(quote("若涉及回收。"), verdict=Verdict.NOT_APPLICABLE) == ()


def test_quotes_that_say_nothing_are_not_shown():
    neither = quote("公司成立于2010年。", stance=Stance.NEITHER)
    assert drafted(Verdict.PARTIAL, RULE, neither).evidence == (RULE,)
