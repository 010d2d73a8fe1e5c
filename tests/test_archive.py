import io
import stat
import zipfile
from dataclasses import replace

import pytest
from made_files import archive, archive_of_windows, odf
from made_mail import eml, msg

from ingest.errors import ReadError, TooLargeError
from ingest.limits import Limits
from ingest.readers.archive import is_archive, may_hold_files, members

LIMITS = Limits()
RULE = "第一条 7日内回访。".encode()


def names(data: bytes) -> list[str]:
    return [member.name for member in members(data, LIMITS)]


def test_members_come_in_order_with_their_bytes() -> None:
    files = {"b.txt": RULE, "子/a.txt": b"x"}
    assert [(m.name, m.data, m.error) for m in members(archive(files), LIMITS)] == [
        ("b.txt", RULE, None),
        ("子/a.txt", b"x", None),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_name_without_a_flag_is_read_as_it_was_written(encoding: str) -> None:
    data = archive_of_windows("客户\\维修记录㎡.txt", RULE, encoding=encoding)
    assert names(data) == ["客户/维修记录㎡.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:/a.txt", "..\\a.txt"]
)
def test_name_that_leaves_the_archive_is_refused(name: str) -> None:
    (member,) = members(archive({name: RULE}), LIMITS)
    assert member.data == b"" and isinstance(member.error, ReadError)
    assert "unsafe path" in member.error.message


def test_link_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped.writestr(link, "/etc/passwd")
    (member,) = members(buffer.getvalue(), LIMITS)
    assert member.error is not None and "symbolic link" in member.error.message


def test_encrypted_member_says_so() -> None:
    data = bytearray(archive({"a.txt": RULE}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    (member,) = members(bytes(data), LIMITS)
    assert member.error is not None and member.error.code == "encrypted"


def test_bomb_is_refused_and_the_rest_is_taken() -> None:
    found = list(members(archive({"bomb.txt": bytes(3_000_000), "a.txt": RULE}), LIMITS))
    assert [m.error.code if m.error else "" for m in found] == ["too_large", ""]


def test_member_over_the_limit_is_refused() -> None:
    small = replace(LIMITS, max_bytes=5)
    (member,) = members(archive({"a.txt": RULE}), small)
    assert isinstance(member.error, TooLargeError)


def test_archive_with_too_many_files_is_an_error() -> None:
    few = replace(LIMITS, archive=replace(LIMITS.archive, entries=1))
    with pytest.raises(TooLargeError, match="2"):
        list(members(archive({"a": b"1", "b": b"2"}), few))


def test_damaged_member_is_refused_and_the_rest_is_taken() -> None:
    data = archive({"a.txt": RULE * 40, "b.txt": b"x"})
    at = data.find(b"a.txt") + 8
    found = list(members(data[:at] + b"\xff" * 8 + data[at + 8 :], LIMITS))
    assert [m.error.code if m.error else "" for m in found] == ["unreadable", ""]


def test_empty_archive_is_an_error() -> None:
    with pytest.raises(ReadError, match="没有文件"):
        list(members(archive({}), LIMITS))


@pytest.mark.parametrize("data", [odf("<text:p>x</text:p>"), RULE, b"%PDF-1.7"])
def test_document_is_no_archive_and_holds_no_files(data: bytes) -> None:
    assert not is_archive(data) and names(data) == []


@pytest.mark.parametrize("make", [eml, msg])
def test_attachments_are_members_without_their_folders(make) -> None:
    data = make("资料", "见附件", {"C:\\桌面\\台账.csv": b"a,b\n"})
    assert may_hold_files(data[:4096])
    assert [(m.name, m.data) for m in members(data, LIMITS)] == [("台账.csv", b"a,b\n")]
