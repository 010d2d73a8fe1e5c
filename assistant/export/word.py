"""The audit report as a Word file: a draft that an auditor confirms and signs."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_BREAK

from assistant.export import word_clauses, word_files, word_lists
from assistant.export import word_parts as parts
from assistant.export.word_parts import LABEL_FILL, Cell, Text
from assistant.model import Score
from assistant.report import Report, Room, gather
from ingest.errors import WorkspaceError

TITLE = "商品售后服务评价报告（初稿）"
STATUS = "机器初评，待审核员确认"
_ENGINES = {"rules": "规则引擎（离线，rules）"}
_CAVEAT = (
    "本稿由程序根据所供材料拟出，是机器的建议，不是评价结论；判定、删减、得分和等级均须审核员复核确认。",
    "评价只针对所供材料，采用抽样方法；未列出的不符合不等于不存在，“未见证据”不等于“不符合”。",
    "引文均逐字取自所标文件，经程序定位；制度规定不能证明已经执行，口述不能代替记录，作废文件不作证据。",
    "未进行现场观察、顾客访谈和热线拨测；证书的有效性须在国家认监委平台核验。",
)
_SIGNERS = ("评审员", "评审组长", "受评价方代表", "认证机构复核")


def write_docx(room: Room, path: Path, *, written: date | None = None) -> list[str]:
    """Write the report on a workspace; return what a reviewer would send back, clause first.

    Args:
        written: The day on the cover; the audit date if none is given.

    Raises:
        WorkspaceError: The file cannot be written there.
    """
    report = gather(room, written=written)
    paper = parts.new_paper(title=TITLE, subject=report.standard.title.zh, written=report.written)
    parts.furnish(paper.sections[0], left=report.client, right=TITLE, foot=STATUS)
    _cover(paper, report)
    for number, (title, section) in enumerate(_SECTIONS, start=1):
        parts.heading(paper, f"{number}　{title}")
        section(paper, report)
    parts.heading(paper, "附录 A　材料清单")
    word_files.documents(paper, report)
    _save(paper, path)
    return report.problems


def _cover(paper: Document, report: Report) -> None:
    accent, status = parts.ACCENT, f"{STATUS} / machine proposal, to be confirmed by an auditor"
    lines = (
        (0, Text("报告编号：____________", 10, colour=parts.GREY, centred=True)),
        (110, Text("商品售后服务评价报告", 26, bold=True, colour=accent, centred=True)),
        (4, Text("（初稿）", 16, colour=accent, centred=True)),
        (46, Text(report.client, 16, bold=True, centred=True)),
        (34, Text(status, 10.5, bold=True, colour="9B1C1C", centred=True)),
    )
    for before, text in lines:
        parts.paragraph(paper, text, before=before)
    parts.space(paper, 70)
    made = parts.grid(paper, (3.6, 10.4))
    for name, words in _facts(report):
        label = Text(name, 10.5, bold=True, fill=LABEL_FILL)
        parts.add_row(made, [label, Text(words, 10.5)])
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _facts(report: Report) -> tuple[tuple[str, str], ...]:
    return (
        ("受评价组织", report.client),
        ("评价依据", f"{report.standard.title.zh}（{report.standard.title.en}）"),
        ("评价基准日", f"{report.as_of:%Y年%m月%d日}"),
        ("编写日期", f"{report.written:%Y年%m月%d日}"),
        ("评价引擎", _ENGINES.get(report.engine, report.engine)),
        ("所供材料", _material(report)),
    )


def _material(report: Report) -> str:
    old = sum(1 for document in report.documents if document.superseded)
    words = f"共{len(report.documents)}份，其中现行{len(report.documents) - old}份、作废{old}份"
    unread = len(report.unreadable)
    return words + (f"；{unread}处尚无法读取" if unread else "")


def _about(paper: Document, report: Report) -> None:
    standard = report.standard
    rows: tuple[tuple[str, str], ...] = (
        (
            "评价目的",
            "就所供材料对照标准逐条初评，找出证据与差距，供审核员现场评价和受评价方整改使用。",
        ),
        (
            "评价范围",
            f"{'、'.join(f'{s.id} {s.title.zh}' for s in standard.sections)}，"
            f"共{len(standard.clauses)}个条款。",
        ),
        ("评价依据", f"{standard.title.zh}；受评价方现行的服务制度与对外承诺。"),
        (
            "评价方法",
            "查阅文件、抽查记录、查看公示文本、查验证书、摘录访谈；每个要点分别检索，引文定位后判定。",
        ),
        ("材料", f"{_material(report)}（清单见附录 A）。"),
    )
    made = parts.grid(paper, (2.8, 13.6))
    for name, words in rows:
        parts.add_row(made, [Text(name, bold=True, fill=LABEL_FILL), Text(words)])


def _result(paper: Document, report: Report) -> None:
    score = report.score
    low, high = score.star_range
    span = low if low == high else f"{low}至{high}"
    headline = f"估算得分 {score.total:g} 分；等级范围：{span}。"
    parts.paragraph(paper, Text(headline, size=13, bold=True, colour=parts.ACCENT))
    parts.paragraph(paper, f"条款判定：{word_lists.verdict_counts(report)}。")
    header = ("指标", "标准分值", "涉及分值", "估算得分")
    parts.table(paper, header, (7.4, 3.0, 3.0, 3.0), _sections(report))
    parts.bullets(paper, _score_notes(report))


def _sections(report: Report) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for section in report.standard.sections:
        lines = [line for line in report.score.lines if line.clause.startswith(f"{section.id}.")]
        points, earned = sum(line.points for line in lines), sum(line.earned for line in lines)
        full = "—" if section.points is None else f"{section.points:g}"
        rows.append(_figures(f"{section.id} {section.title.zh}", full, points, earned))
    full = f"{sum(section.points or 0 for section in report.standard.sections):g}"
    rows.append(_figures("合计", full, report.score.applicable, report.score.earned, bold=True))
    return rows


def _figures(
    name: str, full: str, points: float, earned: float, *, bold: bool = False
) -> list[Cell]:
    figures = (full, f"{points:.2f}", f"{earned:.2f}")
    return [Text(name, bold=bold), *(Text(f, bold=bold, centred=True) for f in figures)]


def _score_notes(report: Report) -> list[str]:
    score: Score = report.score
    official = [c.id for c in report.standard.clauses if c.weight.status == "official"]
    notes = [
        "得分＝实际得分÷涉及项总分值×100－特别扣分；删减的条款不计入总分值。",
        "只有部分证据的条款暂按一半计分，未见证据的暂不得分；等级范围的两端分别按最不利和最有利情形计算。",
        f"特别扣分 {score.special:g} 分、特别加分 {score.bonus:g} 分：须由审核员确认后计入。",
    ]
    if score.assumed_weights:
        known = f"（{'、'.join(official)} 除外）" if official else ""
        assumed = f"各条款的分值为假定{known}，非标准公布的分值表，因此得分只是估算，等级只给范围。"
        notes.insert(0, assumed)
    return notes


def _nonconform(paper: Document, report: Report) -> None:
    parts.heading(paper, "不符合项", 2)
    word_lists.nonconformities(paper, report)
    parts.heading(paper, "基本符合、待完善的条款", 2)
    word_lists.weak_points(paper, report)


def _counted(paper: Document, report: Report) -> None:
    parts.heading(paper, "企业自身规定的执行（逐行核对）", 2)
    word_lists.record_checks(paper, report)
    parts.heading(paper, "对外承诺的一致性", 2)
    word_lists.promises(paper, report)


def _not_shown(paper: Document, report: Report) -> None:
    parts.heading(paper, "未见证据（查过而没有找到，不等于不符合）", 2)
    word_lists.not_evidenced(paper, report)
    parts.heading(paper, "无法查看（材料尚未能读取，不作结论）", 2)
    word_lists.not_read(paper, report)


def _caveat(paper: Document, report: Report) -> None:
    parts.bullets(paper, _CAVEAT)


def _signatures(paper: Document, report: Report) -> None:
    rows: list[list[Cell]] = [[Text(name, 10.5, centred=True), "", "", ""] for name in _SIGNERS]
    made = parts.table(paper, ("角色", "姓名", "签字", "日期"), (3.8, 4.2, 4.8, 3.6), rows)
    for row in made.rows[1:]:
        parts.heighten(row, 1.1)


_SECTIONS: tuple[tuple[str, Callable[[Document, Report], None]], ...] = (
    ("评价概况", _about),
    ("评价结果", _result),
    ("删减说明", word_lists.deletions),
    ("条款判定一览", word_clauses.verdict_table),
    ("逐条评价记录", word_clauses.findings),
    ("记录核对与承诺比对", _counted),
    ("不符合项与整改要求", _nonconform),
    ("未取得证据的条款", _not_shown),
    ("声明", _caveat),
    ("确认与签字", _signatures),
)


def _save(paper: Document, path: Path) -> None:
    """Write to a temporary name beside the target, then rename."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        paper.save(str(temporary))
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise WorkspaceError(
            f"无法写出 {path}：{error}", "检查文件夹是否可写、文件是否正被打开"
        ) from error
