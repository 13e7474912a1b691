"""What a card says by itself, in the language of its deck, and which way that runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of one language.

    ``hint`` is what opens a hint, ``several`` says that more than one option is right.
    """

    hint: str
    several: str


_WORDS = {
    "ar": CardWords("تلميح", "أكثر من إجابة صحيحة"),
    "bg": CardWords("Подсказка", "Верни са няколко отговора"),
    "bn": CardWords("ইঙ্গিত", "একাধিক উত্তর সঠিক"),
    "ca": CardWords("Pista", "Hi ha més d’una resposta correcta"),
    "cs": CardWords("Nápověda", "Správných odpovědí je více"),
    "da": CardWords("Hint", "Flere svar er rigtige"),
    "de": CardWords("Hinweis", "Mehrere Antworten sind richtig"),
    "el": CardWords("Υπόδειξη", "Περισσότερες από μία απαντήσεις είναι σωστές"),
    "en": CardWords("Hint", "Several answers are right"),
    "es": CardWords("Pista", "Varias respuestas son correctas"),
    "fa": CardWords("راهنمایی", "بیش از یک پاسخ درست است"),
    "fi": CardWords("Vihje", "Useampi vastaus on oikein"),
    "fr": CardWords("Indice", "Plusieurs réponses sont justes"),
    "he": CardWords("רמז", "יש יותר מתשובה נכונה אחת"),
    "hi": CardWords("संकेत", "एक से अधिक उत्तर सही हैं"),
    "hu": CardWords("Segítség", "Több válasz is helyes"),
    "id": CardWords("Petunjuk", "Ada lebih dari satu jawaban yang benar"),
    "it": CardWords("Suggerimento", "Più risposte sono corrette"),
    "ja": CardWords("ヒント", "正解は複数あります"),
    "ko": CardWords("힌트", "정답이 여러 개입니다"),
    "nb": CardWords("Hint", "Flere svar er riktige"),
    "nl": CardWords("Hint", "Meerdere antwoorden zijn goed"),
    "pl": CardWords("Podpowiedź", "Poprawnych odpowiedzi jest kilka"),
    "pt": CardWords("Dica", "Várias respostas estão certas"),
    "ro": CardWords("Indiciu", "Mai multe răspunsuri sunt corecte"),
    "ru": CardWords("Подсказка", "Верных ответов несколько"),
    "sk": CardWords("Pomôcka", "Správnych odpovedí je viac"),
    "sv": CardWords("Ledtråd", "Flera svar är rätt"),
    "th": CardWords("คำใบ้", "มีคำตอบที่ถูกมากกว่าหนึ่งข้อ"),
    "tr": CardWords("İpucu", "Birden fazla doğru yanıt var"),
    "uk": CardWords("Підказка", "Правильних відповідей кілька"),
    "ur": CardWords("اشارہ", "ایک سے زیادہ جوابات درست ہیں"),
    "vi": CardWords("Gợi ý", "Có nhiều đáp án đúng"),
    "zh": CardWords("提示", "正确答案不止一个"),
    "zh-hant": CardWords("提示", "正確答案不只一個"),
}
_SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "ms": "id"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})

# Languages and scripts that are written from right to left.
_RIGHT_TO_LEFT = frozenset(
    """adlm arab hebr nkoo rohg syrc thaa ar arc azb bal ckb dv fa glk he iw ji ks ku lrc
    mzn nqo pnb prs ps sd syr ug ur yi""".split()  # noqa: SIM905 -- a list of words
)


def words_of(language: str) -> CardWords:
    """Return the words of a language such as ``zh-CN``; English where it has none."""
    first, *rest = language.lower().replace("_", "-").split("-")
    if first == "zh" and _TRADITIONAL & set(rest):
        first = "zh-hant"
    return _WORDS.get(_SAME.get(first, first), _WORDS["en"])


def direction_of(language: str) -> str:
    """Return ``rtl`` for a language that is written from right to left, else ``ltr``."""
    parts = language.lower().replace("_", "-").split("-")
    scripts = [part for part in parts[1:] if len(part) == len("latn")]
    return "rtl" if (scripts or parts[:1])[0] in _RIGHT_TO_LEFT else "ltr"
