"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "枣阳市宜和木作家具厂"
BUSINESS = (
    "枣阳市宜和木作家具厂，19人的家庭小厂，自己开料、封边，做衣柜、橱柜、榻榻米等定制柜子，"
    "在枣阳、樊城有两个自家的店，卖给枣阳、樊城、随县、新野的住户；自己送、装、修，"
    "活多时安装外请周金柱两人，不卖别家的家具电器。"
)
FILES = {
    "manual": "01_宜和售后规矩_2026本.docx",
    "fitting": "02_量尺送装活路单_2026年3月改.docx",
    "mending": "03_报修和提意见怎么办.docx",
    "agreement": "04_外请安装协议_周金柱_摘页.docx",
    "card": "05_售后卡_装完当面交.pdf",
    "contract": "06_定制合同样本和价目表.docx",
    "jobs": "07_送装台账_2026年3-8月.xlsx",
    "asks": "08_报修台账_2026年3-8月.xlsx",
    "ledgers": "09_厂里杂账_2026.xlsx",
    "gripes": "10_客户有意见登记_2026.csv",
    "web": "11_宜和木作网页.html",
    "minutes": "12_收工碰头记_2026.docx",
    "talk": "13_老客户群消息_粘贴.docx",
    "interview": "14_审核员随手记.txt",
    "old": "15_售后规矩_2023本_作废.docx",
    "holiday": "16_中秋放假和大扫除.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
