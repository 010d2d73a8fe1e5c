"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "长沙明合冷暖设备有限公司"
BUSINESS = (
    "长沙明合冷暖设备有限公司，约75人，经销澜森中央空调、科暖空气源热泵、清和新风机，"
    "为湖南省内的住户和小型办公场所做设计交底、送货安装、调试、换季开机保养、维修、滤网更换和冷媒回收；"
    "客户服务部31人，长沙、株洲、湘潭、岳阳四个网点自办，常德、郴州、怀化三个网点委托当地公司；"
    "不生产设备。"
)
FILES = {
    "manual": "01_客户服务手册_MH-SM-01_第五版.docx",
    "install": "02_MH-CX-03_送货安装与调试程序.docx",
    "repair": "03_MH-CX-05_报修维修与换季保养程序.docx",
    "contract": "04_澜森授权经销与服务协议_摘录.docx",
    "card": "05_用户手册_随机交付.pdf",
    "orders": "06_暖管家导出_维修单_2026年1-7月.xlsx",
    "field": "07_送货调试保养冷媒台账_2026.xlsx",
    "ledgers": "08_客户服务部台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_售后服务页.html",
    "minutes": "11_客户服务部月度例会纪要_2026.docx",
    "interview": "12_评审员访谈与查看笔记.txt",
    "old": "13_客户服务手册_第四版_作废.docx",
    "canteen": "14_食堂供餐与灭蚊通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
