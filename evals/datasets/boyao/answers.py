"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE, expired_at_work
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels, picked

COMPANY = "武汉铂垚科学仪器有限公司"
BUSINESS = (
    "武汉铂垚科学仪器有限公司，约35人的代理商，进口并销售赫尔维格色谱、三枝离心机、诺衡分析天平等他厂仪器，"
    "用户是湖北、湖南、江西、河南的高校、药企和检测实验室；武汉总部加长沙、郑州两个办事处，"
    "负责装机、IQ/OQ、维修和维保，保内要件和返厂转厂家工单，自己不制造产品。"
)
FILES = {
    "manual": "01_服务手册_BY-SM-2026_第4版.docx",
    "install": "02_BY-WI-03_装机与验收作业程序.docx",
    "fault": "03_BY-WI-05_报障受理与厂家工单办法.docx",
    "agreement": "04_区域代理协议_赫尔维格_节选.docx",
    "leaflet": "05_保修与服务说明_随机卡.pdf",
    "orders": "06_FSR_service_orders_2026.xlsx",
    "installs": "07_装机及IQ-OQ登记_2026.xlsx",
    "ledgers": "08_技术服务部台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_技术服务.html",
    "minutes": "11_技术服务部例会纪要_2026.docx",
    "interview": "12_现场访谈与查看记录.txt",
    "old": "13_服务手册_第3版_作废.docx",
    "plants": "14_绿植认养通知.docx",
}


def _pick(locator: str, counts: Counts) -> tuple[str, str]:
    check = locator.partition(".")[0]
    return (check, expired_at_work()) if check == "AT_WORK" else picked(locator, counts)


_LABELS = Labels(SOURCE, FILES, row_text, _pick)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
