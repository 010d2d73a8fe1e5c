"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "株洲卫杉安防工程有限公司"
BUSINESS = (
    "株洲卫杉安防工程有限公司，约90人，为工厂、学校、住宅小区做视频监控、门禁、入侵报警、周界和道闸工程，"
    "设备采购自鹰睢、钥盟、霆哨、迅槛等厂家，自己不生产；运维服务部36人，昼夜值守热线和报警信号，"
    "按维保合同巡检，供备件和借用机；湘潭、衡阳、醴陵自设驻点，郴州、娄底、萍乡委托网点。"
)
FILES = {
    "manual": "01_运维服务手册_WS-OM-01_2026版.docx",
    "handover": "02_WS-QP-07_工程交付与移交程序.docx",
    "repair": "03_WS-QP-09_报修派工与维修程序.docx",
    "contract": "04_维保服务合同_枫岭中学_节选.docx",
    "leaflet": "05_用户使用与保养手册.pdf",
    "log": "06_运维工单与巡检_2026年1-7月.xlsx",
    "site": "07_到货与移交登记_2026.xlsx",
    "ledgers": "08_运维服务部综合台账_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_售后服务.html",
    "minutes": "11_运维服务部月会纪要_2026.docx",
    "interview": "12_审核访谈与现场笔记.txt",
    "old": "13_运维服务手册_2023版_作废.docx",
    "canteen": "14_食堂外包说明会通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)


def verdict_names() -> dict[str, str]:
    """Return the verdict of each clause."""
    return _LABELS.verdicts()
