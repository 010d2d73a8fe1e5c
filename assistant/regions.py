"""Regions of China: provinces by name, by their one-character short forms, and by groups."""

import re

_SHORT = {
    "京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "晋": "山西",
    "辽": "辽宁", "吉": "吉林", "黑": "黑龙江", "苏": "江苏", "浙": "浙江", "皖": "安徽",
    "闽": "福建", "赣": "江西", "鲁": "山东", "豫": "河南", "鄂": "湖北", "湘": "湖南",
    "粤": "广东", "琼": "海南", "川": "四川", "蜀": "四川", "贵": "贵州", "黔": "贵州",
    "云": "云南", "滇": "云南", "陕": "陕西", "秦": "陕西", "甘": "甘肃", "陇": "甘肃",
    "青": "青海", "蒙": "内蒙古", "桂": "广西", "藏": "西藏", "宁": "宁夏", "新": "新疆",
    "港": "香港", "澳": "澳门", "台": "台湾",
}  # fmt: skip
_FULL = re.compile("|".join(sorted(set(_SHORT.values()), key=len, reverse=True)))
_RUN = re.compile(f"[{''.join(_SHORT)}]{{2,}}")
_JOINING = re.compile(r"[、,，/和及\s]|省|市|地区|自治区|片区?|等?[二两三四五]?地")
_MAX_CHARS = 4
"""A run of more short forms than this is no group of provinces (assumed)."""


def named(text: str) -> frozenset[str]:
    """Return the provinces that a text names: 四川, 川渝, 云贵陕; one short form names none."""
    found = set(_FULL.findall(text))
    for run in _RUN.findall(_FULL.sub(" ", text)):
        if len(run) <= _MAX_CHARS:
            found |= {_SHORT[char] for char in run}
    return frozenset(found)


def are_all(value: str) -> frozenset[str]:
    """Return the provinces of a value that consists of nothing else, none otherwise."""
    rest = _JOINING.sub("", _FULL.sub("", value))
    return named(value) if not rest or _RUN.fullmatch(rest) else frozenset()
