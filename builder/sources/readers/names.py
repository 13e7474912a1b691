"""What writers call the columns and keys of questions: one table for CSV and JSON.

Each role lists its names in the order of preference: the first wins where several fit.
"""

from __future__ import annotations

import re

_NAMES: dict[str, str] = {
    "question": "question questions questiontext questionbody questioncontent "
    "questiontitle q ques front stem prompt instruction query problem ask cue patterns utterances "
    "问题 题目 题干 问 正面 提问 面试题 试题 题 질문 문제 質問 設問 問題 問 "
    "frage fragen fragetext vorderseite pregunta preguntas enunciado anverso "
    "question énoncé enonce recto domanda domande quesito pergunta perguntas questão "
    "questao frente вопрос вопросы vraag pytanie soru fråga spørgsmål kysymys "
    "otázka kérdés întrebare ερώτηση سؤال السؤال प्रश्न câuhỏi pertanyaan",
    "term": "term title name word heading vocabulary 标题 术语 单词 名词 概念 用語 単語 용어 단어 "
    "begriff wort vokabel término termino palabra terme mot termine parola termo "
    "palavra термин слово понятие",
    "answer": "correctanswer correctanswers rightanswer rightanswers answerkey answer answers "
    "correctoption correctoptions correctchoice correctresponse answerindex "
    "correctindex correctanswerindex correctansweroption correctoptionid "
    "correctoptionids correctoptionindex correctanswerid correctanswerids correct "
    "right solution a ans cop responses answertext answerbody acceptedanswer "
    "suggestedanswer back output completion response reply definition meaning translation "
    "正确答案 标准答案 参考答案 答案 回答 答 解答 背面 正确选项 选项答案 释义 定义 翻译 "
    "答え 解答 正解 回答 定義 意味 답변 답 정답 대답 정의 뜻 "
    "richtigeantwort antwort antworten rückseite lösung loesung bedeutung definition "
    "übersetzung respuestacorrecta respuesta respuestas reverso definición definicion "
    "significado traducción réponsecorrecte bonneréponse réponse réponses reponse "
    "verso définition signification traduction rispostacorretta risposta risposte "
    "definizione significato traduzione respostacorreta gabarito resposta respostas "
    "definição definicao tradução правильныйответ ответ ответы определение значение "
    "перевод antwoord odpowiedź odpowiedz cevap svar vastaus odpověď válasz răspuns "
    "απάντηση جواب الجواب الإجابة उत्तर câutrảlời jawaban",
    "text": "text content body description desc result value 内容 描述 正文 文本 テキスト "
    "内容 説明文 내용 텍스트 inhalt beschreibung texto contenido descripción descripcion "
    "texte contenu testo contenuto descrizione conteúdo conteudo descrição descricao "
    "текст описание содержание",
    "explanation": "explanation explanations explain explanationanswer rationale reason "
    "justification feedback support exp analysis analyses answeranalysis discussion notes "
    "note extra comment comments details reference hint "
    "解析 答案解析 试题解析 题解 详解 讲解 点评 说明 备注 解释 分析 解説 説明 해설 설명 "
    "erklärung erklaerung begründung "
    "hinweis anmerkung explicación explicacion justificación comentario nota explication "
    "remarque spiegazione commento explicação explicacao justificativa observação "
    "объяснение пояснение комментарий uitleg wyjaśnienie açıklama",
    "context": "input",
    "passage": "context passage",
    "picture": "image images img picture pictures photo figure imageurl imagelink imagepath "
    "图片 图 画像 이미지 bild imagen foto immagine imagem картинка изображение",
    "tags": "tags tag category categories topic topics topickey section subject chapter group "
    "difficulty level labels label module 标签 分类 类别 主题 章节 难度 级别 类型 知识点 科目 "
    "カテゴリ カテゴリー 難易度 분류 난이도 kategorie thema schlagwörter kapitel fach "
    "schwierigkeit categoría categoria tema etiquetas dificultad catégorie thème sujet "
    "difficulté argomento difficoltà assunto dificuldade категория тема сложность теги",
    "options": "options choices alternatives answerchoices answeroptions possibleanswers "
    "选项 選択肢 선택지 보기 antwortmöglichkeiten optionen opciones alternativas "
    "propositions choix opzioni opções opcoes варианты вариантыответа вариантыответов",
    "wrong": "incorrectanswers wronganswers distractors incorrect incorrectanswer wronganswer "
    "distractor distractor1 distractor2 distractor3 wrong 错误答案 干扰项 "
    "wronganswer1 wronganswer2 wronganswer3 incorrectanswer1 incorrectanswer2 "
    "incorrectanswer3 incorrect1 incorrect2 incorrect3 wrong1 wrong2 wrong3",
}
_RANKS = {
    name: (role, rank)
    for role, names in reversed(_NAMES.items())
    for rank, name in reversed(list(enumerate(names.split())))
}
_LONGEST = 40
# Columns that hold one option each: `option_1`, `Choice B`, `选项C`, `answer d`, `e`.
_OPTION = re.compile(
    r"(?:option|choice|answer|alternative|opt|op|选项|選択肢|선택지|보기|antwort|opción|opcion|"
    r"opción|réponse|reponse|opzione|risposta|opção|opcao|alternativa|resposta|вариант|"
    r"вариантответа|ответ)(?:[a-h]|[1-9])|[b-f]"
)
# What a longer name is about: `Question (English)`, `richtige_option`.
_PARTS = (
    (re.compile(r"incorrect|wrong|falsch|distractor"), "wrong"),
    (
        re.compile(r"explan|rationale|erkl|explic|spiegazion|解析|解説|пояснен"),
        "explanation",
    ),
    (re.compile(r"correct|richtig|gabarito|正确|正解|правильн|верн"), "answer"),
    (
        re.compile(r"answer|antwort|respuesta|réponse|risposta|resposta|答案|ответ"),
        "answer",
    ),
    (
        re.compile(r"question|frage|pregunta|domanda|pergunta|题目|问题|質問|вопрос"),
        "question",
    ),
)
# … unless it is about the record: `question_type`, `answerCount`, `questionId`.
_ASIDE = re.compile(
    r"(?:type|count|date|time|url|status|author|user|number|score|points?|by|at|set|source|tags?|"
    r"category|level|topic|ids?|index|impossible)$|^is"
)
# `Answer 1 - max 75 characters`, `Correct answer(s)`, `Frage (lang)`
_REMARK = re.compile(r"\s+[-–—]\s+|(?<=.)[(（\[]|\n")
# They name the place of the right option, never its text.
_PLACE = re.compile(r"(?:index|ids?|number|nr|no|idx)$")
# They number or date a record: nobody learns them.
_UNSPOKEN = re.compile(
    r"(?:[a-z]*[_-]?(?:id|uuid|guid)|index|no|nr|num|number|order|#|date|created.*|updated.*|"
    r"@?type|@context|role|lang|language|version|序号|编号|题号|番号|번호|№|nummer|número|"
    r"numero|numéro|номер)"
)


def role_of(name: str) -> str:
    """Return what a column or key of this name holds, or nothing."""
    bare = _bare(name)
    if _OPTION.fullmatch(bare):
        return "option"
    known = _RANKS.get(bare, ("", 0))[0]
    if known or len(bare) > _LONGEST or (_ASIDE.search(bare) and "option" not in bare):
        return known
    return next((role for part, role in _PARTS if part.search(bare)), "")


def rank_of(name: str) -> int:
    """Return how good a name is among those of its role: the lowest is the best."""
    return _RANKS.get(_bare(name), ("", 999))[1]


def is_place(name: str) -> bool:
    """Whether a column of answers counts the options instead of repeating them."""
    return bool(_PLACE.search(_bare(name)))


def is_unspoken(name: str) -> bool:
    """Whether a column or key numbers, dates or types its record."""
    return bool(_UNSPOKEN.fullmatch(name.strip().casefold()))


def _bare(name: str) -> str:
    name = _REMARK.split(name.strip(), maxsplit=1)[0] or name
    return re.sub(r"[\s_\-.:：#*()（）/?？]+", "", name).casefold()
