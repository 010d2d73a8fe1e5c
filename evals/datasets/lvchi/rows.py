"""Row data of the logs: typed cells by column; sheets.py decides how days look."""

import random
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "src"
SEED = 20261008
QUOTA = (("江苏", 52), ("安徽", 41), ("山东", 29), ("河南", 18))
MODELS = (("M7", "LM7"), ("K3", "LK3"), ("X1", "LX1"))
INSPECTOR = {"江苏": ("仲伟", "祁燕"), "安徽": ("车海东",), "山东": ("孟昭",), "河南": ("阎立秋",)}
LICENSED = "淮左再生资源公司"

Cell = date | datetime | int | str | None
Row = dict[str, Cell]


@cache
def pool(name: str) -> tuple[str, ...]:
    """Return the words of one line of src/pools.txt."""
    lines = (SOURCE / "pools.txt").read_text(encoding="utf-8").splitlines()
    return tuple(next(li for li in lines if li.startswith(name + "|")).split("|")[1].split(","))


def plan(rng: random.Random, among: int | list[int], *sizes: int) -> list[list[int]]:
    """Draw groups of row numbers that do not overlap, of the sizes asked."""
    numbers = list(range(among)) if isinstance(among, int) else list(among)
    drawn = rng.sample(numbers, sum(sizes))
    return [[drawn.pop() for _ in range(size)] for size in sizes]


def days(count: int) -> timedelta:
    """Shorten a span of whole days."""
    return timedelta(days=count)


def person(rng: random.Random) -> str:
    """Return a made-up name."""
    return rng.choice(pool("surnames")) + rng.choice(pool("given"))


def frame(rng: random.Random) -> tuple[str, str]:
    """Return a model and a frame number of it."""
    model, prefix = rng.choice(MODELS)
    return model, f"{prefix}-{rng.randrange(100000, 999999)}"


@cache
def shops() -> list[Row]:
    """Return the 140 franchised shops: contract, signature for the manual."""
    rng = random.Random(SEED)
    named = [
        (province, city + road)
        for province, quota in QUOTA
        for road_city in [[(r, c) for r in pool("roads") for c in pool(f"cities_{province}")]]
        for road, city in road_city[:quota]
    ]
    (unsigned,) = plan(rng, len(named), 12)
    return [_shop(rng, i, *pair, i in unsigned) for i, pair in enumerate(named)]


def _shop(rng: random.Random, index: int, province: str, name: str, unsigned: bool) -> Row:
    signed = date(2025, 12, 29) + days(rng.randrange(20))
    return {
        "店号": f"LC{index + 1:03d}",
        "店名": f"{name}店",
        "省": province,
        "店主": person(rng),
        "报修登记人": person(rng),
        "准入评审": "合格",
        "合同到期": date(2026, 10, 31) + days(rng.randrange(860)),
        "第五版手册签收": None if unsigned else signed,
    }


@cache
def patrols() -> list[Row]:
    """Return the shop visits of the first half of 2026, one per shop."""
    rng = random.Random(SEED + 1)
    late, blank = plan(rng, 140, 10, 8)
    rows = []
    for i, shop in enumerate(shops()):
        when: date | None = date(2026, 2, 2) + days(rng.randrange(148))
        if i in late:
            when = date(2026, 7, 2) + days(rng.randrange(25))
        if i in blank:
            when = None
        score = rng.randrange(78, 99) if when else None
        rows.append({
            "巡店号": f"XD26-{i + 1:03d}", "店名": shop["店名"],
            "巡店人": rng.choice(INSPECTOR[str(shop["省"])]),
            "巡店日": when, "得分": score, "问题条数": rng.randrange(5) if when else None,
        })  # fmt: skip
    return rows


@cache
def orders() -> list[Row]:
    """Return the repair orders of January to September 2026."""
    rng = random.Random(SEED + 2)
    rows = [_order(rng, i, rng.choice(shops())) for i in range(160)]
    late, blank = plan(rng, 160, 39, 31)
    for i, row in enumerate(rows):
        done = row["完工日"]
        gap = rng.randrange(5, 18) if i in late else rng.randrange(0, 4)
        row["回访日"] = None if i in blank else done + days(gap)
    paid = [i for i, row in enumerate(rows) if row["三包"] == "外"]
    after, silent = plan(rng, paid, 11, 16)
    for i in paid:
        start = rows[i]["开工日"]
        rows[i]["报价确认日"] = start + days(rng.randrange(1, 4)) if i in after else start
        if i in silent:
            rows[i]["报价确认日"] = None
    return rows


def _order(rng: random.Random, index: int, shop: Row) -> Row:
    model, number = frame(rng)
    logged = date(2026, 1, 6) + days(round(255 * index / 160))
    start = logged + days(rng.randrange(3))
    inside = rng.random() < 0.54
    return {
        "工单号": f"WX26-{index + 1:04d}",
        "门店": shop["店名"],
        "车型": model,
        "车架号": number,
        "故障": rng.choice(pool("faults")),
        "登记人": shop["报修登记人"],
        "三包": "内" if inside else "外",
        "报修日": logged,
        "报价确认日": None,
        "开工日": start,
        "完工日": start + days(rng.randrange(3)),
        "工料费": 0 if inside else rng.randrange(20, 460),
        "技师": person(rng),
        "结算单签字": "已签",
        "回访日": None,
    }


@cache
def rescues() -> list[Row]:
    """Return the roadside calls; a cancelled call has no arrival."""
    rng = random.Random(SEED + 6)  # a draw that meets the target in quarter 1 and misses it in 2
    rows = [_rescue(rng, i) for i in range(84)]
    done = [i for i, row in enumerate(rows) if row["状态"] == "完成"]
    late, blank, no_hour = plan(rng, done, 8, 2, 2)
    for i in done:
        limit = 60 if rows[i]["区域"] == "市区" else 120
        spent = limit + rng.randrange(6, 75) if i in late else rng.randrange(18, limit + 1)
        reached = rows[i]["呼叫时间"] + timedelta(minutes=spent)
        rows[i]["到达时间"] = reached.date() if i in no_hour else reached
        if i in blank:
            rows[i]["到达时间"] = None
    return rows


def _rescue(rng: random.Random, index: int) -> Row:
    model, number = frame(rng)
    called = datetime(2026, 1, 7, rng.randrange(6, 22), rng.randrange(60))  # noqa: DTZ001
    return {
        "救援号": f"JY26-{index + 1:03d}",
        "地点": rng.choice(pool("cities_" + rng.choice(QUOTA)[0])) + rng.choice(pool("roads")),
        "区域": rng.choice(("市区", "市区", "郊县")),
        "车型": model,
        "车架号": number,
        "状态": "骑手取消" if index in (9, 33, 58, 77) else "完成",
        "呼叫时间": called + days(round(258 * index / 84)),
        "到达时间": None,
        "结果": "现场修好" if rng.random() < 0.6 else "送店",
    }
