"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "绍兴眠禾家居有限公司"
BUSINESS = (
    "绍兴眠禾家居有限公司，约140人，浙江五市十八家寝具床垫店加一家网上旗舰店，"
    "卖云枕岭床垫与电动床架、棉叙被子套件、朵澜乳胶枕，另有委托代工的自有牌子“禾下”；"
    "自己送装绍兴、杭州，嘉兴、湖州、宁波委托送装，做试睡退换、报修、上门除螨和会员日，自己不生产。"
)
FILES = {
    "manual": "01_门店售后手册_MH-SH-2026_乙版.docx",
    "rules": "02_MH-GC-02_送装试睡与上门规程.docx",
    "agreement": "03_云枕岭经销协议_摘页.docx",
    "leaflet": "04_好眠册页_随货.pdf",
    "deliveries": "05_派送表_2026年4-8月.xlsx",
    "members": "06_禾信会员系统导出_20261012.xlsx",
    "ledgers": "07_安睡部台账_2026.xlsx",
    "complaints": "08_客诉登记_2026.csv",
    "web": "09_旗舰店_售后说明页.html",
    "chat": "10_客服聊天导出_摘段.txt",
    "minutes": "11_店长例会记录_2026.docx",
    "interview": "12_审核组走店笔记.txt",
    "old": "13_门店售后手册_甲版_作废.docx",
    "party": "14_年会节目报名.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
