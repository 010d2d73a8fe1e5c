"""The header: product, engine, language, and whose audit this is."""

from dataclasses import dataclass

import gradio as gr

from assistant.model import Lang
from assistant.settings import Settings
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates
from assistant.ui.markup import esc
from assistant.ui.rooms import Rooms
from assistant.ui.text import say


@dataclass(frozen=True, slots=True)
class Header:
    """The components at the top of the page."""

    brand: gr.HTML
    client: gr.Dropdown
    new: gr.Button
    lang: gr.Radio
    form: gr.Row
    name: gr.Textbox
    create: gr.Button
    cancel: gr.Button

    def redraw(self, desk: Desk, rooms: Rooms) -> Updates:
        """Return the header in the desk's language, with the clients that there are."""
        lang = desk.lang
        names = rooms.names()
        return {
            self.brand: brand(rooms.settings, lang),
            self.client: gr.update(
                choices=[(name, name) for name in names],
                value=desk.client,
                label=say(lang, "client"),
                visible=bool(names),
            ),
            self.new: gr.update(value=say(lang, "client_new")),
            self.lang: gr.update(value=lang.value, label=say(lang, "language")),
            self.name: gr.update(
                label=say(lang, "client_name"), placeholder=say(lang, "client_name_hint")
            ),
            self.create: gr.update(value=say(lang, "client_create")),
            self.cancel: gr.update(value=say(lang, "client_cancel")),
        }

    def opened(self) -> Updates:
        """Return the form for a new client, open and empty."""
        return {self.form: gr.update(visible=True), self.name: gr.update(value="")}

    def closed(self) -> Updates:
        """Return the form for a new client, put away."""
        return {self.form: gr.update(visible=False), self.name: gr.update(value="")}


def build() -> Header:
    """Lay the header out."""
    with gr.Row(elem_id="kz-header", equal_height=False):
        brand_ = gr.HTML(elem_id="kz-brand", apply_default_css=False)
        client = gr.Dropdown(
            choices=[], label=say(Lang.ZH, "client"), elem_id="kz-client", interactive=True
        )
        new = gr.Button(say(Lang.ZH, "client_new"), elem_id="kz-new", size="md")
        lang = gr.Radio(
            choices=[("中文", "zh"), ("English", "en")],
            value="zh",
            show_label=False,
            container=False,
            elem_id="kz-lang",
        )
    with gr.Row(elem_id="kz-new-form", visible=False, equal_height=True) as form:
        name = gr.Textbox(
            label=say(Lang.ZH, "client_name"), elem_id="kz-name", max_lines=1, scale=4
        )
        create = gr.Button("", elem_id="kz-create", variant="primary", scale=1)
        cancel = gr.Button("", elem_id="kz-cancel", scale=1)
    return Header(brand_, client, new, lang, form, name, create, cancel)


def brand(settings: Settings, lang: Lang) -> str:
    """Return the product's name and what answers: the offline engine or a named model."""
    if settings.has_model:
        engine = say(lang, "engine_model").format(name=settings.model)
        mark = "model"
    else:
        engine, mark = say(lang, "engine_offline"), "offline"
    return (
        '<div class="kz-brand"><span class="kz-seal" aria-hidden="true">证</span>'
        '<div><h1>可证 <span lang="en">Kezheng</span></h1>'
        f'<div class="kz-brand-sub">{esc(say(lang, "brand_sub"))}'
        f'<span class="kz-engine kz-engine-{mark}">{esc(engine)}</span></div></div></div>'
    )
