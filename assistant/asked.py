"""What kind of value a question asks for, and whether a sentence holds one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_NUMBER = r"[\d零一二三四五六七八九十百千两半]+(?:\.\d+)?\s*个?"
_TIME = r"(?:小时|分钟|工作日|天|日|周|星期|月|年|季)"
_DURATION = re.compile(_NUMBER + _TIME)
_OFTEN = re.compile(_NUMBER + r"[次遍回]|每[半一两]?(?:个|年|季|月|周|日|天)")
_DIGITS = re.compile(r"[\d零一二三四五六七八九十百千万两半]")
_DATE = re.compile(r"\d{1,2}\s*[月日号]|(?:19|20)\d\d|之日|当[日天]|即日")
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d|\d{1,2}\s*[点时](?!限)|24\s*小时|全天")
_PHONE = re.compile(r"(?:400|800|0?\d{2,4})[-—－ ]?\d{3,4}[-—－ ]?\d{3,4}")
_MONEY = re.compile(r"\d[\d,.]*\s*(?:万|亿)?\s*(?:元|块|%|％)|免费|不收|万")
_PERCENT = re.compile(r"\d\s*(?:%|％)|百分之|分之")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚"
    "范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余"
    "元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻"
    "强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山"
    "谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂"
    "索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚"
    "农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚"
    "越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公晋楚"
    "闫法汝鄢涂钦岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟覃辜雒肖洛付代初尧樵车"
)
_NAME = re.compile(
    rf"(?:^|(?<=[\s（(、，,。；;：:“”\"|为由聘是部室处任及和员/]))(?:欧阳|司马|上官|诸葛|东方|皇甫|"
    rf"尉迟|公孙|慕容|令狐|宇文|司徒|[{_SURNAMES}])[一-龥]{{1,2}}"
    r"(?=$|[\s）)、，,。；;：:“”\"|/（(为任等担负兼和])"
)
_NO_NAME = re.compile(
    r"全部|全体|平台|高级|方案|方法|成立|支持|应当|应该|应由|经理|经办|计划|"
    r"时间|时限|成员|项目|管理|明确|和谐|公司|安装|安全|常规|通知|通过|费用|"
    r"广告|水泵|金额|花费|相关|有关|关于|都是|国家|单位|文件|师傅|容量|从业|"
    r"车间|班组|能力|利润|连续|习惯|石材|云南|江苏|江西|山东|山西|河南|安徽|"
    r"广东|广西|宁夏|石家"
)
_MEASURE = re.compile(
    r"(?:多少|几)\s*(?:个)?([件单份人名台次家张条项户元分天日月年座套]|小时|分钟|工作日|"
    r"万元|块)"
)
_WORDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(
            r"多久|多长时间?|几\s*个?(?:小时|分钟|天|日|工作日|年|月)|"
            r"\bhow (?:long|soon|often|quickly|"
            r"fast)|\bwithin what|\bhow many (?:hours|days|minutes|months|years)",
            re.I,
        ),
        _DURATION,
    ),
    (
        re.compile(
            r"几点|什么时间(?:接|受理|上班)|受理时间|营业时间|\bhours\b(?! (?:must|does))|staffed|"
            r"opening|what time",
            re.I,
        ),
        _CLOCK,
    ),
    (
        re.compile(
            r"什么时候|何时|哪一?[天年月日]|几月|几号|到期|日期|起算|"
            r"(?:有效|在期|过期|失效)(?:吗|么|没)|(?:有没有|是否|还)(?:有效|在期|过期|失效)|"
            r"\bstill valid\b|\bexpired?\b|\bwhen\b|\bwhat date|"
            r"\b(?:which|what) (?:day|month|year)\b",
            re.I,
        ),
        _DATE,
    ),
    (re.compile(r"谁|哪[几些]?位|哪些人|什么人|姓名|\bwho(?:m|se)?\b", re.I), None),
    (
        re.compile(
            r"(?:电话|热线|号码)[^，。？]{0,6}(?:多少|什么|几(?!点)|哪)|"
            r"(?:什么|哪个|哪些)(?:电话|热线|号码)|"
            r"\b(?:phone|telephone|hotline)\b(?: number)?",
            re.I,
        ),
        _PHONE,
    ),
    (
        re.compile(
            r"多少钱|多少元|几元|多少(?:费用|费|经费|预算|金额)|收了?多少|怎么收费|"
            r"\bhow much (?:money|does it cost|profit|revenue|budget)|"
            r"\bwhat (?:is|are|was|were) the (?:cost|price|fee|charge)|\bhow much\b[^?]{0,"
            r"40}\b(?:charge|cost|pay|budget|spend)",
            re.I,
        ),
        _MONEY,
    ),
    (re.compile(r"百分之几|比例|百分比|多少比|\b(?:percent\w*|proportion)\b", re.I), _PERCENT),
)
_ANY_NUMBER = re.compile(
    r"多少|几(?!乎|何|[点月号位])|多大|多远|\bhow (?:many|much|far|big|large)\b|"
    r"\bwhat (?:is|was|were|are)? ?(?:the )?(?:\w+ ){0,4}(?:rate|score|number|amount|limit)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of value that a question asks for; without a pattern, a person's name."""

    pattern: re.Pattern[str] | None

    def is_held(self, text: str) -> bool:
        """Whether a text holds such a value."""
        return bool(self.pattern.search(text)) if self.pattern else names(text) != ()


@cache
def asked(question: str) -> tuple[Asked, ...]:
    """Return the kinds of value that a question asks for, none for a free question."""
    kinds = [Asked(pattern) for words, pattern in _WORDS if words.search(question)]
    if not kinds and _ANY_NUMBER.search(question):
        kinds.append(Asked(_counted(question)))
    return tuple(kinds)


def quantity(text: str) -> bool:
    """Whether a text holds a time, how often, an amount of money or a share."""
    return any(kind.search(text) for kind in (_DURATION, _OFTEN, _MONEY, _PERCENT))


def share_held(kinds: Sequence[Asked], text: str) -> float:
    """Return the share of the kinds that a text holds, 1 if none is asked for."""
    return sum(kind.is_held(text) for kind in kinds) / len(kinds) if kinds else 1.0


def names(text: str) -> tuple[str, ...]:
    """Return what looks like a person's name: a surname and one or two characters, set off."""
    found = (match.group() for match in _NAME.finditer(text))
    return tuple(name for name in found if not _NO_NAME.search(name))


def _counted(question: str) -> re.Pattern[str]:
    """Return the pattern of a number, with its measure word if the question has one."""
    measure = _MEASURE.search(question)
    if measure is None:
        return _DIGITS
    unit = {"人": "[人名位]", "名": "[人名位]", "元": "[元万]", "块": "[元万]"}.get(
        measure[1], measure[1]
    )
    return re.compile(_NUMBER + unit)
