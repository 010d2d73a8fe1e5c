"""A page or picture set upright, with the lines of a quote marked on it."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from ingest.readers.ocr import turned, upright
from ingest.readers.scans import render
from ingest.scanned import Frame, Scanned

SHOWN_SIDE = 1400
"""Pixels of the longer side of what is shown."""
_YELLOW = (255, 236, 120)
_PAPER = (255, 255, 255)
_WHOLE = 10_000
_QUALITY = 80


def marked(file: str, data: bytes, scanned: Scanned, frames: Sequence[Frame]) -> bytes:
    """Return a JPEG of a page or picture of a file with frames marked in yellow.

    Raises:
        ReadError: It cannot be drawn.
    """
    pixels = turned(render(file, data, scanned.part), scanned.turn)
    image = Image.fromarray(upright(pixels, scanned.tilt))
    image.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    veil = Image.new("RGB", image.size, _PAPER)
    pen = ImageDraw.Draw(veil)
    sizes = np.array([*image.size, *image.size]) / _WHOLE
    for frame in frames:
        left, top, right, bottom = (np.array(frame) * sizes).round().tolist()
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=_YELLOW)
    buffer = io.BytesIO()
    ImageChops.multiply(image, veil).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
