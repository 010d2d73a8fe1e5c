"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "常州捷能气源技术服务有限公司"
BUSINESS = (
    "常州捷能气源技术服务有限公司，约60人，在常州、无锡、苏州、镇江、湖州、嘉兴、滁州七市托管运维工厂空压站，"
    "做压缩空气节能改造，销售和租赁劲旋、科朗两家的螺杆空压机，也修社会机组；"
    "运维服务部27人，常州、苏州、湖州三个网点自建，嘉兴、滁州两个委托；不造机组，不包装、不发货。"
)
FILES = {
    "manual": "01_运维服务手册_JN-YW-A01_V3.2.docx",
    "repair": "02_JN-YW-B03_工单受理与抢修作业规程.docx",
    "inspect": "03_JN-YW-B05_站房巡检与状态监测规程.docx",
    "install": "04_JN-YW-B07_机组安装移交与租赁机出入库规程.docx",
    "contract": "05_空压站托管运维合同_JN-TG-2025-017_摘录.docx",
    "card": "06_机组随机卡与使用须知.pdf",
    "orders": "07_气管家小程序导出_工单回访_2026年1-7月.xlsx",
    "stations": "08_站房周检与测振_2026.xlsx",
    "ledgers": "09_运维服务部台账_2026.xlsx",
    "complaints": "10_异议登记_2026.csv",
    "web": "11_官网_服务支持.html",
    "minutes": "12_运维服务部例会记录与半年小结_2026.docx",
    "wechat": "13_运维调度群聊天导出.txt",
    "interview": "14_审核手记_0819-0820.txt",
    "old": "15_运维服务手册_V2.6_作废.docx",
    "ball": "16_篮球赛通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
