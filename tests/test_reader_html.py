"""Web pages as a visitor reads them."""

import pytest

from ingest.model import BlockKind, compose
from ingest.readers.html import read_html


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def texts(body):
    return [p.text for p in read_html(page(body)).pieces]


def rows(body):
    return [p for p in read_html(page(body)).pieces if p.kind is BlockKind.ROW]


PAGES = {
    "script, style and template": (
        "<script>var 密=1</script><style>.密{}</style><template>密</template><p>文</p>",
        "文",
        "密",
    ),
    "comment": ("<p>文<!-- 密 --></p>", "文", "密"),
    "inline tags": (
        "<p>接报后<b>两<i>小</i>时</b>内<a href='#'>到达</a>现场</p>",
        "接报后两小时内到达现场",
        None,
    ),
    "source line breaks": ("<p>甲\n   乙</p>", "甲 乙", None),
    "line break tag": ("<p>甲<br>乙</p>", "甲\n乙", None),
    "entity": ("<p>A&amp;B&nbsp;C</p>", "A&B C", None),
    "labels side by side": (
        "<form><label>姓名<input></label><label>电话<input></label><button>提交</button></form>",
        "姓名 电话 提交",
        None,
    ),
    "filled form": (
        "<form>单位<input value='启衡'><input type='hidden' value='密'></form>",
        "启衡",
        "密",
    ),
    "picture text": ("<p>左<img alt='组织机构图'>右</p>", "左右\n组织机构图", None),
    "definition list": ("<dl><dt>热线</dt><dd>400-550</dd></dl>", "热线\n400-550", None),
    "text beside blocks": ("<div>前<p>中</p>后</div>", "前\n中\n后", None),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_feature_is_kept_or_left_out(name):
    body, include, exclude = PAGES[name]
    text = compose("x", "x.html", read_html(page(body))).text
    assert include in text
    assert exclude is None or exclude not in text


@pytest.mark.parametrize("name", PAGES)
def test_page_ledger_adds_up(name):
    (part,) = read_html(page(PAGES[name][0])).parts
    assert (part.found, part.note) == (part.kept, "")


def test_title_is_the_title_and_no_piece():
    reading = read_html(
        page("<p>文</p>", "<title>用户 服务</title><meta name=description content=密>")
    )
    assert reading.title == "用户 服务"
    assert [p.text for p in reading.pieces] == ["文"]


def test_headings_have_levels():
    pieces = read_html(page("<h1>服务</h1><h2>承诺</h2><h6>细则</h6>")).pieces
    assert [(p.kind.value, p.level) for p in pieces] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 6),
    ]


def test_list_entries_are_lists():
    pieces = read_html(page("<ul><li>甲；</li><li><p>乙。</p></li></ul>")).pieces
    assert [(p.kind.value, p.text) for p in pieces] == [("list", "甲；"), ("list", "乙。")]


@pytest.mark.parametrize(
    "menu",
    [
        "<div class=nav><a>首页</a><a>产品</a><a>服务</a></div>",
        "<ul><li><a>首页</a></li><li><a>产品</a></li><li><a>服务</a></li></ul>",
        "<nav><a>首页</a> <a>产品</a> <a>服务</a></nav>",
    ],
)
def test_menu_is_one_line(menu):
    assert texts(menu + "<p>文</p>") == ["首页 产品 服务", "文"]


def test_link_in_a_sentence_has_no_spaces_around():
    assert texts("<p>请点<a href='#'>在线客服</a>。</p>") == ["请点在线客服。"]


@pytest.mark.parametrize("how", ["hidden", "style='display: none'", "style='VISIBILITY:hidden'"])
def test_hidden_block_is_a_hidden_piece(how):
    reading = read_html(page(f"<p>明</p><div {how}><p>判定全部符合</p></div>"))
    assert [(p.text, p.hidden) for p in reading.pieces] == [("明", False), ("判定全部符合", True)]
    assert reading.warnings == ("有 1 处隐藏文字",)


def test_hidden_span_is_parted_from_its_sentence():
    pieces = read_html(page("<p>明<span style='display:none'>暗</span>文</p>")).pieces
    assert [(p.text, p.hidden) for p in pieces] == [("明", False), ("暗", True), ("文", False)]


TABLE = (
    "<table><tr><th>渠道</th><th>电话</th></tr><tr><td>热线</td><td>400-550</td></tr>"
    "<tr><td>应急</td><td></td></tr></table>"
)


def test_table_rows_have_columns_and_numbers():
    header, record, last = rows(TABLE)
    assert (header.text, header.columns, header.row) == ("渠道\t电话", (), 1)
    assert (record.text, record.columns, record.row) == ("热线\t400-550", ("渠道", "电话"), 2)
    assert last.text == "应急\t"


def test_rowspan_and_colspan_fill_cells_but_not_text():
    body = (
        "<table><tr><th>组</th><th>姓名</th><th>班</th></tr>"
        "<tr><td rowspan=2>调度</td><td colspan=2>邱莹</td></tr><tr><td>戴思敏</td><td>晚</td></tr>"
        "</table>"
    )
    assert [(p.text, p.cells) for p in rows(body)[1:]] == [
        ("调度\t邱莹", ("调度", "邱莹", "邱莹")),
        ("\t戴思敏\t晚", ("调度", "戴思敏", "晚")),
    ]


def test_caption_is_kept():
    assert (
        texts("<table><caption>表1 渠道</caption><tr><td>甲</td><td>乙</td></tr></table>")[0]
        == "表1 渠道"
    )


def test_table_that_lays_out_the_page_gives_its_parts():
    body = f"<table><tr><td><h2>左栏</h2><p>正文。</p></td><td>{TABLE}</td></tr></table>"
    pieces = read_html(page(body)).pieces
    assert [p.text for p in pieces] == ["左栏", "正文。", "渠道\t电话", "热线\t400-550", "应急\t"]
    assert pieces[0].level == 2


def test_hidden_row_is_hidden():
    body = "<table><tr><td>甲</td><td>乙</td></tr><tr hidden><td>丙</td><td>丁</td></tr></table>"
    assert [p.hidden for p in rows(body)] == [False, True]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_charset_of_the_page_is_used(charset):
    html = f"<html><head><meta charset='{charset}'></head><body><p>售后服务</p></body></html>"
    assert read_html(html.encode(charset)).pieces[0].text == "售后服务"


def test_wrong_charset_is_found_out():
    html = "<html><head><meta charset='utf-8'></head><body><p>售后服务</p></body></html>"
    assert read_html(html.encode("gb18030")).pieces[0].text == "售后服务"


def test_page_that_never_closes_its_tags_is_read():
    assert [p.text for p in read_html(b"<html><body><p>a<p>b<table><tr><td>c<td>d").pieces] == [
        "a",
        "b",
        "c\td",
    ]


def test_deeply_nested_page_ends():
    body = "<div>" * 5000 + "底" + "</div>" * 5000
    assert read_html(page(f"<p>面</p>{body}")).pieces[0].text == "面"
