"""The clauses in a Word report: table of verdicts, and each clause with its evidence."""

from collections.abc import Iterator, Sequence

from docx.document import Document

from assistant.export import word_parts as parts
from assistant.export.word_parts import LABEL_FILL, Cell, Text
from assistant.finding_sources import aside, quoted
from assistant.model import Evidence, EvidenceKind, ScoreLine, Verdict
from assistant.report import Entry, Report
from assistant.trust_words import ABSTAINS, GROUPS, told
from assistant.wording import KINDS, STANCES, VERDICTS

_LOOKS = {
    Verdict.CONFORM: ("1B5E20", "E3F2E1"),
    Verdict.PARTIAL: ("7A5200", "FFF3D6"),
    Verdict.NONCONFORM: ("9B1C1C", "FBE3E1"),
    Verdict.NO_EVIDENCE: ("1E4F86", "E1ECF8"),
    Verdict.NOT_APPLICABLE: ("4B5563", "ECEEF1"),
    Verdict.COULD_NOT_LOOK: ("5B2C83", "EEE6F6"),
}
"""Ink and paper of a verdict; the word stands beside the colour, for grey printers."""
_WIDTHS = (1.6, 5.2, 2.0, 1.4, 1.4, 4.8)
"""Of the verdict table without trust, in cm."""
_STANCE_INK = {"supports": "1B5E20", "contradicts": "9B1C1C", "neither": "4B5563"}


def verdict_cell(verdict: Verdict) -> Text:
    """Return a verdict as a coloured cell."""
    ink, paper = _LOOKS[verdict]
    return Text(VERDICTS[verdict].zh, bold=True, colour=ink, fill=paper, centred=True)


def verdict_table(paper: Document, report: Report) -> None:
    """Add the table of all clauses under the indicators of the standard."""
    measured = report.is_measured
    trust, widths = (("把握",), (1.6, 4.4, 2.0, 2.6, 1.2, 1.2, 3.4)) if measured else ((), _WIDTHS)
    header = ("条款", "标题", "判定", *trust, "分值", "得分", "证据类别")
    made = parts.table(paper, header, widths, ())
    for indicator in report.standard.indicators:
        entries = [e for e in report.entries if e.clause.id.startswith(f"{indicator.id}.")]
        if not entries:
            continue
        band = Text(f"{indicator.id} {indicator.title.zh}", bold=True, fill=LABEL_FILL)
        parts.add_row(made, [band], with_next=True)
        for entry in entries:
            parts.add_row(made, _line(entry, measured=measured))
    if measured:
        parts.paragraph(paper, _trust_note(report))


def findings(paper: Document, report: Report) -> None:
    """Add the record of each clause: requirement, statement, points and every quote."""
    for indicator in report.standard.indicators:
        entries = [e for e in report.entries if e.clause.id.startswith(f"{indicator.id}.")]
        if entries:
            parts.heading(paper, f"{indicator.id} {indicator.title.zh}", 2)
        for entry in entries:
            _finding(paper, entry)


def source(evidence: Evidence) -> str:
    """Return file and place of a quote."""
    return f"{evidence.file} {evidence.locator.label()}".strip()


def point_lines(entry: Entry, *, but: Verdict | None = None) -> tuple[str, ...]:
    """Return each audit point with verdict and reason, those with the verdict `but` left out."""
    pairs = zip(entry.clause.points, entry.assessment.points, strict=True)
    return tuple(
        f"{point.id}) {point.question.zh}　{VERDICTS[result.verdict].zh}（{result.reason.zh}）"
        for point, result in pairs
        if result.verdict is not but
    )


def points(line: ScoreLine, *, earned: bool) -> str:
    """Return the points of a clause as printed; a dash where it does not count."""
    if not line.points:
        return "—"
    return f"{line.earned if earned else line.points:.2f}"


def _line(entry: Entry, *, measured: bool) -> list[Cell]:
    kinds = {evidence.kind for evidence in entry.finding.evidence}
    named = "、".join(KINDS[kind].zh for kind in EvidenceKind if kind in kinds)
    return [
        Text(entry.clause.id),
        Text(entry.clause.title.zh),
        verdict_cell(entry.verdict),
        *([_trust(entry)] if measured else []),
        Text(points(entry.line, earned=False), centred=True),
        Text(points(entry.line, earned=True), centred=True),
        Text(named or "—"),
    ]


def _trust(entry: Entry) -> Text:
    trust = entry.assessment.trust
    if trust is None:
        return Text("—", centred=True)
    words = GROUPS[trust.group].zh
    if trust.abstains:
        return Text(f"{words}，{ABSTAINS.zh}", colour="9B1C1C", centred=True)
    return Text(words, centred=True)


def _trust_note(report: Report) -> str:
    """Return what the column of trust means, and how many verdicts are left to a person."""
    known = [e.assessment.trust for e in report.entries if e.assessment.trust is not None]
    low = sum(1 for trust in known if trust.abstains)
    return (
        f"把握：同一程序在{known[0].clients}家已知正确判定的开发客户上，同类判定判对的比例，经校准；"
        "高为0.85以上，中为0.60至0.85，低为不足0.60。"
        f"本稿{len(report.entries)}个条款中{low}条把握低，保留机器的建议判定和引文，{ABSTAINS.zh}。"
    )


def _finding(paper: Document, entry: Entry) -> None:
    made = parts.grid(paper, (2.0, 5.4, 6.2, 1.3, 1.5))
    title = f"{entry.clause.id}　{entry.clause.title.zh}"
    top = parts.add_row(made, [Text(title, size=10.5, bold=True, fill=parts.HEADER_FILL)])
    parts.repeat(top)
    ink, _ = _LOOKS[entry.verdict]
    verdict = f"{VERDICTS[entry.verdict].zh}　　{_score(entry)}"
    texts: list[tuple[str, Cell]] = [
        ("要求", Text(entry.clause.requirement.zh)),
        ("判定", Text(verdict, bold=True, colour=ink)),
        *([("把握", Text(told(trust).zh))] if (trust := entry.assessment.trust) else []),
        ("评价记录", Text(entry.finding.statement.zh)),
        ("要点", point_lines(entry)),
    ]
    if entry.assessment.set_aside:
        texts.append(("未予采信", tuple(_aside(one) for one in entry.assessment.set_aside)))
    if entry.finding.problems:
        texts.append(("提请复核", Text("；".join(entry.finding.problems), colour="9B1C1C")))
    for label, text in texts:
        parts.add_row(made, [_label(label), text], splits=True)
    if entry.assessment.evidence:
        head = ("序号", "来源与位置", "原文", "类别", "立场")
        names = [Text(n, size=8.5, bold=True, fill=LABEL_FILL, centred=True) for n in head]
        parts.add_row(made, names, with_next=True)
    for cells in _quotes(entry.assessment.evidence):
        parts.add_row(made, cells)
    parts.space(paper, 4)


def _label(words: str) -> Text:
    return Text(words, bold=True, fill=LABEL_FILL, centred=True)


def _score(entry: Entry) -> str:
    note = entry.line.note.zh
    if not entry.line.points:
        return f"（{note}）"
    return f"{points(entry.line, earned=True)} / {points(entry.line, earned=False)} 分（{note}）"


def _aside(evidence: Evidence) -> str:
    return f"{source(evidence)}：{quoted(evidence.quote)}（{aside(evidence).zh}）"


def _quotes(evidence: Sequence[Evidence]) -> Iterator[list[Cell]]:
    for number, quote in enumerate(evidence, start=1):
        yield [
            Text(str(number), size=8.5, centred=True),
            Text(source(quote), size=8.5),
            Text(quote.quote, size=8.5),
            Text(KINDS[quote.kind].zh, size=8.5, centred=True),
            Text(
                STANCES[quote.stance].zh,
                size=8.5,
                colour=_STANCE_INK[quote.stance.value],
                centred=True,
            ),
        ]
