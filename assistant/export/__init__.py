"""Writers of office files: the one door to python-docx as a writer."""
