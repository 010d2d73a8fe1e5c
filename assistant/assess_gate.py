"""The gate: only a quote that is located in the file becomes evidence."""

from assistant.corpus import Sentence
from assistant.model import Evidence, Stance
from assistant.quotes import MatchStatus, locate
from assistant.stance import Reading
from ingest.model import locator_of


def gate(sentence: Sentence, reading: Reading, *, point: str, score: float) -> Evidence | None:
    """Return evidence whose quote is located in a current document, None if it is not.

    A superseded document is quoted only to say that it is superseded, never as evidence.

    The located span is what is shown: a span that starts inside a negation comes back whole.
    """
    document = sentence.document
    if document.superseded and reading.stance is not Stance.NEITHER:
        return None
    match = locate(sentence.text, document.text[sentence.start : sentence.end])
    if match.status is MatchStatus.UNVERIFIED:
        return None
    start, end = sentence.start + match.start, sentence.start + match.end
    return Evidence(
        document_id=document.id,
        file=document.file,
        locator=locator_of(document, start),
        quote=document.text[start:end],
        start=start,
        end=end,
        stance=reading.stance,
        kind=reading.kind,
        status=match.status,
        point=point,
        why=reading.why,
        score=round(score, 4),
    )
