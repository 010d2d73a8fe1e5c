"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "菏泽康玥医护设备有限公司"
BUSINESS = (
    "菏泽康玥医护设备有限公司，约180人，自行设计生产医用病床、养老护理床和转运车，"
    "直接销售给山东、河南、河北、江苏、安徽的医院和养老院；售后服务部负责上门安装、护理人员培训、"
    "年检、报修和配件，有5个自建服务站和烟台、合肥2个特约服务站；不经销其他厂家的产品。"
)
FILES = {
    "manual": "01_KY-FW-2026_售后服务手册_第三版.docx",
    "install": "02_KY-CX-07_送货安装与护理人员培训程序.docx",
    "repair": "03_KY-CX-08_报修维修与年检程序.docx",
    "agreement": "04_烟台特约服务站协议_摘录.docx",
    "card": "05_KY-D3电动病床_使用说明书与保修卡.pdf",
    "orders": "06_报修工单_2026年1-8月.xlsx",
    "logs": "07_安装培训年检送货台账_2026.xlsx",
    "ledgers": "08_售后服务部台账汇总_2026.xlsx",
    "complaints": "09_投诉登记_2026.csv",
    "web": "10_官网_服务中心.html",
    "minutes": "11_售后服务部月会纪要_2026.docx",
    "interview": "12_审核员现场笔记.txt",
    "old": "13_售后服务手册_第二版_作废.docx",
    "checkup": "14_关于2026年职工体检的通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
