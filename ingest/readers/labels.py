"""Words in table cells: those that name a column or field, and those that are values."""

import re

# Endings of the names that Chinese forms and ledgers give to columns and fields.
_LABEL = re.compile(
    r".*(?:序号|编号|单号|代号|代码|编码|号码|文号|档案号|登记号|名称|名|姓名|部门|单位|岗位|职务|职称|日期|时间|期限"
    r"|有效期|有效期至|电话|手机|地址|邮箱|传真|网址|联系人|备注|说明|内容|项目|事项|类别|类型|种类|型号|机型|规格"
    r"|品牌|数量|数|台数|份数|人数|金额|单价|价格|费用|合计|结果|结论|意见|状态|情况|原因|措施|要求|标准|依据|方式|方法"
    r"|渠道|责任人|负责人|经办人|登记人|记录人|审核人|批准人|检查人|人|签字|签名|签收|盖章|确认|认可|编制|审核|批准|版本"
    r"|版次|页次|页码|性别|年龄|学历|职责|目标|指标|频次|频率|周期|得分|评分|分值|权重|满意度|程度|区域|地区|省份|城市"
    r"|客户|用户|顾客|产品|商品|设备|故障|现象|处理|证件|证书|组别|班组|条款|文件|记录|表单|字段|状况|季度|月份|年份|年度"
    r"|是否\S*|率|量|序)",
)
_UNIT_SUFFIX = re.compile(r"[（(\[][^（）()\[\]]*[）)\]]\s*$")
_DATE = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{1,2}[:：]\d{2}"
)
_NUMBER = re.compile(
    r"[-+±≤≥<>＜＞约]?[¥￥$]?\d[\d,，]*(?:\.\d+)?\s*"
    r"(?:%|％|‰|元|万元|分|次|台|件|份|人|天|小时|分钟|个)?"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z\-/])[A-Za-z0-9][A-Za-z0-9.\-/_]{2,}")
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|1\d{10}|0\d{2,3}-\d{6,8}")
_SIGN = re.compile("[是否有无√✓×✗☑☐□■/—～]|-{1,2}|不?合格|满意|已签|TRUE|FALSE")


def is_label(text: str) -> bool:
    """Return whether a cell reads like the name of a column or field."""
    words = "".join(text.split())
    if words.endswith((":", "：")):
        return len(words) <= 16
    return len(words) <= 16 and _LABEL.fullmatch(_UNIT_SUFFIX.sub("", words)) is not None


def is_value(text: str) -> bool:
    """Return whether a cell reads like a value: number, date, code, tick, sentence."""
    words = text.strip()
    if not words or _SIGN.fullmatch(words) or words.startswith("="):
        return bool(words)
    if words.endswith(("。", "；", "！")) or "。" in words:
        return True
    if _YEAR.fullmatch(words):
        return False
    if _NUMBER.fullmatch(words) or _CODE.fullmatch(words) or _CONTACT.fullmatch(words):
        return True
    return _DATE.search(_UNIT_SUFFIX.sub("", words)) is not None
