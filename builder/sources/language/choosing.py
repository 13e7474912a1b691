"""A question that can only be answered with what stands below it."""

from __future__ import annotations

from builder.sources.language.wording import examples, phrases

WHICH_OF_THESE = phrases(
    "question that is answered with one of the following",
    (
        r"\bwhich (?:one )?of (?:the following|these|the statements)\b",
        *examples(
            "Which of the following is a knot? | Which one of these | Which of the statements"
        ),
    ),
    (
        r"(?:下列|以下|下面)[^。？?]{0,30}(?:正确|错误|不正确|属于|不属于|不是|哪[一个项])",
        *examples("下列说法正确的是 | 以下哪个是锚 | 下面不属于绳结的是"),
    ),
    (
        "다음 중|보기 중|<보기>",
        *examples(
            "다음 중 옳지 않은 것은? | 보기 중 맞는 것은? | <보기> 에서 고르시오"
        ),
    ),
    ("次のうち|以下のうち", *examples("次のうち正しいものは | 以下のうちどれか")),
    (r"\bwelche[rs]? der folgenden\b", "Welche der folgenden Aussagen stimmt?"),
    (r"\bcu[aá]l(?:es)? de l[ao]s siguientes\b", "¿Cuál de las siguientes es un nudo?"),
    (
        r"\bqua(?:l|is) d[ao]s? seguintes\b|assinale a (?:alternativa|op[cç][aã]o)",
        *examples("Qual das seguintes opções? | Assinale a alternativa correta"),
    ),
    (
        r"\b(?:parmi|laquelle de) (?:les|ces)\b.{0,30}(?:suivant|propositions|réponses)",
        *examples(
            "Parmi les propositions | parmi les éléments suivants | parmi ces réponses"
        ),
    ),
    (
        r"\bqual[ei] (?:delle|dei|tra i|tra le) seguenti\b",
        "Quale delle seguenti frasi?",
    ),
    (
        r"как(?:ой|ое|ая|ие|ую) из (?:следующих|перечисленных|приведенных|приведённых)",
        "Какой из перечисленных узлов?",
    ),
    (
        r"\bkt[oó]r\w+ z (?:poniższych|podanych|wymienionych)\b",
        "Które z poniższych zdań?",
    ),
    (r"aşağıdakilerden hangi", "Aşağıdakilerden hangisi düğümdür?"),
    ("nào (?:sau đây|dưới đây)", "Nút nào sau đây là đúng?"),
    ("مما يلي", "أي مما يلي عقدة؟"),
)
