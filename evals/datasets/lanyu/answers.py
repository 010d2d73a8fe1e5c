"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE, row_of
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "湖南澜愉布草服务有限公司"
BUSINESS = (
    "湖南澜愉布草服务有限公司，约110人的纯服务企业，株洲一座洗涤厂，给长沙、株洲、湘潭三市和韶山线的"
    "四十四家酒店、医院洗涤并出租床单、毛巾、病号服、手术衣等布草，用自有和委托的车收脏送净、芯片读数；"
    "不制造、不卖货；售后是缺件、渍损的回洗、补布、换布、借布、赔款，到店点布、讲布和满意度。"
)
FILES = {
    "manual": "01_收送洗租服务册_LY-F-01_2026版.docx",
    "rules": "02_LY-F-07_收送回洗补换赔细则.docx",
    "contract": "03_湘泊酒店_布草租洗合同_摘录.docx",
    "carrier": "04_韶山线委托收送协议.docx",
    "leaflet": "05_布草使用小卡.pdf",
    "deliveries": "06_净布到门流水_2026年8月.xlsx",
    "claims": "07_数布导出_回洗补换收费_2026.xlsx",
    "ledgers": "08_保障部台账_2026.xlsx",
    "complaints": "09_投诉本_2026.csv",
    "web": "10_官网_客户服务.html",
    "minutes": "11_保障部周会记要_2026.docx",
    "interview": "12_审核员随手记.txt",
    "old": "13_收送洗租服务册_2024版_作废.docx",
    "canteen": "14_食堂换承包商通知.docx",
}
_LABELS = Labels(SOURCE, FILES, lambda check, row: row_text(row_of(check, row)))


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
