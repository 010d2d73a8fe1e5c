"""Write docs/ and gold.json of the fictional kitchen-equipment trader 泉灶 from src/.

Usage: python corpora/samples/quanzao/make.py (needs python-docx, openpyxl, reportlab).
Every count in gold.json is computed from the written files; the shares that a verdict rests on
are asserted.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import gold
import markup
import records
import sheets
import word_pdf

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "src"
DOCS = HERE / "docs"
FILES = {
    "handbook": "01_售后服务管理手册_2026版.docx",
    "complaint_rules": "02_客诉与退换货处理制度.docx",
    "partners": "03_合作服务商管理与质量监督制度.docx",
    "card": "04_质保卡与服务承诺书.pdf",
    "log": "05_维修工单备件台账_2026年1-4月.xlsx",
    "complaints": "06_客诉登记表_2026.csv",
    "compilation": "07_培训考核与会议纪要汇编.docx",
    "web": "08_官网服务支持页.html",
    "interview": "09_现场访谈笔记_审核组.txt",
    "old": "10_售后服务管理办法_2023版_作废.docx",
    "party": "11_2026年会节目单.docx",
    "blank": "12_顾客满意度问卷_空白表.docx",
    "certificate": "13_质量管理体系认证证书.pdf",
}
WORD = {  # short name: (wording file, page header)
    "handbook": ("01_handbook.txt", "QZ-SH-01 售后服务管理手册　受控文件"),
    "complaint_rules": ("02_complaints.txt", "QZ-ZD-02　受控文件"),
    "partners": ("03_partners.txt", "QZ-ZD-03　受控文件"),
    "compilation": ("07_compilation.txt", "售后服务部2026年汇编"),
    "old": ("10_old.txt", "作废文件　仅供查阅"),
    "party": ("11_party.txt", ""),
    "blank": ("12_blank_form.txt", "空白表"),
}
PDF = {"card": "04_card.txt", "certificate": "13_certificate.txt"}
ISOLATED = 0.20  # labelling: under about 20 % blank or late rows is partial, mostly is nonconform


def main() -> None:
    """Rebuild the sample from nothing."""
    shutil.rmtree(DOCS, ignore_errors=True)
    DOCS.mkdir()
    sheets.write_workbook(SOURCE, DOCS / FILES["log"])
    sheets.write_complaints(SOURCE, DOCS / FILES["complaints"])
    counts = records.count(DOCS, FILES["log"], FILES["complaints"])
    check_shares(counts)
    write_documents(first_quarter())
    answers = gold.build(SOURCE, FILES, counts)
    (HERE / "gold.json").write_text(
        json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def write_documents(values: dict[str, str]) -> None:
    """Write the Word, PDF, text and web files; values fill the names in the minutes."""
    for name, (source, header) in WORD.items():
        word_pdf.write_word(markup.load(SOURCE / source, values), DOCS / FILES[name], header)
    for name, source in PDF.items():
        word_pdf.write_pdf(markup.load(SOURCE / source), DOCS / FILES[name], FILES[name][3:-4])
    shutil.copyfile(SOURCE / "08_web.html", DOCS / FILES["web"])
    notes = (SOURCE / "09_interviews.txt").read_text(encoding="utf-8")
    (DOCS / FILES["interview"]).write_bytes(notes.replace("\n", "\r\n").encode("utf-8-sig"))
    for path in [*DOCS.glob("*.docx"), *DOCS.glob("*.xlsx")]:
        freeze(path)


def first_quarter() -> dict[str, str]:
    """The figures which the quarterly minutes report, counted from the written log."""
    check = records.CHECKS["RC1"]
    orders = records.rows_of(DOCS, FILES["log"], FILES["complaints"], check.sheet, check.key)
    judged = [
        check.judge(row) for row in orders if check.applies(row) and _month(row["报修时间"]) <= 3
    ]
    rate = 100 * judged.count(records.OK) / (len(judged) - judged.count(records.UNKNOWN))
    closed = records.CHECKS["RC13"]
    complaints = records.rows_of(DOCS, FILES["log"], FILES["complaints"], closed.sheet, closed.key)
    return {
        "Q1_RATE": f"{rate:.1f}%",
        "Q1_JUDGE": "达到" if rate >= 90 else "没有达到",
        "Q1_BLANK": str(judged.count(records.UNKNOWN)),
        "Q1_COMPLAINTS": str(sum(_month(row["接诉时间"]) <= 3 for row in complaints)),
    }


def check_shares(counts: gold.Counts) -> None:
    """Assert that each record set is as good or bad as its clause's verdict says."""
    share = {name: len(_bad(n)) / _total(n) for name, n in counts.items()}
    assert share["RC4"] == share["RC7"] == 0, "conform: no breach and no unknown"
    for name in ("RC1", "RC5", "RC8", "RC11", "RC12", "RC13"):
        assert 0 < share[name] < ISOLATED, f"partial: {name} {share[name]:.2f}"
    late = _bad(counts["RC12"]) | _bad(counts["RC13"])
    assert len(late) < ISOLATED * _total(counts["RC13"]), "partial: 5.3.2.2 over both rules"
    for name in ("RC3", "RC6", "RC9"):
        assert share[name] > 0.5, f"nonconform: {name} {share[name]:.2f}"


def freeze(path: Path) -> None:
    """Rewrite an office file with fixed times, so that its bytes repeat."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    stamp = word_pdf.WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, data
                )
            new.writestr(
                zipfile.ZipInfo(name, word_pdf.WRITTEN.timetuple()[:6]), data, zipfile.ZIP_DEFLATED
            )


def _month(value: object) -> int:
    at = records.moment(value)
    assert at is not None, "every row has a first time"
    return at.at.month


def _bad(n: records.Tally) -> set[str | int]:
    return {*n["breach_rows"], *n["unknown_rows"]}


def _total(n: records.Tally) -> int:
    return n["n_total"]


if __name__ == "__main__":
    main()
