"""Words on page images: the one door to rapidocr, whose models lie in its wheel."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

# Height, width, and red, green, blue.
Pixels: TypeAlias = NDArray[np.uint8]
Point: TypeAlias = tuple[float, float]

MAX_SIDE = 2600
"""Pixels: a page of A4 at 220 dots per inch; larger images are made smaller first."""

# Text is found on a smaller image than it is read from: at 1280 pixels no worse than at 2000
# on the pages of a development set, in half the time.
_FIND_SIDE = 1280
# Below it a page may lie on its side or be skewed; upright pages of a development set have 0.93
# and more, the same upside down less than 0.6.
_GOOD = 0.8
_MAX_UPRIGHT_TALL = 0.5
# Degrees that cost the recognition nothing.
_LEVEL = 2.0
_MAX_SKEW = 15.0
_TURNS = (0, 90, 180, 270)
_TRIED = 12
_FORMAT = "1"


class OcrLine(BaseModel):
    """A line of words.

    Attributes:
        score: Confidence of the recognition, 0 to 1.
        corners: Clockwise from the top left of the words, pixels of the upright image.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    score: float
    corners: tuple[Point, Point, Point, Point]

    @property
    def width(self) -> float:
        """Length of the upper edge in pixels."""
        return _distance(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Length of the left edge in pixels."""
        return _distance(self.corners[0], self.corners[3])

    @property
    def angle(self) -> float:
        """Degrees that the line falls to the right."""
        (x0, y0), (x1, y1) = self.corners[0], self.corners[1]
        return float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))


class Scan(BaseModel):
    """What was read on a page image.

    Attributes:
        width, height: Pixels of the upright image.
        turn: Degrees anticlockwise that set the image upright: 0, 90, 180, 270.
        tilt: Degrees anticlockwise that it was turned after that; 0 unless it helped.
        is_blank: The image shows next to nothing.
    """

    model_config = ConfigDict(frozen=True)

    width: int
    height: int
    turn: int = 0
    tilt: float = 0.0
    lines: tuple[OcrLine, ...] = ()
    is_blank: bool = False

    @property
    def score(self) -> float:
        """Mean confidence, each line by the number of its characters; 0 without lines."""
        characters = sum(len(line.text) for line in self.lines)
        total = sum(line.score * len(line.text) for line in self.lines)
        return total / characters if characters else 0.0

    @property
    def skew(self) -> float:
        """Degrees that the text falls to the right: the middle of its long lines."""
        long = [line for line in self.lines if line.width > 4 * line.height]
        if not long:
            return 0.0
        ordered = sorted(long, key=lambda line: line.angle)
        half, passed = sum(line.width for line in ordered) / 2, 0.0
        for line in ordered:
            passed += line.width
            if passed >= half:
                break
        return line.angle

    @property
    def is_good(self) -> bool:
        """Whether the words are sure and most of them stand upright."""
        words = [line for line in self.lines if len(line.text) > 1]
        tall = sum(line.height > line.width for line in words)
        return self.score >= _GOOD and tall <= _MAX_UPRIGHT_TALL * len(words)


def scan_image(image: Pixels, cache: Path | None = None) -> Scan:
    """Return the words on a page image, whichever way up it is.

    Args:
        image: The page, [height, width, 3].
        cache: Folder of earlier results by the hash of their image; None keeps none.
    """
    if cache is None:
        return _scan(image)
    file = cache / f"{_hash(image)}.json"
    try:
        return Scan.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        scan = _scan(image)
    cache.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}.part")
    temporary.write_text(scan.model_dump_json(), encoding="utf-8")
    temporary.replace(file)
    return scan


def turned(image: Pixels, turn: int) -> Pixels:
    """Return an image turned anticlockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, turn // 90))


def upright(image: Pixels, tilt: float) -> Pixels:
    """Return an image turned anticlockwise by a few degrees, on larger paper."""
    if not tilt:
        return image
    from PIL import Image

    level = Image.fromarray(image).rotate(
        tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255)
    )
    return np.asarray(level)


def _hash(image: Pixels) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {image.shape}".encode())
    digest.update(np.ascontiguousarray(image).tobytes())
    return digest.hexdigest()


def _scan(image: Pixels) -> Scan:
    height, width = image.shape[:2]
    if _is_blank(image):
        return Scan(width=width, height=height, is_blank=True)
    scan = _read(image)
    if scan.is_good:
        return scan
    turn = _best_turn(image, scan)
    if turn:
        image_turned = turned(image, turn)
        again = _read(image_turned, turn)
        if _merit(again) > _merit(scan) or not scan.is_good:
            image, scan = image_turned, again
    if scan.score < _GOOD and _LEVEL < abs(scan.skew) < _MAX_SKEW:
        level = _read(upright(image, scan.skew), scan.turn, scan.skew)
        scan = max(scan, level, key=_merit)
    return scan


def _merit(scan: Scan) -> float:
    """Return the characters that were probably read right."""
    return sum(line.score**2 * len(line.text) for line in scan.lines)


def _is_blank(image: Pixels) -> bool:
    """Return whether fewer than 2 of 10 000 pixels differ from the paper; assumed."""
    gray = image[::2, ::2].mean(axis=2)
    return bool((np.abs(gray - np.median(gray)) > 40).mean() < 0.0002)


def _best_turn(image: Pixels, scan: Scan) -> int:
    """Return the turn with which the largest texts of a page are read best."""
    largest = sorted(scan.lines, key=lambda line: -line.width * line.height)[:_TRIED]
    crops = [crop for line in largest if (crop := _crop(image, line)).size]
    if not crops:
        return 0
    scores = {turn: fmean(_score(turned(crop, turn)) for crop in crops) for turn in _TURNS}
    return max(_TURNS, key=lambda turn: scores[turn])


def _crop(image: Pixels, line: OcrLine) -> Pixels:
    xs, ys = zip(*line.corners, strict=True)
    x0, y0 = max(0, int(min(xs))), max(0, int(min(ys)))
    return image[y0 : int(max(ys)) + 1, x0 : int(max(xs)) + 1]


def _score(crop: Pixels) -> float:
    """Return how surely one line of text is read."""
    if crop.shape[0] > crop.shape[1]:
        return 0.0
    found = _engine()(_as_bgr(crop), use_det=False, use_cls=False, use_rec=True)
    return float(found.scores[0]) if found.scores else 0.0


def _read(image: Pixels, turn: int = 0, tilt: float = 0.0) -> Scan:
    """Return the words of an image as it lies."""
    found = _engine()(_as_bgr(image), use_det=True, use_cls=False, use_rec=True)
    lines: list[OcrLine] = []
    if found.boxes is not None and found.txts:
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            a, b, c, d = ((float(x), float(y)) for x, y in corners)
            lines.append(OcrLine(text=text, score=round(float(score), 4), corners=(a, b, c, d)))
    height, width = image.shape[:2]
    return Scan(width=width, height=height, turn=turn, tilt=tilt, lines=tuple(lines))


def _as_bgr(image: Pixels) -> Pixels:
    return np.ascontiguousarray(image[:, :, ::-1])


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401  rapidocr has no types of its results
    """Return the engine; it takes seconds to load.

    Lines are not turned one by one (use_cls): a page upside down would then be read surely
    and from its end.
    """
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": MAX_SIDE,
            "Global.text_score": 0.0,
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": _FIND_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": _threads(),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _threads() -> int:
    """Return the threads of one worker: two pages are read at a time."""
    return max(1, min(2, (os.cpu_count() or 1) // 2))


def _distance(a: Point, b: Point) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))
