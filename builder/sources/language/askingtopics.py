"""What names a topic or gives an exam's order in further languages: fainter wordings."""

from __future__ import annotations

from builder.sources.language.confidence import PROBABLE, SURE, TOPIC
from builder.sources.language.wording import Wording, examples

_WHOLE = r"\A(?:{})(?!\w)"
# A longer text tells.
_LONGEST = 160


def _row(
    name: str, confidence: float, pattern: str, shown: str, others: str = ""
) -> Wording:
    return Wording(
        name,
        confidence,
        _WHOLE.replace("{}", pattern),
        examples(shown),
        examples(others) if others else (),
        longest=_LONGEST,
    )


TOPIC_WORDINGS = (
    _row(
        "Russian order in the infinitive",
        PROBABLE,
        "(?:назва|рассказа|описа|объясни|пояснн?и|перечисли|привести пример|сравни|"
        "определи|указа|раскры|сформулирова|обоснова|охарактеризова|доказа|изобрази|"
        "написа|реализова|да)ть|привести (?:пример|примеры)",
        "Назвать виды якорей | Рассказать о швартовке | Описать порт | Объяснить работу | "
        "Перечислить узлы | Сравнить узлы | Раскрыть понятие | Написать программу | "
        "Дать определение | Привести пример",
        "Описание порта | Даты | Указатель",
    ),
    _row(
        "Romanian question word",
        SURE,
        "ce (?:este|sunt|e|înseamnă|face|rol)|cum (?:se|funcționează|poți|putem)|de ce|"
        "când|unde|cine|care (?:este|sunt|e)|câ[tț][eiă]?",
        "Ce este un chei | Cum se leagă | De ce plutește | Care este portul",
        "Care of ropes | Cum laude | Cease",
    ),
    _row(
        "Romanian order",
        PROBABLE,
        "explic(?:ă|ați)|descrie(?:ți)?|definiți|definește|compar(?:ă|ați)|enumer(?:ă|ați)|"
        "numi(?:ți|ește)|diferențe? (?:dintre|între)|diferența dintre",
        "Explicați mareea | Enumerați trei porturi | Diferența dintre chei și port",
        "Explicația",
    ),
    _row(
        "South Slavic question word",
        SURE,
        "какво|как се|защо|кога|къде|кой|коя|кое|кои|шта|зашто|када|где се|који|која|"
        "šta|što (?:je|su)|kako|zašto|kada|gd?je|tko|koj[iae]",
        "Какво е кей | Защо плува | Šta je mol | Što je mol | Kako se veže | Koja luka",
        "Којић | Kojić",
    ),
    _row(
        "South Slavic order",
        PROBABLE,
        "обяснете|опишете|посочете|избройте|сравнете|objasni(?:te)?|opiši(?:te)?|"
        "nabroj(?:te)?|navedi(?:te)?|uporedi(?:te)?|usporedi(?:te)?|razlika između|"
        "разлика(?:та)? между|разлика између",
        "Обяснете прилива | Посочете три порта | Objasnite plimu | Navedite tri luke | "
        "Разлика между кей и мол | Razlika između mola i luke",
        "Objašnjenje",
    ),
    _row(
        "Slovak question word",
        SURE,
        "čo|ako(?! \\w+\\.)|prečo|kedy|kde (?:je|sú|sa|leží)|kto|koľko|ktor[ýáéí]|ak[ýáéí]|"
        "na čo|z čoho",
        "Čo je mólo | Ako sa viaže | Prečo pláva | Koľko lodí | Ktoré uzly poznáte",
        "Akord | Kde plasma",
    ),
    _row(
        "Slovak or Hungarian order",
        PROBABLE,
        "vysvetli(?:te)?|opíš(?:te)?|vymenuj(?:te)?|porovnaj(?:te)?|rozdiel medzi|"
        "magyaráz(?:d|za|zák)|ismertes(?:d|se)|sorol(?:d|ja|jon) fel|hasonlíts(?:d|a)|"
        "nevez(?:d|zen|ze) meg|különbség",
        "Vysvetlite príliv | Vymenujte tri prístavy | Magyarázza az árapályt | "
        "Soroljon fel három kikötőt | Különbség a móló és a part között",
        "Vysvetlenie | Magyarázat",
    ),
    _row(
        "Hebrew or Persian comparison",
        PROBABLE,
        "ההבדל בין|הבדלים בין|تفاوت|الفرق بين",
        "ההבדל בין רציף לנמל | تفاوت بندر و اسکله | الفرق بين الميناء والرصيف",
    ),
    _row(
        "Slavic topic",
        TOPIC,
        "вид[ыи]|тип[ыи]|понятие|поняття|отличи[ея]|разница|различи[ея]|відмінності|"
        "принципы?|преимущества|недостатки|переваги|способы|методы|этапы|свойства|"
        "назначение|особенности|роль|уровни|классификация|структура|функции|причины|"
        "признаки|rodzaje|zalety|druhy|výhody|vrste",
        "Виды канатов | Понятие порта | Преимущества мола | Rodzaje węzłów | Druhy lodí",
        "Видимость | Типография",
    ),
    _row(
        "Germanic or Romance topic",
        TOPIC,
        "(?:der |die )?unterschiede? zwischen|vor- und nachteile|arten (?:von|der|des)|"
        "aufgaben (?:von|der|des)|(?:les |la )?différences? entre|types d(?:e|es)|"
        "avantages (?:et|de|des)|(?:las? )?diferencias? entre|tipos de|ventajas (?:y|de|del)|"
        "(?:as? )?diferenças? entre|vantagens (?:e|de|do|da)|(?:la |le )?differenz[ae] "
        "(?:tra|fra)|tipi di|vantaggi (?:di|e)|(?:het )?verschil tussen|soorten|"
        "voor- en nadelen|skillnaden mellan|typer a[vf]|forskellen mellem",
        "Der Unterschied zwischen Mole und Pier | Arten von Knoten | "
        "Vor- und Nachteile der Mole | La différence entre un quai et un port | "
        "Types de nœuds | Las diferencias entre puerto y muelle | Tipos de nudos | "
        "A diferença entre cais e porto | Vantagens do cais | Tipi di nodi | "
        "La differenza tra molo e porto | Het verschil tussen kade en pier | "
        "Soorten knopen | Typer av knopar",
        "Arten | Aufgaben | Types",
    ),
    _row(
        "Asian topic",
        TOPIC,
        "các loại|sự khác (?:nhau|biệt)|jenis-jenis|macam-macam|أنواع|مزايا|انواع",
        "Các loại nút | Jenis-jenis simpul | أنواع العقد",
    ),
)
