"""The interface in a browser: upload, ask, follow a citation, the checklist, two languages."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from serving import ROOT, serving

from tests.browsing import choose_client, new_page, open_tab

pytestmark = pytest.mark.browser

_MANUAL = """# 售后服务管理手册
## 9 顾客关系
9.3 每年5月和11月各做一次顾客满意度调查，用《顾客满意度问卷》，每次不少于40份，统计后写小结。
9.4 售后服务热线400-100-2030每天8:00至20:00接听。<img src=x onerror="document.title='broken'">
![](http://evil.example/leak.png) [点这里](http://evil.example/)
"""
_LOG = """日期,顾客,满意度,处理结果
2026-05-12,和平小学食堂,满意,已统计
2026-05-13,湖滨餐厅,不满意,<script>document.title='broken'</script>已整改
"""
_OTHER = """# 乙公司售后服务制度
## 3 热线
乙公司的秘密热线是 400-999-8888，省外24小时到场。
"""


# A model that takes its time: each step of an answer waits, as one from an endpoint does.
_SLOW = """
import time
from assistant import agent
fast = agent.stream
def slow(*args, **kwargs):
    for step in fast(*args, **kwargs):
        time.sleep(0.3)
        yield step
agent.stream = slow
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    (folder / "手册（2026版）.md").write_text(_MANUAL, encoding="utf-8")
    (folder / "满意度调查台账.csv").write_text(_LOG, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, files):
    workspace = tmp_path_factory.mktemp("workspace")
    other = tmp_path_factory.mktemp("other") / "乙公司制度.md"
    other.write_text(_OTHER, encoding="utf-8")
    for client, paths in (("甲公司", files), ("乙公司", [other])):
        options = ["--workspace", str(workspace), "--client", client]
        command = [sys.executable, "-m", "assistant.cli", "ingest", *map(str, paths), *options]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=180)
    return workspace


@pytest.fixture(scope="module")
def address(workspace):
    with serving(workspace) as url:
        yield url


@pytest.fixture
def visit(chromium, address):
    """Return a function that opens the page in a language; each visit is its own session."""
    pages = []

    def opened(locale="zh-CN", client="甲公司", width=1440, at=address):
        page = new_page(chromium, at, locale=locale, width=width)
        pages.append(page)
        if client:
            choose_client(page, client)
        return page

    yield opened
    for page in pages:
        page.context.close()


def _ask(page, question):
    page.fill("#kz-box textarea", question)
    page.press("#kz-box textarea", "Enter")
    page.wait_for_selector("#kz-talk a[href^='#cite-']")
    page.wait_for_selector("#kz-chips .kz-chip")


def test_upload_gives_one_row_per_file_and_the_ledger(visit, files):
    page = visit(client=None)
    page.click("#kz-new")
    page.fill("#kz-name input, #kz-name textarea", "丙公司")
    page.click("#kz-create")
    page.wait_for_selector("#kz-talk :text('还没有文件')")
    open_tab(page, "文件")
    page.set_input_files("#kz-upload input[type=file]", [str(path) for path in files])
    page.wait_for_selector("#kz-results :text('2 份入库，0 份失败')")
    rows = page.locator("#kz-results tbody tr")
    assert rows.count() == 2
    text = rows.all_inner_texts()
    assert any("手册（2026版）.md" in row and "已入库" in row for row in text)
    assert page.locator("#kz-documents tbody tr").count() == 2
    assert "全部读入" in page.inner_text("#kz-documents")


def test_unreadable_upload_is_a_row_with_a_hint(visit, tmp_path):
    bad, empty = tmp_path / "损坏.pdf", tmp_path / "空.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    empty.write_bytes(b"")
    page = visit(client=None)
    page.click("#kz-new")
    page.fill("#kz-name input, #kz-name textarea", "丁公司")
    page.click("#kz-create")
    page.wait_for_selector("#kz-talk :text('还没有文件')")
    open_tab(page, "文件")
    page.set_input_files("#kz-upload input[type=file]", [str(bad), str(empty)])
    page.wait_for_selector("#kz-results :text('0 份入库，2 份失败')")
    assert page.locator("#kz-results .kz-error").count() == 2
    assert page.locator("#kz-results .kz-hint").count() == 2


def test_click_on_a_citation_shows_the_quote_in_its_file(visit):
    page = visit()
    _ask(page, "5.3.1.4 是否满足？")
    first = page.locator("#kz-talk a[href^='#cite-']").first
    assert re.fullmatch(r"\[\d+\]", first.inner_text())
    first.click()
    page.wait_for_selector("#kz-source #hit")
    marked = "".join(page.locator("#kz-source mark").all_inner_texts())
    shown = page.inner_text("#kz-source")
    assert len(marked) > 4
    assert "满意度" in marked
    assert re.search(r"手册（2026版）\.md|满意度调查台账\.csv", shown)
    assert page.locator("#kz-source #hit").evaluate(
        "hit => { const box = hit.closest('.kz-source-body').getBoundingClientRect();"
        " const at = hit.getBoundingClientRect();"
        " return at.top >= box.top && at.bottom <= box.bottom; }"
    )


def test_citation_opens_by_keyboard(visit):
    page = visit()
    _ask(page, "5.3.1.4 是否满足？")
    page.locator("#kz-talk a[href^='#cite-']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#kz-source #hit")
    assert page.inner_text("#kz-source #hit").strip()


def test_text_of_documents_runs_no_script_and_loads_nothing(visit):
    page = visit()
    _ask(page, "售后服务热线几点接听？")
    page.locator("#kz-talk a[href^='#cite-']").first.click()
    page.wait_for_selector("#kz-source #hit")
    assert "onerror" in page.inner_text("#kz-source")
    assert page.title() != "broken"
    assert page.locator("#kz-talk img, #kz-source img").count() == 0
    assert page.locator("#kz-talk a:not([href^='#'])").count() == 0


def test_whole_visit_asks_only_this_machine(visit):
    page = visit()
    _ask(page, "5.3.1.4 是否满足？")
    open_tab(page, "条款")
    open_tab(page, "文件")
    open_tab(page, "报告")
    hosts = {urlsplit(url).hostname for url in page.asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}


def test_open_clause_shows_points_quotes_and_what_is_missing(visit):
    page = visit()
    _ask(page, "5.3.1.4 是否满足？")
    open_tab(page, "条款")
    page.click("#kz-tree a[href='#clause-5.3.1.4']")
    page.wait_for_selector("#kz-tree .kz-clause-body")
    body = page.inner_text("#kz-tree .kz-clause-body")
    for words in ("要求", "审核要点", "现场可问", "可索取的记录"):
        assert words in body
    assert page.locator("#kz-tree .kz-points > li").count() >= 2
    page.locator("#kz-tree .kz-quote").first.click()
    page.wait_for_selector("#kz-source #hit")


def test_whole_tree_is_there_with_unassessed_clauses_marked(visit):
    page = visit(client="乙公司")
    open_tab(page, "条款")
    page.wait_for_selector("#kz-tree .kz-section")
    assert page.locator("#kz-tree .kz-section").count() == 3
    assert page.locator("#kz-tree .kz-clause").count() >= 50
    assert page.locator("#kz-tree .kz-unassessed").count() >= 40


def test_language_switch_changes_all_labels_and_keeps_the_talk(visit):
    page = visit()
    _ask(page, "5.3.1.4 是否满足？")
    before = page.inner_text("#kz-talk")
    page.locator("#kz-talk a[href^='#cite-']").first.click()
    page.wait_for_selector("#kz-source #hit")
    page.click("#kz-lang label:has-text('English')")
    page.wait_for_selector("#kz-tabs [role=tab]:has-text('Checklist')")
    tabs = page.locator("#kz-tabs [role=tab]").all_inner_texts()
    assert tabs == ["Chat", "Checklist", "Record checks", "Commitments", "Files", "Report"]
    assert "Offline engine" in page.inner_text("#kz-brand")
    assert page.inner_text("#kz-talk") == before
    page.wait_for_selector("#kz-source h2:has-text('Source')")
    assert page.locator("#kz-source #hit").count() == 1
    assert page.evaluate("document.documentElement.lang") == "en"


def test_english_browser_is_greeted_in_english(visit):
    page = visit(locale="en-GB", client=None)
    page.wait_for_selector("#kz-tabs [role=tab]:has-text('Checklist')")
    assert "New client" in page.inner_text("#kz-header")


def test_other_client_shows_nothing_of_this_one(visit):
    page = visit()
    _ask(page, "售后服务热线几点接听？")
    page.locator("#kz-talk a[href^='#cite-']").first.click()
    page.wait_for_selector("#kz-source #hit")
    link = page.locator("#kz-talk a[href^='#cite-']").first.get_attribute("href")
    choose_client(page, "乙公司")
    page.wait_for_selector("#kz-talk :text('已读入 1 份文件')")
    for name in ("文件", "条款", "记录核查", "承诺台账", "报告", "问答"):
        open_tab(page, name)
        assert "400-100-2030" not in page.inner_text("body")
        assert "手册（2026版）" not in page.inner_text("body")
    page.evaluate(
        "href => { const a = document.createElement('a'); a.href = href; a.id = 'forged';"
        " a.textContent = 'x'; document.querySelector('#kz-work').append(a); a.click(); }",
        link,
    )
    page.wait_for_selector("#kz-source :text('已不在当前档案里')")
    choose_client(page, "甲公司")
    page.wait_for_selector("#kz-talk a[href^='#cite-']")


@pytest.fixture(scope="module")
def slow(workspace):
    with serving(workspace, before=_SLOW) as url:
        yield url


def test_answer_left_behind_shows_nothing_to_the_next_client(visit, slow):
    page = visit(at=slow)
    page.fill("#kz-box textarea", "5.3.1.4 是否满足？")
    page.press("#kz-box textarea", "Enter")
    page.wait_for_selector("#kz-talk .bot-row :text('满意度调查')")
    choose_client(page, "乙公司")
    page.wait_for_selector("#kz-talk :text('已读入 1 份文件')")
    _ask(page, "热线是多少？")
    assert "400-999-8888" in page.inner_text("#kz-talk")
    assert "5.3.1.4" not in page.inner_text("#kz-talk")


def test_stopped_answer_is_taken_back(visit, slow):
    page = visit(at=slow)
    page.fill("#kz-box textarea", "5.3.1.4 是否满足？")
    page.press("#kz-box textarea", "Enter")
    page.wait_for_selector("#kz-talk .bot-row :text('满意度调查')")
    page.click("#kz-box .stop-button")
    page.wait_for_selector("#kz-chips .kz-chip")
    _ask(page, "售后服务热线几点接听？")
    assert "5.3.1.4" not in page.inner_text("#kz-talk")


def test_chip_asks_its_question(visit):
    page = visit()
    page.click("#kz-chips .kz-chip >> nth=0")
    page.wait_for_selector("#kz-talk a[href^='#cite-']")
    assert "5.3.1.4" in page.inner_text("#kz-talk")


def test_assess_all_fills_checklist_and_report(visit):
    page = visit(client="乙公司")
    open_tab(page, "条款")
    page.click("#kz-assess")
    page.wait_for_selector("#kz-assess-progress :text('已评定')", timeout=180_000)
    page.wait_for_selector("#kz-tree .kz-unassessed", state="detached")
    page.click("#kz-tree a[href='#show-no_evidence']")
    page.wait_for_selector("#kz-tree .kz-filter-no_evidence.kz-chosen")
    verdicts = set(page.locator("#kz-tree .kz-clause-row .kz-verdict").all_inner_texts())
    assert verdicts == {"未见证据"}
    open_tab(page, "报告")
    page.wait_for_selector("#kz-summary .kz-figures")
    summary = page.inner_text("#kz-summary")
    assert "估算得分" in summary
    assert "估算权重" in summary
    page.locator("#kz-summary a[href^='#clause-']").first.click()
    page.wait_for_selector("#kz-tree .kz-clause-body:visible")


def test_word_report_is_written_and_offered(visit):
    page = visit()
    open_tab(page, "报告")
    page.click("#kz-write")
    page.wait_for_selector("#kz-problems :text('报告已生成')", timeout=180_000)
    with page.expect_download() as waiting:
        page.click("#kz-download")
    path = waiting.value.path()
    assert waiting.value.suggested_filename.endswith(".docx")
    assert Path(path).read_bytes()[:2] == b"PK"


def test_narrow_screen_raises_the_source_over_the_page(visit):
    page = visit(width=390)
    _ask(page, "5.3.1.4 是否满足？")
    assert not page.is_visible("#kz-source h2")
    page.locator("#kz-talk a[href^='#cite-']").first.click()
    page.wait_for_selector("#kz-source #hit", state="visible")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("#kz-source .kz-close")
    page.wait_for_selector("#kz-source h2", state="hidden")


def test_person_error_is_a_notice_without_a_traceback(visit):
    page = visit(client=None)
    page.click("#kz-new")
    page.fill("#kz-name input, #kz-name textarea", "  ")
    page.click("#kz-create")
    page.wait_for_selector(".toast-wrap :text('客户名称为空')")
    assert "Traceback" not in page.inner_text("body")


def _own_client(page, name, paths):
    """Make a client with files of its own, and open its files pane."""
    page.click("#kz-new")
    page.fill("#kz-name input, #kz-name textarea", name)
    page.click("#kz-create")
    page.wait_for_selector("#kz-talk :text('还没有文件')")
    open_tab(page, "文件")
    page.set_input_files("#kz-upload input[type=file]", [str(path) for path in paths])
    page.wait_for_selector(f"#kz-results :text('{len(paths)} 份入库')")
    page.wait_for_selector("#kz-documents select.kz-kind")


def test_person_changes_kind_and_force_of_a_file(visit, files):
    page = visit(client=None)
    _own_client(page, "戊公司", files)
    row = page.locator("#kz-documents tbody tr", has_text="手册（2026版）.md")
    row.locator("select.kz-kind").select_option("procedure")
    page.wait_for_selector("#kz-documents option[value=procedure][selected]", state="attached")
    row.locator("button", has_text="标为作废").click()
    page.wait_for_selector("#kz-documents button:has-text('恢复有效')")
    assert "作废文件" in row.inner_text()
    row.locator("button", has_text="恢复有效").click()
    page.wait_for_selector("#kz-documents button:has-text('恢复有效')", state="detached")
    assert "作废文件" not in row.inner_text()


def test_person_removes_a_file_by_two_clicks(visit, files):
    page = visit(client=None)
    _own_client(page, "己公司", files)
    row = page.locator("#kz-documents tbody tr", has_text="满意度调查台账.csv")
    button = row.locator("button.kz-act-remove")
    button.click()
    assert button.inner_text() == "确认移除？"
    page.keyboard.press("Escape")
    assert button.inner_text() == "移除"
    button.click()
    button.click()
    row.wait_for(state="detached")
    assert page.locator("#kz-documents tbody tr").count() == 1


def test_upload_that_is_cancelled_names_what_was_not_read(visit, tmp_path):
    paths = []
    for number in range(60):
        path = tmp_path / f"制度{number}.txt"
        text = "".join(f"第{n}条 报修{number}须在{n}小时内响应。\n" for n in range(300))
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    page = visit(client=None)
    page.click("#kz-new")
    page.fill("#kz-name input, #kz-name textarea", "庚公司")
    page.click("#kz-create")
    page.wait_for_selector("#kz-talk :text('还没有文件')")
    open_tab(page, "文件")
    page.set_input_files("#kz-upload input[type=file]", paths)
    page.click("#kz-cancel-upload")
    page.wait_for_selector("#kz-results :text('份未读')")
    left = page.locator("#kz-results tbody tr", has_text="跳过").count()
    assert left > 0
    assert page.locator("#kz-results tbody tr").count() == 60
