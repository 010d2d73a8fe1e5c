"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "泰州泷矶泵业有限公司"
BUSINESS = (
    "泰州泷矶泵业有限公司，约200人，自己设计制造潜水排污泵、井用泵、排涝轴流泵和一体化污水处理设备，"
    "经经销商卖给江苏、安徽、湖北、江西的乡镇、农场、养殖户和物业；公司客户服务部32人，"
    "18个服务站由经销商受托开办，负责就位调试、抢修、季检和汛期待命；不经销别家产品。"
)
FILES = {
    "manual": "01_LJ-SM-2026_售后服务手册_C版.docx",
    "station": "02_QP-18_服务站委托与管理程序.docx",
    "deliver": "03_QP-21_发货调试与交付程序.docx",
    "repair": "04_QP-23_报修抢修与汛期待命程序.docx",
    "card": "05_随机使用与保修手册.pdf",
    "log": "06_MNT_Log_2026维修日志.xlsx",
    "ship": "07_发货签收与调试台账_2026.xlsx",
    "ledgers": "08_客户服务部台账_2026.xlsx",
    "voices": "09_顾客抱怨登记_QR-25-01.csv",
    "web": "10_官网_服务与支持.html",
    "minutes": "11_客户服务部月例会纪要_2026.docx",
    "interview": "12_审核组访谈与查看笔记.txt",
    "old": "13_QP-23_B版_作废.docx",
    "bikes": "14_车棚改造停用通知.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
