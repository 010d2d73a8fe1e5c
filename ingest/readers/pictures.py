"""Pictures inside an office file: numbered from 1, logos and signs left out."""

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.errors import ReadError
from ingest.model import Part, PartStatus, Piece
from ingest.scanned import Scanned

MIN_OCR_PX = 200
"""Smaller pictures are logos and signs, not pages of text; assumed."""
IMAGE = "image "
"""A picture of a file is "image 2" in its ledger."""

# A preview that LibreOffice draws of a table (.svm) shows nothing that is not in the text.
_MEDIA = re.compile(r"(?:.*/)?(?:media|Pictures)/[^/]+(?<!\.svm)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NEEDS_OCR = "图片，需要OCR (picture, needs OCR)"


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of one file.

    Attributes:
        large: Pictures that may hold text, by their numbers from 1; none twice.
        numbers: Number by the name of the part in the zip.
        small: Names of logos and signs.
        foreign: Names of what is no picture of pixels: EMF, WMF, SVG, or damaged.
    """

    large: tuple[bytes, ...]
    numbers: Mapping[str, int]
    small: frozenset[str]
    foreign: frozenset[str]

    @property
    def names(self) -> list[str]:
        """Return the names of all pictures."""
        return [*self.numbers, *sorted(self.small), *sorted(self.foreign)]

    def place(self, name: str) -> Piece | None:
        """Return the piece that holds the place of a picture, None for a small one."""
        number = self.numbers.get(name)
        return None if number is None else Piece("", scanned=Scanned(f"{IMAGE}{number}"))

    def rest(self, placed: Iterable[Piece]) -> list[Piece]:
        """Return the pieces of the pictures that have no place yet."""
        known = {piece.scanned for piece in placed}
        every = (Scanned(f"{IMAGE}{number}") for number in range(1, len(self.large) + 1))
        return [Piece("", scanned=one) for one in every if one not in known]

    def parts(self, names: Iterable[str]) -> list[Part]:
        """Return the ledger of the pictures that a document shows."""
        shown = list(dict.fromkeys(names))
        numbers = sorted({self.numbers[name] for name in shown if name in self.numbers})
        parts = [Part(f"{IMAGE}{n}", PartStatus.NEEDS_OCR, 0, 0, _NEEDS_OCR) for n in numbers]
        small = sum(name in self.small for name in shown)
        if small:
            parts.append(Part("images", PartStatus.EMPTY, small, 0, "只有小图（标志、符号）"))
        foreign = sum(name in self.foreign for name in shown)
        if foreign:
            note = f"{foreign} 张图无法读取（EMF、WMF、SVG 或已损坏），请另存为 png 后导入"
            parts.append(Part("drawings", PartStatus.UNREADABLE, foreign, 0, note))
        return parts


def is_picture(part: Part) -> bool:
    """Return whether a line of a ledger is a picture inside a file."""
    return part.name.startswith(IMAGE)


def gallery(data: bytes) -> Gallery:
    """Return the pictures in the zip of a .docx, .xlsx, .pptx or OpenDocument file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = filter(_MEDIA.fullmatch, archive.namelist())
            return gallery_of(pictures_in({name: archive.read(name) for name in names}))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return gallery_of({})


def pictures_in(blobs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of the parts of a zip that are pictures, in the order of their numbers."""
    names = sorted(filter(_MEDIA.fullmatch, blobs), key=_in_order)
    return {name: blobs[name] for name in names}


def gallery_of(blobs: Mapping[str, bytes]) -> Gallery:
    """Return pictures that are at hand, numbered in their order."""
    large: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    small, foreign = set(), set()
    for name, blob in blobs.items():
        size = _size(blob)
        if size is None:
            foreign.add(name)
        elif min(size) <= MIN_OCR_PX:
            small.add(name)
        else:
            hashes[name] = hashlib.sha256(blob).hexdigest()
            large.setdefault(hashes[name], blob)
    places = {digest: number for number, digest in enumerate(large, 1)}
    numbers = {name: places[digest] for name, digest in hashes.items()}
    return Gallery(tuple(large.values()), numbers, frozenset(small), frozenset(foreign))


def picture(data: bytes, number: int) -> bytes:
    """Return a picture of a file, counted from 1.

    Raises:
        ReadError: It has no such picture.
    """
    found = gallery(data).large
    if not 0 < number <= len(found):
        raise ReadError(f"没有第{number}张图片 (no such picture)", "请重新导入该文件")
    return found[number - 1]


def _in_order(name: str) -> tuple[int, str]:
    digits = _NUMBER.findall(name)
    return int(digits[-1][:9]) if digits else 0, name


def _size(blob: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None for what is no picture of pixels."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(blob)) as image:
                return None if image.format in ("EMF", "WMF") else image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
