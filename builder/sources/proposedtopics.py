"""Topics of a document that has none: the terms that its questions share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from builder.cards.topics import Topics
from builder.sources.items import Item
from builder.sources.language.plain import plain
from builder.sources.titles import tag_name

_FEWEST_QUESTIONS, _MOST_TOPICS = 8, 40
_LETTER = "A-Za-z\u00c0-\u024f"
_LATIN = re.compile(rf"[{_LETTER}][{_LETTER}0-9+#]*(?:[-.][{_LETTER}0-9+#]+)*")
# Words that questions in English have, and those of its neighbours have not.
_ENGLISH = frozenset(
    """
    what how why when where which who whose are does did the explain describe define
    difference between should would can could tell give
    """.split()  # noqa: SIM905 -- a list of words
)
_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LONGEST_TERM, _SHARED_BY, _SHORTEST_PLURAL = 4, 2, 3
# What questions are made of, whatever they ask about.
_ASKING = re.compile(
    "什么|哪些|哪几|哪种|哪个|怎么样|怎么|怎样|如何|为什么|为何|是否|能否|可以|可不可以|有没有|多少|几种|几个|"
    "一下|简述|简单|介绍|描述|解释|说明|讲一?讲?|谈谈|说说|请|你们?|我们?|他们?|它们?|区别|不同|差异|联系|关系|作用|"
    "原理|特点|优点|缺点|优缺点|优势|好处|场景|步骤|流程|过程|方法|方式|办法|方案|策略|类型|种类|分类|情况|问题|"
    "原因|概念|定义|含义|意思|理解|了解|使用|实现|进行|需要|应该|常用|常见|主要|一般|具体|基本|相关|分别|之间|"
    "以及|或者|还是|比较|对比|时候|出现|发生|处理|解决|排查|优化|保证|避免|选择|区分|设置|配置|定义|存在|工作|"
    "生产|环境|访问|参数|命令|状态|资源|模式|内容|进入|空间|创建|数据|特别|影响|更新|终止|基于|更好|底层|统计|判断|大量|"
    "删除|插入|查询|执行|结果|属性|特性|性能|效率|功能|支持|提供|添加|增加|减少|保存|返回|调用|触发|产生|导致|必须|规则|要求|"
    "正确|错误|建议|注意|考虑|重要|面试|项目|经验|遇到|谈一谈|时间|复杂度|本质|核心|机制|结构|形式|分布|内部|外部|加固|关联|情景|里面|其中|这个|那个|这些|那些|一个|两个|三个|几|哪|吗|呢|吧|的|了|是|有|和|与|及|在|中|把|被|"
    "对|为|会|能|要|就|都|也|不|没|让|给|从|到|用|做|讲|说|个|种|这|那|其|各|每|后|前|时|上|下|里|或|才|再"
)
_WORDS = """
a an the and or of to in on for with by from at as is are was were be been being do
does did can could should would will may might must have has had what which who whom
whose when where why how this that these those it its you your we our they their he
she them there here not no if then than so but into out up down over under between
about after before while during each other another some any all both many much more
most one two three first last new old same different difference differences explain
describe define list name give tell write make made use used uses using work works
working mean means meaning create created get gets set sets run runs running happen
happens need needs want type types kind kinds way ways example examples purpose
advantage advantages benefit benefits disadvantage disadvantages pros cons main key
important common best good better true false following possible available through
without within vs versus e.g i.e etc know think like know-how question answer q s t
don doesn isn re ve ll function functions method methods value values object objects
case cases time data file files system systems change changes certain sure familiar
remove removed status local track add added start started stop keep find show check
see look going go come take put call called based between specific multiple single
several various whole part parts level number size line process application
applications app code command commands
"""
_COMMON = frozenset(_WORDS.split())


def proposed_topics(items: Sequence[Item]) -> Topics:
    """Return topics for a document: few terms, none of them on more than half of it."""
    if len(items) < _FEWEST_QUESTIONS:
        return Topics()
    is_english = _is_english(item.question for item in items)
    found = _as_singulars(
        [_terms(item.question, is_english=is_english) for item in items]
    )
    numbers = Counter(term for terms in found for term in set(terms))
    chosen = list(islice(_chosen(found, numbers), _MOST_TOPICS))
    topics = _topics(chosen, items)
    rest = [
        _own_term(terms, numbers)
        for item, terms in zip(items, found, strict=True)
        if not topics.of(item.question, item.answer)
    ]
    whole = _topics([*chosen, *dict.fromkeys(filter(None, rest))], items)
    return _without_everywhere(whole, items)


def _is_english(questions: Iterable[str]) -> bool:
    """Whether most questions in Latin letters are in English."""
    latin = [one for one in questions if not _RUN.search(one)]
    return sum(map(_asks_in_english, latin)) * 2 > len(latin)


def _asks_in_english(question: str) -> bool:
    return not _ENGLISH.isdisjoint(_LATIN.findall(question.casefold()))


def _terms(question: str, *, is_english: bool) -> list[str]:
    """Return the terms of a question: Latin words, and runs of Chinese between others.

    Where the common words of its language are not known, words that are written as
    names: `AWS`, `Node.js`.
    """
    text = plain(question).replace("`", " ")
    words = _LATIN.findall(text)
    if not (is_english or _RUN.search(question) or _asks_in_english(question)):
        words = [word for word in words[1:] if re.search("[A-Z0-9]", word)] + [
            word for word in words[:1] if re.search(".[A-Z0-9]", word)
        ]
    latin = [word.casefold() for word in words]
    found = [word for word in latin if word not in _COMMON and len(word) > 1]
    for run in _RUN.findall(_ASKING.sub(" ", text)):
        found += _pieces(run)
    return found


def _as_singulars(found: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return terms in the singular where that is said too: `Kubernetes` is a name."""
    every = {term for terms in found for term in terms}
    return [
        [one if (one := _singular(term)) in every else term for term in terms]
        for terms in found
    ]


def _singular(word: str) -> str:
    if (
        len(word) <= _SHORTEST_PLURAL
        or word.endswith(("ss", "us", "is"))
        or word[-1] != "s"
    ):
        return word
    return word[:-2] if re.search(r"(?:ch|sh|x|ss)es$", word) else word[:-1]


def _pieces(run: str) -> Iterator[str]:
    """Yield what could be a term in a run: all of it, or its parts when it is long."""
    for length in range(2, min(len(run), _LONGEST_TERM) + 1):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _chosen(
    found: Sequence[Sequence[str]], numbers: Mapping[str, int]
) -> Iterator[str]:
    """Yield the terms that at least two questions share, those of most questions first."""
    half = len(found) / 2
    where = {
        term: set[int]()
        for term, number in numbers.items()
        if _SHARED_BY <= number <= half
    }
    for place, terms in enumerate(found):
        for term in where.keys() & terms:
            where[term].add(place)
    order = sorted(where, key=lambda term: (-len(where[term]), -len(term), term))
    kept: list[str] = []
    for term in order:
        if not any(_says_the_same(term, other, where) for other in kept):
            kept.append(term)
            yield term


def _says_the_same(term: str, other: str, where: Mapping[str, set[int]]) -> bool:
    """Whether one term is a part of another, and most of its questions ask for that too."""
    if term not in other and other not in term:
        return False
    return len(where[term] & where[other]) * 2 > len(where[term])


def _own_term(terms: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return the term that a question alone has: a Latin word before a Chinese one."""
    return max(
        terms, key=lambda term: (numbers[term], term.isascii(), len(term)), default=""
    )


def _topics(terms: Sequence[str], items: Sequence[Item]) -> Topics:
    texts = "\n".join(item.question for item in items)
    spelt: dict[str, tuple[str, ...]] = {}
    for term in terms:
        shown = _as_written(term, texts)
        tag = tag_name(shown)
        if tag and tag.casefold() not in {one.casefold() for one in spelt}:
            spelt[tag] = (shown,)
    return Topics(spelt)


def _as_written(term: str, texts: str) -> str:
    """Return a term in the spelling that the questions use most."""
    pattern = re.compile(
        rf"(?<![{_LETTER}0-9]){re.escape(term)}(?![{_LETTER}0-9])", re.IGNORECASE
    )
    spellings = Counter() if _RUN.fullmatch(term) else Counter(pattern.findall(texts))
    return spellings.most_common(1)[0][0] if spellings else term


def _without_everywhere(topics: Topics, items: Sequence[Item]) -> Topics:
    """Return topics without those that would stand on more than half of the questions."""
    while True:
        numbers = Counter(
            tag for item in items for tag in topics.of(item.question, item.answer)
        )
        most = [tag for tag, number in numbers.items() if number * 2 > len(items)]
        if not most:
            kept = {tag: words for tag, words in topics.words.items() if numbers[tag]}
            return Topics(kept)
        topics = Topics(
            {tag: words for tag, words in topics.words.items() if tag not in most}
        )
