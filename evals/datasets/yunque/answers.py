"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "佛山云雀格子软件有限公司"
BUSINESS = (
    "佛山云雀格子软件有限公司，约70人，做小厂用的在线软件“云雀仓”（条码仓库）和“云雀报工”（车间报工），"
    "按年订阅，代卖一个第三方报表模块；广东、湖南自有服务点，江西委托伙伴；"
    "做上线实施、工单、升级、备份、巡检、走访和培训，不卖、不租、不寄任何硬件。"
)
FILES = {
    "manual": "01_wiki_云雀服务手册_v5.2.md",
    "sla": "02_SLA附件_YQ-SLA-2026A.docx",
    "rules": "03_wiki_上线工单与退订规程_YQ-P-02.html",
    "card": "04_云雀上手卡_2026版.pdf",
    "tickets": "05_工单导出_20260601-0930.csv",
    "customers": "06_客成台账_2026.xlsx",
    "house": "07_运维与人事台账_2026.xlsx",
    "notes": "08_版本发布说明_2026.md",
    "web": "09_官网_支持中心.html",
    "minutes": "10_服务月会纪要附复盘_2026.docx",
    "talk": "11_企微客户群导出.txt",
    "interview": "12_审核组现场笔记.txt",
    "old": "13_服务手册_v4.6_作废.docx",
    "pantry": "14_茶水间公约.md",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
