"""What asks in further languages, by its words: rows for each, in their order."""

from __future__ import annotations

from builder.sources.language.confidence import LIKELY, PROBABLE, SURE
from builder.sources.language.wording import Wording, examples

_WHOLE = r"\A[¿\"«„“]?(?:{})(?![\w-])"
# What also opens sentences that tell: these end with a full stop.
_UNSTOPPED = r"\A(?![\s\S]*\.\Z)(?:{})(?![\w-])"


def _words(language: str, pattern: str, *yes: str, no: str = "") -> Wording:
    """Return a row of words that ask where they open a sentence."""
    return _row(f"{language} question word", SURE, _WHOLE, pattern, yes, no)


def _either(language: str, pattern: str, *yes: str, no: str = "") -> Wording:
    """Return a row of words that ask where they open what no full stop ends."""
    name = f"{language} word that asks or tells"
    return _row(name, LIKELY, _UNSTOPPED, pattern, yes, no)


def _orders(language: str, pattern: str, *yes: str, no: str = "") -> Wording:
    """Return a row of orders to tell something."""
    return _row(f"{language} order", PROBABLE, _WHOLE, pattern, yes, no)


def _row(
    name: str,
    confidence: float,
    around: str,
    pattern: str,
    yes: tuple[str, ...],
    no: str,
) -> Wording:
    shown = tuple(one for text in yes for one in examples(text))
    others = examples(no) if no else ()
    return Wording(name, confidence, around.replace("{}", pattern), shown, others)


OTHER_WORDINGS = (
    _words(
        "German",
        r"was(?! [\s\S]*\b(?:the|an?|to|of|and|by|for|it|not|added)\b)|wie|warum|"
        "weshalb|wieso|wann|wo|wohin|woher|wer|wen|wem|wessen|"
        "welche[rsmn]?|wozu|wodurch|womit|woran|worin|wofür|wovon|worauf|worum|"
        "wie ?viele?|inwiefern|inwieweit|"
        "(?:in|mit|auf|für|von|zu|aus|unter|bei|an|nach|aus) (?:welche[rsmn]?|was|wem)",
        "Was ein Kai ist | Wie man anlegt | Warum Boote schwimmen | Wann Flut ist | "
        "Wo der Lotse wohnt | Wer steuert | Welche Boote sinken | Wozu dient ein Poller",
        "Unter welcher Flagge | Wie viele Knoten | Wodurch entsteht Ebbe",
        no="Was added by the crew | Wolken ziehen auf | Wasser steigt | In den Hafen",
    ),
    _orders(
        "German",
        "(?:erklär|erläuter|beschreib|definier|vergleich|diskutier|begründ|schilder|"
        "charakterisier|skizzier|nenn|unterscheid|formulier|berechn|bestimm|gebe|zähl|"
        "stell|führ|fass|grenz)(?:en sie|n sie|e|t)?|geben sie|gib|"
        "unterschiede? zwischen|was ist der unterschied",
        "Erkläre den Kai | Erläutern Sie den Kai | Beschreibe ihn | Nenne zwei Arten | "
        "Nennen Sie zwei Arten | Gib ein Beispiel | Unterschied zwischen Ebbe und Flut | "
        "Zähle drei Knoten auf | Begründen Sie das",
        no="Erklärung der Flut | Bestimmte Boote | Nennwert",
    ),
    _words(
        "Spanish",
        "qué|(?<=¿)(?:que|como|cuando|donde|cual|quien|cuantos|cuantas|por que)|"
        "cuál(?:es)?|cómo|por qué|cuándo|a?dónde|quién(?:es)?|cuánt[oa]s?|"
        "(?:para|en|de|a|con|por|sobre|desde|hasta) "
        "(?:qué|cuál(?:es)?|quién(?:es)?|dónde|cuándo|cuánt[oa]s?)",
        "Qué es un muelle | ¿Que es un muelle | Cuál es la marea | Cómo se atraca | "
        "Por qué flota | Cuándo sube | Dónde vive | Quién pilota | Cuántas olas hay | "
        "Para qué sirve | ¿Cómo se atraca",
        no="Que suba la marea | Como siempre | Queso",
    ),
    _orders(
        "Spanish",
        "expli(?:ca|que|car)|descri(?:ba|bir)|defin(?:a|ir)|compar(?:a|ar)|"
        "enumer[ae]|mencion[ae]|diga|di (?:qué|cómo|por)|(?:cita|da|dame|dé) (?:un|una|dos|tres)|"
        "indi(?:ca|que)|señal[ae]|"
        "justifi(?:ca|que)|anali(?:za|ce)|disting(?:ue|a)|cuent[ae](?:me)?|háblame|"
        "nombr[ae] (?:un|una|dos|tres|cuatro|cinco|algun[oa]s?|al menos|l[oa]s)|"
        "haz una? (?:lista|comparación)|diferencias? entre",
        "Explica su uso | Explique su uso | Describa el muelle | Defina marea | "
        "Enumera los nudos | Menciona dos nudos | Da un ejemplo | Nombra dos plantas | "
        "Nombre tres nudos | Diferencias entre marea y ola | Justifica la respuesta",
        no="Da Vinci | Nombre: Ana | Explicación | Citas célebres",
    ),
    _words(
        "Portuguese",
        "o que|qual|quais|por ?qu[eê]|quem|quant[oa]s?|"
        "(?:para|em|de|a|com|por|do|no) (?:que|qual|quais|quem)(?= )",
        "O que é um cais | Qual é a maré | Quais são os nós | Por que flutua | "
        "Quem pilota | Quantos nós há | Para que serve um cais | Em que porto",
        no="Quadro | Que bom | O quebra-mar",
    ),
    _either(
        "Portuguese or Spanish",
        "como|quando|onde|cuando|donde",
        "Como funciona o cais | Quando sobe a maré | Onde fica o porto | "
        "Cuando sube | Donde vive",
        no="Como a maré sobe, é tarde. | Ondear",
    ),
    _orders(
        "Portuguese",
        "expli(?:que|car)|descrev[aer]+|defina|conceitue|compare|enumere|cite|nomeie|"
        "dê (?:um|uma|dois|duas|três|exemplos?)|indique|justifique|analise|diferencie|"
        "conte (?:como|sobre)|fale|liste (?:os|as|um|uma|dois|duas|três)|discorra|"
        "aponte|diga|diferenças? entre",
        "Descreva o cais | Conceitue maré | Nomeie dois nós | Dê um exemplo | "
        "Diferencie maré e onda | Fale do porto | Diferença entre maré e onda",
        no="Contexto | Falésias | Liste des ports",
    ),
    _words(
        "French",
        "qu[’'](?:est|appelle|entend)[\\w-]*|quel(?:le)?s?|pourquoi|combien|qui|lesquel\\w+|"
        "(?:à|de|en|par|pour|avec|dans|sur|sous) (?:quoi|quel(?:le)?s?|qui)|"
        "comment(?= (?!on\\b)\\w)|que (?:signifie|veut|fait|faut|sont|se|peut|désigne)",
        "Qu'est-ce qu'un quai | Qu’appelle-t-on quai | Quel est le port | "
        "Quelles sont les marées | Pourquoi flotte-t-il | Combien de nœuds | Qui pilote | "
        "À quoi sert un quai | Comment accoster | Que signifie port | Dans quel port",
        no="Comment: none | Comment on this | Que la marée monte | Quelque chose",
    ),
    _either(
        "French",
        "quand|où",
        "Quand monte la marée | Où est le port",
        no="Quand la marée monte, on part.",
    ),
    _orders(
        "French",
        "expli(?:que[rz]?|quez)|décri(?:s|vez|re)|défini(?:s|ssez|r)|comparez|citez|cite|"
        "nomme[rz]?|donne[rz]? (?:un|une|deux|trois|des|la|le|les)|énumère[rz]?|énumérez|"
        "justifiez|distinguez|présentez|listez|précisez|indiquez|racontez|parlez|"
        "détaillez|différences? entre",
        "Expliquez la marée | Décrivez un quai | Définissez le port | Citez deux nœuds | "
        "Donnez un exemple | Énumérez les ports | Différence entre marée et vague",
        no="Explication | Nommément",
    ),
    _words(
        "Italian",
        "(?:che )?cosa|cos[’']\\w+|quali?|qual[’']è|perché|chi(?! sq)|quant[oaie]|"
        "(?:a|in|di|da|con|per|su) (?:che|cosa|quali?|chi)(?= )|dov[’']è|che (?:differenza|tipo)|"
        "come (?:si|è|funziona\\w*|viene|vengono|sono|fare|posso|puoi|mai|avviene)",
        "Che cosa è un molo | Cosa è un molo | Cos'è un molo | Quanti nodi ci sono | "
        "Quali sono i porti | Perché galleggia | Chi pilota | Quanti nodi | "
        "A che serve un molo | Dov'è il porto | Come si attracca",
        no="Come here | Chi squared | Chiave | Causa",
    ),
    _orders(
        "Italian",
        "spieg(?:a|are|ate|hi)|descriv(?:i|ere|ete)|definisci|definire|confronta|elenca|"
        "elencare|nomina|fai (?:un|due)|fornisci|racconta|illustra|indica|"
        "differenz[ae] (?:tra|fra)",
        "Spiega la marea | Descrivi un molo | Definisci porto | Elenca tre nodi | "
        "Fai un esempio | Differenza tra marea e onda",
        no="Spiegazione | Indicazioni",
    ),
    _words(
        "Dutch",
        "wat|hoe(?= (?!the|an?)\\w)|waarom|wanneer|waarvoor|waarmee|waardoor|welke?|hoeveel|"
        "(?:in|met|op|voor|van|uit|bij) welke?",
        "Wat is een kade | Hoe meert men af | Waarom drijft het | Wanneer is het eb | "
        "Welke knopen zijn er | Hoeveel knopen | In welke haven",
        no="Watt | Hoe: a tool | Hoe the field",
    ),
    _orders(
        "Dutch",
        "beschrijf|definieer|noem|vergelijk|verklaar|leg (?:uit|kort|het|de)|"
        "geef (?:een|twee|drie)|"
        "verschil(?:len)? tussen",
        "Beschrijf een kade | Noem twee knopen | Leg uit wat eb is | "
        "Geef een voorbeeld | Verschil tussen eb en vloed",
        no="Noemenswaard | Geef hier | Leg of a table",
    ),
    _words(
        "Russian",
        "что(?! касается)|как(?! правило| и\\b| только| известно| видно)|"
        "как(?:ой|ая|ое|ие|ую|им|ими|их|ого|ому)|каков\\w?|почему|зачем|где|куда|откуда|"
        "кто|кого|кому|кем|чей|чья|чьё|чем|чему|сколько|"
        "(?:в|на|от|по|для|из|с|при|о|об|за|к|до|под) "
        "(?:чего|чем|чём|чему|как\\w+|кого|кому|кем|сколько)|\\w+ ли",
        "Что такое причал | Как швартуются | Какие бывают узлы | Каков прилив | "
        "Почему лодка плывёт | Зачем нужен кранец | Где живёт лоцман | Кто правит | "
        "Чем отличается прилив от отлива | Сколько узлов | Для чего нужен кранец | "
        "В каком порту | Можно ли причалить",
        no="Что касается порта | Как правило, да | Чемодан | Кто-то",
    ),
    _either(
        "Russian",
        "когда",
        "Когда прилив",
        no="Когда прилив, лодки стоят.",
    ),
    _orders(
        "Russian",
        "(?:расскаж|опиш|объясн|поясн|назов|перечисл|привед|сравн|определ|укаж|раскро|"
        "сформулиру|обосну|охарактеризу|докаж|проанализиру|изобраз|напиш|покаж|реализу)"
        "(?:и|ите|й|йте)|дай(?:те)?|разница между|отличи[ея]|различи[ея]|"
        "в ч[её]м (?:разница|отличие|различие)",
        "Расскажите о приливе | Опишите план | Объясните | Назовите три узла | "
        "Приведите пример | Сравните узлы | Сформулируйте правило | Дайте определение | "
        "Разница между приливом и отливом",
        no="Описание порта | Указатель",
    ),
    _words(
        "Ukrainian",
        "що|як(?:ий|а|е|і|у|им)?|чому|навіщо|коли|де|хто|скільки|чим|чи",
        "Що таке причал | Які бувають вузли | Чому човен пливе | Чи можна причалити",
        no="Деякі | Якось",
    ),
    _orders(
        "Ukrainian",
        "розкажіть|опишіть|поясніть|назвіть|наведіть|перелічіть|порівняйте|різниця між",
        "Опишіть порт | Наведіть приклад | Різниця між припливом і відпливом",
        no="Опис порту",
    ),
    _words(
        "Polish",
        "co(?= \\w)|jaki\\w*|jak[aąi]?|dlaczego|kiedy|gdzie|kto|ile(?! de\\b)|któr\\w+|"
        "czym|czy|po co|"
        "(?:na|w|z|do|od|dla|za|o) (?:czym|czego|jaki\\w*|któr\\w+|co)",
        "Co to jest nabrzeże | Jak się cumuje | Jakie są węzły | Dlaczego pływa | "
        "Kiedy jest odpływ | Czym różni się węzeł | Czy można | W jakim porcie",
        no="Co-op | Jakub | Ile de France",
    ),
    _orders(
        "Polish",
        "wyjaśnij|opisz|zdefiniuj|wymień|podaj|porównaj|omów|scharakteryzuj|przedstaw|"
        "uzasadnij|nazwij|różnic[ae] między",
        "Wyjaśnij pojęcie | Opisz port | Wymień dwa węzły | Podaj przykład | "
        "Różnica między odpływem i przypływem",
        no="Opis portu",
    ),
    _words(
        "Czech",
        "jaký|jaké|jaká|proč|kdy|kde (?:je|jsou|se|leží)|kdo|kolik|kter[ýáéí]|čím|k čemu",
        "Jaké jsou uzly | Proč pluje | Kdy je odliv | Které uzly znáte",
        no="Kdyby | KDE is a desktop",
    ),
    _orders(
        "Czech",
        "vysvětlete?|popi[šs]te?|popiš|definujte?|vyjmenujte?|uveďte?|porovnejte?|"
        "jmenujte?|rozdíl mezi",
        "Vysvětlete pojem | Popište přístav | Uveďte příklad | Rozdíl mezi uzly",
        no="Popis",
    ),
    _words(
        "Scandinavian",
        "vad|hur|varför|vem|vilk(?:en|et|a)|hvad|hva|hvordan|hvorfor|hvornår|hvor|hvem|"
        "hvilke[nt]?",
        "Vad är en kaj | Hur lägger man till | Varför flyter den | Vilka knopar finns | "
        "Hvad er en kaj | Hva er en kai | Hvordan fortøyer man | Hvilken havn",
        no="Hurra | Vadderad",
    ),
    _orders(
        "Scandinavian",
        "förklara|beskriv|definiera|nämn|jämför|ge (?:ett|två|exempel)|"
        "forklar|nævn|nevn|sammenlign|skillnad(?:en)? mellan|forskjell(?:en)? (?:på|mellom)|"
        "forskel(?:len)? (?:på|mellem)",
        "Förklara ebb | Beskriv en kaj | Nämn två knopar | Ge ett exempel | "
        "Nævn to knob | Forklar ebbe | Skillnaden mellan ebb och flod",
        no="Beskrivning",
    ),
    _words(
        "Finnish",
        "mikä|mitkä|mitä|miten|miksi|milloin|missä|kuka|kuinka",
        "Mikä on laituri | Miten kiinnitytään | Miksi vene kelluu",
        no="Missään",
    ),
    _orders(
        "Finnish",
        "selitä|kuvaile|nimeä|vertaa|määrittele|luettele",
        "Selitä vuorovesi | Nimeä kaksi solmua",
        no="Selitys",
    ),
    _words(
        "Hungarian",
        "mi az?|milyen|miért|hogyan|mikor|melyik|mennyi|hány",
        "Mi a móló | Mi az apály | Hogyan kötünk ki | Miért úszik | Melyik kikötő",
        no="Mi casa",
    ),
    _words(
        "Turkish",
        "[\\s\\S]+ (?:nedir|nelerdir|midir|mıdır|mudur|nasıldır|kimdir)|nasıl|neden|niçin|"
        "hangi",
        "Rıhtım nedir | Düğüm türleri nelerdir | Neden yüzer | Hangi liman",
        no="Nedir ki liman",
    ),
    _orders(
        "Turkish",
        "[\\s\\S]+ (?:açıkla|tanımla|karşılaştır|anlat|say|yaz)(?:yın|yin|ın|in)(?:ız|iz)?",
        "Gelgiti açıklayınız | Limanı tanımlayın | İki düğüm yazın",
        no="Açıklama | As they say",
    ),
    _words(
        "Greek",
        "τι|πώς|γιατί|πότε|πού|ποι[οαε]\\w*|πόσ\\w+",
        "Τι είναι προβλήτα | Πώς δένουμε | Ποια είναι τα λιμάνια",
        no="Τιμή",
    ),
    _orders(
        "Greek",
        "εξηγήστε|περιγράψτε|ονομάστε|αναφέρετε|συγκρίνετε|ορίστε|δώστε",
        "Εξηγήστε την παλίρροια | Ονομάστε δύο κόμπους",
        no="Εξήγηση",
    ),
    _words(
        "Vietnamese",
        "[\\s\\S]+ (?:là gì|thế nào|ở đâu|bao nhiêu)|tại sao|vì sao|khi nào|làm sao",
        "Bến cảng là gì | Cập bến thế nào | Tại sao thuyền nổi",
        no="Bến cảng lớn",
    ),
    _orders(
        "Vietnamese",
        "hãy|giải thích|mô tả|nêu|kể tên|trình bày|so sánh|liệt kê",
        "Hãy mô tả | Giải thích thủy triều | Nêu hai nút thắt",
        no="Bến cảng",
    ),
    _words(
        "Indonesian",
        "apa(?:kah)?|bagaimana|mengapa|kenapa|kapan|di mana|siapa|berapa",
        "Apa itu dermaga | Bagaimana berlabuh | Mengapa kapal terapung",
        no="Apabila",
    ),
    _orders(
        "Indonesian",
        "jelaskan|sebutkan|uraikan|bandingkan|deskripsikan|perbedaan",
        "Jelaskan pasang | Sebutkan dua simpul | Perbedaan pasang dan surut",
        no="Penjelasan",
    ),
    _words(
        "Arabic",
        "ماذا|كيف|لماذا|متى|أين|من هو|من هي|هل|كم|ما (?:هو|هي|هما|معنى|الفرق|أنواع)",
        "ما هو الرصيف | كيف ترسو السفينة | لماذا تطفو | هل تطفو",
        no="ماء البحر",
    ),
    _orders(
        "Arabic",
        "اشرح|عر[ّ]?ف|اذكر|قارن|صف|وض[ّ]?ح|عد[ّ]?د|ناقش|علل",
        "اشرح المد | اذكر نوعين | قارن بين المد والجزر",
        no="شرح المد",
    ),
    Wording(
        "Japanese question word",
        SURE,
        r"(?:です|ます|ました|ません|でしょう|の|る|い|た)か[。]?\Z|とは(?:何|なに)?\Z|"
        r"\A(?:なぜ|どうして(?!も)|どの(?!みち)|どこ|いつ(?!も)|だれ|いくつ(?!か)|いくら|どれ"
        r"|どのよう|何(?![度らかも]))|"
        r"(?:は|が|を|に|で)(?:何|なに|どの|どこ|いつ(?!も)|どれ|どう|なぜ|いくつ(?!か))",
        examples(
            "波止場とは何ですか | どのように着岸しますか | 波止場とは | なぜ船は浮くのか | "
            "港はどこ | 潮はいつ満ちるか。 | 何を積む"
        ),
        examples("いつもの港 | 波止場は広い。 | 何度も | 海は静か。"),
    ),
    Wording(
        "Japanese order",
        PROBABLE,
        r"(?:説明|記述|定義|列挙|比較|例示|論述|指摘|図示|要約)"
        r"(?:して(?:ください|下さい|みよ)?|しなさい|せよ)[。]?\Z|"
        r"(?:述べ|答え|挙げ|示し|書い|書き|教え|言い)"
        r"(?:て(?:ください|下さい)|なさい|よ)[。]?\Z|違い(?:は|を[^。]{0,12})?[。]?\Z",
        examples(
            "潮の満ち引きを説明してください | 結び目を二つ挙げなさい。 | 港を定義せよ | "
            "例を挙げてください。 | 満潮と干潮の違い | 理由を述べよ。"
        ),
        examples("潮の満ち引きの説明 | 港を示した。"),
    ),
    Wording(
        "Korean question word",
        SURE,
        r"(?:무엇|어떻게|언제(?!나)|누가|누구(?!나))|\A(?:왜|어떤|어느|어디|얼마)|"
        r"(?:까|나요|가요|은가|는가|인가)\Z",
        examples(
            "부두란 무엇인가 | 어떻게 정박하나요 | 왜 배가 뜨는가 | 어느 항구 | "
            "배가 뜹니까 | 항구인가"
        ),
        examples("부두는 넓다 | 항구 | 배는 언제나 뜬다"),
    ),
    Wording(
        "Korean order",
        PROBABLE,
        r"(?:설명|서술|비교|정의|나열|열거|기술)(?:하시오|하세요|하라|해 ?보세요|해 ?주세요)"
        r"[.]?\Z|(?:쓰시오|드시오|말하시오|들어 ?보세요)[.]?\Z|차이(?:점)?(?:은|는|을)?\Z",
        examples(
            "조류를 설명하시오 | 두 매듭을 비교하세요. | 예를 드시오 | 밀물과 썰물의 차이"
        ),
        examples("조류의 설명"),
    ),
    Wording(
        "Hindi question word",
        SURE,
        r"(?:\A|\s)(?:क्या|कैसे|क्यों|कब|कहाँ|कहां|कौन|कितन[ेाी]|किस)(?=\s|\Z)",
        examples("बंदरगाह क्या है | जहाज़ कैसे तैरता है | कौन चलाता है"),
        examples("बंदरगाह बड़ा है"),
    ),
    Wording(
        "Hindi order",
        PROBABLE,
        r"(?:समझाइए|समझाइये|बताइए|बताइये|लिखिए|दीजिए|कीजिए|वर्णन करें|समझाएँ|बताएँ)[।.]?\Z",
        examples("ज्वार समझाइए | दो गाँठें बताइए। | ज्वार का वर्णन कीजिए"),
        examples("ज्वार का वर्णन"),
    ),
    Wording(
        "Hebrew question word",
        SURE,
        r"\A(?:מה|מהו|מהי|איך|כיצד|למה|מדוע|מתי|היכן|איפה|מי|כמה|הסבר|הסבירו|תאר|תארו|מנה)"
        r"(?!\w)",
        examples("מהו רציף | מה זה רציף | כיצד עוגנים | הסבר את הגאות | מנה שני קשרים"),
        examples("מים רבים"),
    ),
    Wording(
        "Persian question word",
        SURE,
        r"(?:چیست|کیست|کجاست|کدامند|کدام است|چگونه|چرا|چطور|توضیح دهید|نام ببرید)",
        examples("بندر چیست | چرا کشتی شناور است | جزر را توضیح دهید"),
        examples("بندر بزرگ است"),
    ),
    Wording(
        "Thai question word",
        SURE,
        "(?:อะไร|อย่างไร(?!ก็)|ทำไม|เมื่อไร|เมื่อไหร่|ที่ไหน|ใคร|กี่)|\\A(?:จง|อธิบาย)",
        examples("ท่าเรือคืออะไร | ทำไมเรือลอย | จงอธิบายน้ำขึ้น | อธิบายน้ำลง"),
        examples("ท่าเรือใหญ่ | อย่างไรก็ตาม"),
    ),
)
