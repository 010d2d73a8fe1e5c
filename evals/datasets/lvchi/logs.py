"""Row data of vehicles, batteries, people, tools, parts and complaints."""

import random
from datetime import date
from functools import cache

from rows import LICENSED, SEED, SOURCE, Row, days, frame, person, plan, pool, shops


@cache
def online() -> list[Row]:
    """Return the deliveries of online orders."""
    rng = random.Random(SEED + 4)
    late, blank = plan(rng, 56, 4, 2)
    rows = []
    for i in range(56):
        ordered = date(2026, 1, 8) + days(round(250 * i / 56))
        spent = rng.randrange(8, 13) if i in late else rng.randrange(2, 8)
        rows.append({
            "送车号": f"SC26-{i + 1:02d}", "收货地": rng.choice(shops())["店名"][:2],
            "骑手": person(rng), "车型": frame(rng)[0], "下单日": ordered,
            "送达日": None if i in blank else ordered + days(spent), "签收": "本人",
        })  # fmt: skip
    return rows


@cache
def handovers() -> list[Row]:
    """Return the bicycles assembled and handed over in shops."""
    rng = random.Random(SEED + 5)
    late, blank = plan(rng, 88, 7, 3)
    rows = []
    for i in range(88):
        model, number = frame(rng)
        arrived = date(2026, 1, 9) + days(round(252 * i / 88))
        spent = rng.randrange(4, 9) if i in late else rng.randrange(0, 4)
        rows.append({
            "交车号": f"JC26-{i + 1:03d}", "门店": rng.choice(shops())["店名"], "车型": model,
            "车架号": number, "到店日": arrived,
            "交车日": None if i in blank else arrived + days(spent),
            "12项试验": "全部合格", "随车资料": "齐", "骑行讲解": "已讲已试骑", "骑手签字": "已签",
        })  # fmt: skip
    return rows


@cache
def first_checks() -> list[Row]:
    """Return the free first upkeep of bicycles whose 120 days are over."""
    rng = random.Random(SEED + 20)
    late, blank = plan(rng, 104, 9, 8)
    rows = []
    for i in range(104):
        model, number = frame(rng)
        bought = date(2025, 12, 5) + days(round(166 * i / 104))
        spent = rng.randrange(124, 160) if i in late else rng.randrange(84, 121)
        checked = None if i in blank else min(bought + days(spent), date(2026, 9, 28))
        rows.append({
            "首保号": f"SB26-{i + 1:03d}", "门店": rng.choice(shops())["店名"], "车型": model,
            "车架号": number, "购车日": bought, "首保日": checked,
            "项目": "紧固、制动、胎压、电池" if checked else None,
        })  # fmt: skip
    return rows


@cache
def returns() -> list[Row]:
    """Return the goods taken back or exchanged."""
    rng = random.Random(SEED + 7)
    late, blank = plan(rng, 42, 4, 2)
    rows = []
    for i in range(42):
        asked = date(2026, 1, 12) + days(6 * i)
        spent = rng.randrange(9, 19) if i in late else rng.randrange(1, 8)
        rows.append({
            "退换号": f"TH26-{i + 1:02d}", "门店": rng.choice(shops())["店名"],
            "骑手": person(rng), "车型": frame(rng)[0], "类别": rng.choice(("退货", "换货")),
            "原因": rng.choice(pool("reasons")), "受理日": asked,
            "办结日": None if i in blank else asked + days(spent), "折旧费": 0,
        })  # fmt: skip
    return rows


@cache
def recalled() -> list[Row]:
    """Return the owners of the recalled batch, all of it repaired."""
    rng = random.Random(SEED + 8)
    late, blank = plan(rng, 82, 27, 10)
    decided = date(2026, 4, 10)
    rows = []
    for i in range(82):
        spent = rng.randrange(9, 44) if i in late else rng.randrange(1, 6)
        told = None if i in blank else decided + days(spent)
        fixed = (told or date(2026, 5, 6)) + days(rng.randrange(2, 40))
        rows.append({
            "召回号": f"ZH-{i + 1:03d}", "车架号": f"LK3-{251100 + 7 * i}",
            "门店": rng.choice(shops())["店名"], "车主": person(rng),
            "决定日": decided, "告知日": told,
            "告知方式": told and ("短信" if spent > 12 and i % 2 else "电话"), "更换日": fixed,
            "备注": None if told else "来店保养时换的",
        })  # fmt: skip
    return rows


@cache
def batteries() -> list[Row]:
    """Return the lots of old batteries that shops took in."""
    rng = random.Random(SEED + 9)
    late, blank, junk = plan(rng, 74, 17, 8, 4)
    rows = []
    for i in range(74):
        taken = date(2026, 1, 10) + days(round(205 * i / 74))
        spent = rng.randrange(49, 66) if i in late else rng.randrange(6, 46)
        sent = None if i in blank else taken + days(spent)
        slip = sent if i not in junk else None
        shop = rng.choice(shops())["店名"]
        rows.append({
            "交运号": f"JD26-{i + 1:02d}", "门店": "淮安人民路店" if i in junk[:2] else shop,
            "种类": rng.choice(("锂离子", "铅酸")), "块数": rng.randrange(3, 19), "收进日": taken,
            "交运日": sent, "去向": "街口废品收购" if i in junk else LICENSED if sent else None,
            "联单号": f"LD{26000 + 13 * i}" if slip else None,
        })  # fmt: skip
    return rows


@cache
def technicians() -> list[Row]:
    """Return the technicians' certificates."""
    rng = random.Random(SEED + 10)
    expired, blank = plan(rng, range(6, 92), 22, 4)
    rows = []
    for i in range(92):
        until = date(2026, 10, 20) + days(rng.randrange(600))
        if i in expired or i < 4:
            until = date(2026, 3, 1) + days(rng.randrange(200))
        rows.append({
            "证号": f"JS-{i + 1:03d}", "姓名": person(rng), "门店": rng.choice(shops())["店名"],
            "级别": rng.choice(("初级", "初级", "中级", "高级")), "实操考核": "合格",
            "有效期至": None if i in blank else until, "状态": "离职" if i < 6 else "在岗",
        })  # fmt: skip
    return rows


@cache
def trainings() -> list[Row]:
    """Return the training sessions."""
    rng = random.Random(SEED + 11)
    (blank,) = plan(rng, 44, 6)
    rows = []
    for i in range(44):
        kind, _, topic = pool("courses")[i % 11].partition(":")
        heads = rng.randrange(9, 27)
        result = f"{heads}人合格" if rng.random() < 0.8 else f"{heads - 1}人合格，1人补考后合格"
        rows.append({
            "培训号": f"PX26-{i + 1:02d}", "类别": kind, "内容": topic,
            "片区": pool("areas")[i // 11], "讲师": rng.choice(pool("lecturers")),
            "日期": date(2026, 1, 14) + days(round(240 * i / 44)), "人数": heads,
            "考核结果": None if i in blank else result,
        })  # fmt: skip
    return rows


@cache
def tools() -> list[Row]:
    """Return the measuring tools and their calibration."""
    rng = random.Random(SEED + 12)
    expired, blank = plan(rng, range(4, 42), 11, 3)
    rows = []
    for i in range(42):
        until = date(2026, 10, 15) + days(rng.randrange(330))
        if i in expired or i < 4:
            until = date(2026, 2, 20) + days(rng.randrange(200))
        place = rng.choice(shops())["店名"]
        if i in expired[:2]:
            until, place = date(2026, 3, 14), "总部样板间"
        rows.append({
            "工具号": f"GJ-{i + 1:02d}",
            "名称": "扭力扳手" if i in expired[:2] else pool("tools")[i % 8], "放置": place,
            "校准有效期至": None if i in blank else until, "状态": "停用" if i < 4 else "在用",
        })  # fmt: skip
    return rows


@cache
def parts() -> list[Row]:
    """Return the stock of parts in three stores."""
    rng = random.Random(SEED + 13)
    rows = []
    for i in range(66):
        floor = rng.randrange(4, 30)
        rows.append({
            "料号": f"PJ-{1001 + i}", "品名": pool("parts")[i % 22], "仓": pool("stores")[i // 22],
            "类别": "B" if i % 22 in (15, 16, 17, 20, 21) else "A", "最低库存": floor,
            "结存": floor + rng.randrange(0, 40), "盘点人": "佟立",
        })  # fmt: skip
    low, blank = plan(rng, [i for i, row in enumerate(rows) if row["类别"] == "A"], 4, 2)
    for i in low:
        rows[i]["结存"] = max(0, rows[i]["最低库存"] - rng.randrange(1, 5))
    for i in blank:
        rows[i]["结存"] = None
    return rows


@cache
def complaints() -> list[Row]:
    """Return the complaints of 2026."""
    rng = random.Random(SEED + 14)
    said = (SOURCE / "voices.txt").read_text(encoding="utf-8").splitlines()
    late, blank, put_off = plan(rng, 54, 14, 3, 3)
    (unfiled,) = plan(rng, 54, 5)
    rows = []
    for i in range(54):
        source, words, answer = said[i % 18].split("|")
        opened = date(2026, 1, 9) + days(round(256 * i / 54))
        spent = rng.randrange(6, 21) if i in late else rng.randrange(0, 6)
        wanted = opened + days(12) if i in put_off else None
        closed = opened + days(rng.randrange(8, 13)) if wanted else opened + days(spent)
        rows.append({
            "投诉号": f"TS26-{i + 1:02d}", "受理人": "韩月" if i % 5 else "冉小荷",
            "骑手": person(rng), "来源": source, "门店": rng.choice(shops())["店名"],
            "内容": words, "处理": answer, "受理日": opened, "约定延期至": wanted,
            "办结日": None if i in blank else closed,
            "归档号": None if i in unfiled else f"GD26{i + 1:03d}",
        })  # fmt: skip
    return rows
