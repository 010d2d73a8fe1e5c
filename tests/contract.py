"""The contract of the command line as JSON Schema: what scripts may rely on."""

TEXT, FLAG, NUMBER, COUNT = (
    {"type": "string"},
    {"type": "boolean"},
    {"type": "number"},
    {"type": "integer", "minimum": 0},
)
VERDICTS = [
    "conform",
    "partial",
    "nonconform",
    "no_evidence",
    "not_applicable",
    "could_not_look",
]


def record(**fields):
    """Return the schema of an object that has at least these fields."""
    return {"type": "object", "properties": fields, "required": list(fields)}


def listing(of):
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def maybe(of):
    """Return the schema of a value or null."""
    return {"anyOf": [of, {"type": "null"}]}


QUOTE = record(
    file=TEXT,
    locator=TEXT,
    quote={"type": "string", "minLength": 1},
    stance={"enum": ["supports", "contradicts", "neither"]},
    kind={"enum": ["rule", "record", "published", "statement", "certificate"]},
    status={"enum": ["verified", "repaired"]},
)
INGEST = record(
    client=TEXT,
    documents=listing(
        record(
            id=TEXT,
            file=TEXT,
            status={"enum": ["added", "unchanged", "replaced", "failed", "skipped"]},
            kind=TEXT,
            superseded=FLAG,
            pages=COUNT,
            chars=COUNT,
            chunks=COUNT,
            ocr_pages=COUNT,
            warnings=listing(TEXT),
            error=maybe(record(code=TEXT, message=TEXT, hint=TEXT)),
        )
    ),
    totals=record(seconds=NUMBER),
)
DOCUMENTS = record(
    documents=listing(
        record(id=TEXT, file=TEXT, kind=TEXT, superseded=FLAG, pages=COUNT, chars=COUNT)
    )
)
DOCUMENT_TEXT = record(
    id=TEXT,
    file=TEXT,
    text=TEXT,
    blocks=listing(
        record(
            start=COUNT,
            end=COUNT,
            page=maybe(COUNT),
            heading=listing(TEXT),
            sheet=maybe(TEXT),
            row=maybe(COUNT),
        )
    ),
)
SEARCH = record(
    hits=listing(
        record(
            file=TEXT,
            locator=TEXT,
            text=TEXT,
            score=NUMBER,
            lexical_rank=maybe(COUNT),
            dense_rank=maybe(COUNT),
        )
    )
)
ASK = record(
    answer={"type": "string", "minLength": 1},
    lang={"enum": ["zh", "en"]},
    clause=maybe(TEXT),
    verdict=maybe({"enum": VERDICTS}),
    citations=listing({"allOf": [QUOTE, record(label={"type": "integer", "minimum": 1})]}),
    missing=listing(TEXT),
    followups=listing(TEXT),
    engine=TEXT,
)
SCORE = record(
    earned=NUMBER,
    applicable=NUMBER,
    total={"type": "number", "minimum": 0, "maximum": 100},
    special=NUMBER,
    bonus=NUMBER,
    star=TEXT,
    star_range={"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2},
    assumed_weights=FLAG,
    lines=listing(
        record(
            clause=TEXT,
            points=NUMBER,
            earned=NUMBER,
            verdict={"enum": VERDICTS},
            special=listing(record(check=TEXT, points=NUMBER, rows=listing(TEXT))),
        )
    ),
)
ASSESS = record(
    standard=TEXT,
    as_of={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    engine={"enum": ["rules", "llm"]},
    assessments=listing(
        record(
            clause=TEXT,
            verdict={"enum": VERDICTS},
            reason={"type": "string", "minLength": 1},
            points=listing(
                record(id=TEXT, verdict={"enum": VERDICTS}, evidence=listing(QUOTE)),
            ),
            evidence=listing(QUOTE),
            missing=listing(TEXT),
            made_by=TEXT,
        )
    ),
    score=SCORE,
)
RECORDS = record(
    checks=listing(
        record(
            id=TEXT,
            clause=TEXT,
            rule_quote=TEXT,
            rule_file=TEXT,
            records_file=TEXT,
            sheet=TEXT,
            n_total=COUNT,
            n_breach=COUNT,
            n_unknown=COUNT,
            breach_rows=listing(TEXT),
            unknown_rows=listing(TEXT),
        )
    ),
    flaws=listing(record(kind=TEXT, file=TEXT, sheet=TEXT, column=TEXT, n_total=COUNT, n=COUNT)),
)
STATEMENT = {"file": TEXT, "locator": TEXT, "quote": TEXT, "value": TEXT, "condition": TEXT}
COMMITMENTS = record(
    topics=listing(
        record(
            topic=TEXT,
            conflict=FLAG,
            standing={"enum": ["conflict", "agreed", "by_case", "once"]},
            statements=listing(record(**STATEMENT, clashing=FLAG)),
        )
    ),
    rules=listing(
        record(
            **STATEMENT,
            kind=TEXT,
            amount=maybe(NUMBER),
            unit=maybe(TEXT),
            comparison=maybe(TEXT),
            subject=TEXT,
            actor=TEXT,
        )
    ),
    gaps=listing(
        record(
            **STATEMENT,
            kind={"enum": ["unbacked", "unrecorded", "unretained", "absolute"]},
            subject=TEXT,
        )
    ),
)
REPORT = record(file=TEXT, problems=listing(TEXT))
SAMPLE = record(
    id=TEXT,
    clause=TEXT,
    method=TEXT,
    by=TEXT,
    seed={"type": "integer"},
    rationale=TEXT,
    checks=listing(TEXT),
    population=record(name=TEXT, n=COUNT, id=TEXT),
    drawn=listing(
        record(
            number=COUNT,
            record=TEXT,
            file=TEXT,
            locator=TEXT,
            stratum=TEXT,
            mark={"enum": ["pass", "fail", "undecided", None]},
            tests=listing(record(mark=TEXT, who=TEXT, remark=TEXT, recorded_at=TEXT)),
        )
    ),
    tally=record(n_passed=COUNT, n_failed=COUNT, n_undecided=COUNT, n_untested=COUNT),
)
MANUAL = record(
    audited=listing(TEXT),
    counts={"type": "object", "additionalProperties": COUNT},
    flaws=listing(
        record(
            kind={
                "enum": [
                    "empty_chapter",
                    "placeholder_date",
                    "duplicate_number",
                    "split_duty",
                    "old_reference",
                    "record_without_form",
                ]
            },
            why=TEXT,
            places=listing(record(file=TEXT, locator=TEXT, section=TEXT, quote=TEXT)),
        )
    ),
)
ERROR = record(error=record(code=TEXT, message=TEXT, hint=TEXT))
