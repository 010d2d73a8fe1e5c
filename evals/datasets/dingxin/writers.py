"""How the papers of this client look."""

from evals.datasets.papers import Papers

_PAPERS = Papers((2026, 9, 14, 16, 20, 0))
write_docx, write_pdf, fix_dates = _PAPERS.write_docx, _PAPERS.write_pdf, _PAPERS.fix_dates
