"""What Chinese calls the parts of a quiz."""

from __future__ import annotations

from builder.sources.language.languages.language import Language
from builder.sources.language.wording import examples

CHINESE = Language(
    "Chinese",
    question="问|问题|题目|提问|面试题|题",
    question_noun="问题|面试题|题目|题",
    answer="答|答案|解|解答|回答|参考答案|标准答案|正确答案|参考回答|答案解析|试题解析|解析|答曰",
    examples=("问题三：什么是码头？", "答：船停靠的地方。"),
    asker="面试官问?",
    answerer="我|求职者|应聘者|面试者",
    lone_question="问题|题目|题|问|面试题",
    question_sign="问|问题|题目|面试题",
    answer_sign="答|答案|解答|回答|参考答案|解析",
    answer_headings=(
        (
            "(?:参考|标准|正确)?(?:答案|解析|解答|回答|答|题解)(?:[与和]解析)?",
            *examples(
                "答案 | 参考答案： | 标准答案 | 正确答案 | 解析 | 解答 | 回答 | 答 | "
                "题解 | 答案与解析 | 答案和解析"
            ),
        ),
    ),
    choice_headings=(
        (
            r"(?:查看|显示|参考|正确)?\s*(?:答案?|解答|解析)",
            *examples("答 | 查看答案 | 显示解答 | 参考解析 | 正确答案"),
        ),
    ),
    choice_keys=(
        (
            "答案?",
            *examples(
                "答：B | 答案是 A、C | 我的答案：A 答案：B | 答案选B | 答案为 A，C"
            ),
        ),
        ("(?:正确|参考)答案", "正确答案：B", "参考答案 A和B"),
        ("解答", "解答：B"),
        ("正确选项", "正确选项：A/B"),
    ),
    answer_keys=(
        (
            "(?:参考|正确|标准)?答案",
            *examples("答案 | 参考答案：1. B | 正确答案 | 标准答案"),
        ),
    ),
    numbered_answers=(("答案", "答案 2"), ("解答", "解答2")),
    columns={
        "question": "问题 题目 题干 问 正面 提问 面试题 试题 题",
        "term": "标题 术语 单词 名词 概念",
        "answer": "正确答案 标准答案 参考答案 答案 回答 答 解答 背面 正确选项 选项答案 释义 "
        "定义 翻译",
        "text": "内容 描述 正文 文本",
        "explanation": "解析 答案解析 试题解析 题解 详解 讲解 点评 说明 备注 解释 分析 "
        "例句 拼音 读音",
        "hint": "提示",
        "sound": "音频 声音 发音",
        "picture": "图片 图",
        "tags": "标签 分类 类别 主题 章节 难度 级别 类型 知识点 科目",
        "options": "选项",
        "wrong": "错误答案 干扰项",
    },
    option="选项",
    parts={
        "explanation": "解析",
        "correct": "正确",
        "answer": "答案",
        "question": "题目|问题",
    },
    languages="中文 汉语 英语 英文 德语 法语 日语 韩语 西班牙语 俄语",
    counts="序号|编号|题号",
    chapters="题库|数据|列表",
    verdicts="对|错|正确|错误|是|否",
    term="术语",
    glossary=(("术语", "术语表"), ("词汇", "词汇"), ("名词", "名词")),
)
