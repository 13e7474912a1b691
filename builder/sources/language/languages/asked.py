"""How further languages ask, order and name what one is asked about: a row for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """The wordings of one language; what it has none for is empty.

    Words are patterns that stand beside each other with ``|``; examples of all of them
    stand between upright bars with blanks around.
    """

    name: str
    words: str = ""
    """A question begins with them."""
    ends: str = ""
    """A question ends with them."""
    explain: str = ""
    """They order to explain: hardly anything else is begun so."""
    orders: str = ""
    """An exam orders so, and a manual as well."""
    topics: str = ""
    """A title begins with them that names what one is asked about."""
    examples: str = ""
    """A question, an order to explain, another order and a topic, where it has them."""
    promises: str = ""
    """They stand in the titles of documents that hold questions."""
    denials: str = ""
    """They stand in the titles of documents that hold something else."""


ASKED = (
    Asked(
        "German",
        words="was (?!(?:the|an?|it|built|made|born|released|founded|not|in|on)\\b)\\w+|"
        "wie(?: lange| viele?| oft)?|warum|weshalb|wieso|wann|woher|wohin|wo|"
        "wer|wen|wem|wessen|wofür|wodurch|womit|woran|woraus|wozu|welche[mnrs]?|"
        "(?:in|mit|aus|zu|bei|auf|unter|nach|für|von) (?:welche[mnrs]?|was)",
        explain="(?:erklär|beschreib|erläuter|definier|vergleich|begründ|nenn|diskutier|"
        "charakterisier)e?(?:n sie)?",
        orders="(?:gib|geben sie|zähl|zählen sie|skizzier|skizzieren sie|berechn|"
        "berechnen sie|bestimm|bestimmen sie|zeichn|zeichnen sie|ordnen sie|unterscheid|"
        "unterscheiden sie)e?",
        topics="(?:der |die )?unterschiede? zwischen|vor- und nachteile|"
        "(?:arten|aufgaben) (?:von|der|des)",
        examples="Was ist ein Kai | Erklären Sie die Schleuse | Berechne die Tiefe | "
        "Der Unterschied zwischen Mole und Pier",
        promises="fragen|aufgaben|prüfung|klausur|übungsblatt|karteikarten",
        denials="protokoll|anleitung|aufsatz|versionshinweise",
    ),
    Asked(
        "French",
        words="qu(?:'|’)est-ce|que (?:signifie|veut|fait|sont|se)|qu(?:oi|els?|elles?|and)|"
        "qui|où|pourquoi|combien|comment (?:est|sont|se|on|peut|fonctionn\\w+|fait|faire|"
        "appelle|mesure|s(?:'|’))|(?:à|de|dans|en|pour|par|sur) (?:quoi|quel(?:le)?s?)",
        explain="(?:expliqu|décriv|définiss|compar|justifi|présent)(?:ez|er|e|ir)",
        orders="(?:donn|nomm|cit|énumér|list|calcul|énonc)(?:ez|er)",
        topics="(?:les? |la )?différences? entre|avantages et inconvénients|types d(?:e|')",
        examples="Qu'est-ce qu'un quai | Expliquez la marée | Citez trois ports | "
        "La différence entre un môle et un quai",
        promises="exercices|examen|interrogations",
        denials="compte rendu|tutoriel|essai\\b",
    ),
    Asked(
        "Spanish",
        words="qué|cómo|cuáles|cuál|cuándo|cuánt[oa]s?|dónde|quién(?:es)?|por qué|"
        "para qué|(?:a|de|en|con) (?:qué|quién|cuál)|que (?:es|son|significa)|cual es|"
        "cuales son|como se",
        explain="(?:explique|explica|describe|describa|define|defina|compara|compare|"
        "explicar|describir|definir|comparar)",
        orders="(?:nombr|enumer|mencion|cit|calcul|indic|escrib|señal)(?:a|e|ar|ir)",
        topics="(?:la )?diferencias? entre|tipos de|ventajas y desventajas|ventajas de",
        examples="Qué es un muelle | Explique la marea | Nombre tres puertos | "
        "La diferencia entre puerto y muelle",
        promises="preguntas?|cuestionario|ejercicios|tarjetas",
        denials="\\bacta\\b|ensayo",
    ),
    Asked(
        "Italian",
        words="che cos(?:'|’)è|cos(?:'|’)è|(?:che )?cosa|quali|quale?|quando|quant[oaie]|"
        "perché|dov(?:'|’)è|dove (?:si|sono|sta|nasce|viene)|chi (?:è|sono|ha|può|deve)|"
        "come (?:si|è|sono|funziona\\w*|viene|vengono|mai)|(?:a|di|da|in|con|per) "
        "(?:che cosa|cosa|quale?|chi)",
        explain="(?:spieg|descriv|definisc|confront)(?:a|i|are|ere|ete|ate|ire)",
        orders="(?:elenc|indic|nomin|cit|calcol)(?:a|are|ate|hi)",
        topics="(?:la )?differenz[ae] (?:tra|fra)|tipi di|vantaggi (?:di|e)",
        examples="Cos'è un molo | Spiega la marea | Elenca tre porti | "
        "La differenza tra molo e porto",
        promises="domande|esercizi|esame|verifica",
        denials="verbale|saggio",
    ),
    Asked(
        "Portuguese",
        words="o que|que é|quais|qual|quando|quant[oa]s?|por ?que|por quê|onde|quem|"
        "como (?:se|é|são|funciona\\w*|fazer|você|pode\\w*|surge|ocorre)|para que|"
        "(?:de|em|com|a) (?:que|quem|qual)",
        explain="(?:expliqu|descrev|defin|compar|justifiqu)(?:e|a|er|ir|ar)",
        orders="(?:cit|list|enumer|mencion|indiqu|nomei|calcul)(?:e|ar|a)",
        topics="(?:a )?diferenças? entre|tipos de|vantagens (?:de|e|do|da)",
        examples="O que é um cais | Explique a maré | Cite três portos | "
        "A diferença entre cais e porto",
        promises="perguntas?|questões|exercícios|\\bprova\\b",
        denials="\\bata\\b|ensaio",
    ),
    Asked(
        "Russian",
        words="что(?! касается|-)|как(?! правило| известно| видно| только| и )(?:ой|"
        "ая|ое|ие|ого|ую|им|ими|их|ом|ов|ова|овы)?|почему|зачем|когда(?!-)|"
        "где(?!-)|куда|откуда|кто(?!-)|кого|кому|чей|сколько|чем|чему|"
        "(?:в|для|из|к|на|от|по|при|с|за|у|о|об) (?:чём|чем|чего|чему|как\\w+|кого|кем)|"
        "(?:может|могут|можно|есть|нужно|является|будет|правда)(?: \\w+)? ли",
        explain="(?:объясн|опи[шс]|расска[жз]|охарактериз|сравн|определ|обосн|поясн)"
        "(?:ит[ье]|ать|ите|уйте|овать)|дать определение|дайте определение",
        orders="(?:назов|назв|перечисл|приве[дс]|привед|укаж|указ|дай|реализ|напи[шс]|"
        "сформулир|раскр)(?:ите|ать|ить|ти|те|уйте|овать|ойте|ыть)",
        topics="вид[ыа]|тип[ыа]|понятие|отличи[ея]|разница|различи[ея]|принципы?|"
        "преимущества|недостатки|способы|методы|этапы|свойства|назначение|особенности|"
        "роль|уровни|классификация|структура|функции|причины|признаки",
        examples="Что такое мол | Расскажите о швартовке | Назвать виды якорей | "
        "Виды канатов",
        promises="вопрос|задани|экзамен|билет|\\bтест|викторин|опросник|собеседован|задач",
        denials="протокол|руководство|новости|очерк|эссе|список изменений",
    ),
    Asked(
        "Ukrainian",
        words="що|як(?:ий|а|е|і|ої|им|ими|их|ого)?|чому|навіщо|коли|де|хто|скільки|чим|чи|"
        "(?:у|в|для|з|на|від) (?:чому|чого|як\\w+)",
        explain="(?:поясн|опи[шс]|розкаж|порівня|визнач)(?:іть|ити|ати|те|и)",
        orders="(?:назв|перелі[чк]|навед|вкаж)(?:іть|іть|ати|ити|и)",
        topics="вид[иа]|тип[иа]|поняття|відмінн?ість|відмінності|різниця|переваги",
        examples="Що таке мол | Поясніть припливи | Назвіть три порти | Види канатів",
        promises="питання|завдання|іспит",
    ),
    Asked(
        "Polish",
        words="co (?:to|jest|oznacza|się|powoduje|robi|należy)|czym|jak(?:i|a|ie|ich|"
        "im|iego|iej)?|dlaczego|kiedy|gdzie|kto|kogo|"
        "któr[yaej]+|ile|czy|po co|skąd|dokąd|(?:w|na|do|z|od|przy) "
        "(?:jak\\w+|czym|czego|któr\\w+)",
        explain="(?:wyjaśni|opi[sz]|porównaj|porówna|zdefiniuj|omów|omówi|uzasadni)"
        "(?:ć|j|ać|z)?",
        orders="(?:wymie[nń]|poda|wska|nazwi|oblicz|wylicz)(?:j|ć|ić|ż|y)?",
        topics="różnic[ae] między|rodzaje|zalety i wady|zalety",
        examples="Co to jest mol | Wyjaśnij przypływ | Wymień trzy porty | "
        "Różnica między molem a nabrzeżem",
        promises="pytania|egzamin|zadania|sprawdzian|fiszki",
        denials="protokół|poradnik",
    ),
    Asked(
        "Dutch",
        words="wat|hoe (?!the\\b)\\w+|waarom|wanneer|wie|welke?|waar(?:voor|door|mee|"
        "om)?|hoeveel|"
        "(?:in|met|van|op) (?:welke?|wat)",
        explain="(?:leg uit|verklaar|beschrijf|definieer|vergelijk|licht toe)",
        orders="(?:noem|geef|bereken|som \\w+)",
        topics="(?:het )?verschil tussen|verschillen tussen|soorten|voor- en nadelen",
        examples="Wat is een kade | Beschrijf het getij | Noem drie havens | "
        "Het verschil tussen kade en pier",
        promises="vragen|toets|oefeningen",
        denials="notulen|handleiding",
    ),
    Asked(
        "Swedish",
        words="vad|hur|varför|när|vem|vilken|vilket|vilka|vilken|var (?:är|ligger|finns)|"
        "(?:i|på|med|av) (?:vilken|vilket|vilka|vad)",
        explain="(?:förklara|beskriv|definiera|jämför|redogör)",
        orders="(?:nämn|ange|räkna upp|beräkna)",
        topics="skillnaden mellan|skillnader mellan|typer av",
        examples="Vad är en kaj | Förklara tidvatten | Nämn tre hamnar | "
        "Skillnaden mellan kaj och pir",
        promises="frågor|övningar|tentamen",
    ),
    Asked(
        "Danish and Norwegian",
        words="hva|hvad|hvordan|hvorfor|hvornår|når|hvem|hvilken|hvilket|hvilke|"
        "hvor(?: mange| mye| meget| ofte)?",
        explain="(?:forklar|beskriv|definer|sammenlign|redegør|gjør rede)",
        orders="(?:nævn|nevn|angiv|beregn)",
        topics="forskellen mellem|forskjellen mellom|typer af|typer av",
        examples="Hvad er en kaj | Forklar tidevand | Nævn tre havne | "
        "Forskellen mellem kaj og mole",
        promises="spørgsmål|spørsmål|opgaver|oppgaver|prøve|eksamen",
        denials="referat",
    ),
    Asked(
        "Finnish",
        words="mikä|mitä|mitkä|miten|miksi|milloin|missä|mistä|mihin|kuka|ketkä|kuinka|"
        "montako|millä|millainen|millaisia",
        explain="(?:selitä|kuvaile|määrittele|vertaa|kerro)",
        orders="(?:luettele|nimeä|mainitse|laske)",
        examples="Mikä on laituri | Selitä vuorovesi | Nimeä kolme satamaa",
        promises="kysymy|tehtäv|kokeen",
        denials="pöytäkirja",
    ),
    Asked(
        "Czech and Slovak",
        words="co (?:to|je|jsou|znamená|se)|čo|jak|ako|proč|prečo|kdy|kedy|"
        "kde (?:je|jsou|se|sú|sa|leží)|kdo|kto|kter[ýáéí]\\w*|ktor[ýáéí]\\w*|"
        "kolik|koľko|jak[ýáéí]\\w*|ak[ýáéí]\\w*|k čemu|čím|z čeho",
        explain="(?:vysvětl|vysvetl|popiš|opíš|definuj|porovn|srovn|objasn)\\w*",
        orders="(?:vyjmenuj|vymenuj|uveď|jmenuj|vypočít)\\w*",
        topics="rozdíl mezi|rozdiel medzi|druhy|typy|výhody a nevýhody",
        examples="Co je to molo | Vysvětlete příliv | Vyjmenujte tři přístavy | "
        "Rozdíl mezi molem a nábřežím",
        promises="otázky|otázka|úlohy|cvičení|skúšk|zkoušk",
        denials="zápis z",
    ),
    Asked(
        "Hungarian",
        words="mi (?:a|az|lesz|történik|volt)|mik|mit (?:jelent|csinál|nevez|tud|kell|"
        "ért)\\w*|miért|hogyan|mikor|hol|honnan|hová|"
        "ki (?:a|az|volt)|kik|melyik|mennyi|hány|milyen|mire|mivel|mitől",
        explain="(?:magyaráz|ismertes|hasonlít|definiál|fejts|ír(?:d|ja) le)\\w*",
        orders="(?:sorol|nevez|számít)\\w*|adj(?:on|a|uk)?",
        topics="különbség",
        examples="Mi a móló | Magyarázza az árapályt | Soroljon fel három kikötőt | "
        "Különbség a móló és a part között",
        promises="kérdés|feladat|kártyák|vizsga|kvíz",
        denials="jegyzőkönyv",
    ),
    Asked(
        "Romanian",
        words="ce (?:este|sunt|e|înseamnă|face|rol)|cum (?:se|funcționează|poți|putem)|"
        "de ce|când|unde|cine|care (?:este|sunt|e)|câ[tț][eiă]?|la ce|în ce",
        explain="(?:explică|explicați|descrie|descrieți|definiți|definește|compară|"
        "comparați)",
        orders="(?:enumerați|enumeră|numiți|numește|dați|calculați)",
        topics="diferența dintre|diferențe între|tipuri de",
        examples="Ce este un chei | Explicați mareea | Enumerați trei porturi | "
        "Diferența dintre chei și port",
        promises="întrebări|exerciții",
        denials="proces-verbal",
    ),
    Asked(
        "Bulgarian and Serbian",
        words="какво|защо|кога|къде|кой|коя|кое|кои|šta|što je|kako|zašto|kada|gde|gdje|"
        "tko|koj[iae]|šta je",
        explain="(?:обясн|опиш|сравн|objasni|opiši|uporedi|usporedi)\\w*",
        orders="(?:избро|посоч|nabroj|navedi)\\w*",
        topics="разлика между|razlika između",
        examples="Какво е кей | Обяснете прилива | Посочете три пристанища | "
        "Разлика между кей и вълнолом",
        promises="въпрос|pitanja|zadaci",
    ),
    Asked(
        "Turkish",
        words="ne zaman|nerede|nereye|neden|niçin|niye|nasıl|hangi|kaç",
        ends="nedir|nelerdir|kimdir|nasıldır|neresidir|nerededir",
        orders="(?:açıkla|tanımla|karşılaştır|listele|say)(?:yın|yınız|ın|ınız)",
        examples="İskele nedir | Açıklayınız gelgit",
        promises="soru|sınav|alıştırma",
        denials="tutanak",
    ),
    Asked(
        "Greek",
        words="τι|πώς|πως|γιατί|πότε|πού|ποιος|ποια|ποιο|ποιες|ποιοι|πόσ[οαεη]\\w*|"
        "(?:σε|με|από|για) (?:τι|ποι\\w+)",
        explain="(?:εξηγ|περιγρά|ορίσ|συγκρίν|αναλύσ)\\w*",
        orders="(?:αναφέρ|ονομάσ|δώσ|υπολογίσ)\\w*",
        topics="διαφορ[άέ]\\w* μεταξύ|η διαφορά|είδη|τύποι",
        examples="Τι είναι η προβλήτα | Εξηγήστε την παλίρροια | "
        "Αναφέρετε τρία λιμάνια | Διαφορά μεταξύ μόλου και προβλήτας",
        promises="ερωτήσ|ερώτησ|ασκήσεις|κουίζ|εξετάσεις",
        denials="πρακτικά",
    ),
    Asked(
        "Arabic",
        words="ما|ماذا|كيف|لماذا|متى|أين|هل|كم|من هو|من هي|أي|ما هو|ما هي",
        explain="اشرح|عرف|عرّف|صف|قارن|وضح|وضّح|علل",
        orders="اذكر|عدد|احسب|سم",
        topics="الفرق بين|أنواع|مزايا",
        examples="ما هو الميناء | اشرح المد | اذكر ثلاثة موانئ | "
        "الفرق بين الميناء والرصيف",
        promises="أسئلة|سؤال|اختبار|امتحان",
        denials="محضر",
    ),
    Asked(
        "Persian and Urdu",
        words="چه|چرا|چگونه|چطور|کجا|کدام|آیا|چند|کیا|کیوں|کیسے|کون",
        ends="چیست|کیست|کجاست|چیستند|کدامند|کدام است|کیا ہے|کیا ہیں",
        explain="توضیح دهید|شرح دهید|تعریف کنید|مقایسه کنید",
        orders="نام ببرید",
        topics="تفاوت|انواع",
        examples="بندر چیست | توضیح دهید مد را | نام ببرید سه بندر | تفاوت بندر و اسکله",
        promises="پرسش|سوال|آزمون",
        denials="صورتجلسه",
    ),
    Asked(
        "Hebrew",
        words="מה|איך|מדוע|למה|מתי|איפה|היכן|מי|האם|כיצד|כמה|איזה|אילו",
        explain="הסבר|הסבירו|תאר|תארו|הגדר|הגדירו|השווה|השוו",
        orders="מנה|מנו|ציין|ציינו",
        topics="ההבדל בין|הבדלים בין|סוגי",
        examples="מה זה רציף | הסבירו גאות | מנו שלושה נמלים | ההבדל בין רציף לנמל",
        promises="שאלות|שאלון|מבחן",
        denials="פרוטוקול",
    ),
    Asked(
        "Hindi",
        words="क्या|कैसे|क्यों|कब|कहाँ|कौन|किस|कितने|कितना|कितनी",
        ends="क्या (?:है|हैं|होता है|होती है|होते हैं)|क्यों (?:है|होता है)|"
        "कहाँ (?:है|हैं)|कौन (?:है|हैं|सा है|सी है)|कैसे (?:होता|करता|करते|काम करता) (?:है|हैं)|"
        "(?:समझाइए|बताइए|वर्णन कीजिए|परिभाषित कीजिए|व्याख्या कीजिए|वर्णन करें|समझाइये)",
        examples="बंदरगाह क्या है",
        promises="प्रश्न|सवाल|परीक्षा",
    ),
    Asked(
        "Vietnamese",
        words="tại sao|vì sao|khi nào|thế nào|làm thế nào|làm sao|bao nhiêu|ở đâu|"
        "(?:hãy )?cho biết",
        ends="là gì|là ai|như thế nào|ở đâu|khi nào|bao nhiêu",
        explain="(?:hãy )?(?:giải thích|trình bày|mô tả|so sánh|định nghĩa)",
        orders="(?:hãy )?(?:nêu|kể tên|liệt kê)",
        topics="sự khác (?:nhau|biệt) giữa|phân biệt|các loại",
        examples="Tại sao có thủy triều | Giải thích thủy triều | Kể tên ba cảng | "
        "Sự khác nhau giữa cảng và bến",
        promises="câu hỏi|trắc nghiệm|bài tập|đề thi",
        denials="biên bản",
    ),
    Asked(
        "Indonesian",
        words="apa(?:kah|bila| (?:itu|yang|saja|arti|fungsi|nama|tujuan|manfaat))|"
        "bagaimana|mengapa|kenapa|kapan|di ?mana|siapa|berapa|"
        "manakah",
        explain="jelaskan|uraikan|deskripsikan|bandingkan|definisikan",
        orders="sebutkan|tuliskan|hitunglah|berikan",
        topics="perbedaan|jenis-jenis|macam-macam",
        examples="Apa itu dermaga | Jelaskan pasang surut | Sebutkan tiga pelabuhan | "
        "Perbedaan dermaga dan pelabuhan",
        promises="pertanyaan|soal|latihan|ujian|kuis",
    ),
    Asked(
        "Japanese",
        words="なぜ|どうやって|どのように|何故|いつ|どこ|誰が|どちら|どの",
        ends="(?:です|ます|でしょう|のは何|とは何|何|なの|ある|いる|する|れる|るの|られる)か"
        "[。]?|とは[。]?|は何[。]?|は(?:いつ|どこ|誰|どれ|なぜ)[。]?|"
        "(?:説明|列挙|比較|定義|計算|記述)(?:せよ|しなさい|してください|して下さい)[。]?|"
        "(?:述べよ|述べなさい|挙げよ|挙げなさい|答えよ|答えなさい|書け|書きなさい)[。]?|"
        "について(?:説明|述べ|教え).{0,8}[。]?|の違い(?:は)?[。]?",
        examples="なぜ潮は満ちるのか",
        promises="質問|クイズ|一問一答|試験|単語帳",
        denials="議事録|チュートリアル|エッセイ|リリースノート",
    ),
    Asked(
        "Korean",
        words="왜|어떻게|언제|어디|누가|무엇",
        ends="(?:무엇|어떻게|왜|언제|어디|누구|어떤|몇).{0,40}(?:까|나요|가요|인가|는가|지)\\.?|"
        "(?:이|)란\\.?|(?:설명|서술|비교|나열|정의|기술)(?:하시오|하세요|하라|해라|하여라|해보세요"
        "|해주세요)\\.?|차이점?(?:은|는)?\\.?",
        examples="왜 조수가 생기는가",
        promises="질문|문제|퀴즈|시험|면접",
        denials="회의록",
    ),
    Asked(
        "Thai",
        ends="ทำไม.*|คืออะไร|อย่างไร|ที่ไหน|เมื่อไร|เท่าไร|ใด|หรือไม่|ไหม|จงอธิบาย",
        explain="จงอธิบาย.*|อธิบาย.*|จงเปรียบเทียบ.*",
        examples="ทำไมน้ำขึ้น | อธิบายน้ำขึ้น",
        promises="คำถาม|ข้อสอบ|แบบทดสอบ",
    ),
)
