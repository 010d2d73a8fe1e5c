"""Twins: passages with the same vector, of which one stands for all."""

from collections.abc import Callable, Collection, Sequence

from ingest.schema import Vectors

Load = Callable[[Sequence[str] | None], Vectors]
_BATCH = 5000


class Twins:
    """Which passage stands for which; it follows a growing and shrinking set of passages."""

    def __init__(self) -> None:
        self.places: dict[str, list[str]] = {}
        """The passages by the one that stands for them, itself among them."""
        self._mark: dict[str, int] = {}
        self._place: dict[str, str] = {}

    def place(self, passage: str) -> str:
        """Return what stands for a passage; one that is not known stands for itself."""
        return self._place.get(passage, passage)

    def follow(self, ids: Sequence[str], preferred: Collection[str], load: Load) -> None:
        """Group exactly `ids`, whose vectors `load` gives; `preferred` stand for their twins."""
        new = [one for one in ids if one not in self._mark]
        for at in range(0, len(new), _BATCH):
            vectors = load(new[at : at + _BATCH])
            rows = zip(vectors.ids, vectors.matrix, strict=True)
            self._mark.update({one: hash(row.tobytes()) for one, row in rows})
        groups: dict[int, list[str]] = {}
        for one in ids:
            groups.setdefault(self._mark[one], []).append(one)
        self.places = {
            next((one for one in group if one in preferred), group[0]): group
            for group in groups.values()
        }
        self._mark = {one: self._mark[one] for one in ids}
        self._place = {one: place for place, group in self.places.items() for one in group}
