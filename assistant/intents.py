"""What an asker wants done, read from the words of the question."""

import re
from enum import StrEnum


class Intent(StrEnum):
    """What the asker wants done."""

    VERDICT = "verdict"
    WHY = "why"
    MISSING = "missing"
    GAPS = "gaps"
    COMPARE_CLAUSES = "compare_clauses"
    COMPARE_FACTS = "compare_facts"
    FINDING = "finding"
    SCORE = "score"
    COUNT = "count"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    ORDER = "order"
    FACT = "fact"


_INTENTS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.ORDER,
        re.compile(
            r"照办|照做|照着(?:做|办|判)|听(?:它|从)|遵照|(?:应|该|要|可以|需要)?(?:采纳|理会)|"
            r"(?:要|该|能|可以|得|是不是|是否)[^，。？]{0,4}(?:按|照)[^，。？]{0,8}(?:说的|吩咐|指示)(?:去|来)?"
            r"(?:办|做|判|填|打|勾|评)?(?:吗|么|不|[?？]|$)|"
            r"\b(?:obey|follow|heed)\b[^?]{0,30}\b(?:it|that|this|instruction|sentence|order|advice)\b|"
            r"\b(?:do|mark|rate)\b[^?]{0,30}\bas (?:he|she|they|it|told|instructed)\b",
            re.I,
        ),
    ),
    (
        Intent.COUNT,
        re.compile(
            r"(?:为什么|为何|为啥|怎么)[^，。？]{0,8}(?:没|不|未)(?:有|被)?(?:把[^，。？]{1,8})?(?:算|计|列|数|包括)(?:进|入|在内|上)?|"
            r"\bwhy\b[^?]{0,40}\bnot (?:counted|included|listed)\b",
            re.I,
        ),
    ),
    (
        Intent.EVIDENCE,
        re.compile(
            r"(?:算|当|作为|作|是|构成)(?:得上|不算|得)?(?:有效)?(?:的)?证据(?:吗|么|不)|能(?:不能|否)?(?:顶替|替代|代替|"
            r"抵)|抵得?(?:上|过|了)|(?:算|计|凑|顶)(?:进|入)|(?:能|可以|可)(?:用来|拿来|拿去)(?:证明|说明|支持)|(?:能|可以|可)(?:不能)?用(?:它|这|上)|(?:能|可以|可|就)算(?:得上|作|是)?(?:符合|满足|达到|数|有效|做到|有|进去|进来|在内)|(?:可以|可否|能|能否)(?:作为|当作?|用作)[^，。？]{0,14}(?:证据|依据|凭据)|"
            r"\b(?:count|serve|be used|accepted|pass)\b[^?]{0,20}\bas (?:evidence|proof)|"
            r"\b(?:substitute|stand in) for\b|\binstead of\b",
            re.I,
        ),
    ),
    (
        Intent.FINDING,
        re.compile(
            r"(?:起草|草拟|撰写|写|开具?|出具?)[^，。？]{0,12}(?:发现|不符合项?|审核记录|"
            r"评价记录|报告|结论)|\bdraft\b|\bwrite (?:up|a|the)[^.?]*finding",
            re.I,
        ),
    ),
    (
        Intent.SCORE,
        re.compile(
            r"得(?:了)?(?:多少|几)?分(?:数|是|为)?(?:多少|几何)?|总分|几星|星级|评分|分数是|"
            r"\bscore\b|\bstars?\b",
            re.I,
        ),
    ),
    (
        Intent.WHY,
        re.compile(r"(?:还|至少|一共)?(?:差|缺|少)(?:了)?(?:几|多少)|\bhow many short", re.I),
    ),
    (
        Intent.COUNT,
        re.compile(
            r"(?:多少|几)\s*个?(?:件|单|张|次|条|份|台|行|起|批|项|家|人|回|趟|户|辆|笔|例|车次|本|页|处|宗)|"
            r"(?:的|各|共)(?:有|是|占)?(?:多少|几何)[，、？?]|[算是](?:不算|"
            r"不是)?(?:超期|逾期|超时|过期|违规|违反)|逾期|超期|超时|无法判[定断]|判断不了|"
            r"没法判|哪(?:些|几)(?:件|单|个|张|次|条|份|台|项|家|人|种)?[^，。？]{0,14}"
            r"(?:低于|不足|没有|未|缺|空白|过期|到期)|"
            r"\bwhich\b[^?]{0,40}\b(?:below|above|expired|missing|without|lack|not|blank)\b|"
            r"\bhow many\b|\boverdue\b|\blater?\b|\b(?:were|was|are|did|have) any\b[^?]{0,60}"
            r"\b(?:after|beyond|exceed\w*|more than|less than|below|above|expired|missed)\b",
            re.I,
        ),
    ),
    (
        Intent.WHY,
        re.compile(
            r"^(?:那|这)?(?:是)?(?:为什么|为何|为啥|怎么(?:会|得出)|依据(?:是什么|呢)?|理由|"
            r"凭什么)|^why\b|on what (?:basis|evidence)|^how (?:come|so)\b|"
            r"^(?:那|这|你)?(?:都)?(?:有)?(?:什么|哪些|哪条|哪里的?|具体)?(?:的)?(?:证据|依据|出处|原文|来源)"
            r"(?:呢|是什么|在哪里?儿?|有哪些|是哪些|吗)?[？?]?$|^(?:what|which|show|where)\b[^?]{0,"
            r"24}\b(?:evidence|proof|basis|source|quote)s?\??$",
            re.I,
        ),
    ),
    (
        Intent.MISSING,
        re.compile(
            r"(?:还|尚)?(?:缺|差|欠)(?:了|着)?(?:什么|哪|啥|的是|材料|证据)|还少(?:什么|哪|啥)|"
            r"(?:哪|什么)[^，。？]{0,6}(?:缺失|不全|没补|要补|待补)|(?:还)?(?:要|需要?|"
            r"应该?)补(?:充|什么|哪些|啥)?|补充什么|怎么(?:整改|改进|补(?!救))|"
            r"\bmissing\b|what else|\black(?:s|ing)?\b|still need|\bfall(?:s|ing)? short\b|"
            r"\b(?:what|which)\b[^?]{0,20}\bgaps?\b",
            re.I,
        ),
    ),
    (
        Intent.COMPARE_FACTS,
        re.compile(
            r"(?:一样|一致|相同|矛盾|冲突|出入|对得上|相符)(?:吗|么|不|否|没有|的)?|"
            r"是否(?:一致|矛盾|冲突|相符)|(?:对|比|核)一(?:下|对|比)|各处|各自(?:怎么)?写|分别(?:怎么)?(?:写|说)|支持[^，。]{0,30}说法|支持(?:吗|么)|"
            r"\bthe same\b|\bagree\b|\bconsistent\b|\bcontradict|\bdiffer(?:ent)?\b|\bmatch\b",
            re.I,
        ),
    ),
    (
        Intent.VERDICT,
        re.compile(
            r"满足|符合|达标|合规|是否(?:做到|有|建立|设|开展|提供|按|配)|有没有|够不够|足够|"
            r"怎么判|如何判|判定|判为|能(?:否|不能)?支持|适用|做到了?吗|有吗|行不行|了(?:吗|"
            r"没有?|么)|有(?:什么)?(?:依据|记录|证据|凭据)|落实|\bsatisf|\bmet\b|\bmeets?\b|"
            r"\bconform|\bcompl(?:y|ies|iant)|\bapplicable\b|\bis there\b|\bare there\b|\bdoes "
            r"the (?:company|client|firm)|\bwhat evidence\b",
            re.I,
        ),
    ),
)
_GAPS = re.compile(
    r"(?:有|存在)?哪些(?:不符合|缺口|差距|问题|不足|薄弱|没有证据|未见证据|条款[^，。？]{0,3}(?:不|未|"
    r"没|缺|差))|(?:不符合|缺口|差距|未见证据)(?:的)?(?:清单|列表|有哪些|项有)|列出[^，。]{0,"
    r"10}(?:不符合|缺口|差距|问题|未见证据|条款)|\b(?:list|all|which|what)\b[^?]{0,"
    r"30}\b(?:gaps?|nonconform\w*|non-conform\w*|unmet|not (?:met|satisfied|fulfilled)|"
    r"weak)",
    re.I,
)
_COMPARE = re.compile(
    r"比较|对比|相比|哪个(?:更|好|差)|区别|\bcompare|\bversus\b|\bvs\b|\bdifference "
    r"between\b",
    re.I,
)
_TEXTS = re.compile(
    r"官网|网站|网页|手册|承诺|合同|协议|SLA|说明书|保修卡|质保卡|文件|各处|制度|规定|"
    r"\b(?:website|web site|handbook|manual|contract|SLA|documents?|promise)",
    re.I,
)
_ANY_TEXT = frozenset({"文件", "制度", "规定", "各处", "document", "documents"})
_RECORDS = re.compile(
    r"台账|登记表|登记册|记录|导出|流水|\b(?:log|records?|ledger|register)\b", re.I
)
_CLAIMED = re.compile(r"说法|支持(?:吗|么)", re.I)
_EACH = re.compile(
    r"(?:都|全|全部|每[一个次单件张台季月年]*度?)[^，。？]{0,16}(?:吗|么|没有)[？?]?|"
    r"\b(?:all|every|each)\b[^?]{0,60}\?",
    re.I,
)
_YES_NO = re.compile(
    r"(?:吗|么|没有|没|否)[？?]*\s*$|(?:吗|没有|没)[，,？?]|(?:怎么?样|如何)了?[？?]*\s*$|是不是|能不能|"
    r"够不够|有没有|在不在|到没到|是否|^(?:is|are|was|were|do|does|did|has|have|can|could)\b",
    re.I,
)
_VALUE = re.compile(
    r"多少|多久|多长|几|谁|哪|什么时候|何时|电话|\b(?:who|when|where|which|how|what)\b", re.I
)
_CHORE = re.compile(
    r"(?:写|编|作|讲|说|推荐|翻译|画|唱|做|查|订|生成)[^，。？]{0,12}(?:诗|歌|故事|笑话|祝福|情书|代码|程序代码|脚本|爬虫|"
    r"作文|小说|电影|菜谱|游戏|对联|段子|文案|歌词|论文|机票|酒店|股票|彩票|旅游|攻略|快板|相声|顺口溜|"
    r"谜语|绕口令|剧本|祝词|贺词|食谱|房贷|星座)|(?:想|起|取|拟|编|写|出|凑)[^，。？]{0,8}(?:队名|网名|昵称|口号|"
    r"标语|广告词|广告语|谜面|开场白|主持词)|(?:想|起|取)[^，。？]{0,8}名字|(?:排|定|规划|安排|设计|推荐)[^，。？]{0,12}(?:行程|路线|景点|餐厅|礼物)|"
    r"\b(?:write|tell|compose|recommend|translate|sing|draw|book|play|cook|suggest|invent|"
    r"think of)\b[^?]{0,40}\b(?:poem|song|story|joke|code|script|movie|film|recipe|essay|"
    r"novel|game|flight|hotel|letter|greeting|slogan|nickname|team name)s?\b",
    re.I,
)


def intent_of(plain: str, numbers: tuple[str, ...]) -> Intent:
    """Return what a folded question wants; `numbers` are the clauses that it names."""
    if _GAPS.search(plain) and not numbers:
        return Intent.GAPS
    if len(numbers) > 1 and (_COMPARE.search(plain) or "和" in plain or " and " in plain):
        return Intent.COMPARE_CLAUSES
    found = next((intent for intent, words in _INTENTS if words.search(plain)), Intent.FACT)
    if found is Intent.MISSING and not numbers and "条款" in plain:
        return Intent.GAPS
    if found is Intent.COMPARE_FACTS and not numbers:
        return _compared(plain)
    if found in (Intent.FACT, Intent.VERDICT) and not numbers and _texts(plain) > 1:
        return Intent.COMPARE_FACTS
    if found in (Intent.FACT, Intent.VERDICT) and not numbers and _EACH.search(plain):
        return Intent.CLAIM
    return found


def without(intent: Intent, plain: str) -> str:
    """Return a question without the words that show an intent."""
    for one, words in _INTENTS:
        if one is intent:
            plain = words.sub(" ", plain)
    return plain


def names_texts(question: str) -> bool:
    """Whether a question names kinds of documents, and no records."""
    return bool(_TEXTS.search(question)) and not is_claim(question)


def is_claim(question: str) -> bool:
    """Whether a question holds what somebody said against records."""
    if _texts(question) > 1:
        return False
    return bool(_RECORDS.search(question) or _CLAIMED.search(question))


def is_yes_no(question: str) -> bool:
    """Whether a question asks if something is so, or how well it is done, and for no value."""
    return bool(_YES_NO.search(question)) and not _VALUE.search(question)


def is_chore(question: str) -> bool:
    """Whether a question asks for a favour that has nothing to do with an audit."""
    return bool(_CHORE.search(question))


def _compared(plain: str) -> Intent:
    return Intent.CLAIM if is_claim(plain) else Intent.COMPARE_FACTS


def _texts(question: str) -> int:
    """Return how many kinds of documents a question names; "the documents" is none."""
    return len({name.lower() for name in _TEXTS.findall(question)} - _ANY_TEXT)
