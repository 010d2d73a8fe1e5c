"""How the papers of this client look."""

from evals.datasets.papers import Papers

_PAPERS = Papers((2026, 8, 11, 7, 20, 0), table="Light Grid Accent 1")
write_docx, write_pdf, fix_dates = _PAPERS.write_docx, _PAPERS.write_pdf, _PAPERS.fix_dates
