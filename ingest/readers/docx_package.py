"""The parts of a .docx: a zip of XML with relations between the parts."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import unquote

from ingest.errors import EncryptedError, ReadError

# An element of lxml, which has no types of its own: the border of this parser.
Xml: TypeAlias = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"

# "Strict Open XML" differs in its namespaces only, as far as text goes.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)
# zipfile seeks before the start of a cut file and says so with a ValueError.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)
_DAMAGED = "请重新复制或下载该文件；能打开的话请在 Word/WPS 中另存为 .docx"


class Relation(NamedTuple):
    """A link from one part to another: "header", "comments", "image"."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """All parts of a file by their names inside the zip."""

    blobs: Mapping[str, bytes]

    def main(self) -> str:
        """Return the name of the part that holds the body."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self.blobs:
                return relation.target
        if "word/document.xml" in self.blobs:
            return "word/document.xml"
        raise ReadError("Word 文件里没有正文部分", _DAMAGED)

    def relations(self, part: str) -> list[Relation]:
        """Return the links of a part inside the file; broken and outside links are left out."""
        folder, name = posixpath.split(part)
        blob = self.blobs.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return list(_relations(parse(blob), folder)) if blob else []

    def related(self, part: str, kind: str) -> list[str]:
        """Return the names of the parts that `part` links to as `kind`, once each."""
        targets = [r.target for r in self.relations(part) if r.kind == kind]
        return [target for target in dict.fromkeys(targets) if target in self.blobs]

    def xml(self, part: str) -> Xml:
        """Return the root element of a part."""
        return parse(self.blobs[part])


def open_package(data: bytes) -> Package:
    """Open the zip of a .docx.

    Raises:
        EncryptedError: An entry has a password.
        ReadError: The zip is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise EncryptedError("文件设有密码", "请去掉密码后另存，再导入")
            names = [n for n in archive.namelist() if not n.endswith("/")]
            return Package({name.lstrip("/"): archive.read(name) for name in names})
    except _ZIP_ERRORS as error:
        raise ReadError(f"Word 文件损坏或不完整（{error}）", _DAMAGED) from error


def parse(blob: bytes) -> Xml:
    """Parse XML without resolving entities.

    Raises:
        ReadError: It is not well formed.
    """
    from docx.oxml.parser import parse_xml
    from lxml.etree import XMLSyntaxError

    for strict, usual in _STRICT:
        blob = blob.replace(strict, usual)
    try:
        return parse_xml(blob)
    except (XMLSyntaxError, ValueError) as error:
        raise ReadError(f"Word 文件内部的 XML 有错（{error}）", _DAMAGED) from error


def attribute(node: Xml | None, name: str = "val") -> str | None:
    """Return a `w:` attribute of a node, None if either is missing."""
    return None if node is None else node.get(W + name)


def whole(raw: str | None) -> int | None:
    """Return a count of at most five digits, None for anything else a damaged file may hold."""
    return int(raw) if raw and re.fullmatch("[0-9]{1,5}", raw) else None


def is_on(node: Xml | None) -> bool:
    """Return whether a toggle such as `w:vanish` is there and not switched off."""
    return node is not None and attribute(node) not in ("0", "false", "off", "none")


def _relations(root: Xml, folder: str) -> Iterator[Relation]:
    for node in root:
        target = unquote(node.get("Target") or "")
        if node.get("TargetMode") == "External" or not target:
            continue
        path = target if target.startswith("/") else posixpath.join(folder, target)
        kind = (node.get("Type") or "").rpartition("/")[2]
        yield Relation(node.get("Id") or "", kind, posixpath.normpath(path).lstrip("/"))
