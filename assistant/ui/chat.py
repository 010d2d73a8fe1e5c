"""The chat pane: questions, streamed answers with links to their sources, what to ask next."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import agent
from assistant.model import Lang
from assistant.ui import answers
from assistant.ui.desk import Desk, Talk, Turn
from assistant.ui.guard import Updates
from assistant.ui.markup import esc
from assistant.ui.rooms import Book, Room, Rooms
from assistant.ui.text import say
from ingest.errors import KezhengError

_JS = Path(__file__).parent / "chips.js"
_EXAMPLES = ("example_1", "example_2", "example_3", "example_4")
_MAX_CHARS = 2000
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ChatPane:
    """Conversation, chips and the box to write in."""

    tab: gr.Tab
    talk: gr.Chatbot
    chips: gr.HTML
    box: gr.Textbox
    clear: gr.Button

    def redraw(self, desk: Desk, room: Room | None) -> Updates:
        """Return labels and hints in the desk's language; the conversation stays as it is."""
        lang = desk.lang
        ready = room is not None and not room.is_empty
        return {
            self.tab: gr.update(label=say(lang, "tab_chat")),
            self.talk: gr.update(placeholder=_placeholder(lang, room)),
            self.chips: chips(desk, room),
            self.box: gr.update(
                label=say(lang, "chat_label"), placeholder=say(lang, "chat_box"), interactive=ready
            ),
            self.clear: gr.update(value=say(lang, "chat_clear"), interactive=ready),
        }

    def at_rest(self, desk: Desk, room: Room | None) -> Updates:
        """Return the box and chips as they are while nothing is being answered."""
        return {self.chips: chips(desk, room), self.box: gr.update(submit_btn=True, stop_btn=False)}

    def conversation(self, desk: Desk, room: Room | None) -> Updates:
        """Return the conversation that this session had about its client."""
        if room is None or desk.client is None:
            return {self.talk: []}
        return {self.talk: messages(desk.talk(desk.client).turns, room.book)}


def build() -> ChatPane:
    """Lay the pane out."""
    with gr.Tab(say(Lang.ZH, "tab_chat"), id="chat", render_children=True) as tab:
        talk = gr.Chatbot(
            elem_id="kz-talk",
            show_label=False,
            container=False,
            height="calc(100dvh - 248px)",
            min_height=320,
            autoscroll=False,
            buttons=[],
            latex_delimiters=[],
            feedback_options=None,
            allow_tags=False,
            group_consecutive_messages=False,
        )
        chip_row = gr.HTML(
            elem_id="kz-chips", js_on_load=_JS.read_text(encoding="utf-8"), apply_default_css=False
        )
        with gr.Row(elem_id="kz-ask", equal_height=True):
            box = gr.Textbox(
                elem_id="kz-box",
                show_label=False,
                container=False,
                max_lines=6,
                max_length=_MAX_CHARS,
                submit_btn=True,
                scale=8,
            )
            clear = gr.Button("", elem_id="kz-clear", size="md", scale=0, min_width=110)
    return ChatPane(tab, talk, chip_row, box, clear)


def respond(pane: ChatPane, rooms: Rooms, desk: Desk, question: str) -> Iterator[Updates]:
    """Answer a question, streamed; the last step has the links to its sources."""
    client, asked = desk.client, question.strip()[:_MAX_CHARS]
    room = rooms.enter(client)
    if not asked or client is None or desk.talk(client).asking:
        return
    talk = desk.talk(client)
    mark = talk.asking = uuid.uuid4().hex
    try:
        before = [*messages(talk.turns, room.book), _said("user", answers.safe(asked))]
        first = _said("assistant", say(desk.lang, "chat_busy"))
        yield {pane.talk: [*before, first], **_at_work(pane)}
        for step in _steps(room, talk, asked):
            if desk.client != client or talk.asking != mark:
                return
            yield {pane.talk: [*before, _said("assistant", step)]}
        talk.asking = ""
        yield pane.at_rest(desk, room)
    finally:
        talk.asking = talk.asking.replace(mark, "")


def stop(talk: Talk) -> None:
    """Drop the answer that is being written; it is shown and kept no more."""
    talk.asking = ""


def messages(turns: Sequence[Turn], book: Book) -> list[Message]:
    """Return turns as chat messages with links to their sources."""
    found: list[Message] = []
    for turn in turns:
        found.append(_said("user", answers.safe(turn.question)))
        found.append(_said("assistant", answers.finished(turn.answer, book)))
    return found


def chips(desk: Desk, room: Room | None) -> str:
    """Return what to ask next: follow-ups of the last answer, else examples."""
    if desk.client is None or room is None or room.is_empty or desk.talk(desk.client).asking:
        return ""
    turns = desk.talk(desk.client).turns
    follow = turns[-1].answer.followups if turns else ()
    lead = "chat_followups" if follow else "chat_examples"
    asked = follow or [say(desk.lang, example) for example in _EXAMPLES]
    buttons = "".join(
        f'<button type="button" class="kz-chip" data-ask="{esc(one)}">{esc(one)}</button>'
        for one in asked
    )
    return f'<div class="kz-chips"><span>{esc(say(desk.lang, lead))}</span>{buttons}</div>'


def _steps(room: Room, talk: Talk, asked: str) -> Iterator[str]:
    """Yield the answer as it grows, then whole with links; a person's error is an answer too."""
    mark, answer = talk.asking, None
    try:
        for answer in agent.stream(room.workspace, asked, session=talk.session):
            if answer.text:
                yield answers.growing(answer.text)
    except KezhengError as error:
        yield answers.failed(error)
        return
    if answer is not None and talk.asking == mark:
        talk.turns.append(Turn(asked, answer))
        yield answers.finished(answer, room.book)


def _at_work(pane: ChatPane) -> Updates:
    return {pane.box: gr.update(value="", submit_btn=False, stop_btn=True), pane.chips: ""}


def _said(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _placeholder(lang: Lang, room: Room | None) -> str:
    if room is None:
        title, body = say(lang, "no_client_title"), say(lang, "no_client_body")
    elif room.is_empty:
        title, body = say(lang, "no_documents_title"), say(lang, "no_documents_body")
    else:
        count = len(room.workspace.documents.documents())
        title = say(lang, "chat_ready_title")
        body = say(lang, "chat_ready_body").format(n=count)
    return f"**{answers.safe(title)}**\n\n{answers.safe(body)}"
