"""Whether a card is worth asking: the rules of formulation, a row each.

One fact a card, the shortest answer that can be graded, a cue that leads to it, and
nothing on the card that says it already. What the tool makes by itself passes all of
these; what an author wrote can be held against them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.cards.askedcard import GAP, AskedCard, CardFields, asked_cards

_WIDE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
NUMERIC = re.compile(r"[~≈±+-]?\s*[\d.,]+\s*\D{0,12}")
_CODE = re.compile(r"`[^`]+`")
_FENCE = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL
)
_OFFER = re.compile(
    rf"([{_WIDE}A-Za-z]{{1,8}}?)[”」\"']?(?:还是|或者?是?)[“「\"']?([{_WIDE}A-Za-z]{{1,8}})"
    r"|([\w-]+(?:\s[\w-]+)?)\s(?:or|oder|ou|o|или)\s([\w-]+(?:\s[\w-]+)?)\s*(?:[?？)）]|$)"
    r"|^(\w+)\s*/\s*(\w+)$"
)
_OR_NOT = re.compile(r"(\w{1,2})[不没]\1")
_ARTICLE = re.compile(
    r"^(?:an?|the|der|die|das|dem|den|eine?[mnrs]?|les?|la|une?|el|los?)\s"
)
ONE_OF_TWO = frozenset(
    """
    能 不能 有 没有 无 要 不要 是 否 不是 对 错 会 不会 不变 会变 变 增加 减少 增大
    减小 变大 变小 大于 小于 升高 降低 提高 上升 下降 支持 不支持 相同 不同 可以
    不可以 允许 不允许 需要 不需要 必须 不必 共享 各自独立 独立 同步 异步 成功 失败
    真 假 开 关 正 负 之前 之后 更大 更小 更快 更慢 一样 不一样 yes no true false
    increase increases increased decrease decreases decreased more less greater
    smaller larger higher lower faster slower can cannot
    ja nein wahr falsch mehr weniger steigt sinkt größer kleiner oui non vrai
    faux plus moins sí verdadero falso más menos да нет больше меньше
    """.split()  # noqa: SIM905 -- a list of words
)
"""Answers of which everybody can name the other one."""

# Chinese characters and words that can be said as they stand, and graded.
_LONGEST_NAME, _LONGEST_CODE = 16, 80
_LONGEST_STEP, _LONGEST_CARD, _MOST_CARDS = 110, 420, 7
_LONGEST_TYPED = 30
_SHORTEST_CUE = 3
# Of what is hidden, so little is left of a sentence; so many words are many.
_LEFT, _FEWEST_WORDS = 4, 5
_LONGEST_ITEM, _MOST_ITEMS = 4, 2
_LONGEST_OFFER = 40
# Shorter answers stand in any text by chance.
_LONG_ENOUGH = 4
# A list shows what kind of thing is missing, when enough of it is left.
_COMPANY = 2
_SHARED = 0.5

# Words that lead into an explanation or stand for one: nobody learns them.
_STOPS = """
注意 例如 比如 如 例 说明 备注 总结 小结 优点 缺点 优势 劣势 特点 作用 原理 定义
概念 含义 区别 原因 步骤 流程 场景 使用场景 应用场景 适用场景 方法 方式 答案 解析
参考 其中 首先 其次 然后 最后 另外 其他 其它 等 等等 以上 以下 如下 是 否 不是 有
没有 可以 所以 因此 问题 解决 解决方案 解决办法 回答 答 问 背景 结论 示例 举例 例子
实例 案例 经典例子 详细介绍 介绍 详解 图解 简介 概述 关系 联系 对比 总的来说 代码 图示
描述 结果 第一 第二 第三 一 二 三 一种 另一种 前者 后者 相同点 不同点 补充 扩展
目的 功能 用途 格式 语法 参数 命令 时间 空间 note notes example examples tip tips
pro pros con cons advantage advantages e.g i.e disadvantage disadvantages the a an
it this that these those other others etc more yes no true false summary conclusion
question answer solution solutions explanation definition description usage use
purpose output input result results code syntax first second third finally then
next also however important warning caution reason reasons benefits benefit
drawbacks features feature steps step why how what when where who and or not is are
be can time space complexity key points overview link links source sources
reference references see read todo here cause effect fix problem issue correct
incorrect wrong right timeline better worse bad good before after old new 1 2 3 4 5
6 7 8 9
"""
STOP_WORDS = frozenset(_STOPS.split())

_LEADS_IN = re.compile(
    r"(?:the )?(?:key|main|core|common|important|additional|further|other|general|quick|"
    r"best|real-world|practical|basic|advanced|more) "
    r"(?:points?|takeaways?|features?|benefits?|functions?|differences?|concepts?|notes?|"
    r"examples?|use cases?|practices?|"
    r"considerations?|information|details|resources|reading|recommendations?|"
    r"characteristics|aspects|advantages|info)"
    r"|(?:code|usage|use|how to) .{0,12}(?:examples?|cases?|use|usage)|combin(?:ing|"
    r"ed) .{0,10}|example(?:s| of).{0,20}|(?:.{0,12})(?:示例|例子|代码|举例|总结|小结|说明|介绍)"
)
_CLAUSE = re.compile(
    r"[。！？!?；;]|，|,\s*(?=\S+\s\S+\s\S)|[：:]\s"
    rf"|^(?:如果|若|当|因为|由于|为了|可以|需要|应该|应当|不能|不会|不要|没有|把|将|让|"
    rf"使得|通过|"
    rf"以及|所以|因此|但是|而且|并且|它|他|她|我|你|这|那|其|每|在(?=[{_WIDE}]{{2}})|"
    rf"对于?(?=[{_WIDE}]{{2}})|"
    rf"从(?=[{_WIDE}]{{2}})|用于|用来|表示|尽量|尽可能|避免|确保|保证|防止|主要|一般|通常|"
    rf"其实|首先|还)"
    rf"|[{_WIDE}](?<![行实延定计同超小耗工及准临按])时$|(?:[包含具还没]?有|[不就也即]?是|[分认称]?为|如下|可以|得出|得到|"
    rf"结论|情况下|进行|来说|而言|来看|的|地|了|着|等|和|与|或|及)$|"
    rf"[\w{_WIDE}]{{2,}}(?:没?有|不?是|不?会|不?能|可以|需要|使得?|就|才|"
    rf"都)[{_WIDE}A-Za-z]|[{_WIDE}](?:的话|之后|之前|以后|以前|的时候)$|(?:以便|从而|使得|"
    rf"但是|而且|并且|如果|时候|因为)"
)
_ENGLISH_CLAUSE = re.compile(
    r"(?i)^(?:if|when|because|since|while|to|you|it|we|they|i|he|she|there|this|that|"
    r"these|those|do|does|don't|make|makes|use|uses|using|used|by|with|for|in|on|at|"
    r"from|as|so|but|let|keep|avoid|ensure|always|never|once|after|before|how|what|why|"
    r"which|not|is|are|can|will|should|must|may|each|every|all|some|most|any|its?|your|"
    r"our|their|allows?|provides?|helps?|enables?|gives?|has|have|needs?)\b(?=\s+\S+\s+\S)"
    r"|\b(?:is|are|was|were|will|would|should|can|could|must|has|have|does|doesn't|isn't|"
    r"don't|which|that|because|when|you|your|we|it)\b(?=\s)"
)


@dataclass(frozen=True, slots=True)
class CardFault:
    """A card that is not worth asking: what it asks for, and the rule that says so."""

    rule: str
    answer: str


def card_faults(kind: str, fields: CardFields) -> Iterator[CardFault]:
    """Yield what is wrong with the cards of a note; nothing when all are worth asking."""
    for card in asked_cards(kind, fields):
        for rule, holds in GATE.items():
            if holds(card):
                yield CardFault(rule, card.answer)


def weight(text: str) -> float:
    """Return how much there is to read: Chinese characters, and half of all others."""
    wide = len(re.findall(rf"[{_WIDE}]", text))
    return wide + (len(text) - wide) / 2


def size(text: str) -> int:
    """Return how many words a text has; a Chinese character is half a word, rounded up."""
    words = _WORD.findall(text)
    wide = sum(1 for one in words if re.match(rf"[{_WIDE}]", one))
    return len(words) - wide + (wide + 1) // 2


def is_clause(text: str) -> bool:
    """Whether a text says something of something: nobody says it again word by word."""
    bare = _bare(text)
    return bool(_CLAUSE.search(bare) or _ENGLISH_CLAUSE.search(bare))


def is_stop_word(text: str) -> bool:
    """Whether a text only leads into what is worth knowing."""
    bare = _bare(text).casefold().strip(" .:：、_")
    return bare in STOP_WORDS or bool(_LEADS_IN.fullmatch(bare))


def stands_in(text: str, place: str) -> bool:
    """Whether a text is said in a place: whole words, whatever their case and marks."""
    bare = _bare(text).casefold().strip()
    if re.search(r"[a-z]{3}s$", bare) and not bare.endswith("ss"):
        bare = bare[:-1]
    if not bare or bare not in (told := _bare(place).casefold()):
        return False
    return bool(_whole(bare).search(told))


def _bare(text: str) -> str:
    return re.sub(r"[*`~\\]|<[^<>]{0,80}>", "", text).strip()


def _whole(bare: str) -> re.Pattern[str]:
    before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", bare) else ""
    after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", bare) else ""
    plural = "(?:s|es)?" if re.search(r"[a-z]$", bare) else ""
    return re.compile(f"{before}{re.escape(bare)}{plural}{after}")


def _is_deletion(card: AskedCard) -> bool:
    return card.kind == "cloze"


def is_code(text: str) -> bool:
    """Whether a text is code, or one word of Latin letters."""
    return bool(_CODE.fullmatch(text.strip())) or not re.search(rf"[{_WIDE}\s]", text)


def _is_empty(card: AskedCard) -> bool:
    return not _WORD.search(card.answer)


def _is_long(card: AskedCard) -> bool:
    if card.kind == "typed":
        return len(card.answer) > _LONGEST_TYPED
    if card.kind == "steps":
        return weight(card.answer) > _LONGEST_STEP
    if not _is_deletion(card):
        return False
    if is_code(card.answer) or "\n" in card.prompt.partition("```")[2]:
        return len(card.answer) > _LONGEST_CODE
    return (
        weight(card.answer) > _LONGEST_NAME * 1.25
        or size(card.answer) > _LONGEST_NAME // 2
    )


def is_said_by_nobody(card: AskedCard) -> bool:
    """Whether an answer is a clause, which is never said the same way twice."""
    if card.kind not in {"cloze", "typed"} or is_code(card.answer):
        return False
    return not NUMERIC.fullmatch(card.answer) and is_clause(card.answer)


def asks_for_a_stop_word(card: AskedCard) -> bool:
    """Whether an answer is a word that explains nothing."""
    if card.kind not in {"cloze", "typed"} or NUMERIC.fullmatch(card.answer):
        return False
    return is_stop_word(card.answer)


def _has_no_cue(card: AskedCard) -> bool:
    if not _is_deletion(card):
        return False
    return size(card.cue) < _SHORTEST_CUE and len(card.sisters) < _COMPANY


def _is_given_away(card: AskedCard) -> bool:
    if card.kind in {"steps", "spoken"}:
        return False
    if not _is_deletion(card) and size(card.answer) > _LONGEST_NAME:
        return False
    if NUMERIC.fullmatch(card.answer):
        return stands_in(card.answer, card.question)
    if stands_in(card.answer, card.prompt):
        return True
    if _is_deletion(card) or re.search(f"[{_WIDE}]", card.answer):
        return False
    return _share(card.answer, card.prompt) >= _SHARED


def _share(answer: str, prompt: str) -> float:
    """Return how much of what a short answer says stands in its question already."""
    said = [one for one in re.findall(r"[a-z0-9]+", answer.casefold()) if len(one) > 1]
    told = set(re.findall(r"[a-z0-9]+", prompt.casefold()))
    return sum(one in told for one in said) / len(said) if said else 0.0


def is_shown(card: AskedCard) -> bool:
    """Whether the answer stands in the question, or beside the gap, for all to see."""
    if NUMERIC.fullmatch(card.answer) or size(card.answer) < 1:
        return False
    return stands_in(card.answer, f"{card.question}\n{card.cue}")


def is_shown_elsewhere(card: AskedCard) -> bool:
    """Whether a long answer stands in the rest of the text, code apart."""
    if NUMERIC.fullmatch(card.answer) or weight(_bare(card.answer)) < _LONG_ENOUGH:
        return False
    return stands_in(card.answer, _FENCE.sub("", card.around))


def is_shown_by_a_sister(card: AskedCard) -> bool:
    """Whether another deletion of the line hides the same: one card shows the other."""
    answer, line = card.answer, _line_of_gap(card)
    if weight(_bare(answer)) < _LONG_ENOUGH or not is_twin(card):
        return False
    return stands_in(answer, line)


def hides_its_sentence(card: AskedCard) -> bool:
    """Whether next to nothing of a sentence is left to lead to its answer."""
    if not _is_deletion(card) or size(card.answer) < _FEWEST_WORDS or card.hint:
        return False
    return size(card.prompt.replace(GAP, "")) * _LEFT < size(card.answer)


def shows_nothing_else(card: AskedCard) -> bool:
    """Whether the whole text says too little to lead to an answer."""
    if not _is_deletion(card) or card.sisters:
        return False
    return size(card.prompt.replace(GAP, "")) < _COMPANY


def items_at_once(card: AskedCard) -> int:
    """Return how many things one deletion hides."""
    if not _is_deletion(card) or is_code(card.answer):
        return 1
    said = re.sub(r"[(（][^()（）]*[)）]", "", card.answer)
    parts = re.split(r"、|[,，;；]\s*(?!\d{3}\b)|\s(?:and|und|et|y|и)\s|和|以及", said)
    named = [one for one in parts if _WORD.search(one)]
    # A sentence with commas is no list.
    return len(named) if all(size(one) <= _LONGEST_ITEM for one in named) else 1


def is_one_of_two(card: AskedCard) -> bool:
    """Whether the answer is one of two that everybody can name, or that are in sight."""
    if card.kind not in {"cloze", "basic", "typed"}:
        return False
    answer = _named(card.answer)
    if _is_deletion(card) and answer in ONE_OF_TWO and not card.hint:
        return True
    if not 0 < len(answer) <= _LONGEST_OFFER:
        return False
    offered = {card.hint, card.question, card.cue}
    return any(answer in _offers(text) for text in offered)


def _named(text: str) -> str:
    return _ARTICLE.sub("", _bare(text).casefold().strip(' .。!！“”"'))


def _offers(text: str) -> set[str]:
    """Return the two answers that a question offers."""
    negated = _OR_NOT.search(text)
    if negated:
        return {negated[1], f"不{negated[1]}", f"没{negated[1]}"}
    found = _OFFER.search(_bare(text).casefold())
    if not found:
        return set()
    whole = {one for one in found.groups() if one}
    words = {word for one in whole for word in (one, one.split()[-1])}
    return {_named(one) for one in words}


def _line_of_gap(card: AskedCard) -> str:
    before, _, behind = card.prompt.partition(GAP)
    return before.rsplit("\n", 1)[-1] + behind.split("\n", 1)[0]


def _breaks_off(card: AskedCard) -> bool:
    """Whether an answer leads to something that is not there."""
    return card.kind != "cloze" and card.answer.rstrip().endswith((":", "："))


def is_twin(card: AskedCard) -> bool:
    """Whether another card of the note asks for the same."""
    if card.kind == "spoken" or NUMERIC.fullmatch(card.answer):
        return False
    bare = _bare(card.answer).casefold()
    return any(bare == _bare(one).casefold() for one in card.sisters)


def is_one_of_too_many(card: AskedCard) -> bool:
    """Whether a note has more cards than one can hold apart."""
    return card.kind in {"cloze", "spoken"} and card.numbers > _MOST_CARDS


def _shows_too_much(card: AskedCard) -> bool:
    if card.kind not in {"cloze", "typed"}:
        return False
    return weight(card.prompt) > _LONGEST_CARD


GATE: Mapping[str, Callable[[AskedCard], bool]] = {
    "it asks for nothing that can be said": _is_empty,
    "its answer is too long to be graded": _is_long,
    "its answer is a clause that nobody says word by word": is_said_by_nobody,
    "its answer is a word that explains nothing": asks_for_a_stop_word,
    "nothing leads to its answer": _has_no_cue,
    "its answer stands on the card": _is_given_away,
    "its answer leads to what is not there": _breaks_off,
    "another card asks for the same": is_twin,
    "it is one of more than seven": is_one_of_too_many,
    "it shows more than a card can bear": _shows_too_much,
    "its answer is one of two": is_one_of_two,
    "it asks for several things at once": lambda card: (
        items_at_once(card) > _MOST_ITEMS
    ),
    "it hides nearly all of its sentence": hides_its_sentence,
}
"""The rules by what they say of a card; each holds where a card is not worth asking."""
