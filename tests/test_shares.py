"""Shares told in words: how many of all are wanting."""

import pytest

from assistant.shares import wanting


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("年初查出8条问题，7条已关闭。", 1 / 8),
        ("内评开了12项，组长验证关闭9项；", 3 / 12),
        ("十张纠正单有四张未验证。", 4 / 10),
        ("问到五名调音师，四名说得出这句话。", 1 / 5),
        ("看了8份档案，其中2份没有签字。", 2 / 8),
        ("20台借用琴，19台已签收。", 1 / 20),
    ],
)
def test_smaller_count_of_the_same_things_is_held_against_all(text, share):
    assert wanting(text) == pytest.approx(share)


@pytest.mark.parametrize(
    "text",
    [
        "发出90份问卷，回收71份。",
        "培训30人，28人一次合格，2人补考合格。",
        "每班3人，1人负责登记。",
        "客户提了150条建议，做完40条。",
        "8名师傅，7辆车已年检完。",
        "7项整改全部关闭。",
        "11家客户说来得晚，4家说没有讲清。",
    ],
)
def test_counts_of_other_things_or_of_no_duty_tell_no_share(text):
    assert wanting(text) is None
