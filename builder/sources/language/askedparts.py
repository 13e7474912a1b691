"""What a question or a lead asks for, where its list or its parts are worth no card."""

from __future__ import annotations

from builder.sources.language.wording import examples, phrases

PRAISE = phrases(
    "question for virtues, faults or advice",
    (
        "[优缺]点|[优劣]势|[好坏]处",
        *examples("锚的优点 | 缺点 | 优势 | 劣势 | 好处 | 坏处"),
    ),
    ("特[点性征]|场景|指标", *examples("锚的特点 | 特性 | 特征 | 使用场景 | 哪些指标")),
    (
        "注意|建议|最佳实践|技巧|优化",
        *examples("注意什么 | 建议 | 最佳实践 | 技巧 | 如何优化"),
    ),
    (
        r"\b(?:(?:dis)?advantages?|benefits?|pros|cons|drawbacks?|downsides?|features?)\b",
        *examples(
            "the advantages | a disadvantage | its benefits | pros | cons | drawbacks | "
            "downsides | the features"
        ),
    ),
    (
        r"\b(?:considerations?|best practices?|tips?|use cases?|challenges?|limitations?)\b",
        *examples(
            "considerations | best practices | tips | use cases | challenges | limitations"
        ),
    ),
    (
        r"\b(?:metrics?|kpis?|significance|importance|improve|optimi[sz]e|what'?s new)\b",
        *examples(
            "the metrics | KPIs | its significance | importance | improve it | optimise it | "
            "optimize it | what's new"
        ),
    ),
)
"""Everybody words them in his own way: parts of the answer are no facts."""

ENDLESS = phrases(
    "question that has as many answers as people",
    (
        "最佳实践|建议|技巧|注意|优化",
        *examples("最佳实践 | 建议 | 技巧 | 注意什么 | 如何优化"),
    ),
    (
        "你(?:了解|知道|用过|做过)",
        *examples("你了解哪些 | 你知道吗 | 你用过吗 | 你做过吗"),
    ),
    (
        r"\b(?:best practices?|tips?|recommend\w*|consider\w*|examples?|use cases?)\b",
        *examples(
            "best practices | tips | what is recommended | considerations | an example | "
            "use cases"
        ),
    ),
    (
        r"\b(?:do you (?:know|follow|like|use)|have you)\b",
        *examples(
            "do you know | do you follow | do you like | do you use | have you moored"
        ),
    ),
)

SHOWS_ELSEWHERE = phrases(
    "lead into examples or links",
    ("例如|比如|举例|示例", *examples("例如 | 比如 | 举例 | 示例")),
    (
        "参考|相关(?:阅读|链接)|延伸|来源",
        *examples("参考 | 相关阅读 | 相关链接 | 延伸 | 来源"),
    ),
    (
        r"\b(?:examples?|e\.g|such as|references?|sources?|see also|read more|links?)\b",
        *examples(
            "Examples | e.g knots | such as | References | Sources | See also | Read more | "
            "Links"
        ),
    ),
)

POINTS_BACK = phrases(
    "lead that says of what only with what stands before it",
    (
        "其|这|那|它|他|以下|下面|如下",
        *examples("其作用 | 这些 | 那么 | 它有 | 他们 | 以下几点 | 下面两种 | 如下"),
    ),
    (
        "所以|因此|因为|综上|总之",
        *examples("所以有 | 因此有 | 因为 | 综上 | 总之有"),
    ),
    (
        "主要|常见的?原因|具体|简单|一般|通常|分别",
        *examples("主要有 | 常见原因 | 具体有 | 简单说 | 一般有 | 通常有 | 分别是"),
    ),
    (
        r"(?:this|these|those|that|it|its|they|here|so|thus|there|some|we|you|such)\b",
        *examples(
            "this has | these are | those are | that is | it has | its parts | they are | "
            "here are | so consider | thus | there are | some of | we have | you have | such"
        ),
    ),
    (
        r"(?:(?:the )?following|in summary|in short|let'?s|for example|key points?|also|"
        r"and|below)\b",
        *examples(
            "the following are | following | in summary | in short | let's see | "
            "for example | key points | also | and | below are"
        ),
    ),
    around="^(?:{})",
)
