"""What says in so many words that an answer comes: labels, headings, buttons, keys."""

from __future__ import annotations

from builder.sources.language.confidence import CERTAIN
from builder.sources.language.languages import (
    CHINESE,
    ENGLISH,
    LANGUAGES,
    OTHERS,
    words,
)
from builder.sources.language.languages.quizzes import QUIZ_WORDS
from builder.sources.language.wording import Wording, Wordings, examples, phrases

_PART = (
    "part|section|topic|unit|chapter|teil|abschnitt|kapitel|parte|sección|seção|sezione|"
    "partie|chapitre|thème|tema|часть|раздел|тема|блок|deel|część|dział|del|bölüm"
)


def _any_of(example: str, *fields: str) -> tuple[str, ...]:
    """Return a row of all words of some fields, the longest first, with examples."""
    found = {*words(*fields)} - {*words(CHINESE.answer)}  # these have rows of their own
    ordered = sorted(found, key=lambda word: (-len(word), word))
    shown = (example.format(word) for word in ordered)
    return (f"(?:{'|'.join(ordered)})", *shown)


# They stand before an answer: ``A:``, ``答：``, ``Antwort 3:``.
ANSWER_LABELS = Wordings(
    "answer label",
    (
        Wording(
            "word",
            CERTAIN,
            rf"(?:{ENGLISH.answer}|{ENGLISH.answerer}|{CHINESE.answerer})"
            r"\s*#?\d{0,4}\s*[:：]",
            examples(
                "A: yes | Ans 1: yes | Answer #2： yes | answers: yes | "
                "Solution: yes | Reply: yes | Response: yes | Explanation: yes | "
                "Candidate: yes | Interviewee: yes | 我：是 | 求职者：是 | "
                "应聘者：是 | 面试者：是"
            ),
            ("A quay: yes", "Answering: yes"),
        ),
        Wording(
            "which answer",
            CERTAIN,
            r"(?:the\s+)?(?:correct|right|sample|model|suggested)\s+answers?"
            r"\s*(?:is|are)?\s*[:：]?",
            examples(
                "The correct answer is B | Right answer: B | Sample answer | "
                "model answers are these | Suggested answer： B"
            ),
            ("The answer", "Correct: B"),
        ),
        Wording(
            "letter and number",
            CERTAIN,
            r"a\d{1,4}\s*[.．、)]",
            examples("A1. yes | a2) yes | A3、yes | A4．yes"),
            ("A1 is a road",),
        ),
        Wording(
            "word and full stop",
            CERTAIN,
            r"ans(?:wer)?[.．]\s+(?=\S)",
            ("Ans. yes", "Answer． yes"),
            ("Ans.", "a. yes"),
        ),
        Wording(
            "sign in brackets",
            CERTAIN,
            rf"[【\[［](?:{'|'.join(words(*(one.answer_sign for one in LANGUAGES)))})"
            r"\s*\d{0,4}[】\]］]\s*[:：]?",
            examples(
                "[A] yes | 【答】是 | ［答案 3］：是 | 【解答】是 | 【回答1】是 | "
                "【参考答案】是 | 【解析】是 | [answer] yes"
            ),
            ("[Q] yes",),
        ),
        Wording(
            "Chinese word",
            CERTAIN,
            rf"(?:{CHINESE.answer}|候选人)\s*\d{{0,3}}\s*[:：]",
            examples(
                "答：是 | 答案 2:是 | 解答：是 | 回答：是 | 参考答案：是 | "
                "标准答案：是 | 正确答案：是 | 参考回答：是 | 答案解析：是 | "
                "试题解析：是 | 解析3：是 | 答曰：是 | 候选人：是"
            ),
            ("答案是：是",),
        ),
        Wording(
            "word of another language",
            CERTAIN,
            rf"(?:{'|'.join(words(*(one.answer for one in OTHERS)))})"
            r"\s*\d{0,4}\s*[:：.]",
            (
                *(one.examples[1] for one in OTHERS if one.examples[1]),
                *("Reponse 2: oui", "답: 네", "Svar. Ja"),
            ),
            ("Antworten: ja",),
        ),
        Wording(
            "right answer in another language",
            CERTAIN,
            rf"(?:{'|'.join(words(*(one.right for one in QUIZ_WORDS)))})\s*[:：]",
            ("Richtige Antwort: ja", "Respuesta correcta: sí", "正解：はい"),
            ("Richtig ist das",),
        ),
        Wording(
            "Chinese word and comma",
            CERTAIN,
            r"答\s*[、,，]",
            ("答、是", "答,是", "答 ，是"),
            ("答是",),
        ),
    ),
    around=r"\A(?P<label>{})\s*",
)
# Headings, summaries and buttons that say nothing but that the answer comes.
ANSWER_HEADINGS = phrases(
    "answer heading",
    (
        "(?:click|tap|press|show|view|see|reveal|toggle|hide|open|expand|check|"
        "点击|查看|显示|展开|点我)"
        r"(?:\s*(?:[a-z]+\s+){0,4}"
        "(?:answers?|solutions?|explanations?|see|view|expand|reveal|show|me|more|here|"
        "答案|解析|解答|详情|展开))?",
        *examples(
            "Click to see the answer | tap here | Press for more | Show solution | "
            "View explanations | See answers | Reveal | Toggle | Hide answer | "
            "Open me | Expand | Check | click to expand | Click to view | "
            "click to reveal | Click to show | click here to see | 点击答案 | "
            "查看解析 | 显示解答 | 展开详情 | 点我展开"
        ),
    ),
    *(row for one in LANGUAGES for row in one.answer_headings),
    (
        rf"(?:{'|'.join(words(*(one.answer for one in OTHERS)))})(?:\s*\d{{1,3}})?",
        *examples("Antwort | Ответ: | Réponse | Απάντηση 2 | उत्तर"),
    ),
    ("点击查看.{0,8}", "点击查看这道题的解"),
    ("查看.{0,6}", "查看一下"),
    ("展开.{0,6}", "展开看看"),
    around=r"\A\W*(?:{})\W*\Z",
)
# The same where options stand before it: the next line may be the bare letter.
CHOICE_HEADINGS = phrases(
    "heading of the right option",
    *(row for one in LANGUAGES for row in one.choice_headings),
    _any_of("{}:", *(one.right for one in QUIZ_WORDS)),
    around=r"\A\W*(?:{})\W*\Z",
)
# Behind the right option: ``(correct)``, ``[Resposta Correta]``.
RIGHT_MARKS = phrases(
    "mark behind the right option",
    _any_of("({})", *(one.right for one in QUIZ_WORDS)),
    (
        r"(?:the )?(?:correct|right)(?: answer| option| choice)?",
        *examples("(correct) | [right answer] | (the correct option) | (right choice)"),
    ),
    ("正确(?:答案|选项)?", *examples("（正确） | (正确答案) | 【正确选项】")),
    ("[✓✔✅√]", "(✓)"),
    around=r"\s*[(（\[【]\s*(?:{})\s*[)）\]】]\s*\Z",
)
# What stands before the right option: ``Answer: B``, ``正确答案是 A、C，因为 …``.
CHOICE_KEYS = phrases(
    "key of one question",
    *(row for one in LANGUAGES for row in one.choice_keys),
    _any_of(
        "{}: B", *(one.right for one in QUIZ_WORDS), *(one.answer for one in OTHERS)
    ),
    (r"correct(?=\s*[:：])", "Correct: B", "correct ： C"),
    around=r"\A[\W_]*(?:我的答案\s*[:：]?\s*[A-H]*\s*)?(?:the\s+)?(?:(?:correct|right)\s+)?"
    r"(?:{})(?:\s*(?:is|are|为|是|は|ist|sind|es|est|é|è))?(?=[\W_\d选ァ-ヶ]|[A-H](?![A-Z]))",
)
# The same behind options that share a line with it.
INLINE_KEYS = phrases(
    "key on the line of its options",
    (
        rf"(?:{CHOICE_KEYS.alternatives})\s*[:：]",
        *("a) dock b) pier. Answer: b", "а) мол б) буй Ответ: б", "A 船 B 港 答案：A"),
    ),
    around=r"(?<=[\s.;。；,])(?=(?:(?:the\s+)?(?:correct|right)\s+)?{})",
)
# A word that says option: alone above them, or before the name of one.
OPTION_HEADINGS = phrases(
    "heading of options",
    _any_of("{}:", *(one.options for one in QUIZ_WORDS)),
    around=r"\A\W*(?:{})\W*\Z",
)
OPTION_WORDS = phrases(
    "word before an option",
    _any_of("{} B", *(one.option for one in LANGUAGES)),
    ("选", "选B"),
    around=r"\A(?:{})(?![^\W\d_]{{2}})\s*",
)
# A heading or a line above the answers of a whole quiz.
KEYS = phrases(
    "answer key",
    *(row for one in LANGUAGES for row in one.answer_keys),
    _any_of("{}:", *(one.keys for one in QUIZ_WORDS)),
    around=r"\A\W*(?:{})\s*(?:[:：]\s*(?P<rest>\S[\s\S]*)|\W*)\Z",
)
# A line that only names a part of an exam, in its questions or in its key.
EXAM_PARTS = phrases(
    "part of an exam",
    (
        rf"(?:{_PART})\s*(?:\d{{1,2}}|[A-H]|[IVX]{{1,4}}|[А-Г])\b",
        *examples("Part 1 | Section A: | Teil II | Часть 2. | Topic 3 | Parte B"),
    ),
    (
        r"第?[一二三四五六七八九十\d]{1,3}(?:部分|大题|部|章|単元)",
        *examples("第一部分 | 第2部 | 第三章"),
    ),
    around=r"\A\W*(?:{})\W*\Z",
)
# ``Answer to question 3``.
NUMBERED = phrases(
    "answer with its number",
    *(row for one in LANGUAGES for row in one.numbered_answers),
    _any_of("{} 2", *(one.answer for one in OTHERS)),
    around=r"\A\W*(?:{})\s*(?:to\s+)?(?:question\s*)?#?(?P<number>\d{1,3})\b(?!\s*[:.]\d)",
)
SECOND = phrases(
    "second answer",
    *(row for one in LANGUAGES for row in one.numbered_answers),
    ("解法|方法", "解法二", "方法2"),
    around=r"\A\W*(?:{})\s*#?(?:2|二)\b",
)
# An answer on the line of its question: ``What is it? A: a quay``.
INLINE = phrases(
    "answer on the line of its question",
    (
        r"(?-i:A|Ans|Answer|ANSWER|Solution)\s*\d*\s*[:：]",
        *examples(
            "What is it? A: a quay | What is it Ans: a quay | "
            "It is. **Answer 1: a quay** | What is it? ANSWER: a quay | "
            "(What is it) Solution: a quay"
        ),
    ),
    (
        r"(?:答案?|回答|解答)\s*[:：]",
        *examples(
            "是什么？答：码头 | 是什么？答案：码头 | 是什么。回答：码头 | "
            "是什么？解答：码头"
        ),
    ),
    (
        r"[【\[](?:答案?|解答)[】\]]",
        *("是什么？【答】码头", "是什么？[答案] 码头", "是什么？【解答】码头"),
    ),
    around=r"(?:(?<=[?？.。)）*])|\s)\s*[*_]*(?:{})",
)
# They open an explanation, which is answer and never the end of a question.
EXPLAINS = phrases(
    "explanation",
    ("explanation", "Explanation: x"),
    ("details", "Details"),
    ("hint", "Hint: x"),
    ("(?:答案|试题)?解析", "解析：船", "答案解析", "试题解析"),
    ("解答", "解答：船"),
    around=r"\A\W*(?:{})",
)


def is_answer_word(text: str) -> bool:
    """Whether a heading, summary or button only says that the answer comes."""
    return ANSWER_HEADINGS.holds(text)
