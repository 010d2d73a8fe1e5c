"""The interface as a web application: Gradio, quiet and local, mounted at the root."""

from pathlib import Path

import gradio as gr
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.ui.events import wire
from assistant.ui.page import lay_out
from assistant.ui.rooms import Rooms

HERE = Path(__file__).parent
_STYLES = ("style.css", "style-panes.css", "style-records.css")
# Families that a reader's system brings; nothing is fetched.
_FONTS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
)
_MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")


def mount(app: FastAPI, settings: Settings) -> None:
    """Mount the interface at the root of `app`; routes that `app` has already stay its own."""
    page = lay_out(Rooms(settings))
    wire(page)
    page.blocks.queue(max_size=32, default_concurrency_limit=4)
    gr.mount_gradio_app(
        app,
        page.blocks,
        path="/",
        theme=_theme(),
        css_paths=[HERE / name for name in _STYLES],
        favicon_path=str(HERE / "seal.svg"),
        max_file_size=settings.max_file_bytes,
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        show_error=False,
        footer_links=[],
    )


_COLOURS = {
    "body_background_fill": "var(--kz-ground)",
    "body_text_color": "var(--kz-ink)",
    "body_text_color_subdued": "var(--kz-soft)",
    "background_fill_primary": "var(--kz-paper)",
    "background_fill_secondary": "var(--kz-shade)",
    "block_background_fill": "transparent",
    "border_color_primary": "var(--kz-line)",
    "input_background_fill": "var(--kz-paper)",
    "button_primary_background_fill": "var(--kz-accent)",
    "button_primary_background_fill_hover": "var(--kz-accent)",
    "button_primary_text_color": "var(--kz-on-accent)",
    "button_secondary_background_fill": "var(--kz-paper)",
    "button_secondary_text_color": "var(--kz-ink)",
    "button_secondary_border_color": "var(--kz-line)",
    "color_accent": "var(--kz-accent)",
    "color_accent_soft": "var(--kz-accent-tint)",
}
"""Gradio's names of colours, and those of style.css, which know light and dark."""


def _theme() -> gr.themes.Base:
    """Return Gradio's plain theme in the colours of style.css, where its own parts show."""
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.slate,
        secondary_hue=gr.themes.colors.slate,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=_FONTS,
        font_mono=_MONO,
    )
    dark = {f"{name}_dark": colour for name, colour in _COLOURS.items() if name != "color_accent"}
    return theme.set(**_COLOURS, **dark)
