"""Rows of the other logs under their column names; sheets.py decides how they look."""

import random
from datetime import date, timedelta
from functools import cache

from tables import Row, add_workdays, day_of, month_end, table, typed
from tickets import closed

SEED = 917
CALL_LATE = {4: 2, 15: 5, 29: 1, 43: 3, 58: 6, 77: 2, 91: 4, 109: 1, 126: 3, 139: 2}
NO_CALL = {8, 22, 37, 64, 85, 102, 133}
CONFIRM_AFTER = {6: 1, 19: 2}
NO_CONFIRM = {11}
SCORES = {1: (12, 107), 2: (12, 109), 3: (12, 104), 4: (13, 116), 5: (10, 81), 6: (12, 105)}
SCORES |= {7: (13, 114), 8: (12, 102)}
ASKED = 14
OPINIONS = ("", "", "", "快一点", "坐席好", "巡检少", "备件慢")
INSTALL_COUNT, DELIVERY_COUNT, NOTICE_COUNT, BATTERY_COUNT = 58, 44, 36, 34
INSTALL_LATE = {7: 4, 18: 9, 31: 2, 42: 13, 53: 6}
NO_ACCEPTANCE = {25, 49}
STOPPED = {4: 6, 13: 9, 22: 4, 37: 12, 46: 7}
NOT_TRAINED = {1, 3, 6, 8, 9, 12, 15, 17, 20, 21, 24, 27, 28, 30, 33, 36, 39, 41, 44, 45, 48, 50}
NOT_TRAINED |= {54, 57}
PUT_OFF = {5: 7, 17: 11, 29: 4}
PATROL_LATE = {1: 3, 5: 2, 10: 6, 14: 1, 18: 4, 23: 9, 27: 2, 33: 5, 38: 3, 45: 7, 51: 1, 56: 4}
PATROL_LATE |= {62: 8, 66: 2, 73: 3, 79: 5, 85: 2, 90: 1, 99: 6, 103: 12, 109: 3, 113: 8}
PATROL_MOVED = {11: 5, 35: 8, 59: 3, 71: 6}
SHORT_HANDED = {"河南", "安徽"}
ASSESS_LATE = {9: 3, 20: 6, 34: 2}
NO_ASSESS = {16, 39}
HANDOVER_LATE = {1: 12, 4: 31, 7: 5, 10: 44, 13: 1, 16: 26, 19: 9, 22: 38, 25: 17, 28: 3, 31: 2}
NO_HANDOVER = {3, 9, 15, 21, 27, 33}
OUTLET_HEAD = ("站点号", "站点", "方式", "覆盖", "资质核验日", "协议有效期至")
CERT_HEAD = ("序号", "姓名", "站点", "证件", "证号", "有效期至")
STOCK_HEAD = ("备件编码", "名称", "安全库存", "8月末库存")
COMPLAINT_HEAD = (
    "编号", "登记日", "来源", "客户项目", "内容", "处理", "办结日", "客户确认", "备注",
)  # fmt: skip
AVAILABILITY_HEAD = (
    "月份", "当月总分钟", "计划维护分钟", "非计划中断分钟", "填报可用性", "备注",
)  # fmt: skip


@cache
def callbacks() -> list[Row]:
    """Return the call-backs of the closed tickets, counted from the day of closing."""
    rng = random.Random(SEED)
    return [_callback(rng, index, row) for index, row in enumerate(closed())]


@cache
def bills() -> list[Row]:
    """Return the bills of paid visits, with the day when the customer agreed to the quote."""
    paid = [row for row in closed() if row["收费元"]]
    return [_bill(index, row) for index, row in enumerate(paid)]


@cache
def scores() -> list[Row]:
    """Return the monthly questionnaires; a score is blank where none came back."""
    rng = random.Random(SEED + 1)
    return [row for month in SCORES for row in _scored(rng, month)]


@cache
def installs() -> list[Row]:
    """Return the installations, counted from the day the crew moved in."""
    rng = random.Random(SEED + 2)
    return [_install(rng, index) for index in range(INSTALL_COUNT)]


@cache
def deliveries() -> list[Row]:
    """Return the deliveries, all of them in time."""
    rng = random.Random(SEED + 3)
    return [_delivery(rng, index) for index in range(DELIVERY_COUNT)]


@cache
def patrols() -> list[Row]:
    """Return the inspections due: class A by month, class B by quarter."""
    rng = random.Random(SEED + 4)
    posts = [
        (row, first, months)
        for months, firsts in ((1, range(1, 9)), (3, (1, 4)))
        for first in firsts
        for row in table("projects")
        if (row[3] == "A") == (months == 1)
    ]
    return [_patrol(rng, index, *post) for index, post in enumerate(posts)]


@cache
def notices() -> list[Row]:
    """Return the notices of the batch defect, counted from 18 May 2026; all in time."""
    rng = random.Random(SEED + 5)
    return [_notice(rng, index) for index in range(NOTICE_COUNT)]


@cache
def batteries() -> list[Row]:
    """Return the old batteries, due with a licensed buyer by the 10th of the next month."""
    rng = random.Random(SEED + 6)
    return [_battery(rng, index) for index in range(BATTERY_COUNT)]


@cache
def assessments() -> list[Row]:
    """Return the quarterly assessments of outlets, due on the 15th after the quarter."""
    rng = random.Random(SEED + 7)
    posts = [(quarter, row) for quarter in (1, 2) for row in table("outlets")]
    return [_assessment(rng, index, *post) for index, post in enumerate(posts)]


def outlets() -> list[Row]:
    """Return the service stations and contracted crews."""
    return typed("outlets", OUTLET_HEAD)


def certs() -> list[Row]:
    """Return the electrician certificates."""
    return typed("certs", CERT_HEAD)


def stock() -> list[Row]:
    """Return the spare parts at the end of August."""
    return typed("stock", STOCK_HEAD)


def complaints() -> list[Row]:
    """Return the complaints."""
    return typed("complaints", COMPLAINT_HEAD)


def availability() -> list[Row]:
    """Return the platform's minutes by month."""
    return typed("availability", AVAILABILITY_HEAD)


def _callback(rng: random.Random, index: int, ticket: Row) -> Row:
    done = day_of(ticket["关闭时间"])
    called = add_workdays(done, rng.choice((0, 1, 1, 2, 2)))
    if index in CALL_LATE:
        called = add_workdays(done, 2 + CALL_LATE[index])
    missing = index in NO_CALL
    return {
        "回访号": f"HF26-{index + 1:03d}", "工单号": ticket["工单号"],
        "客户项目": ticket["客户项目"], "关闭日": done, "回访日": None if missing else called,
        "打分": None if missing or index % 6 == 5 else rng.choice((7, 8, 9, 9, 10, 10)),
        "坐席": ticket["坐席"],
    }  # fmt: skip


def _bill(index: int, ticket: Row) -> Row:
    visited = day_of(ticket["到场时间"] or ticket["关闭时间"])
    agreed = visited + timedelta(days=CONFIRM_AFTER.get(index, -(index % 5 == 2)))
    return {
        "收费单号": f"SF26-{index + 1:02d}", "工单号": ticket["工单号"],
        "客户项目": ticket["客户项目"], "产品": ticket["产品"], "合计元": ticket["收费元"],
        "客户确认日": None if index in NO_CONFIRM else agreed, "上门日": visited,
        "收款": "已收" if index % 8 else "月结",
    }  # fmt: skip


def _scored(rng: random.Random, month: int) -> list[Row]:
    answered, total = SCORES[month]
    marks = [total // answered] * answered
    marks[: total % answered] = [mark + 1 for mark in marks[: total % answered]]
    for _ in range(5):
        a, b = rng.sample(range(answered), 2)
        if marks[a] < 10 and marks[b] > 6:
            marks[a], marks[b] = marks[a] + 1, marks[b] - 1
    marks += [None] * (ASKED - answered)
    names = rng.sample([row[0] for row in table("projects")], ASKED)
    return [
        {
            "问卷号": f"MY26{month:02d}-{n + 1:02d}", "月份": f"2026-{month:02d}",
            "客户项目": name, "综合分": mark,
            "售后服务分": mark and max(6, min(10, mark + rng.choice((-1, 0, 0, 1)))),
            "意见": rng.choice(OPINIONS) if mark else "",
        }
        for n, (name, mark) in enumerate(zip(names, marks, strict=True))
    ]  # fmt: skip


def _install(rng: random.Random, index: int) -> Row:
    first = date(2026, 1, 6) + timedelta(days=round(215 * index / INSTALL_COUNT))
    stopped = STOPPED.get(index, 0)
    lag = 15 + INSTALL_LATE[index] if index in INSTALL_LATE else rng.randrange(5, 15)
    done = first + timedelta(days=15 + stopped if stopped and index % 2 else lag + stopped)
    site = rng.choice(table("projects"))
    return {
        "交付单号": f"JF26-{index + 1:02d}", "客户项目": f"{site[0]}{rng.choice('一二三')}期",
        "省份": site[1], "施工方": rng.choice(("自有站", "自有站", "签约队")), "进场日": first,
        "客户停工天": stopped or None, "验收日": None if index in NO_ACCEPTANCE else done,
        "培训签到": "" if index in NOT_TRAINED else "已归档",
    }  # fmt: skip


def _delivery(rng: random.Random, index: int) -> Row:
    due = date(2026, 1, 4) + timedelta(days=5 * index)
    moved = due + timedelta(days=PUT_OFF[index]) if index in PUT_OFF else None
    site = rng.choice(table("projects"))
    return {
        "发货单号": f"FH26-{index + 1:02d}", "客户项目": site[0], "省份": site[1],
        "箱数": rng.randrange(3, 22), "约定到货日": due, "来函推迟至": moved,
        "签收日": (moved or due) - timedelta(days=rng.choice((0, 0, 1, 2))),
        "签收人": rng.choice(("保安队长", "工程部", "项目经理", "仓库")),
    }  # fmt: skip


def _patrol(rng: random.Random, index: int, site: list[str], first: int, months: int) -> Row:
    start = date(2026, first, 1)
    end = month_end(date(2026, first + months - 1, 1))
    moved = end + timedelta(days=PATROL_MOVED[index]) if index in PATROL_MOVED else None
    done = (moved or end) - timedelta(days=rng.randrange(0, 18))
    if index in PATROL_LATE:
        done = end + timedelta(days=PATROL_LATE[index])
    skipped = months == 1 and site[1] in SHORT_HANDED and first % 2 == 0
    period = f"{first}月" if months == 1 else f"{(first + 2) // 3}季度"
    return {
        "巡检单号": f"XJ26-{index + 1:03d}", "客户项目": site[0], "省份": site[1],
        "类别": site[3], "应检期": f"2026年{period}", "期末": end, "书面改期至": moved,
        "巡检日": None if skipped else max(done, start),
        "巡检人": "" if skipped else site[4].split("、")[0],
    }  # fmt: skip


def _notice(rng: random.Random, index: int) -> Row:
    site = table("projects")[index % len(table("projects"))]
    told = date(2026, 5, 18) + timedelta(days=rng.choice((0, 1, 2, 3, 4)))
    return {
        "告知号": f"QX2601-{index + 1:02d}", "客户项目": f"{site[0]}{'东西'[index // 22]}口",
        "序列号": f"DZ9025{rng.randrange(11001, 11990)}", "方式": rng.choice(("电话", "邮件")),
        "告知日": told, "接话人": rng.choice(("物业经理", "工程主管", "车管员")),
        "换件": "已换" if index % 9 else "约时间",
    }  # fmt: skip


def _battery(rng: random.Random, index: int) -> Row:
    removed = date(2026, 1, 9) + timedelta(days=round(230 * index / BATTERY_COUNT))
    limit = month_end(removed) + timedelta(days=10)
    handed = limit - timedelta(days=rng.randrange(0, 9))
    if index in HANDOVER_LATE:
        handed = limit + timedelta(days=HANDOVER_LATE[index])
    missing = index in NO_HANDOVER
    return {
        "登记号": f"DC26-{index + 1:02d}", "客户项目": rng.choice(table("projects"))[0],
        "规格": rng.choice(("12V7AH", "12V12AH", "12V24AH")), "只数": rng.randrange(1, 9),
        "拆回日": removed, "移交日": None if missing else handed,
        "联单号": "" if missing else f"WF{rng.randrange(30100, 39900)}",
    }  # fmt: skip


def _assessment(rng: random.Random, index: int, quarter: int, site: list[str]) -> Row:
    limit = date(2026, 3 * quarter + 1, 15)
    late = ASSESS_LATE.get(index)
    done = limit + timedelta(days=late) if late else limit - timedelta(days=rng.randrange(0, 12))
    missing = index in NO_ASSESS
    return {
        "考核号": f"KH26-{index + 1:02d}", "站点": site[1], "季度": f"{quarter}季度",
        "考核日": None if missing else done, "得分": None if missing else rng.randrange(78, 99),
    }  # fmt: skip
