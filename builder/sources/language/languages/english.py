"""What English calls the parts of a quiz."""

from __future__ import annotations

from builder.sources.language.languages.language import Language
from builder.sources.language.wording import examples

ENGLISH = Language(
    "English",
    question="q|question|ques|quiz",
    question_noun="q|question",
    answer="a|ans|answer|answers|solution|reply|response|explanation",
    examples=("Question 3: What is a quay?", "Answer: A landing place."),
    asker="interviewer",
    answerer="candidate|interviewee",
    lone_question="question|q|quiz|problem|card|flashcard",
    question_sign="q|question",
    answer_sign="a|answer",
    answer_headings=(
        (
            "(?:the\\s+)?(?:sample |possible |correct |model |short |detailed )?"
            "(?:answers?|solutions?|explanations?|spoilers?|details|hint)"
            r"(?:\s*(?:\d+|key|here|and explanation|& explanation))?",
            *examples(
                "Answer | Answers: | Sample answer | The possible solutions | "
                "Correct answer 3 | Model solution | Short explanation | "
                "Detailed answer | Explanations | Spoiler | spoilers | Details | "
                "Hint | Answer key | answer here | Answer and explanation | "
                "Answer & explanation"
            ),
        ),
    ),
    choice_headings=(
        (
            r"(?:show|view|see|correct|the)?\s*(?:answers?|solution)",
            *examples(
                "Answer | Show answers | View solution | see answer | "
                "Correct answer: | The answer"
            ),
        ),
    ),
    choice_keys=(
        (
            "answers?",
            "Answer: B",
            "The answers are A and C",
            "answer is option B: a quay",
        ),
        ("ans", "Ans. B"),
        ("option", "Correct option: B"),
        ("choice", "The right choice is B"),
        ("key", "Key: B"),
    ),
    answer_keys=(
        (
            r"(?:the\s+)?(?:correct\s+)?answers?(?:\s+(?:key|sheet))?",
            *examples(
                "Answers | The correct answers | Answer key | Answer sheet: 1. B"
            ),
        ),
        ("key", "Key"),
        ("solutions?", "Solutions", "Solution: 1-B"),
    ),
    numbered_answers=(("answer", "Answer 2"), ("solution", "Solution #2")),
    columns={
        "question": "question questions questiontext questionbody questioncontent "
        "questiontitle q ques front stem prompt instruction query problem ask cue "
        "patterns utterances",
        "term": "term title name word heading vocabulary",
        "answer": "correctanswer correctanswers rightanswer rightanswers answerkey "
        "answer answers correctoption correctoptions correctchoice correctresponse "
        "answerindex correctindex correctanswerindex correctansweroption "
        "correctoptionid correctoptionids correctoptionindex correctanswerid "
        "correctanswerids correct right solution a ans cop responses answertext "
        "answerbody acceptedanswer suggestedanswer back output completion response "
        "reply definition meaning translation",
        "text": "text content body description desc result value",
        "explanation": "explanation explanations explain explanationanswer rationale "
        "reason justification feedback support exp analysis analyses answeranalysis "
        "discussion notes note extra comment comments details reference example "
        "examples sentence pronunciation reading ipa phonetic phonetics transcription "
        "pinyin furigana romaji kana",
        "hint": "hint hints clue clues tip",
        "sound": "audio audios sound sounds mp3 voice",
        "context": "input",
        "passage": "context passage",
        "picture": "image images img picture pictures photo figure imageurl imagelink "
        "imagepath",
        "tags": "tags tag category categories topic topics topickey section subject "
        "chapter group difficulty level labels label module",
        "options": "options choices alternatives answerchoices answeroptions "
        "possibleanswers",
        "wrong": "incorrectanswers wronganswers distractors incorrect incorrectanswer "
        "wronganswer distractor distractor1 distractor2 distractor3 wrong "
        "wronganswer1 wronganswer2 wronganswer3 incorrectanswer1 incorrectanswer2 "
        "incorrectanswer3 incorrect1 incorrect2 incorrect3 wrong1 wrong2 wrong3",
    },
    option="option|choice|answer|alternative|opt|op",
    parts={
        "wrong": "incorrect|wrong|distractor",
        "explanation": "explan|rationale",
        "correct": "correct",
        "answer": "answer",
        "question": "question",
    },
    languages="english german french spanish italian portuguese dutch swedish norwegian "
    "danish finnish polish czech russian ukrainian greek turkish arabic hebrew persian "
    "hindi chinese mandarin cantonese japanese korean vietnamese thai indonesian latin "
    "hungarian romanian catalan irish welsh esperanto",
    counts="index|no|nr|num|number|order|№",
    chapters="quiz|quizzes|data|items|result|results|question|questions|faq|faqs|cards|"
    "flashcards|list|entries|qa|paragraphs|qas|children|rows|records|sections|chapters|"
    "topics|categories|modules|units|intents",
    verdicts="true|false|t|f|yes|no|y|n|right|wrong|correct|incorrect|o|x",
    term="term",
    glossary=(
        ("glossar", "Glossary"),
        (r"\bterms?\b", "Terms of sailing", "A term"),
        ("terminolog", "Terminology"),
        ("definitions", "Definitions"),
        ("vocab", "Vocabulary"),
        ("dictionary", "Dictionary"),
        ("lexi[ckq]", "Lexicon", "Lexikon", "lexique"),
    ),
)
