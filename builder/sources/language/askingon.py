"""What stands behind a question and still asks: a second question, or a request."""

from __future__ import annotations

import re

from builder.sources.language import askingothers
from builder.sources.language.confidence import LIKELY, PROBABLE
from builder.sources.language.plain import masked, plain
from builder.sources.language.wording import Wordings, examples, phrases

_WORDS = r"what|why|who|whom|which(?: \w+)?|whose \w+|where|when|how(?: \w+)?"
_VERBS = (
    r"is|are|was|were|do|does|did|can|could|should|would|will|has|have|may|might|must|"
    r"happens?|makes?"
)
_FEW = r"an?|one|two|three|four|five|some|any|at least|several|examples?|\d+"
# They ask in any place: nobody answers with them.
QUESTIONS = phrases(
    "second question",
    (r"[\s\S]*[?？؟]\W*\Z", "And two?", "¿Cuándo se hace?", "为什么？"),
    (
        rf"(?:{_WORDS})\s+(?:{_VERBS})\b",
        *examples(
            "When is it used. | How is it taken in. | What happens then. | "
            "Which ones are fast. | Where can it stand. | How many are there."
        ),
    ),
    (
        r"(?:and )?(?:why|how|when|where|how so|what for|in which case)(?: not)?\W*\Z",
        *examples("Why. | And why not. | How so. | What for."),
    ),
    (
        r"(?:can|could|does|did|do|is|are|was|should|would|has|have|will)\s+"
        r"(?:it|they|you|we|there|this|that|these|those)\b(?:\W+\w+){0,5}\W*\Z",
        *examples("Is it stable. | Can you undo it. | Does this cost time."),
    ),
    (
        r"(?:那么?|又|它们?|其|分别|都|并|各|在)?"
        r"(?:为什么|为何|如何|怎样|怎么|什么|有何|有什么|有哪些|哪|谁|是否|能否|何时|是什么)",
        *examples("怎样测量。 | 为什么。 | 那么如何靠岸。 | 有哪些种类。 | 它是什么。"),
    ),
    around=r"\A(?:{})",
)
# Requests to tell something; a few of them also answer how something is done.
REQUESTS = phrases(
    "request",
    (
        "(?:explain|describe|discuss|compare|contrast|differentiate|distinguish|mention|"
        r"outline|enumerate|illustrate|justify|elaborate|define|summari[sz]e)\b",
        *examples(
            "Explain its use. | Describe it. | Compare both. | Contrast them. | "
            "Justify that. | Define both. | Summarise it."
        ),
    ),
    (
        rf"(?:give|provide|name|cite)\s+(?:me\s+)?(?:{_FEW}|its|their|the|your|all)\b",
        *examples(
            "Give an example. | Provide examples. | Name two of them. | "
            "Name three. | Cite one. | Give your reasons."
        ),
    ),
    (r"(?:briefly|please)\b", "Briefly.", "Please explain."),
    ("with (?:an )?examples?", "With an example.", "with examples"),
    (
        r"(?:请|試|试|并|另|再)?(?:简要|简单|分别|具体|详细)?(?:地)?"
        r"(?:说明|简述|说说|说一|谈谈|谈一|聊聊|解释|描述|列举|举例|阐述|画出|写出|介绍一?下|"
        r"讲讲|讲一|比较一?下|对比一?下|举出?[一两二三四五几\d]|給出|给出[一两二三四五几\d])",
        *examples(
            "请说明成因。 | 举两个例子。 | 举例说明。 | 并解释原因。 | 简述过程。 | "
            "说说看法。 | 画出示意图。 | 分别说明。 | 给出两个例子。"
        ),
    ),
    ("请", "请比较两者。"),
    around=r"\A(?:and |then |also )?(?:{})",
)
# They also tell what to do, so that they answer how it is done.
STEPS = phrases(
    "request or step",
    (
        r"(?:list|state|say|tell|show|identify|specify|draw|sketch|prove|write|argue)\s+"
        r"(?:the|its|their|an?|two|three|four|all|any|some|how|why|what|where|when|which|"
        r"whether|that|your|them|it|both|us|me|\d+)\b",
        *examples(
            "List its parts. | Say where it is set. | State the rule. | Show how it moves. | "
            "Draw it."
        ),
    ),
    around=r"\A(?:and |then |also )?(?:{})",
)
# To these an order is an answer.
HOW_TO = phrases(
    "how to",
    (
        r"how (?:do|to|can|would|should|could|is it|does one)\b",
        *examples("How do you list files? | How to moor? | How can I moor?"),
    ),
    (
        r"what (?:should|do|must|would|can|could|to) ?(?:you|i|we|one|do)?\b",
        *examples("What should you do first? | What to do? | What must I say?"),
    ),
    (
        r"[\s\S]*\b(?:command|instruction|order|step|advice|rule)s?\b",
        *examples("Which command lists files? | What is the first step?"),
    ),
    around=r"\A(?:{})",
)
# They open as questions do and answer one.
CLAUSES = phrases(
    "clause that answers",
    (
        rf"(?:when|where|if)\s+(?!(?:{_VERBS})\b)",
        *examples("When the tide is low. | Where the pilot lives. | If it rains."),
    ),
    around=r"\A(?:{})",
)
_LINKED = re.compile(r"!?\[[^\[\]]*\]\([^()]*\)")
_OTHERS = Wordings("further languages", askingothers.OTHER_WORDINGS)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？؟])\s*|(?<=[;；])\s*")
_LONGEST = 160


def asks_on(sentence: str, title: str = "") -> bool:
    """Whether a sentence behind a question asks, too.

    ``title`` is that question, where the sentence stands on its line.
    """
    if not re.search(r"\w", _LINKED.sub("", sentence)):
        return False
    bare = plain(sentence).lstrip("¿¡\"'“”‘’«»-–— ")
    if not re.search(r"\w", bare) or len(bare) > _LONGEST:
        return False
    if QUESTIONS.holds(masked(bare)) or REQUESTS.holds(bare):
        return True
    if STEPS.holds(bare):
        return bool(title) and not HOW_TO.holds(plain(title))
    row = _OTHERS.decided_by(bare)
    if row is None or row.confidence < PROBABLE:
        return False
    return row.confidence != LIKELY


def asking_length(text: str, title: str = "") -> int:
    """Return how much of what stands behind a question belongs to it."""
    length = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(masked(text))]
    for end in (*ends, len(text)):
        if end > length and not asks_on(text[length:end], title):
            break
        length = end
    return length
