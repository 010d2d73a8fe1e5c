"""Generated corpora to measure intake on: docx, pdf, xlsx and scans of a service handbook."""

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

_SUBJECTS = ("报修", "投诉", "回访", "安装", "维修", "配件", "退换货", "巡检", "培训", "满意度调查")
_PEOPLE = ("客服专员", "维修工程师", "售后经理", "配件管理员", "质量主管")
_ACTS = ("登记台账", "电话确认", "上门处理", "填写记录表", "汇总上报", "回复顾客", "归档保存")
_LINES_PER_PAGE = 28
_FONT = "STSong-Light"
"""A CID font that every reader has; nothing is embedded."""


def sentences(seed: int) -> Iterator[str]:
    """Yield sentences without end, the same for the same seed."""
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        subject, person = chance.choice(_SUBJECTS), chance.choice(_PEOPLE)
        act, hours = chance.choice(_ACTS), chance.randint(1, 72)
        code = f"{chance.randint(100, 999)}-{number}"
        yield f"{number} {subject}由{person}在{hours}小时内{act}，单号 KZ-{code}，逾期须说明原因。"


def write_pdf(path: Path, pages: int, seed: int) -> None:
    """Write a PDF of text: a heading and prose on each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas, words = Canvas(str(path), pagesize=A4, pageCompression=1), sentences(seed)
    for page in range(1, pages + 1):
        canvas.setFont(_FONT, 16)
        canvas.drawString(72, 780, f"第{page}章 服务要求")
        canvas.setFont(_FONT, 10.5)
        for line in range(_LINES_PER_PAGE):
            canvas.drawString(72, 750 - 24 * line, next(words))
        canvas.drawString(280, 40, f"- {page} -")
        canvas.showPage()
    canvas.save()


def write_docx(path: Path, pages: int, seed: int) -> None:
    """Write as many words as `pages` pages hold, with a heading for each."""
    from docx import Document

    document, words = Document(), sentences(seed)
    for page in range(1, pages + 1):
        document.add_heading(f"第{page}章 服务要求", level=1)
        for _ in range(_LINES_PER_PAGE):
            document.add_paragraph(next(words))
    document.save(str(path))


def write_xlsx(path: Path, pages: int, seed: int) -> None:
    """Write a ledger with a row for each line of as many pages."""
    from openpyxl import Workbook

    chance, book = random.Random(seed), Workbook(write_only=True)
    sheet = book.create_sheet("报修台账")
    sheet.append(["单号", "报修时间", "到场时间", "类别", "处理人", "结果"])
    for number in range(pages * _LINES_PER_PAGE):
        day, hour = chance.randint(1, 28), chance.randint(8, 17)
        asked, there = f"2026-03-{day:02} {hour:02}:00", f"2026-03-{day:02} {hour + 2:02}:30"
        who, subject = chance.choice(_PEOPLE), chance.choice(_SUBJECTS)
        sheet.append([f"BX-{seed}-{number}", asked, there, subject, who, chance.choice(_ACTS)])
    book.save(str(path))


def write_scan(path: Path, pages: int, seed: int) -> None:
    """Write a PDF of pictures: the pages of `write_pdf` at 200 dots per inch, a little noisy."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    text = io.BytesIO()
    plain = path.with_suffix(".text.pdf")
    write_pdf(plain, pages, seed)
    chance, pictures = np.random.default_rng(seed), []
    with pypdfium2.PdfDocument(plain.read_bytes()) as document:
        for page in document:
            picture = np.asarray(page.render(scale=200 / 72).to_pil().convert("L"), dtype=np.int16)
            noisy = np.clip(picture + chance.normal(0, 6, picture.shape), 0, 255)
            pictures.append(Image.fromarray(noisy.astype(np.uint8)))
    pictures[0].save(text, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    plain.unlink()
    path.write_bytes(text.getvalue())


WRITERS: dict[str, Callable[[Path, int, int], None]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "scan": write_scan,
}


def write(folder: Path, form: str, *, files: int, pages: int) -> Path:
    """Write a corpus of `files` files of `pages` pages in one format; return its folder."""
    made = folder / f"{form}-{files}x{pages}"
    if not made.exists():
        made.mkdir(parents=True)
        suffix = "pdf" if form == "scan" else form
        for number in range(files):
            WRITERS[form](made / f"手册{number:03}.{suffix}", pages, number)
    return made
