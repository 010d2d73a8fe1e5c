"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "江西竹森竹材有限公司"
BUSINESS = (
    "江西竹森竹材有限公司，约150人，在资溪设厂，生产青篁牌竹地板和竹墙板，"
    "经26家经销商门店销往六省，也直接供酒店、公寓等工程；自有四支、委托七支铺装队上门铺装，"
    "做看样、送货、保修、客诉、退换和旧板回收，只卖自产板。"
)
FILES = {
    "manual": "01_售后服务手册_ZS-SH-01_第3版.docx",
    "laying": "02_送货与铺装规程_ZS-ZY-04.docx",
    "claims": "03_维修与客诉规程_ZS-ZY-06.docx",
    "contract": "04_工程供货与铺装合同_ZSGC-2026-011_摘录.docx",
    "leaflet": "05_铺装与养护说明_随箱.pdf",
    "work": "06_送货与铺装登记_2026年1-9月.xlsx",
    "repair": "07_维修退换与回收登记_2026.xlsx",
    "office": "08_客户服务部台账_2026.xlsx",
    "complaints": "09_客诉登记_2026.csv",
    "web": "10_官网_服务支持页.html",
    "minutes": "11_客户服务部例会纪要_2026.docx",
    "interview": "12_现场访谈与查看笔记.txt",
    "old": "13_售后服务手册_第2版_作废.docx",
    "canteen": "14_食堂承包续签通知.docx",
}
_LABELS = Labels(SOURCE, FILES, lambda _check, row: row_text(row))


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
