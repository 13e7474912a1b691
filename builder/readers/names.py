"""What writers call the columns and keys of questions: one table for CSV and JSON."""

from __future__ import annotations

import re

_NAMES: dict[str, str] = {
    "question": "question q ques questions questiontext questiontitle "
    "questionbody questioncontent front prompt problem title "
    "term word cue query instruction stem ask heading 问题 "
    "题目 题干 问 正面 提问 面试题 标题 试题 题 术语 单词 name",
    "answer": "answer a ans answers answertext answerbody back "
    "response completion solution definition meaning reply "
    "output description content result explanationanswer correct "
    "correctanswer correctoption rightanswer correctresponse answerkey "
    "key answerindex correctindex correctanswerindex body text "
    "答案 回答 答 解答 背面 参考答案 正确答案 释义 定义 内容 标准答案 正确选项 选项答案",
    "explanation": "explanation explain rationale reason notes note extra comment "
    "comments details reference hint 解析 说明 备注 解释 分析 答案解析",
    "tags": "tags tag category categories topic topics section subject chapter group difficulty "
    "level labels label module 标签 分类 类别 主题 章节 难度 级别 类型 知识点 科目",
    "options": "options choices alternatives answerchoices answeroptions possibleanswers 选项",
    "option": "optiona optionb optionc optiond optione optionf "
    "option1 option2 option3 option4 option5 "
    "choicea choiceb choicec choiced choice1 choice2 choice3 choice4 "
    "b c d e f 选项a 选项b 选项c 选项d 选项e 选项1 选项2 选项3 选项4 "
    "answera answerb answerc answerd",
    "wrong": "incorrectanswers wronganswers distractors incorrect distractor "
    "distractor1 distractor2 distractor3 wrong 错误答案 干扰项",
}
_ROLE = {name: role for role, names in _NAMES.items() for name in names.split()}
ROLES = frozenset(_NAMES)


def role_of(name: str) -> str:
    """Return what a column or key of this name holds, or nothing."""
    bare = re.sub(r"[\s_\-.:：#*()（）]+", "", name).casefold()
    return _ROLE.get(bare, "")
