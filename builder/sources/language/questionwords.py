"""What says in so many words that a question comes, or stands between it and an answer."""

from __future__ import annotations

from builder.sources.language.confidence import CERTAIN
from builder.sources.language.languages import (
    CHINESE,
    ENGLISH,
    LANGUAGES,
    OTHERS,
    words,
)
from builder.sources.language.remarks import KINDS_OF_QUESTION
from builder.sources.language.wording import Wording, Wordings, examples, phrases

_NUMERALS = "一二三四五六七八九十"
_COUNT = rf"(?:\d{{1,4}}|[{_NUMERALS}]{{1,3}})"
_OTHERS = "|".join(words(*(one.question for one in OTHERS)))
# What stands before the number in further languages, and what counts without one.
_NUMBER_SIGN = r"(?:[#№.]|n[ro]?\.?|n[°º]|č\.|nummer|номер)"
_ORDINAL_WORD = (
    "(?:ال)?(?:أول|أولى|ثاني|ثانية|ثالث|ثالثة|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|"
    "اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم)"
)
_ORDINAL = rf"第\s*(?:\d{{1,4}}|[{_NUMERALS}百]{{1,4}})\s*[题问]"

# They stand before a question: ``Q1:``, ``【问】``, ``第 3 题``.
QUESTION_LABELS = Wordings(
    "question label",
    (
        Wording(
            "word",
            CERTAIN,
            rf"(?:{ENGLISH.question})\s*[#№.]?\s*\d{{0,4}}\s*"
            r"(?:[:：、)）]|[.．](?=\D)|[-–—]\s)",
            examples(
                "Q: Why | Q1) Why | Q.1: Why | Question #3： Why | ques №2、Why | "
                "Quiz 4. Why | Q.Why | Q – Why | Q - Why | Q — Why | question） why"
            ),
            ("Quick: why", "Questions: why", "Q-tips"),
        ),
        Wording(
            "word and number of several parts",
            CERTAIN,
            rf"(?:{ENGLISH.question_noun})\s*#?\s*\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}"
            r"\s*[:：.、)]?\s*(?=\S)",
            examples("Q1.2 Why | Question 1.2.3: why | q #2.1) why | Q2.1、why"),
            ("Q1.2",),
        ),
        Wording(
            "word and number",
            CERTAIN,
            rf"(?:{ENGLISH.question_noun})\s*#?\s*\d{{1,4}}\s+(?=\S)",
            ("Q1 Why", "Question 12 why", "q #3 why"),
            ("Q1", "Quiz 1 why"),
        ),
        Wording(
            "sign in brackets",
            CERTAIN,
            rf"[【\[［](?:{'|'.join(words(*(one.question_sign for one in LANGUAGES)))})"
            r"\s*\d{0,4}[】\]］]\s*[:：]?",
            examples(
                "[Q] Why | 【问】为 | ［问题 3］：为 | [question 2] why | "
                "【题目】为 | 【面试题1】为"
            ),
            ("[A] Why",),
        ),
        Wording(
            "exercise in brackets",
            CERTAIN,
            r"[【\[［](?:例|例题|练习|变式|习题|真题)\s*\d{0,3}[】\]］]\s*[:：]?",
            examples(
                "【例】求 | [例题1] 求 | ［练习 2］：求 | 【变式】求 | 【习题3】求 | "
                "【真题】求"
            ),
            ("【注意】求",),
        ),
        Wording(
            "kind of question",
            CERTAIN,
            rf"(?:{KINDS_OF_QUESTION}|论述|名词解释)题?\s*\d{{0,4}}\s*[:：]",
            examples(
                "单选题：船 | 多选题 1：船 | 不定项选择题：船 | 选择题2:船 | "
                "判断：船 | 填空题：船 | 简答题：船 | 问答：船 | 论述题：船 | "
                "名词解释：船"
            ),
            ("判断船的大小",),
        ),
        Wording(
            "person who asks",
            CERTAIN,
            rf"(?:student|customer|user)\s*[:：](?=.*\?)|(?:{ENGLISH.asker})\s*[:：]",
            examples(
                "Student: why? | Customer: why? | user： why? | Interviewer: tell me"
            ),
            ("Student: because", "User: yes."),
        ),
        Wording(
            "Chinese word",
            CERTAIN,
            rf"(?:{CHINESE.question}|{CHINESE.asker})\s*{_COUNT}?\s*[:：]",
            examples(
                "问：船 | 问题:船 | 题目 3：船 | 提问：船 | 面试题三：船 | "
                "面试官：船 | 面试官问：船 | 题十二：船"
            ),
            ("问船：大",),
        ),
        Wording(
            "Chinese word and number",
            CERTAIN,
            rf"(?:{CHINESE.question_noun})\s*{_COUNT}\s*[、.．]?\s*",
            examples("问题3、船 | 面试题 12 船 | 题目二．船 | 题1.船"),
            ("问题在于船", "问3船"),
        ),
        Wording(
            "Chinese ordinal",
            CERTAIN,
            rf"{_ORDINAL}\s*[:：、.．]?",
            ("第3题：船", "第 十二 问、船", "第一百题.船"),
            ("第三船",),
        ),
        Wording(
            "word of another language",
            CERTAIN,
            rf"(?:{_OTHERS})\s*{_NUMBER_SIGN}?\s*(?:\d{{0,4}}|{_ORDINAL_WORD})\s*"
            r"(?:[:：)）]|[.．](?=\D)|[-–—]\s)",
            (
                *(one.examples[0] for one in OTHERS if one.examples[0]),
                *("問：船", "Frage. Kai", "질문 2： 배"),
                *examples(
                    "Вопрос №1. Мол | Вопрос 2) Мол | Frage 3 – Kai | Frage Nr. 3: Kai | "
                    "Otázka č. 1: molo | السؤال الأول: الميناء | Domanda n. 2: molo | "
                    "Pregunta nº 2: muelle"
                ),
            ),
            ("Fragebogen: Kai", "Frage 3 Kai"),
        ),
        Wording(
            "word of another language and number",
            CERTAIN,
            rf"(?:{_OTHERS})\s*{_NUMBER_SIGN}?\s*\d{{1,4}}\s+(?=\S)",
            examples("Frage 3 Kai | Вопрос 12 Мол | Pregunta 2 Muelle | 질문 3 배"),
            ("Frage 3", "Frage Kai"),
        ),
        Wording(
            "subject of a letter",
            CERTAIN,
            r"subject\s*[:：]\s*[A-Z]{0,2}\d{1,3}(?:\.\d{1,3})*[.)）:]?\s",
            ("Subject: 2.1) Why", "Subject: A3 Why", "subject： 12. Why"),
            ("Subject: Why",),
        ),
    ),
    around=r"\A(?P<label>{})\s*",
)
_REMARKS = phrases(
    "remark",
    "easy",
    "medium",
    "hard",
    "difficult",
    "basic",
    "beginner",
    "intermediate",
    "advanced",
    "expert",
    "multiple choice",
    "true/false",
    (
        r"\d+ ?(?:points?|marks?|分)",
        *examples("5 points | 1 point | 2 marks | 1 mark | 5分"),
    ),
    "简单",
    "中等",
    "困难",
    (
        rf"(?:{KINDS_OF_QUESTION})题?",
        *examples(
            "单选题 | 多选 | 判断题 | 填空题 | 简答题 | 不定项选择题 | 选择题 | 问答题"
        ),
    ),
)
# A heading that only counts, and what it says of its question: ``Question 1 — Easy``.
LONE_LABELS = Wordings(
    "label without a question",
    (
        Wording(
            "word",
            CERTAIN,
            rf"(?:{ENGLISH.lone_question}|{CHINESE.lone_question})"
            rf"\s*#?\s*(?:\d{{1,4}}|[{_NUMERALS}]{{1,4}})?",
            examples(
                "Question 1 | Q #2 | quiz 3: | Problem | Card 7 | Flashcard 8 | "
                "问题一 | 题目 2 | 题3 | 问： | 面试题十二 | Question 1 — Easy | "
                "Question 2 (5 points) | 题 4 单选题"
            ),
            ("Question of tides", "Cards 7"),
        ),
        Wording(
            "word of another language",
            CERTAIN,
            rf"(?:{_OTHERS})\s*{_NUMBER_SIGN}?\s*(?:\d{{1,4}}|{_ORDINAL_WORD})",
            examples(
                "Frage 3 | Вопрос № 4: | Otázka č. 1 | Ερώτηση 1 | 질문 2 | سؤال ۱ | प्रश्न 1:"
            ),
            ("Frage", "Frage 3 Kai"),
        ),
        Wording(
            "Chinese ordinal",
            CERTAIN,
            _ORDINAL,
            ("第 3 题", "第十二问（中等）"),
            ("第三",),
        ),
        Wording(
            "number with its remark",
            CERTAIN,
            rf"\d{{1,3}}\s*[.)、]?(?=\s*[(（]\s*(?:{_REMARKS.alternatives})\s*[)）])",
            examples("1. (3 points) | 2（5分） | 3) (easy)"),
            ("1. (see below)", "4."),
        ),
        Wording(
            "one of so many",
            CERTAIN,
            r"(?:q|question|problem)\s*\d+\s*(?:of|/)\s*\d+",
            ("Question 3 of 10", "Q 3/10", "problem 1 of 2 - hard"),
            ("Card 3 of 10",),
        ),
    ),
    around=rf"\A\W*(?:{{}})(?:\W*(?P<remark>{_REMARKS.alternatives}))?\W*\Z",
)
# Bold words that are no title yet: the question stands behind them.
BOLD_LABELS = phrases(
    "bold label",
    (r"(?:q|question)\s*#?\d*", "Q", "Question 3:", "q #2."),
    (
        r"(?:问题?|题目?|面试题)\s*#?\d*",
        *examples("问 | 问题 3： | 题 | 题目2、 | 面试题"),
    ),
    (r"(?:interviewer|面试官)\s*#?\d*", "Interviewer:", "面试官："),
    (
        rf"(?:{_OTHERS})\s*[#№]?\s*\d*",
        *examples("Frage 3: | Ερώτηση 1: | Вопрос № 2. | Pregunta:"),
    ),
    (r"\d{1,4}", "12)", "3."),
    (r"(?-i:[A-Z]{1,2})-\d{1,3}", "A-1.", "B-2)"),
    (rf"第\s*[\d{_NUMERALS}]+\s*[题问]", "第 3 题", "第二问："),
    around=r"\A\W*(?:{})\s*[.、:：)）]?\W*\Z",
)
# ``【难度】``: a fact about a question, between it and its answer.
FACTS = phrases(
    "fact",
    ("难度", "【难度】中等"),
    ("分值", "[分值]5"),
    ("考点", "【考点】潮汐"),
    ("知识点", "【知识点】潮汐"),
    ("来源", "【来源】真题"),
    ("题型", "[题型]单选"),
    ("标签", "【标签】潮汐"),
    around=r"\A[【\[](?:{})",
)
# ``Source: an exam``: a line that tells of a question and is no part of it.
FACT_LABELS = phrases(
    "fact with a colon",
    (
        "author|source|points?|marks?|score|weight|difficulty|level|topics?|tags?|"
        "category|subject|chapter|unit|year|date|company|asked (?:by|in|at)|frequency|"
        "time(?: limit)?|exam|question type|type",
        *examples(
            "Author: Ann | Source: an exam | Points: 2 | Difficulty: easy | Topic: tides | "
            "Asked by: a harbour | Time limit: 2 min | Question type: single choice"
        ),
    ),
    (
        "出题人|作者|来源|出处|分值|分数|得分|难度|难易度|知识点|考点|题型|类型|标签|分类|章节|"
        "年份|日期|公司|面试公司|频率|考察点|所属章节|科目",
        *examples("出题人：港务局 | 来源：真题 | 分值：2 | 难度：中等 | 考点：潮汐"),
    ),
    (
        "出題者|出典|配点|難易度|難度|分野|カテゴリ|タグ|出題年|単元",
        *examples("出典：過去問 | 配点：2 | 難易度：易"),
    ),
    ("출처|배점|난이도|출제자|분야|단원", "출처: 기출", "배점: 2", "난이도: 하"),
    (
        "autor(?:in)?|quelle|punkte?|punktzahl|schwierigkeit(?:sgrad)?|thema|kapitel|"
        "schlagworte?|fach|jahr|prüfung|fragetyp",
        *examples("Autor: Ann | Quelle: Prüfung | Punkte: 2 | Schwierigkeit: leicht"),
    ),
    (
        "fuente|punt(?:os|uación)|dificultad|tema|categoría|etiquetas|capítulo|asignatura|"
        "año|nivel|autora",
        *examples("Fuente: examen | Puntos: 2 | Dificultad: baja"),
    ),
    (
        "fonte|pontos|pontuação|dificuldade|assunto|ano|banca|nível|disciplina|punti|"
        "difficoltà|argomento|autore|anno|materia",
        *examples(
            "Fonte: prova | Pontos: 2 | Banca: porto | Punti: 2 | Argomento: mare"
        ),
    ),
    (
        "auteur|barème|difficulté|thème|sujet|chapitre|catégorie|niveau|année",
        *examples("Auteur : Ann | Barème : 2 | Difficulté : facile"),
    ),
    (
        "автор|источник|балл\\w*|сложность|тема|раздел|категория|теги|уровень|год|глава",
        *examples("Автор: порт | Источник: экзамен | Баллы: 2 | Сложность: низкая"),
    ),
    (
        "bron|moeilijkheid|onderwerp|źródło|punkty|trudność|temat|poäng|källa|svårighet|"
        "kilde|poeng|zdroj|obtížnost|kaynak|puan|zorluk|konu",
        *examples("Bron: examen | Punkty: 2 | Poäng: 2 | Puan: 2"),
    ),
    around=r"\A[\W_]*(?:{})[*_ ]*\d{0,2}\s*[:：]\s*(?=\S)",
)
# A question may not be answered without what stands behind these.
GIVENS = phrases(
    "given",
    (
        "givens?|inputs?|data|context|codes?|examples?|hints?|options?|choices?|notes?|"
        "assum\\w+|text|passage|picture|image|figure|table|output|formula|sentence|word",
        *examples("Given | Input | Context | code | Hint | options | Assumption"),
    ),
    (
        "已知|输入|条件|提示|选项|代码|材料|上下文|背景|例子|示例|图|注意|说明|输出",
        *examples("已知 | 输入 | 条件 | 提示 | 材料 | 图 | 示例"),
    ),
    (
        "gegeben|eingabe|hinweis|text|beispiel|bild|auswahl|dato?s?|entrada|contexto|"
        "ejemplo|pista|texto|figura|donnée?s?|entrée|contexte|exemple|indice|texte|dica|"
        "exemplo|dati|esempio|testo|дано|вход\\w*|контекст|пример|подсказка|текст|"
        "рисунок|варианты|条件|入力|例|ヒント|図|本文|選択肢|조건|입력|예|보기|힌트",
        *examples("Gegeben | Hinweis | Datos | Entrada | Contexte | Дано"),
    ),
    around=r"\A(?:{})\Z",
)
_CODE = "code|snippet|program|function|query|script|expression"
# A question about code: what stands between it and its answer is still question.
ABOUT_CODE = phrases(
    "question about code",
    (
        rf"\b(?:following|this|below|above|given)\b.{{0,30}}\b(?:{_CODE})s?\b.{{0,40}}$",
        *examples(
            "What does the following code do | Does this snippet end | "
            "Does the program end, given below a program | "
            "What is above: a function or two functions | What is below: a program | "
            "Is the given query fast | What do these and the following scripts do | "
            "Which value has this expression"
        ),
    ),
    (
        r"\b(?:output|printed|logged)\b.{0,30}[?:]\W*$",
        "What is the output?",
        "What is printed here?",
        "What gets logged:",
    ),
    (
        "(?:下面|以下|下列|如下|这段|此).{0,8}(?:代码|程序|函数|语句|表达式)",
        *examples("下面的代码 | 以下程序 | 下列函数 | 如下语句 | 这段表达式 | 此代码"),
    ),
    ("输出(?:什么|结果|是什么)", "输出什么", "输出结果", "输出是什么"),
    ("(?:打印|返回|结果是)(?:出)?(?:什么|多少)", "打印什么", "返回多少", "结果是什么"),
    (
        r"\b(?:after|by|with|in|from|of|about|to) (?:this|the following)\W*$",
        *examples("What is the value of x after this? | What is wrong with this? "),
    ),
    (
        r"\bwhat (?:does|do|will|would) (?:this|these|it|the following)\b",
        *examples("What does this print? | What will it log?"),
    ),
    (
        rf"\b(?:this|these|following|below)\b.{{0,12}}\b(?:{_CODE}|config|file|output|rule|"
        r"class|loop|statement|block|example|component|pattern|regex|command)s?\b",
        *examples("What is wrong with this rule? | Which lines of this loop run twice"),
    ),
    (
        r"\b(?:folgende[rnms]?|diese[rnms]?)\b.{0,20}\b(?:code|programm|funktion|ausdruck|"
        r"skript|ausschnitt|abfrage|schleife|zeilen?)|\bgibt (?!man\b).{0,60}\baus\W*$|"
        r"\bausgabe\b|ausgegeben",
        *examples(
            "Was macht der folgende Code? | Was gibt dieses Programm aus? | "
            "Wie lautet die Ausgabe? | Was wird ausgegeben?"
        ),
    ),
    (
        r"\b(?:siguientes?|este|esta|seguinte|abaixo|questo|seguente|suivante?|ce|cette)\b"
        r".{0,20}\b(?:c[oó]d\w+|programa?|programme|programma|funci[oó]n|fun[cç][aã]o|"
        r"fonction|funzione|consulta|requête|script)|\b(?:c[oó]d\w+|programm?[ae]?) "
        r"(?:siguiente|suivant|seguente|abaixo|a seguir|qui suit)",
        *examples(
            "¿Qué hace este código? | O que faz o seguinte programa? | "
            "Que fait le programme suivant ? | Cosa fa questo programma? | "
            "O que faz o código abaixo?"
        ),
    ),
    (
        r"\A(?!\W*(?:c[oó]mo|comment|come)\b)[\s\S]*"
        r"\b(?:imprime|affiche|stampa|exibe|saída|salida|sortie)\b",
        *examples(
            "¿Qué imprime? | Qu'affiche-t-il ? Il affiche quoi ? | Qual é a saída?"
        ),
    ),
    (
        r"(?:следующ|данн|эт)\w+ (?:код|программ|функци|скрипт|запрос|выражени|фрагмент)|"
        r"вывед[её]т|выводит|напечата|верн[её]т|результат (?:выполнения|работы)",
        *examples(
            "Что делает следующий код? | Что выведет программа? | Что вернёт функция? | "
            "Каков результат выполнения?"
        ),
    ),
    (
        "(?:次|以下|下記|この)の?(?:コード|プログラム|関数|スクリプト|式)|実行結果|出力(?:は|され|結果)|"
        "何が表示",
        *examples(
            "次のコードは何をするか | 実行結果は | 出力は何か | 何が表示されますか"
        ),
    ),
    (
        "(?:다음|이) (?:코드|프로그램|함수)|출력 ?결과|출력되",
        *examples("다음 코드의 결과는 | 출력 결과는 | 무엇이 출력되나요"),
    ),
)
