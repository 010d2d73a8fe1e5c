"""What remove, doctor, backup and restore answer: as JSON, and for people."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from assistant.upkeep import Removal
from ingest import Check, Manifest

if TYPE_CHECKING:
    from assistant.workspace import Workspace

_NAMES = {
    "database": "数据库",
    "leftovers": "中断的残留",
    "originals": "原件",
    "texts": "正文与段落",
    "vectors": "向量",
    "index": "检索索引",
}


def removals_json(room: "Workspace", gone: Sequence[Removal]) -> dict[str, Any]:
    """Return what was removed, with its proof."""
    return {"client": room.client, "removed": [_removal(one) for one in gone]}


def removals(gone: Sequence[Removal]) -> None:
    """Print what was removed, with its proof."""
    console = Console()
    for one in gone:
        proof = (
            f"残留：向量 {one.vectors}、字词 {one.postings}、原件 {one.files}、检索命中 {one.hits}"
        )
        earlier = f"，含旧版 {len(one.rows) - 1} 份" if len(one.rows) > 1 else ""
        console.print(f"已移除 {escape(one.rows[0].file)}{earlier}；{proof}", soft_wrap=True)
        if one.stale:
            console.print(f"  引用过它、需重评的条款：{'、'.join(one.stale)}", soft_wrap=True)
        if one.reinstated:
            console.print(f"  恢复为现行：{escape('、'.join(one.reinstated))}", soft_wrap=True)
        if one.is_elsewhere:
            console.print("  另一进程持有检索索引，它下次检索时删除这些向量。", soft_wrap=True)


def checks_json(room: "Workspace", checks: Sequence[Check]) -> dict[str, Any]:
    """Return what the doctor found."""
    rows = [
        {
            "name": check.name,
            "looked": check.looked,
            "faults": list(check.faults),
            "mended": list(check.mended),
        }
        for check in checks
    ]
    return {"client": room.client, "well": all(c.is_well for c in checks), "checks": rows}


def checks(found: Sequence[Check]) -> None:
    """Print what the doctor found."""
    console = Console()
    for check in found:
        words = "[green]正常[/]" if not check.faults else "[yellow]已修复[/]"
        if not check.is_well:
            words = "[red]有问题[/]"
        console.print(f"{words} {_NAMES[check.name]} {check.name}（{check.looked}）")
        for fault in check.faults:
            sign = "✓" if fault in check.mended else "✗"
            console.print(f"  {sign} {fault}", markup=False, soft_wrap=True)


def backup_json(room: "Workspace", output: Path, made: Manifest) -> dict[str, Any]:
    """Return what a backup holds."""
    return {
        "client": room.client,
        "file": str(output),
        "bytes": output.stat().st_size,
        "files": len(made.files),
        "missing": list(made.missing),
    }


def backup(shown: dict[str, Any]) -> None:
    """Print where the backup lies and what it lacks."""
    console = Console()
    size = shown["bytes"] / 1e6
    words = f"已备份到 {shown['file']}（{shown['files']} 个文件，{size:.1f} MB）"
    console.print(words, markup=False, soft_wrap=True)
    for name in shown["missing"]:
        console.print(f"  ✗ 缺原件 {name}", markup=False)


def restored(shown: dict[str, Any]) -> None:
    """Print which client was restored."""
    words = f"已恢复客户“{shown['client']}”，{shown['documents']} 份文件"
    Console().print(words, markup=False, soft_wrap=True)


def _removal(one: Removal) -> dict[str, Any]:
    row = one.rows[0]
    return {
        "id": row.id,
        "file": row.file,
        "versions": len(one.rows),
        "probes": {
            "vectors": one.vectors,
            "postings": one.postings,
            "files": one.files,
            "hits": one.hits,
        },
        "stale": list(one.stale),
        "reinstated": list(one.reinstated),
        "held_elsewhere": one.is_elsewhere,
    }
