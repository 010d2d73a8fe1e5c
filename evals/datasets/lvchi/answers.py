"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "盐渎绿驰车业有限公司"
BUSINESS = (
    "盐渎绿驰车业有限公司，约260人的电动自行车制造商，自行装配并以“绿驰”品牌销售M7、K3、X1三个系列，"
    "在江苏、安徽、山东、河南由140家加盟门店交车和维修，公司负责电池质保、道路救援、召回、旧电池回收、"
    "巡店和APP在线服务；不销售其他厂家的整车。"
)
FILES = {
    "manual": "01_骑行服务手册_LC-FW-2026_第五版.docx",
    "procedure": "02_LC-CX-06_维修救援与三包召回程序.docx",
    "contract": "03_门店加盟合同_2026样本_摘录.docx",
    "user": "04_M7随车使用手册.pdf",
    "shops": "05_门店名册与巡店_2026.xlsx",
    "orders": "06_驰服导出_工单与救援_20260930.xlsx",
    "vehicles": "07_车辆与电池登记_2026.xlsx",
    "ledgers": "08_技师培训工具配件台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_售后服务.html",
    "minutes": "11_骑行服务部季度例会纪要_2026.docx",
    "interview": "12_访谈和查看笔记.txt",
    "old": "13_骑行服务手册_第四版_作废.docx",
    "notice": "14_班车调整通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
