"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from sheets import row_text
from tables import SOURCE

from evals.datasets.labels import Counts, Labels

COMPANY = "南京鼎昕智控科技有限公司"
BUSINESS = (
    "南京鼎昕智控科技有限公司，约210人，自研自产车牌识别一体机、道闸、人行通道闸、门禁控制器，"
    "并运营“鼎昕云停”停车云平台；客户运维中心48人，江苏、浙江、安徽、山东、河南由九个自有站上门，"
    "江西、湖北、湖南、福建、陕西由十二支签约施工队承担，总部设7×24小时远程坐席和二线、三线支持；"
    "不代理其他厂家的整机。"
)
FILES = {
    "manual": "01_运维服务手册_DX-SM-2026_V4.0.docx",
    "incident": "02_DX-ITSM-03_事件与工单管理程序.docx",
    "deliver": "03_DX-ITSM-05_交付实施与巡检程序.docx",
    "complaint": "04_DX-ITSM-08_投诉重大事件与满意度程序.docx",
    "book": "05_出入口设备用户手册_DX-UM-2601.pdf",
    "contract": "06_停车场设备与云平台服务合同_节录.docx",
    "web": "07_官网_服务与支持.html",
    "tickets": "08_ITSM工单导出_2026年1-8月.csv",
    "service": "09_运维中心台账_2026.xlsx",
    "field": "10_交付巡检台账_2026.xlsx",
    "resource": "11_站点人员备件台账_2026.xlsx",
    "minutes": "12_月度运维例会纪要_2026.docx",
    "release": "13_版本发布说明_2026.txt",
    "interview": "14_现场审核记录.txt",
    "old": "15_运维服务手册_V3.2_作废.docx",
    "party": "16_中秋晚会与健身房通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
