"""Reader of image files: their frames are pages that need OCR."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.errors import ReadError, TooLargeError
from ingest.model import Part, PartStatus, Reading
from ingest.readers.ocr import MAX_SIDE, Pixels
from ingest.readers.pdf_ledger import NO_TEXT, Remark, warnings_of

MAX_PIXELS = 120_000_000
"""Of one frame; A3 at 600 dots per inch has 70 million."""
MAX_FRAMES = 500

# What Pillow raises on damaged files.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError)
_DAMAGED = "请重新拍照、扫描或复制该图片；能打开的话请另存为 png 或 jpg"


def read_image(data: bytes) -> Reading:
    """Return an image file as pages without text, to be read by OCR.

    Raises:
        TooLargeError: A frame has too many pixels, or there are too many frames.
        ReadError: The file is damaged.
    """
    with _opened(data) as image:
        pages = 1 if getattr(image, "format", "") in ("GIF", "WEBP") else _frames(image)
    if pages > MAX_FRAMES:
        raise TooLargeError(f"图片有 {pages} 页，超过上限 {MAX_FRAMES} 页", "请拆分后再导入")
    note = str(NO_TEXT)
    parts = (Part(f"page {n}", PartStatus.NEEDS_OCR, 0, 0, note) for n in range(1, pages + 1))
    remarks: list[list[Remark]] = [[NO_TEXT]] * pages
    return Reading(pieces=(), parts=tuple(parts), pages=pages, warnings=warnings_of(remarks))


def render_frame(data: bytes, number: int) -> Pixels:
    """Return a frame, counted from 1, as the camera was held, no larger than OCR needs.

    Raises:
        TooLargeError: It has too many pixels.
        ReadError: It is damaged.
    """
    with _opened(data) as image:
        image.seek(number - 1)
        _check(image)
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
        shown = ImageOps.exif_transpose(_eight_bit(image))
        shown.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
        return np.asarray(_on_paper(shown))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            # Pillow warns of what `_check` refuses, and of odd metadata.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                _check(image)
                yield image
    except Image.DecompressionBombError as error:
        raise _too_large("过多") from error
    except UnidentifiedImageError as error:
        raise ReadError("图片已损坏，无法识别 (the image is damaged)", _DAMAGED) from error
    except _BROKEN as error:
        raise ReadError(f"图片已损坏 (the image is damaged: {error})", _DAMAGED) from error


def _frames(image: Image.Image) -> int:
    return sum(1 for _ in zip(ImageSequence.Iterator(image), range(MAX_FRAMES + 1), strict=False))


def _check(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(f"{image.width}×{image.height}")


def _too_large(size: str) -> TooLargeError:
    return TooLargeError(
        f"图片像素过大：{size}，上限 {MAX_PIXELS / 1e6:.0f} 百万 (too many pixels)",
        "请缩小图片，或以 300 dpi 重新扫描",
    )


def _eight_bit(image: Image.Image) -> Image.Image:
    """Return an image with 16 or 32 bits a pixel as one with 8, from its darkest to its palest."""
    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    shades = (values - low) * (255 / max(high - low, 1.0))
    return Image.fromarray(shades.round().astype(np.uint8))


def _on_paper(image: Image.Image) -> Image.Image:
    """Return an image in colours without transparency: what shows through is white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
