"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "西安仁泰科仪服务有限公司"
BUSINESS = (
    "西安仁泰科仪服务有限公司，约95人，代理科腾离心机、奥瑞思生化分析仪、松禾灭菌器与培养箱、"
    "铂衡天平与移液器，卖给陕甘宁青四省区的医院和实验室，自设校准维修中心，承接装机、培训、维保、维修、"
    "校准和备机借用；客户服务中心46人，西安、宝鸡、榆林、银川四个网点自建，兰州、西宁两个网点委托；不制造仪器。"
)
FILES = {
    "manual": "01_售后服务手册_RT-SM-2026_C版.docx",
    "qp07": "02_RT-QP-07_现场维修与备机管理程序.docx",
    "qp09": "03_RT-QP-09_校准服务与标准器管理程序.docx",
    "card": "04_仪器使用保养与保修手册_随机交付.pdf",
    "contract": "05_仪器维保合同_WB2601-23_附校准范围.docx",
    "agreement": "06_KETTEN_Distribution_Agreement与证书复印件.docx",
    "orders": "07_Service_Order_Log_2026.xlsx",
    "field": "08_装机发货PM登记_2026.xlsx",
    "workshop": "09_校准维修中心台账_2026.xlsx",
    "ledgers": "10_客户服务中心台账_2026.xlsx",
    "calls": "11_回访记录_2026年3-7月.csv",
    "web": "12_官网_服务与支持.html",
    "minutes": "13_服务月会纪要_2026年1-7月.docx",
    "notes": "14_评审员现场笔记.txt",
    "old": "15_售后服务手册_B版_作废.docx",
    "party": "16_趣味运动会与停车通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
