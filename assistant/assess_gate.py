"""The gate: only a quote that is located in the file becomes evidence."""

from assistant.corpus import Sentence
from assistant.model import Evidence, Stance
from assistant.quotes import MatchStatus, locate
from assistant.stance import Reading
from ingest.model import locator_of


def gate(
    sentence: Sentence, reading: Reading, *, point: str, score: float, match: float = 1.0
) -> Evidence | None:
    """Return evidence whose quote is located in a current document, None if it is not.

    A superseded document is quoted only to say that it is superseded, never as evidence.

    The located span is what is shown: a span that starts inside a negation comes back whole.

    Args:
        match: Chance that the sentence speaks of the point.
    """
    document = sentence.document
    if document.superseded and reading.stance is not Stance.NEITHER:
        return None
    place = locate(sentence.text, document.text[sentence.start : sentence.end])
    if place.status is MatchStatus.UNVERIFIED:
        return None
    start, end = sentence.start + place.start, sentence.start + place.end
    return Evidence(
        document_id=document.id,
        file=document.file,
        locator=locator_of(document, start),
        quote=document.text[start:end],
        start=start,
        end=end,
        stance=reading.stance,
        kind=reading.kind,
        status=place.status,
        point=point,
        why=reading.why,
        score=round(score, 4),
        chance=round(match * reading.chance, 4),
    )
