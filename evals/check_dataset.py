"""Check datasets (docs/ and gold.json) on their own terms, without the product's readers.

Usage: python evals/check_dataset.py DATASET…
Every quote is looked up in text extracted here; only white space and full or half width may differ.
Exit status 1 when a dataset has a problem. A file that cannot be read here is named, and its quotes
are not checked.
"""

from __future__ import annotations

import html
import json
import re
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Entry = dict[str, Any]

# GB/T 27922-2011: number of items under each second-level clause
CLAUSE_COUNTS = {
    "5.1.1": 3, "5.1.2": 2, "5.1.3": 3, "5.1.4": 2, "5.1.5": 2, "5.1.6": 4, "5.1.7": 3,
    "5.2.1": 5, "5.2.2": 4, "5.2.3": 2, "5.2.4": 6, "5.2.5": 5, "5.2.6": 2,
    "5.3.1": 5, "5.3.2": 3,
}  # fmt: skip
CLAUSES = [f"{group}.{i}" for group, n in CLAUSE_COUNTS.items() for i in range(1, n + 1)]
KEYS = {"company", "business", "audit_date", "verdicts", "record_checks", "consistency", "chat"}
VERDICTS = {"conform", "partial", "nonconform", "no_evidence", "not_applicable"}
STANCES = {"supports", "contradicts"}
KINDS = {"rule", "record", "published", "statement", "certificate"}
QUESTION_TYPES = {"clause", "fact", "followup", "compare", "gap", "unanswerable", "out_of_scope"}
SUPERSEDED = re.compile("作废|旧版|废止")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_QUOTE_CHARS = 130
MAX_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset's answers and the folded text of its files; None where a file cannot be read."""

    gold: Entry
    texts: dict[str, str | None]


def main(folders: list[str]) -> int:
    """Check each folder and write one summary per dataset."""
    if not folders:
        print("usage: python evals/check_dataset.py DATASET…", file=sys.stderr)
        return 2
    failed = False
    for folder in map(Path, folders):
        dataset = load(folder)
        problems = list(check(dataset))
        failed = failed or bool(problems)
        print(f"{folder.name}: {summary(dataset)}")
        for problem in problems:
            print("  PROBLEM", problem)
        print("  OK" if not problems else f"  {len(problems)} problems")
    return int(failed)


def load(folder: Path) -> Dataset:
    """Read gold.json and every file of docs/; drawn_text.json stands in for pictures."""
    drawn_path = folder / "drawn_text.json"
    drawn = json.loads(drawn_path.read_text(encoding="utf-8")) if drawn_path.exists() else {}
    texts: dict[str, str | None] = {}
    for path in sorted((folder / "docs").iterdir()):
        if path.name in drawn:
            texts[path.name] = fold("\n".join("\n".join(page) for page in drawn[path.name]))
            continue
        reader = READERS.get(path.suffix.lower())
        text = reader(path) if reader else None
        texts[path.name] = None if text is None else fold(text)
    return Dataset(json.loads((folder / "gold.json").read_text(encoding="utf-8")), texts)


def check(dataset: Dataset) -> Iterator[str]:
    """Yield one line per problem."""
    if set(dataset.gold) != KEYS:
        yield f"keys of gold.json: {sorted(set(dataset.gold) ^ KEYS)}"
        return
    yield from _check_quotes(dataset)
    yield from _check_verdicts(dataset.gold["verdicts"])
    yield from _check_records(dataset)
    yield from _check_consistency(dataset.gold["consistency"])
    yield from _check_chat(dataset.gold)


def summary(dataset: Dataset) -> str:
    """Name the numbers an author wants to see."""
    chars = sum(len(re.findall(r"[\u4e00-\u9fff]", text or "")) for text in dataset.texts.values())
    unread = [name for name, text in dataset.texts.items() if text is None]
    quotes = list(_quotes(dataset.gold))
    skipped = sum(file in unread for _, file, _ in quotes)
    gold = dataset.gold
    english = sum(q["lang"] == "en" for q in gold["chat"])
    types = Counter(q["type"] for q in gold["chat"])
    parts = [
        f"{len(dataset.texts)} files, {chars} Chinese characters, {len(quotes)} quotes",
        f"verdicts {dict(Counter(v['verdict'] for v in gold['verdicts']))}",
        f"{len(gold['record_checks'])} record checks, {len(gold['consistency'])} topics "
        f"({sum(t['conflict'] for t in gold['consistency'])} in conflict)",
        f"{len(gold['chat'])} questions ({english} en) {dict(types)}",
    ]
    if unread:
        parts.append(f"not read here: {', '.join(unread)} ({skipped} quotes not checked)")
    return "\n  ".join(parts)


def fold(text: str) -> str:
    """Make full and half width equal; line breaks stay, they part the numbers of two cells."""
    return unicodedata.normalize("NFKC", text)


def contains(text: str, quote: str) -> bool:
    """Tell whether quote stands in the folded text and cuts no number in two."""
    chars = re.sub(r"\s+", "", fold(quote))
    if not chars:
        return False
    before = r"(?<!\d)" if chars[0].isdigit() else ""
    after = r"(?!\d)" if chars[-1].isdigit() else ""
    return re.search(before + r"\s*".join(map(re.escape, chars)) + after, text) is not None


def _quotes(gold: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield (where, file, quote) for every quote of gold.json."""
    for verdict in gold["verdicts"]:
        for evidence in verdict["evidence"]:
            yield verdict["clause"], evidence["file"], evidence["quote"]
    for rule in gold["record_checks"]:
        yield rule["id"], rule["rule_file"], rule["rule_quote"]
    for topic in gold["consistency"]:
        for statement in topic["statements"]:
            yield topic["topic"], statement["file"], statement["quote"]
    for question in gold["chat"]:
        for evidence in question["evidence"]:
            yield question["id"], evidence["file"], evidence["quote"]


def _check_quotes(dataset: Dataset) -> Iterator[str]:
    for where, file, quote in _quotes(dataset.gold):
        if file not in dataset.texts:
            yield f"{where}: no file {file}"
            continue
        text = dataset.texts[file]
        if text is not None and not contains(text, quote):
            yield f"{where}: not in {file}: {quote}"
        if len(quote) > MAX_QUOTE_CHARS:
            yield f"{where}: quote of {len(quote)} characters"


def _check_verdicts(verdicts: list[Entry]) -> Iterator[str]:
    ids = [v["clause"] for v in verdicts]
    if sorted(ids) != sorted(CLAUSES):
        yield f"clauses: {sorted(set(ids) ^ set(CLAUSES))}, {len(ids)} verdicts"
    for verdict in verdicts:
        for complaint in _verdict_complaints(verdict):
            yield f"{verdict['clause']}: {complaint}"


def _verdict_complaints(verdict: Entry) -> Iterator[str]:
    name, evidence = verdict["verdict"], verdict["evidence"]
    stances = {e["stance"] for e in evidence}
    if name not in VERDICTS:
        yield f"unknown verdict {name}"
    if (name == "no_evidence") != (not evidence):
        yield f"{name} with {len(evidence)} quotes"
    if name == "nonconform" and "contradicts" not in stances:
        yield "nonconform without a contradicting quote"
    if name in ("conform", "not_applicable") and "contradicts" in stances:
        yield f"{name} with a contradicting quote"
    if not stances <= STANCES or not {e["kind"] for e in evidence} <= KINDS:
        yield "unknown stance or kind"
    if len(evidence) > MAX_QUOTES or not verdict["reason"] or "{" in verdict["reason"]:
        yield "too many quotes, or no finished reason"
    for e in evidence:
        if e["stance"] == "supports" and SUPERSEDED.search(e["file"]):
            yield f"superseded file as support: {e['file']}"


def _check_records(dataset: Dataset) -> Iterator[str]:
    for rule in dataset.gold["record_checks"]:
        breach, unknown = rule["breach_rows"], rule["unknown_rows"]
        if (rule["n_breach"], rule["n_unknown"]) != (len(breach), len(unknown)):
            yield f"{rule['id']}: counts differ from the rows named"
        if set(breach) & set(unknown) or len(set(breach + unknown)) != len(breach + unknown):
            yield f"{rule['id']}: a row is named twice"
        if len(breach) + len(unknown) > rule["n_total"] or not rule["formula"]:
            yield f"{rule['id']}: more rows than the total, or no formula"
        if rule["clause"] not in CLAUSES:
            yield f"{rule['id']}: no clause {rule['clause']}"
        if rule["records_file"] not in dataset.texts:
            yield f"{rule['id']}: no file {rule['records_file']}"
        text = dataset.texts.get(rule["records_file"])
        missing = [row for row in breach + unknown if text and not contains(text, str(row))]
        if missing:
            yield f"{rule['id']}: rows not in {rule['records_file']}: {missing}"


def _check_consistency(topics: list[Entry]) -> Iterator[str]:
    for topic in topics:
        values = {s["value"] for s in topic["statements"]}
        if (len(values) > 1) != topic["conflict"] or len(topic["statements"]) < 2:
            yield f"{topic['topic']}: conflict is {topic['conflict']} over {sorted(values)}"
        if any(SUPERSEDED.search(s["file"]) for s in topic["statements"]):
            yield f"{topic['topic']}: a superseded file is no current statement"


def _check_chat(gold: Entry) -> Iterator[str]:
    verdicts = {v["clause"]: v["verdict"] for v in gold["verdicts"]}
    seen: set[str] = set()
    for question in gold["chat"]:
        for complaint in _question_complaints(question, verdicts, seen):
            yield f"{question['id']}: {complaint}"
        seen.add(question["id"])


def _question_complaints(
    question: Entry, verdicts: dict[str, str], seen: set[str]
) -> Iterator[str]:
    kind, clause, expected = question["type"], question["clause"], question["expect_verdict"]
    after = question.get("after")
    if question["id"] in seen:
        yield "id used twice"
    if kind not in QUESTION_TYPES or question["lang"] not in ("zh", "en"):
        yield "unknown type or language"
    if (kind == "followup") != (after is not None) or (after is not None and after not in seen):
        yield "a follow-up names an earlier question in 'after', no other question does"
    if clause is not None and clause not in verdicts:
        yield f"no clause {clause}"
    if expected is not None and verdicts.get(clause) != expected:
        yield f"expects {expected}, the verdict of {clause} is {verdicts.get(clause)}"
    if kind == "out_of_scope" and (question["evidence"] or clause):
        yield "out of scope, yet with a clause or evidence"
    if kind in ("fact", "compare") and not question["evidence"]:
        yield "no evidence"
    wanted, unwanted = question["must_include"], question["must_not_include"]
    if not wanted or "{" in "".join(wanted) or any("" in entry.split("|") for entry in wanted):
        yield "must_include is empty or unfinished"
    if set(unwanted) & {choice for entry in wanted for choice in entry.split("|")}:
        yield "a wording is both wanted and unwanted"


def _read_docx(path: Path) -> str:
    """Read every w:t of every part, headers and text boxes included; one line per paragraph."""
    with zipfile.ZipFile(path) as parts:
        names = [n for n in parts.namelist() if re.fullmatch(r"word/\w+\.xml", n)]
        roots = [ElementTree.fromstring(parts.read(name)) for name in names]
    paragraphs = (p for root in roots for p in root.iter(WORD + "p"))
    return "\n".join("".join(t.text or "" for t in p.iter(WORD + "t")) for p in paragraphs)


def _read_xlsx(path: Path) -> str:
    from openpyxl import load_workbook

    book = load_workbook(path)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(" ".join("" if cell is None else str(cell) for cell in row) for row in rows)


def _read_pdf(path: Path) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _read_html(path: Path) -> str:
    page = re.sub(r"<(script|style)\b.*?</\1>", "", _read_plain(path), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def _read_plain(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(f"{path.name} is neither UTF-8 nor GB18030")


READERS: dict[str, Callable[[Path], str]] = {
    ".docx": _read_docx,
    ".xlsx": _read_xlsx,
    ".pdf": _read_pdf,
    ".html": _read_html,
    ".csv": lambda path: _read_plain(path).replace(",", " "),
    ".txt": _read_plain,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
