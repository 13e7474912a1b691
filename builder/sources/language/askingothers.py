"""What asks in further languages, by its words: those of all stand in one row each."""

from __future__ import annotations

from builder.sources.language.confidence import HALF, PROBABLE, SURE, TOPIC
from builder.sources.language.languages.asked import ASKED, Asked
from builder.sources.language.wording import Wording, examples

_WORDS = "|".join(one.words for one in ASKED if one.words)
_ENDS = "|".join(one.ends for one in ASKED if one.ends)
_EXPLAIN = "|".join(one.explain for one in ASKED if one.explain)
_ORDERS = "|".join(one.orders for one in ASKED if one.orders)
_TOPICS = "|".join(one.topics for one in ASKED if one.topics)
# A longer text tells.
_LONGEST = 160


def _shown(kind: int) -> tuple[str, ...]:
    """Return how each language asks (0), orders to explain, orders, names a topic (3)."""
    return tuple(shown[kind] for shown in map(_by_kind, ASKED) if kind in shown)


def _by_kind(one: Asked) -> dict[int, str]:
    kinds = (one.words or one.ends, one.explain, one.orders, one.topics)
    present = [kind for kind, pattern in enumerate(kinds) if pattern]
    return dict(zip(present, examples(one.examples), strict=True))


OTHER_WORDINGS = (
    Wording(
        "question word of another language before a long statement",
        HALF,
        rf"\A(?:{_WORDS})(?!\w)(?:\S*\s+){{12}}[\s\S]*\.\Z",
        (
            "Wann und wo ein Boot am Kai liegt, das weiß nur, wer dort wohnt und wacht.",
            "Когда вода низкая, лодки лежат на песке у мола и ждут, пока не придёт вода.",
        ),
        ("Wann liegt ein Boot am Kai.",),
    ),
    Wording(
        "question word of another language before a full stop",
        PROBABLE,
        rf"\A¿?(?:{_WORDS})(?!\w)[\s\S]*[.。।]\Z",
        ("Что такое мол, что такое пирс.", "Wann liegt ein Boot am Kai."),
        ("Что такое мол", "Как правило, лодки лежат."),
        longest=_LONGEST,
    ),
    Wording(
        "question word of another language",
        SURE,
        rf"\A¿?(?:{_WORDS})(?!\w)|(?:{_ENDS})\W*\Z",
        _shown(0),
        (
            *examples(
                "Как правило, лодки лежат | Что касается лодок | AI models | MIT | "
                "Come here | CO emissions | KDE is old | Chi square | Wasser | Mist | "
                "Comment out a line | Apache | Dove | Care of ropes | Was built of wood"
            ),
        ),
        longest=_LONGEST,
    ),
    Wording(
        "order to explain in another language",
        SURE,
        rf"\A(?:{_EXPLAIN})(?!\w)",
        _shown(1),
        ("Erklärung", "Описание порта", "Определение"),
        longest=_LONGEST,
    ),
    Wording(
        "order in another language",
        PROBABLE,
        rf"\A(?:{_ORDERS})(?!\w)",
        _shown(2),
        ("Adjust the ropes", "Написано", "Sommer"),
        longest=_LONGEST,
    ),
    Wording(
        "topic in another language",
        TOPIC,
        rf"\A(?:{_TOPICS})(?!\w)",
        _shown(3),
        ("Arten", "Видимость", "Типография"),
        longest=_LONGEST,
    ),
)
