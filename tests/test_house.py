"""The house rules: floors, doors, sizes, and what no file may hold (design §2, style.md).

A rule that a file breaks for now stands in `KNOWN` with the reason; once the file is mended
the strict xfail fails, and its line goes.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ingest", "assistant", "evals")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "datasets" not in path.parts
)
TESTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("*.py"))
MAX_FILE, MAX_FUNCTION = 300, 40

KNOWN: dict[tuple[str, str], str] = {
    ("cycle", "ingest/readers/sheet.py"): "sheet and xlsx import each other",
    ("cycle", "ingest/readers/xlsx.py"): "sheet and xlsx import each other",
    ("door", "evals/measures.py"): "takes the embedder's protocol from langchain_core",
}

FLOORS: tuple[tuple[str, ...], ...] = (
    ("ingest.errors", "ingest.limits", "ingest.tokenize", "ingest.fusion", "ingest.scanned"),
    ("ingest.sources",),
    ("ingest.model",),
    ("ingest.originals", "ingest.schema", "ingest.sentences", "ingest.features"),
    (
        "ingest.readers.*",
        "ingest.readers",
        "ingest.isolation",
        "ingest.preflight",
        "ingest.worker",
        "ingest.parsing",
    ),
    ("ingest.unpacking", "ingest.sighting"),
    ("ingest.chunking", "ingest.classify", "ingest.editions", "ingest.identity"),
    ("ingest.versions", "ingest.outcome", "ingest.progress"),
    (
        "ingest.embedding",
        "ingest.train_embedding",
        "ingest.lexical",
        "ingest.twins",
        "ingest.chroma",
    ),
    ("ingest.database", "ingest.statements"),
    ("ingest.store",),
    ("ingest.snapshot",),
    ("ingest.index",),
    ("ingest.filing",),
    ("ingest.intake", "ingest.doctor"),
    ("ingest",),
    ("assistant", "assistant.settings", "assistant.quotes", "assistant.quote_*"),
    ("assistant.roles", "assistant.quantities", "assistant.regions"),
    ("assistant.numerals",),
    ("assistant.times",),
    (
        "assistant.cues",
        "assistant.shares",
        "assistant.table*",
        "assistant.rule_model",
        "assistant.promise_model",
        "assistant.own_rule_model",
        "assistant.own_rule_words",
        "assistant.own_segments",
    ),
    ("assistant.deduction", "assistant.trust_model"),
    ("assistant.model", "assistant.sample_model"),
    ("assistant.concepts", "assistant.wording", "assistant.trust_words"),
    ("assistant.prompts", "assistant.llm"),
    ("assistant.lexicon", "assistant.asked", "assistant.intents"),
    ("assistant.catalog", "assistant.corpus", "assistant.store", "assistant.answer"),
    ("assistant.retrieval", "assistant.stance", "assistant.validity", "assistant.assess_gate"),
    ("assistant.topics", "assistant.labelled", "assistant.traits"),
    ("assistant.network",),
    ("assistant.network_files", "assistant.base_network", "assistant.vectors"),
    ("assistant.reader", "assistant.reader_files"),
    ("assistant.sheet_traits",),
    ("assistant.sheet",),
    ("assistant.rule_*", "assistant.row_*", "assistant.record_*", "assistant.records"),
    ("assistant.promise_*", "assistant.promises", "assistant.commitments"),
    ("assistant.forms", "assistant.own_*", "assistant.promise_gaps"),
    ("assistant.spans", "assistant.fact_units", "assistant.named_rows"),
    ("assistant.facts", "assistant.ratio", "assistant.tally", "assistant.ledger"),
    ("assistant.rulings",),
    ("assistant.sampling", "assistant.manual_model", "assistant.manual_flow"),
    ("assistant.manual_outline",),
    ("assistant.manual_duties", "assistant.manual_forms"),
    ("assistant.manual_audit",),
    ("assistant.desk", "assistant.blanks"),
    (
        "assistant.deletions",
        "assistant.rollup",
        "assistant.rules",
        "assistant.judge",
        "assistant.weighing",
        "assistant.places",
    ),
    ("assistant.assess",),
    ("assistant.scoring", "assistant.finding_*", "assistant.findings"),
    ("assistant.report", "assistant.export", "assistant.export.*"),
    ("assistant.lock", "assistant.folders", "assistant.limits"),
    ("assistant.workspace",),
    ("assistant.upkeep", "assistant.backup", "assistant.sample_book"),
    ("assistant.passages",),
    ("assistant.train_topics", "assistant.train_layer"),
    ("assistant.train_reader",),
    ("assistant.train_network",),
    (
        "assistant.followup",
        "assistant.question",
        "assistant.withdrawn",
        "assistant.lookup",
        "assistant.asides",
        "assistant.census",
        "assistant.replies*",
    ),
    ("assistant.tools",),
    ("assistant.composition",),
    ("assistant.planner", "assistant.agent"),
    ("assistant.ui", "assistant.ui.*", "evals", "evals.*"),
    ("assistant.server", "assistant.cli_*", "assistant.demo"),
    ("assistant.cli_sample",),
    ("assistant.cli",),
)
"""Bottom to top; a module may import its own floor and those below."""

OPEN_ROOMS = {
    "ingest",
    "ingest.errors",
    "ingest.model",
    "ingest.scanned",
    "ingest.tokenize",
    "ingest.lexical",
    "ingest.sentences",
}
"""What `assistant` and `evals` may import of `ingest`: front door, values, words."""

DOORS: dict[str, tuple[str, ...]] = {
    "gradio": ("assistant/ui/",),
    "fastapi": ("assistant/server.py", "assistant/ui/app.py"),
    "starlette": ("assistant/server.py",),
    "uvicorn": ("assistant/server.py",),
    "langchain": ("assistant/llm.py", "assistant/agent.py"),
    "langchain_core": (
        "assistant/llm.py",
        "assistant/agent.py",
        "assistant/tools.py",
        "assistant/planner.py",
        "assistant/judge.py",
    ),
    "langchain_openai": ("assistant/llm.py",),
    "langgraph": ("assistant/agent.py",),
    "openai": ("assistant/llm.py",),
    "httpx": ("assistant/llm.py",),
    "chromadb": ("ingest/chroma.py",),
    "bm25s": ("ingest/lexical.py",),
    "torch": ("ingest/embedding.py", "ingest/train_embedding.py", "assistant/train_layer.py"),
    "sentence_transformers": ("ingest/embedding.py", "ingest/train_embedding.py"),
    "tokenizers": (
        "ingest/embedding.py",
        "ingest/train_embedding.py",
        "assistant/network",
        "assistant/train_network.py",
    ),
    "safetensors": ("ingest/embedding.py", "ingest/train_embedding.py"),
    "sqlalchemy": (
        "ingest/store.py",
        "ingest/schema.py",
        "ingest/statements.py",
        "ingest/database.py",
        "ingest/intake.py",
        "ingest/doctor.py",
        "assistant/store.py",
    ),
    "docx": ("assistant/export/", "ingest/readers/", "evals/made_corpora.py"),
    "openpyxl": (
        "assistant/export/",
        "ingest/readers/",
        "evals/check_dataset.py",
        "evals/made_corpora.py",
    ),
    "pypdf": ("ingest/readers/", "evals/check_dataset.py"),
    "pypdfium2": ("ingest/readers/", "evals/made_corpora.py"),
    "python_calamine": ("ingest/readers/",),
    "rapidocr": ("ingest/readers/ocr.py",),
    "PIL": ("ingest/readers/", "evals/made_corpora.py"),
    "reportlab": ("evals/made_corpora.py",),
    "pptx": ("ingest/readers/slides.py",),
    "olefile": ("ingest/readers/mail.py",),
    "oxmsg": ("ingest/readers/mail.py",),
    "striprtf": ("ingest/readers/rtf.py",),
    "bs4": ("ingest/readers/",),
    "lxml": ("ingest/readers/",),
    "pebble": ("ingest/isolation.py",),
    "cn2an": ("ingest/tokenize.py",),
    "opencc": ("ingest/tokenize.py",),
    "scipy": ("assistant/topics.py",),
    "sklearn": ("assistant/train_topics.py", "evals/sheet_fit.py"),
    "filelock": ("assistant/lock.py", "ingest/chroma.py"),
    "pathvalidate": ("assistant/folders.py",),
    "pydantic_settings": ("assistant/settings.py",),
    "typer": (
        "assistant/cli.py",
        "assistant/cli_keep.py",
        "assistant/cli_options.py",
        "assistant/cli_records.py",
        "assistant/cli_sample.py",
    ),
    "rich": ("assistant/cli_show.py", "assistant/cli_show_", "assistant/cli_manual.py", "evals/"),
}
"""Each third party behind its one door; numpy, pydantic and yaml are words, not parts."""
_EVERYWHERE = {"numpy", "pydantic", "yaml"}

STORAGE = (
    "ingest/store.py",
    "ingest/statements.py",
    "ingest/database.py",
    "ingest/snapshot.py",
    "ingest/doctor.py",
    "ingest/filing.py",
    "ingest/schema.py",
    "ingest/index.py",
    "ingest/chroma.py",
    "ingest/originals.py",
    "ingest/intake.py",
    "assistant/store.py",
    "assistant/workspace.py",
    "assistant/folders.py",
    "assistant/lock.py",
    "assistant/upkeep.py",
    "assistant/backup.py",
    "assistant/vectors.py",
)
MAY_PRINT = ("assistant/cli.py", "assistant/cli_options.py", "evals/")


def each(files, rule):
    """Return the files as parameters, those known to break the rule marked."""
    return [
        pytest.param(
            file,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[rule, file])]
            if (rule, file) in KNOWN
            else [],
        )
        for file in files
    ]


@cache
def tree(file):
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def module(file):
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module(file): file for file in FILES}


@cache
def imported(file):
    """Return the full names that a file imports, at any depth; submodules by their own name."""
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                names.add(inner if inner in MODULES else node.module)
    return frozenset(names)


def inside(file):
    return {name for name in imported(file) if name in MODULES and name != module(file)}


@cache
def floor(name):
    """Return the floor of a module; the longest entry that fits it decides."""
    fits = [
        (len(entry), level)
        for level, entries in enumerate(FLOORS)
        for entry in entries
        if entry == name or (entry.endswith("*") and name.startswith(entry[:-1]))
    ]
    exact = [level for level, entries in enumerate(FLOORS) if name in entries]
    return exact[0] if exact else (max(fits)[1] if fits else None)


def functions(file):
    found = ast.walk(tree(file))
    return [n for n in found if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def handlers(file):
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.ExceptHandler)]


def test_the_house_is_not_empty():
    assert len(FILES) > 80
    assert {"assistant/cli.py", "ingest/store.py", "evals/run.py"} <= set(FILES)


# floors


@pytest.mark.parametrize("file", FILES)
def test_module_has_a_floor(file):
    assert floor(module(file)) is not None, f"give {module(file)} a floor in FLOORS"


@pytest.mark.parametrize("file", each(FILES, "floor"))
def test_imports_go_down(file):
    here = floor(module(file))
    up = sorted(name for name in inside(file) if floor(name) > here)
    assert up == []


@pytest.mark.parametrize("file", each(FILES, "cycle"))
def test_module_is_in_no_import_cycle(file):
    own, seen, ahead = module(file), set(), [module(file)]
    while ahead:
        for name in inside(MODULES[ahead.pop()]):
            assert name != own, f"a cycle leads back to {own}"
            if name not in seen:
                seen.add(name)
                ahead.append(name)


@pytest.mark.parametrize("file", [f for f in FILES if f.startswith("ingest/")])
def test_ingest_knows_no_audits(file):
    assert not [n for n in imported(file) if n.split(".")[0] in ("assistant", "evals")]


@pytest.mark.parametrize("file", [f for f in FILES if f.startswith("assistant/")])
def test_assistant_knows_no_evaluation(file):
    assert not [n for n in imported(file) if n.split(".")[0] in ("evals", "tests", "corpora")]


@pytest.mark.parametrize("file", each([f for f in FILES if not f.startswith("ingest/")], "room"))
def test_ingest_is_entered_by_the_front_door(file):
    entered = {name for name in inside(file) if name.split(".")[0] == "ingest"}
    assert entered - OPEN_ROOMS == set()


# doors


@pytest.mark.parametrize("file", each(FILES, "door"))
def test_third_parties_stay_behind_their_door(file):
    parties = {name.split(".")[0] for name in imported(file)} & set(DOORS)
    assert [party for party in parties if not file.startswith(DOORS[party])] == []


@pytest.mark.parametrize("file", FILES)
def test_third_party_has_a_door(file):
    import sys

    known = set(sys.stdlib_module_names) | set(PACKAGES) | set(DOORS) | _EVERYWHERE
    assert {name.split(".")[0] for name in imported(file)} - known == set()


# sizes


@pytest.mark.parametrize("file", each(FILES, "file"))
def test_file_is_not_too_long(file):
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= MAX_FILE


def _own_lines(node):
    """Return a function's lines less those of the functions in it, which count for themselves."""
    inner = [n for n in ast.walk(node) if isinstance(n, ast.FunctionDef) and n is not node]
    nested = {line for one in inner for line in range(one.lineno, one.end_lineno + 1)}
    return len(set(range(node.lineno, node.end_lineno + 1)) - nested)


@pytest.mark.parametrize("file", each(FILES, "function"))
def test_functions_are_not_too_long(file):
    lengths = {node.name: _own_lines(node) for node in functions(file)}
    assert {name: n for name, n in lengths.items() if n > MAX_FUNCTION} == {}


# what every file has


@pytest.mark.parametrize("file", each(FILES, "docstring"))
def test_module_and_public_functions_have_docstrings(file):
    body = tree(file).body
    classes = [n for n in body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]
    named = [
        node
        for node in (*body, *(method for one in classes for method in one.body))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
    ]
    assert ast.get_docstring(tree(file))
    assert [node.name for node in named if not ast.get_docstring(node)] == []


# what no file has


@pytest.mark.parametrize("file", each(FILES, "except"))
def test_no_error_is_caught_unnamed(file):
    """A broad handler raises again, or its line says why it must not."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    loose = []
    for handler in handlers(file):
        broad = handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")
        raises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(handler))
        reason = re.search(r"noqa: BLE001 - \w", lines[handler.lineno - 1])
        if broad and not (raises or (reason and file not in STORAGE)):
            loose.append(handler.lineno)
    assert loose == []


@pytest.mark.parametrize("file", STORAGE)
def test_storage_swallows_no_error(file):
    silent = [h.lineno for h in handlers(file) if all(isinstance(n, ast.Pass) for n in h.body)]
    assert silent == []


@pytest.mark.parametrize("file", [f for f in FILES if not f.startswith(MAY_PRINT)])
def test_only_the_command_line_prints(file):
    calls = (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))
    prints = [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
    assert prints == []


@pytest.mark.parametrize("file", [f for f in FILES if f != "assistant/settings.py"])
def test_only_the_settings_read_the_environment(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not re.search(r"os\.getenv|environ\.get\(|environ\[[^\]]+\](?!\s*=)", text)


def _tracked():
    """Return the text files of the repository that people wrote."""
    kinds = {".py", ".md", ".toml", ".yaml", ".yml", ".js", ".css", ".html", ".txt", ".tsv", ".sh"}
    folders = (*PACKAGES, "tests", "prompts", "corpora")
    found = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in kinds]
    found += [p for p in ROOT.glob("*") if p.is_file() and p.suffix in kinds | {""}]
    return sorted(p.relative_to(ROOT).as_posix() for p in found if "__pycache__" not in p.parts)


_OURS = ("parts", "devset", "design", "style", "domain", "seeds", "hooks")
_PATHS = re.compile(
    rf"(?<![\w.])/(?:work|root|home)/|\bshared/(?:{'|'.join(_OURS)})\b", re.IGNORECASE
)


@pytest.mark.parametrize("file", each(_tracked(), "path"))
def test_no_file_names_a_path_of_this_machine(file):
    text = (ROOT / file).read_text(encoding="utf-8", errors="replace")
    assert [line for line in text.splitlines() if _PATHS.search(line)] == []


# tests


_ASSERTING = re.compile(r"\bassert\b|\braises\(|\bfail\(|\bexpect\(|\bwait_for")


def _tests_of(file):
    return [node for node in functions(file) if node.name.startswith("test_")]


@pytest.mark.parametrize("file", each([t for t in TESTS if "/test_" in t], "assert"))
def test_every_test_asserts(file):
    helpers = {n.name for n in functions(file) if _ASSERTING.search(ast.unparse(n))}
    calls = {
        test.name: {
            node.func.id
            for node in ast.walk(test)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        for test in _tests_of(file)
    }
    idle = [
        test.name
        for test in _tests_of(file)
        if not _ASSERTING.search(ast.unparse(test)) and not calls[test.name] & helpers
    ]
    assert idle == []


@pytest.mark.parametrize("file", each([t for t in TESTS if "/test_" in t], "names"))
def test_no_two_tests_of_a_file_have_one_name(file):
    names = [test.name for test in tree(file).body if isinstance(test, ast.FunctionDef)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_known_exceptions_are_of_files_that_exist():
    assert [file for _, file in KNOWN if not (ROOT / file).exists()] == []
