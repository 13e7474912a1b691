"""Words that hold a sentence together and say nothing by themselves, by language."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "zh": "的 了 着 过 地 得 才 就 都 也 还 又 再 很 更 最 太 在 把 被 给 和 与 或 及 从 到 向 对 "
    "例如 比如 其中 首先 其次 最后 另外 注意 对于 关于 "
    "而 但 但是 因为 所以 如果 虽然 然后 并 并且 以及 吗 呢 吧 之后 之前 时 等",
    "en": "a an the of to in on at by for with from into onto and or but nor so as if than then "
    "that which who whose when where while is are was were be been being am has have had do "
    "does did will would shall should can could may might must it its this these those there "
    "also very such each any some",
    "de": "der die das den dem des ein eine einen einem einer und oder aber von zu in im an am auf "
    "bei mit für aus nach ist sind war waren wird werden hat haben als wenn dass auch sehr",
    "fr": "le la les un une des du de et ou mais à au aux en dans sur par pour avec est sont a ont "
    "qui que dont aussi très",
    "es": "el la los las un una unos unas de del y o pero a al en con por para es son ha han que "
    "también muy",
    "ru": "и или но а в на с к по из от у о об за для не что как это также очень",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def is_function_word(text: str, language: str) -> bool:
    """Whether a text, in a deck of this language, is such a word or leads into others."""
    said = text.strip(" *_.,，。").casefold()
    if len(said) == 1 and said.isascii():
        return False  # a letter is what is meant
    return said in _SETS.get(language.partition("-")[0].lower(), frozenset())
