"""Record checks and commitments in a browser: choose, follow, correct, settle."""

import re

import pytest
from serving import serving

from tests.browsing import choose_client, new_page, open_tab
from tests.command_line import kezheng
from tests.small_client import CLIENT, FILES

pytestmark = pytest.mark.browser

CORRECTED, SETTLED, OTHER = "改列公司", "扣分公司", "另一家公司"
ARRIVAL = "#kz-checks .kz-pick:has-text('24小时内到场')"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder, workspace = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("workspace")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    lone = tmp_path_factory.mktemp("other") / "通知.txt"
    lone.write_text("明天停电，请带好工具。", encoding="utf-8")
    for client in (CLIENT, CORRECTED, SETTLED):
        kezheng("ingest", folder, "--workspace", workspace, "--client", client)
    kezheng("ingest", lone, "--workspace", workspace, "--client", OTHER)
    return workspace


@pytest.fixture(scope="module")
def address(workspace):
    with serving(workspace) as url:
        yield url


@pytest.fixture
def visit(chromium, address):
    """Return a function that opens a tab of a client; each visit is its own session."""
    pages = []

    def opened(tab="记录核查", client=CLIENT, **options):
        page = new_page(chromium, address, **options)
        pages.append(page)
        choose_client(page, client)
        open_tab(page, tab)
        return page

    yield opened
    for page in pages:
        page.context.close()


def _open_check(page):
    page.click(ARRIVAL)
    page.wait_for_selector("#kz-check-rows .kz-row-link")


def test_chosen_check_shows_its_delays_and_its_rows_with_reasons(visit):
    page = visit()
    _open_check(page)
    page.wait_for_selector("#kz-delays .main-svg")
    assert page.locator("#kz-delays .annotation-text").all_text_contents() == ["24小时"]
    assert page.locator("#kz-delays .shapelayer path").count() == 1
    rows = page.locator("#kz-check-rows .kz-row-link").all_inner_texts()
    assert [row.split()[0] for row in rows] == ["CL-02", "CL-06", "CL-04"]
    assert "超过24小时" in rows[0]
    assert "到场时间空白" in rows[2]
    page.click("#kz-checks .kz-back")
    page.wait_for_selector(ARRIVAL)
    assert not page.is_visible("#kz-delays")


def test_click_on_a_row_opens_it_in_its_file(visit):
    page = visit()
    _open_check(page)
    page.click("#kz-check-rows .kz-row-link:has-text('CL-06')")
    page.wait_for_selector("#kz-source #hit:has-text('CL-06')")
    assert "报修台账_2026.csv" in page.inner_text("#kz-source .kz-source-file")
    page.click("#kz-checks .kz-quote")
    page.wait_for_selector("#kz-source #hit:has-text('24小时内到场')")
    assert "售后服务手册_B1.md" in page.inner_text("#kz-source .kz-source-file")


def test_corrected_column_is_kept_and_can_be_corrected_again(visit):
    page = visit(client=CORRECTED)
    _open_check(page)
    arrived = page.locator("#kz-check-rows .kz-column", has_text="到场时间").locator("select")
    assert arrived.input_value() == "arrived"
    arrived.select_option("none")
    page.wait_for_selector("#kz-checks :text('这项核查已不成立')")
    assert page.locator(ARRIVAL).count() == 0
    page = visit(client=CORRECTED)
    kept = page.locator("#kz-checks .kz-corrected .kz-column", has_text="到场时间")
    kept.wait_for()
    assert kept.locator("select").input_value() == "none"
    kept.locator("select").select_option("arrived")
    page.wait_for_selector(ARRIVAL)


def test_deduction_is_settled_with_who_and_why_and_kept(visit, workspace):
    page = visit(client=SETTLED)
    _open_check(page)
    form = page.locator("#kz-check-rows .kz-decision")
    assert "未决定" in form.inner_text()
    form.locator("button", has_text="确认扣分").click()
    page.wait_for_selector(".toast-wrap :text('请填写决定人和理由')")
    form.locator("input[name=who]").fill("丁一凡")
    form.locator("input[name=why]").fill("两次超时，顾客投诉属实")
    form.locator("button", has_text="确认扣分").click()
    page.wait_for_selector("#kz-check-rows .kz-decision :text('已确认扣分')")
    page = visit(client=SETTLED)
    _open_check(page)
    kept = page.inner_text("#kz-check-rows .kz-decision")
    assert "丁一凡：两次超时，顾客投诉属实" in kept
    assert "已确认扣分" in kept


def test_chosen_flaw_shows_its_months_and_its_rows(visit):
    page = visit()
    page.click("#kz-flaws .kz-pick:has-text('到场时间')")
    page.wait_for_selector("#kz-months .main-svg")
    ticks = page.locator("#kz-months .xtick").all_text_contents()
    assert ticks == ["2026-03", "2026-04", "2026-05"]
    page.click("#kz-flaw-rows .kz-row-link:has-text('CL-04')")
    page.wait_for_selector("#kz-source #hit:has-text('CL-04')")


def test_statement_opens_its_quote_and_a_conflict_is_marked(visit):
    page = visit("承诺台账")
    topic = page.locator("#kz-commitments .kz-topic", has_text="48小时")
    topic.wait_for()
    assert "说法不一" in topic.inner_text()
    assert topic.locator(".kz-said-odd").count() == 2
    topic.locator(".kz-quote", has_text="48小时").click()
    page.wait_for_selector("#kz-source #hit:has-text('48小时')")
    assert "官网服务承诺.html" in page.inner_text("#kz-source .kz-source-file")


def test_ledger_narrows_to_what_is_asked_for(visit):
    page = visit("承诺台账")
    page.click("#kz-commitments .kz-filter:has-text('说法不一')")
    page.wait_for_selector("#kz-commitments .kz-chosen:has-text('说法不一')")
    heads = page.locator("#kz-commitments .kz-topic h3").all_inner_texts()
    assert heads
    assert all("说法不一" in head for head in heads)
    page.click("#kz-commitments .kz-filter:has-text('企业自己的规定')")
    page.wait_for_selector("#kz-commitments .kz-topic :text('4.1 投诉须登记在投诉台账')")


def test_both_tabs_follow_the_language(visit):
    page = visit()
    _open_check(page)
    page.click("#kz-lang label:has-text('English')")
    page.wait_for_selector("#kz-check-rows h4:has-text('Rows in breach')")
    page.wait_for_selector("#kz-delays :text('time taken (hours)')")
    open_tab(page, "Commitments")
    page.wait_for_selector("#kz-commitments .kz-tag:has-text('contradictory')")
    chinese = re.compile(r"[一-龥]")
    assert not chinese.search("".join(page.locator(".kz-filter").all_inner_texts()))


def test_client_without_rules_or_records_is_told_what_is_needed(visit):
    page = visit(client=OTHER)
    page.wait_for_selector("#kz-checks .kz-empty, #kz-checks :text('没有')")
    assert "没有可核算的规定" in page.inner_text("#kz-checks")
    assert "没有发现" in page.inner_text("#kz-flaws")
    open_tab(page, "承诺台账")
    page.wait_for_selector("#kz-commitments :text('没有')")
    assert "没有读到承诺" in page.inner_text("#kz-commitments")


def test_next_client_sees_nothing_of_the_last_ones_records(visit):
    page = visit()
    _open_check(page)
    page.wait_for_selector("#kz-delays .main-svg")
    page.click("#kz-flaws .kz-pick:has-text('到场时间')")
    page.wait_for_selector("#kz-months .main-svg")
    open_tab(page, "承诺台账")
    page.wait_for_selector("#kz-commitments .kz-topic")
    open_tab(page, "问答")
    choose_client(page, OTHER)
    page.wait_for_selector("#kz-talk :text('已读入 1 份文件')")
    for name in ("记录核查", "承诺台账"):
        open_tab(page, name)
        page.wait_for_selector("#kz-work .kz-empty:visible")
        assert not re.search(r"CL-0\d|24小时|48小时|台账_2026", page.inner_text("body"))


def test_narrow_screen_holds_both_tabs_and_raises_the_row(visit):
    page = visit(width=390)
    _open_check(page)
    page.wait_for_selector("#kz-delays .main-svg")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#kz-check-rows .kz-row-link").first.click()
    page.wait_for_selector("#kz-source #hit", state="visible")
    page.click("#kz-source .kz-close")
    open_tab(page, "承诺台账")
    page.wait_for_selector("#kz-commitments .kz-topic")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
