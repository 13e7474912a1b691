"""What writers call the two sides of a card."""

from __future__ import annotations

_SIDES = {
    "English": "front back",
    "German": "vorderseite rückseite|vorne hinten",
    "French": "recto verso",
    "Spanish": "anverso reverso|frente dorso|frente reverso|frente atrás",
    "Portuguese": "frente verso",
    "Italian": "fronte retro",
    "Dutch": "voorkant achterkant|voorzijde achterzijde",
    "Danish": "forside bagside",
    "Swedish": "framsida baksida",
    "Norwegian": "forside bakside|framside bakside",
    "Polish": "przód tył|awers rewers",
    "Czech": "přední zadní|líc rub",
    "Russian": "лицо оборот|спереди сзади|перед зад",
    "Ukrainian": "лице зворот|перед зад",
    "Turkish": "ön arka|önyüz arkayüz",
    "Arabic": "الوجه الظهر|الأمام الخلف",
    "Hindi": "आगे पीछे|सामने पीछे",
    "Japanese": "表 裏|表面 裏面|おもて うら",
    "Korean": "앞면 뒷면|앞 뒤",
    "Chinese": "正面 背面|正面 反面|前面 背面|正面 背後",
    "Vietnamese": "trước sau",
    "Indonesian": "depan belakang",
}
_PAIRS = frozenset(
    tuple(pair.split()) for told in _SIDES.values() for pair in told.split("|")
)
NAMES = frozenset(name for pair in _PAIRS for name in pair)
"""The words for either side, in small letters."""


def are_sides(front: str, back: str) -> bool:
    """Whether two words name the sides of a card, the question's first."""
    return (front.casefold(), back.casefold()) in _PAIRS
