"""What a document is, as its title, its file's name and its headings tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.sources.language.languages import LANGUAGES
from builder.sources.language.languages.titles import DOCUMENT_TITLES
from builder.sources.language.plain import plain
from builder.sources.language.wording import examples, phrases


def _stems(stems: str) -> Iterator[tuple[str, ...]]:
    """Return a row for each stem: it is its own example, but for the ends of words."""
    for stem in filter(None, stems.split("|")):
        yield (stem, re.sub(r"\\b|[?]", "", stem))


PROMISES = phrases(
    "promise",
    ("question", "Interview Questions"),
    (r"\bfaqs?\b", "FAQ", "the faqs of ports"),
    (r"q\s*&\s*a|\bqa\b", "Q & A", "port qa"),
    (r"\bquiz", "A quiz", "quizzes"),
    (r"exam\b", "exam"),
    "trivia",
    ("flash ?cards?", "flashcards", "Flash card"),
    "assessment",
    ("题", "面试题"),
    "问答",
    ("必[问会]", "必问", "必会"),
    "八股",
    "自测",
    "考点",
    "答疑",
    "題",
    *(row for one in DOCUMENT_TITLES for row in _stems(one.promises)),
)
DENIALS = phrases(
    "denial",
    ("会议(?:纪要|记录)", "会议纪要", "会议记录"),
    ("[周月日]报", "周报", "月报", "日报"),
    "复盘",
    "教程",
    "更新日志",
    "发布说明",
    ("meeting (?:notes|minutes)", "Meeting notes", "meeting minutes2020"),
    (r"\bminutes\b", "minutes", "Board minutes"),
    ("post ?mortem", "Postmortem", "post mortem"),
    "retrospective",
    "tutorial",
    ("change ?log", "Changelog", "change log"),
    "release notes",
    (r"(?:release|version)\s+v?\d", "Release 2.0", "version 3", "Version v3"),
    ("what's new|whats new", "What's new", "whats new"),
    ("features", "Features"),
    ("新特性", "新特性"),
    "news",
    "blog post",
    "essay",
    *(row for one in DOCUMENT_TITLES for row in _stems(one.denials)),
)
FAINT_PROMISES = phrases(
    "faint promise",
    "interview",
    "面试",
    "mianshi",
    "常见",
    "考前",
    "复习",
    "review",
    "study guide",
)
# Tables of words are called so, whose columns have names of their own.
CARDS = phrases(
    "cards",
    (r"\bcards\b", "verb cards"),
    (r"\banki\b", "anki"),
    (
        "vo[ck]abul|vocab|wordlist|word list",
        *examples("vocabulary | Vokabular | vocab | wordlist | word list"),
    ),
    (
        "vokabel|woordenlijst|ordlista|słówk|slovíčk|kelime",
        *examples("Vokabeln | woordenlijst | ordlista | słówka | slovíčka | kelimeler"),
    ),
    (
        "単語|词汇|單詞|单词|生词|단어|어휘|лексик|từ vựng",
        *examples(
            "単語帳 | 词汇表 | 單詞 | 单词 | 生词 | 단어장 | 어휘 | лексика | từ vựng"
        ),
    ),
)
GLOSSARIES = phrases(
    "glossary",
    *(row for language in LANGUAGES for row in language.glossary),
)
# Headings of a program's README.
MANUAL = phrases(
    "manual",
    ("install(?:ation|ing)?", "Install", "Installation", "Installing"),
    "usage",
    ("licen[cs]e", "License", "licence"),
    "getting started",
    ("quick ?start", "Quickstart", "Quick start"),
    "features",
    "contributing",
    "requirements",
    ("build(?:ing)?", "Build", "Building"),
    "安装",
    ("使用(?:方法|说明)?", "使用", "使用方法", "使用说明"),
    "快速开始",
    ("许可证?", "许可", "许可证"),
    "特性",
    "贡献",
    around=r"\A\W*(?:{})\W*\Z",
)

# Headings that only the description of a program has, whatever its title promises.
_PROGRAM = {
    "English": r"(?:local )?install(?:ation|ing)?|usage|quick ?start|getting started|"
    r"prerequisites|(?:file|project|folder|repository) structure|how it works|"
    r"what it does|tech(?:nology)? stack|(?:local )?set ?up|local preview|running locally|"
    r"deploy(?:ing|ment)?(?: (?:on|to) .+)?|environment variables",
    "German": r"verwendung|voraussetzungen|schnellstart|projektstruktur|einrichtung",
    "French": r"prérequis|utilisation|structure du projet|lancer .+|déploiement.*",
    "Spanish": r"instalación|requisitos(?: previos)?|estructura del proyecto|despliegue|"
    r"cómo (?:usar|ejecutar).*",
    "Portuguese": r"instalação|pré-requisitos|estrutura do projeto|como (?:usar|executar|rodar).*",
    "Italian": r"installazione|utilizzo|struttura del progetto|esecuzione.*|requisiti",
    "Dutch": r"installatie|gebruik|vereisten|projectstructuur",
    "Polish": r"instalacja|uruchomienie|wymagania|struktura projektu",
    "Russian": r"установка|запуск.*|использование|требования|структура проекта",
    "Turkish": r"kurulum|kullanım|proje yapısı|proje hakkında|gereksinimler",
    "Chinese": r"安装.*|快速开始|部署.*|(?:文件|项目|目录)结构|技术栈|环境要求|使用方法|运行.*",
    "Japanese": r"インストール|使い方|セットアップ|必要(?:条件|環境)|ディレクトリ構成",
    "Korean": r"설치.*|사용법|실행 방법|프로젝트 구조|기술 스택",
}
_IS_PROGRAM = re.compile(rf"(?i)\W*(?:{'|'.join(_PROGRAM.values())})\W*")


def promises_questions(*names: str) -> bool:
    """Whether the title or file name of a document speaks of questions."""
    return any(PROMISES.holds(_words(name)) for name in names)


def speaks_of_cards(name: str) -> bool:
    """Whether the file name of a table says that it holds cards or words to learn."""
    return CARDS.holds(_words(name))


def may_promise_questions(*names: str) -> bool:
    """Whether it speaks of what questions are asked in: an interview, an exam."""
    return any(FAINT_PROMISES.holds(_words(name)) for name in names)


def denies_questions(*names: str) -> bool:
    """Whether a title or file name says that the document is something else."""
    return any(DENIALS.holds(_words(name)) for name in names)


def promises_terms(*names: str) -> bool:
    """Whether a title, a file's name or a key speaks of terms to learn."""
    return any(GLOSSARIES.holds(name) for name in names)


def is_manual(headings: list[str]) -> bool:
    """Whether the headings are those of a program's README."""
    return sum(MANUAL.holds(plain(heading)) for heading in headings) > 1


def describes_program(headings: list[str]) -> bool:
    """Whether the headings are those by which one installs and runs a program."""
    return sum(bool(_IS_PROGRAM.fullmatch(plain(one))) for one in headings) > 1


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
