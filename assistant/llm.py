"""The one door to chat models: any OpenAI-compatible endpoint, nothing that phones home."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.settings import Settings
from ingest.errors import ModelError, UsageError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Both must be false: either alone does not win over the other (langsmith).
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"
os.environ.pop("LANGSMITH_GATEWAY", None)


def chat_model(settings: Settings) -> "BaseChatModel":
    """Return the user's chat model.

    Raises:
        UsageError: No endpoint is configured, or its URL is none.
    """
    if not settings.has_model:
        raise UsageError(
            "没有配置模型端点 (no model endpoint)", "设置 KEZHENG_MODEL 和 KEZHENG_BASE_URL"
        )
    if urlsplit(settings.base_url).scheme not in ("http", "https"):
        raise UsageError(
            f"KEZHENG_BASE_URL 不是网址 (no URL): {settings.base_url}", "http://127.0.0.1:11434/v1"
        )
    from langchain.chat_models import init_chat_model

    return init_chat_model(
        settings.model,
        model_provider="openai",
        base_url=settings.base_url,
        api_key=settings.api_key.get_secret_value(),
        temperature=0,
        timeout=settings.timeout_s,
        max_retries=2,
    )


@contextmanager
def explaining(settings: Settings) -> Iterator[None]:
    """Turn an endpoint's failure inside the block into an error that a person can act on.

    The block holds one model call and nothing of ours: what langchain and openai raise on an
    answer that is no completion are plain value, type, key and transport errors.

    Raises:
        ModelError: The endpoint refused, timed out or answered in a form that was not asked.
    """
    from httpx import HTTPError
    from openai import OpenAIError

    try:
        yield
    except (OpenAIError, HTTPError, ValueError, TypeError, LookupError) as error:
        raise _explained(error, settings) from error


def _explained(error: Exception, settings: Settings) -> ModelError:
    where = urlsplit(settings.base_url).netloc
    kind = type(error).__name__
    hint = "检查端点是否在运行、KEZHENG_BASE_URL 与 KEZHENG_MODEL 是否正确；不配置即用离线引擎。"
    if "RateLimit" in kind:
        hint = "端点限流，请稍后再试。"
    elif "Authentication" in kind or "PermissionDenied" in kind:
        hint = "检查 KEZHENG_API_KEY。"
    return ModelError(f"模型端点 {where} 没有给出可用的回答（{kind}）", hint)
