"""Projects of every kind of text whose rendering hangs on a library's release."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pygments.lexers import get_all_lexers

LANGUAGES = ("ar", "de", "en", "hi", "ja", "ru", "zh")
CODED = "en"
"""Whose project has code in every language that the highlighter knows, too."""

_CODE = """\
# a comment  // another  -- a third  /* a fourth */  (* a fifth *)
import os; package main; #include <stdio.h>
def f(x: int = 0x1F, *rest) -> "text\\n": return x if x >= 1.5e3 else 'c'
class A extends B { private static final String s = "a $b ${c} %d"; }
SELECT name, COUNT(*) FROM pods WHERE age > 3 AND name LIKE 'a%';
key: [1, true, null]  <tag attribute="value">&amp;</tag>
$ kubectl get pods -o wide | grep Running && echo "$HOME" > out.txt
"""
_TEXTS = {
    "paragraphs": "One *word* and **two**, a [link](https://example.org/a?b=c&d).\n\nNext.",
    "chinese": "容器与**镜像**的区别：`docker run` 会创建容器，\n而 Pod 是最小单位。",
    "table": "| Head | 表头 |\n|:--|--:|\n| a | `b` |\n| c \\| d | **e** |",
    "lists": "1. one\n2. two\n   - a\n   - b\n\n     more\n3. three",
    "quote": "> Quoted\n> text\n\n---\n\nafter",
    "math": "$x^2 + \\frac{1}{2}$ and\n\n$$\\sum_{i=0}^{n} i$$",
    "html": '<b>bold</b> <span style="color: red">red</span>\n\n<div>block</div>',
    "arabic": "ما هو **الحاوية**؟ `docker`",
    "japanese": "コンテナとは何ですか。**答え**を書く。",
    "russian": "Что такое «контейнер» — и *зачем* он нужен?",
    "entities": "a < b && c > d; &copy; &#x4e2d; \"quoted\" 'single' -- ... 3~5",
    "breaks": "first  \nsecond\nthird",
}


def languages_of_code() -> list[str]:
    """Name every language that the highlighter of this environment knows."""
    return sorted(aliases[0] for _name, aliases, *_rest in get_all_lexers() if aliases)


def corpus(language: str) -> Mapping[str, str]:
    """Return the files of a project in a language: every kind of text, once of code."""
    notes = [*_of_texts(), *(_of_code() if language == CODED else [])]
    deck = {"name": "Corpus", "slug": "corpus", "version": "1.0.0", "key": "corpus"}
    return {
        "cards/deck.yaml": json.dumps({**deck, "language": language}),
        "cards/corpus.yaml": json.dumps({"notes": notes}, ensure_ascii=False),
    }


def _of_texts() -> list[Mapping[str, object]]:
    return [
        note
        for name, text in _TEXTS.items()
        for note in (
            {"id": f"{name}-basic", "front": f"Front of {name}?", "back": text},
            {
                "id": f"{name}-reversed",
                "front": text,
                "back": f"Name of {name}",
                "reversed": True,
            },
            {
                "id": f"{name}-cloze",
                "cloze": f"The ==first== and {{{{c2::second::hint}}}}.\n\n{text}",
                "extra": text,
            },
            {
                "id": f"{name}-choice",
                "front": f"Which of {name}?",
                "choices": [f"right {name}", f"wrong {name}", "neither"],
                "answer": f"right {name}",
                "extra": text,
            },
        )
    ]


def _of_code() -> list[Mapping[str, object]]:
    return [
        {
            "id": f"code-{number}",
            "front": f"What is this in language {number}?",
            "back": f"```{name}\n{_CODE}```",
        }
        for number, name in enumerate(languages_of_code())
    ]
