"""Events: which handler answers what, and what it redraws."""

import getpass
from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr
from gradio.events import Dependency

from assistant.model import Lang
from assistant.ui import chat, checklist, events_records, files, keeping, report
from assistant.ui.desk import Desk
from assistant.ui.guard import Updates, guarded, guarded_steps, merged
from assistant.ui.markup import esc
from assistant.ui.page import Page
from assistant.ui.text import preferred, say
from assistant.ui.wiring import on

_REF_CHARS = 64


def wire(page: Page) -> None:
    """Connect all panes."""
    with page.blocks:
        _arrive(page)
        running = [*_ask(page), *_assess(page)]
        _clients(page, running)
        _sources(page)
        _take_in(page)
        _report(page)
        events_records.wire(page)


def _arrive(page: Page) -> None:
    @guarded
    def arrive(desk: Desk, request: gr.Request) -> Updates:
        desk.lang = preferred(request.headers.get("accept-language", ""))
        desk.who = request.username or getpass.getuser()
        names = page.rooms.names()
        if desk.client not in names:
            desk.go_to(names[0] if len(names) == 1 else None)
        return merged(page.redraw(desk), page.chat.conversation(desk, page.room(desk)))

    @guarded
    def switch(desk: Desk, lang: str) -> Updates:
        desk.lang = Lang(lang)
        return page.redraw(desk)

    everything = page.components()
    on(page.blocks.load, arrive, "arrive", [page.desk], everything)
    on(page.header.lang.input, switch, "language", [page.desk, page.header.lang], everything)


def _clients(page: Page, running: Sequence[Dependency]) -> None:
    header, everything = page.header, page.components()

    def leave_for(desk: Desk, client: str) -> Updates:
        desk.go_to(client)
        return merged(page.blank(desk), header.closed())

    @guarded
    def choose(desk: Desk, client: str) -> Updates:
        return leave_for(desk, page.rooms.known(client))

    @guarded
    def create(desk: Desk, name: str) -> Updates:
        client = page.rooms.create(name)
        words = esc(say(desk.lang, "client_made").format(name=client))
        gr.Info(words, duration=6, title=say(desk.lang, "notice_title"))
        return leave_for(desk, client)

    @guarded
    def enter(desk: Desk) -> Updates:
        room = page.room(desk)
        talk = merged(page.chat.conversation(desk, room), page.chat.at_rest(desk, room))
        return merged(page.redraw(desk), talk)

    by_name, form = [page.desk, header.name], [header.form, header.name]
    moves = [
        on(header.client.input, choose, "choose_client", [page.desk, header.client], everything),
        on(header.create.click, create, "create_client", by_name, everything),
        on(header.name.submit, create, "create_client_by_key", by_name, everything),
    ]
    # Two steps, because opening a room may take seconds: nothing of the last one stays meanwhile.
    for number, moved in enumerate(moves):
        on(moved.then, enter, f"enter_client_{number}", [page.desk], everything, running)
    on(header.new.click, header.opened, "new_client", [], form)
    on(header.cancel.click, header.closed, "no_new_client", [], form)


def _ask(page: Page) -> list[Dependency]:
    pane, parts = page.chat, page.parts("chat")

    @guarded_steps
    def ask(desk: Desk, question: str) -> Iterator[Updates]:
        yield from chat.respond(pane, page.rooms, desk, question)

    @guarded_steps
    def ask_chip(desk: Desk, event: gr.EventData) -> Iterator[Updates]:
        yield from chat.respond(pane, page.rooms, desk, str(event.question))

    @guarded
    def stop(desk: Desk) -> Updates:
        if desk.client:
            chat.stop(desk.talk(desk.client))
        return merged(pane.conversation(desk, page.room(desk)), pane.at_rest(desk, page.room(desk)))

    @guarded
    def clear(desk: Desk) -> Updates:
        if desk.client:
            desk.talks.pop(desk.client, None)
        return merged(pane.conversation(desk, page.room(desk)), pane.at_rest(desk, page.room(desk)))

    # A question right after a stop counts although the browser still ends the stopped one;
    # `respond` refuses a second question while one is being answered.
    running = [
        on(pane.box.submit, ask, "ask", [page.desk, pane.box], parts, again="multiple"),
        on(pane.chips.ask, ask_chip, "ask_chip", [page.desk], parts, again="multiple"),
    ]
    for number, asked in enumerate(running):
        _refresh_after(page, asked, f"after_answer_{number}")
    on(pane.box.stop, stop, "stop", [page.desk], parts, running)
    on(pane.clear.click, clear, "clear", [page.desk], parts, running)
    return running


def _assess(page: Page) -> list[Dependency]:
    pane = page.checklist

    @guarded_steps
    def assess_all(desk: Desk) -> Iterator[Updates]:
        yield from checklist.assess_all(pane, page.rooms, desk)

    @guarded
    def choose(desk: Desk, event: gr.EventData) -> Updates:
        checklist.choose(desk, page.rooms.enter(desk.client), str(event.what), str(event.about))
        return page.assessed(desk)

    outputs = [*page.parts("checklist"), *page.parts("report")]
    running = on(pane.assess.click, assess_all, "assess_all", [page.desk], outputs)
    _refresh_after(page, running, "after_assess_all")
    on(pane.tree.choose, choose, "choose_clause", [page.desk], outputs)
    return [running]


def _sources(page: Page) -> None:
    source = page.source

    @guarded
    def show(desk: Desk, event: gr.EventData) -> Updates:
        desk.source = str(event.ref)[:_REF_CHARS]
        return source.redraw(desk, page.room(desk))

    @guarded
    def jump(desk: Desk, event: gr.EventData) -> Updates:
        checklist.choose(desk, page.rooms.enter(desk.client), "open", str(event.clause))
        return merged({page.tabs: gr.update(selected="checklist")}, page.assessed(desk))

    outputs = [page.tabs, *page.parts("checklist"), *page.parts("report")]
    on(source.view.source, show, "show_source", [page.desk], page.parts("source"))
    on(source.view.jump, jump, "show_clause", [page.desk], outputs)


def _take_in(page: Page) -> None:
    pane = page.files

    @guarded_steps
    def take_in(desk: Desk, uploads: list[dict[str, Any]] | None) -> Iterator[Updates]:
        yield from files.take_in(pane, page.rooms, desk, uploads)

    @guarded
    def cancel(desk: Desk) -> Updates:
        desk.cancelled = True
        return {pane.cancel: gr.update(visible=False)}

    @guarded
    def keep(desk: Desk, event: gr.EventData) -> Updates:
        room, ref = page.rooms.enter(desk.client), str(event.ref)[:_REF_CHARS]
        keeping.keep(room.workspace, str(event.what), ref, str(event.value), who=desk.who)
        if str(event.what) == "remove" and desk.source == f"doc-{ref}":
            desk.source = ""
        return page.redraw(desk)

    # Raw values: the component would drop the name that the file has for the user. Gradio has
    # checked before that the paths lie in its upload folder.
    taken = pane.upload.upload(
        take_in,
        inputs=[page.desk, pane.upload],
        outputs=page.parts("files"),
        api_name="take_in",
        api_visibility="private",
        show_progress="hidden",
        preprocess=False,
        concurrency_limit=1,
        concurrency_id="ingest",
    )
    on(pane.cancel.click, cancel, "cancel_take_in", [page.desk], [pane.cancel])
    on(pane.ledger.keep, keep, "keep_document", [page.desk], page.components())
    on(taken.then, guarded(page.redraw), "after_take_in", [page.desk], page.components())


def _report(page: Page) -> None:
    pane = page.report

    @guarded_steps
    def write(desk: Desk) -> Iterator[Updates]:
        yield from report.write_report(pane, page.rooms, desk)

    @guarded
    def count(desk: Desk) -> Updates:
        return pane.count(desk, page.room(desk))

    pane.tab.select(
        count,
        inputs=[page.desk],
        outputs=[pane.counted],
        api_name="count_records",
        api_visibility="private",
        show_progress="minimal",
    )
    written = on(pane.write.click, write, "write_report", [page.desk], page.parts("report"))
    _refresh_after(page, written, "after_report")


def _refresh_after(page: Page, event: Dependency, name: str) -> None:
    outputs = [*page.parts("checklist"), *page.parts("report")]
    on(event.then, guarded(page.assessed), name, [page.desk], outputs)
