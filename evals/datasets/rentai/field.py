"""Installations, deliveries, maintenance, calibrations and loans: rows with plain days."""

import random
from datetime import date, timedelta

from forms import Value, on_workday, plus_workdays
from rows import SEED, Rec, table

INSTALLS, DELIVERIES, DEVICES, CALIBRATIONS, LOANS = 58, 64, 92, 98, 47
INSTALL_WORKDAYS = {"一般 S": 5, "大型 L": 10}
DELIVERY_DAYS = {"陕西": 2, "甘肃": 5, "宁夏": 5, "青海": 5}
CALIBRATION_WORKDAYS = {"常规 Std": 10, "加急 Exp": 5}
LOAN_DAYS = 2
SITE_READY = {5: 12, 19: 21, 33: 8, 47: 30}
DELIVERY_LATE = {7: 2, 23: 1, 41: 4, 55: 3}
NO_POD = {16, 48}
MOVED = {3: 6, 20: 4, 37: 9, 59: 3}
PM_LATE_Q1 = {2: 6, 9: 11, 17: 3, 23: 19, 34: 8, 46: 24, 58: 5, 70: 13, 83: 9}
PM_LATE_Q2 = {5: 4, 13: 15, 20: 7, 28: 21, 37: 10, 43: 2, 52: 18, 61: 6, 66: 25, 75: 12, 80: 3}
PM_LATE_Q2 |= {87: 9, 90: 16}
NO_PM_Q1 = {7, 31, 49}
NO_PM_Q2 = {3, 15, 26, 40, 54, 63, 72, 78, 85}
NEW_CONTRACT = {1, 12, 22, 33, 44, 56, 68, 79, 88}
CALIBRATION_LATE = {8: 2, 21: 5, 36: 1, 52: 8, 77: 3, 91: 4}
NO_REPORT = {45, 83}
LOAN_LATE = {6: 3, 18: 1, 29: 5, 42: 2}
NO_LOAN_DAY = {13, 36}
LOAN_PUT_OFF = {4: 6, 22: 4, 39: 9}
LOAN_DECLINED = {10, 31}
ENGINEERS = ("段磊", "袁野", "戚海洋", "鲍俊", "闵超", "桑宇", "柏文涛", "翁立")
CALIBRATORS = ("阮青", "霍平", "臧丽")
KEEPERS = ("设备科", "检验科", "中心实验室", "质检室")


def installs() -> list[Rec]:
    """Return the installations, from the day of arrival or of the site's readiness; all in time."""
    rng = random.Random(SEED + 2)
    return [_install(rng, index) for index in range(INSTALLS)]


def deliveries() -> list[Rec]:
    """Return the shipments, from the day of dispatch."""
    rng = random.Random(SEED + 3)
    return [_delivery(rng, index) for index in range(DELIVERIES)]


def devices() -> list[Rec]:
    """Return the instruments under contract and their maintenance in two quarters."""
    rng = random.Random(SEED + 4)
    return [_device(rng, index) for index in range(DEVICES)]


def calibrations() -> list[Rec]:
    """Return the calibrations, from receipt to certificate."""
    rng = random.Random(SEED + 5)
    return [_calibration(rng, index) for index in range(CALIBRATIONS)]


def loans() -> list[Rec]:
    """Return the loans of instruments, from the customer's request."""
    rng = random.Random(SEED + 6)
    return [_loan(rng, index) for index in range(LOANS)]


def _install(rng: random.Random, index: int) -> Rec:
    customer, _, city, _ = rng.choice(table("customers"))
    brand, model, size, _ = rng.choice(table("models"))
    came = on_workday(date(2026, 3, 3) + timedelta(days=round(145 * index / INSTALLS)))
    ready = on_workday(came + timedelta(days=SITE_READY[index])) if index in SITE_READY else None
    limit = INSTALL_WORKDAYS[size]
    wait = limit if index % 13 == 4 else rng.randrange(1, limit)
    cells: dict[str, Value] = {
        "到货日": came, "场地具备日": ready, "装机验收日": plus_workdays(ready or came, wait),
        "操作培训": f"{rng.randrange(2, 7)}人 已签", "手册签收": "已签",
        "工程师": rng.choice(ENGINEERS), "备注": "机房改电" if ready else None,
    }  # fmt: skip
    return Rec(f"IN26-{index + 1:02d}", (customer, city, brand, model, size), cells)


def _delivery(rng: random.Random, index: int) -> Rec:
    customer, _, city, province = rng.choice(table("customers"))
    brand, model, _, _ = rng.choice(table("models"))
    sent = date(2026, 1, 7) + timedelta(days=round(200 * index / DELIVERIES))
    limit = DELIVERY_DAYS[province]
    moved = sent + timedelta(days=limit + MOVED[index]) if index in MOVED else None
    wait = limit + DELIVERY_LATE[index] if index in DELIVERY_LATE else rng.randrange(1, limit + 1)
    signed = moved or sent + timedelta(days=wait)
    cells: dict[str, Value] = {
        "发货日": sent, "客户改期": moved, "签收日": None if index in NO_POD else signed,
        "签收科室": None if index in NO_POD else rng.choice(KEEPERS),
        "备注": "客户书面改期" if moved else None,
    }  # fmt: skip
    return Rec(f"DN26-{index + 1:02d}", (customer, city, province, brand, model), cells)


def _device(rng: random.Random, index: int) -> Rec:
    customer, _, city, _ = rng.choice(table("customers"))
    brand, model, _, prefix = rng.choice(table("models"))
    new = index in NEW_CONTRACT
    starts = (date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1))
    start = date(2026, 4, 1) if new else rng.choice(starts)
    first: Value = date(2026, 1, 8) + timedelta(days=rng.randrange(0, 80))
    second: Value = date(2026, 4, 3) + timedelta(days=rng.randrange(0, 86))
    if index in PM_LATE_Q1:
        first = date(2026, 3, 31) + timedelta(days=PM_LATE_Q1[index])
    if index in PM_LATE_Q2:
        second = date(2026, 6, 30) + timedelta(days=PM_LATE_Q2[index])
    first = "—" if new else None if index in NO_PM_Q1 else first
    lead = (customer, city, brand, model, f"{prefix}{rng.randrange(210100, 259900)}")
    cells: dict[str, Value] = {
        "合同号": f"WB{start:%y%m}-{rng.randrange(11, 99)}", "合同起始": start, "Q1": first,
        "Q2": None if index in NO_PM_Q2 else second, "工程师": rng.choice(ENGINEERS),
        "备注": "4月新签" if new else None,
    }  # fmt: skip
    return Rec(f"PM26-{index + 1:02d}", lead, cells)


def _calibration(rng: random.Random, index: int) -> Rec:
    customer, _, city, _ = rng.choice(table("customers"))
    item, unit = rng.choice(table("items"))
    kind = "加急 Exp" if rng.random() < 0.2 else "常规 Std"
    came = on_workday(date(2026, 3, 2) + timedelta(days=round(135 * index / CALIBRATIONS)))
    limit = CALIBRATION_WORKDAYS[kind]
    late = CALIBRATION_LATE.get(index)
    out = plus_workdays(came, limit + late if late else rng.randrange(2, limit + 1))
    cells: dict[str, Value] = {
        "数量": rng.randrange(1, 13), "收样日": came, "出证日": None if index in NO_REPORT else out,
        "校准员": rng.choice(CALIBRATORS), "核验员": "韦静娴", "备注": None,
    }  # fmt: skip
    return Rec(f"JZ26-{index + 1:03d}", (customer, city, item, unit, kind), cells)


def _loan(rng: random.Random, index: int) -> Rec:
    customer, _, city, _ = rng.choice(table("customers"))
    model, number = rng.choice(table("loaners"))
    asked = date(2026, 1, 12) + timedelta(days=round(186 * index / LOANS))
    later = asked + timedelta(days=LOAN_PUT_OFF[index]) if index in LOAN_PUT_OFF else None
    lag = LOAN_DAYS + LOAN_LATE[index] if index in LOAN_LATE else rng.choice((0, 1, 1, 2))
    lent: Value = later or asked + timedelta(days=lag)
    back: Value = lent + timedelta(days=rng.randrange(9, 30))
    note = "客户另定日期" if later else None
    if index in LOAN_DECLINED:
        lent, back, note = None, None, "客户放弃 declined"
    elif index in NO_LOAN_DAY:
        lent = None
    elif back > date(2026, 8, 10):
        back = None
    cells: dict[str, Value] = {
        "申请日": asked, "客户另定": later, "借出日": lent, "归还日": back,
        "借用签字": "已签" if back or lent else None, "备注": note,
    }  # fmt: skip
    return Rec(f"BJ26-{index + 1:02d}", (customer, city, model, number), cells)
