"""The one place where the environment is read: frozen, builds nothing."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings by environment, prefix KEZHENG_.

    Attributes:
        workspace: Folder that holds one folder per client.
        embedding: "builtin", a hub name such as BAAI/bge-m3, or a local path.
        model: Chat model name; empty means the offline planner and rules.
        base_url: OpenAI-compatible endpoint of the chat model.
        api_key: Key for the endpoint; many local servers accept any.
        timeout_s: Seconds to wait for one answer of the endpoint.
        standard: Id of the standard in corpora/standards.
        max_file_bytes: Larger files are refused, each with a row.
        max_pages, max_rows, max_cells: Of one file; more are refused, with a row.
        max_unpacked_bytes, max_zip_ratio: What an office file may unpack to.
        ocr: Read scans and photos; off leaves their pages as "needs OCR".
        parser_memory_mb: Memory of the process that parses a file; 0 for no limit.
        parser_timeout_s: Seconds to parse one file; OCR of a page may take half of it.
        allowed_hosts: Host headers that the UI answers, comma-separated.
        demo_once: Print the demo's verdict table and exit.
    """

    model_config = SettingsConfigDict(env_prefix="KEZHENG_", frozen=True, extra="ignore")

    workspace: Path = Path("workspace")
    embedding: str = "builtin"
    model: str = ""
    base_url: str = ""
    api_key: SecretStr = SecretStr("none")
    timeout_s: float = 60.0
    standard: str = "gbt27922-2011"
    max_file_bytes: int = 100 * 1024 * 1024
    max_pages: int = 5_000
    max_rows: int = 200_000
    max_cells: int = 2_000_000
    max_unpacked_bytes: int = 512 * 1024 * 1024
    max_zip_ratio: int = 150
    ocr: bool = True
    parser_memory_mb: int = 3072
    parser_timeout_s: float = 120.0
    allowed_hosts: str = "127.0.0.1,localhost"
    demo_once: bool = False

    @property
    def has_model(self) -> bool:
        """Whether a chat model endpoint is configured."""
        return bool(self.model and self.base_url)
