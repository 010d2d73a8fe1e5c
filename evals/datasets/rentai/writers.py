"""How the papers of this client look."""

from evals.datasets.papers import FANGSONG, Papers

_PAPERS = Papers((2026, 8, 14, 16, 30, 0), font=FANGSONG)
write_docx, write_pdf, fix_dates = _PAPERS.write_docx, _PAPERS.write_pdf, _PAPERS.fix_dates
