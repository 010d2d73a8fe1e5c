"""The labelled answers: who the client is, its files, and the texts of src/ that label them."""

from checks import AUDIT_DATE
from rows import SOURCE
from sheets import row_text

from evals.datasets.labels import Counts, Labels

COMPANY = "泗水县洪图粮食机械厂"
BUSINESS = (
    "泗水县洪图粮食机械厂，16人的家庭作坊，自己造红薯粉条机、豆腐机、小型榨油机，"
    "卖给鲁南、苏北、鲁西南村里的粉坊、豆腐坊、油坊；自己送货、装机、修理，"
    "平邑、沛县托两家铺子代修，不经销他厂产品。"
)
FILES = {
    "rules": "01_售后管理办法_2026版.docx",
    "notebook": "02_下乡记事本_誊抄.txt",
    "talk": "03_微信群_洪图机器老户群_导出.txt",
    "calls": "04_电话本_颜秋香_2026.xlsx",
    "card": "05_保修卡和用法_随机.pdf",
    "sends": "06_送货单汇总_2026.xlsx",
    "runs": "07_试机单_2026.csv",
    "ledgers": "08_厂里小账_2026.xlsx",
    "web": "09_洪图粮食机械_网页.html",
    "minutes": "10_饭桌会记_2026.docx",
    "interview": "11_审核员现场随手记.txt",
    "template": "12_程序文件模板_外购.docx",
    "old": "13_售后管理办法_2022版_作废.docx",
    "photos": "14_照片粘贴页.docx",
}
_LABELS = Labels(SOURCE, FILES, row_text)


def gold(counts: Counts) -> dict[str, object]:
    """Return the whole gold record."""
    return _LABELS.gold(COMPANY, BUSINESS, AUDIT_DATE, counts)
