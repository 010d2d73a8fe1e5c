"""Page images drawn for the tests."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers.ocr import Pixels

_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
FONT = next((font for font in _FONTS if Path(font).is_file()), None)
needs_font = pytest.mark.skipif(FONT is None, reason="no font with Chinese characters")

PARAGRAPH = [
    "第一条 安装完成后七日内回访用户，",
    "并在客户服务系统中登记。",
    "第二条 投诉由专员当日受理。",
]


def draw(lines: Sequence[str], *, width: int = 900, height: int = 320, size: int = 32) -> Pixels:
    """Return a page image with lines of text, top to bottom."""
    assert FONT
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, size)
    for i, text in enumerate(lines):
        pen.text((40, 30 + i * int(2.2 * size)), text, font=font, fill="black")
    return np.asarray(image)


def image_file(form: str = "PNG", *, pages: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a blank image file."""
    frames = [Image.new("RGB", size, "white") for _ in range(pages)]
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if pages > 1 else {}
    frames[0].save(buffer, form, **more)
    return buffer.getvalue()
