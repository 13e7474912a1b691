"""Whether the answer to a question can stand in its first sentences, and where it ends."""

from __future__ import annotations

from builder.sources.language.wording import examples, phrases

ASKS_FOR_MORE = phrases(
    "question whose answer is more than a sentence",
    ("哪些|哪几|几[种个]", *examples("锚有哪些？ | 锚有哪几类？ | 锚有几种？")),
    (
        "区别|不同|差异|对比|优点|缺点|还是",
        *examples(
            "锚和桩的区别？ | 有什么不同？ | 有何差异？ | 对比两者 | 优点？ | 缺点？ | 用锚还是桩？"
        ),
    ),
    ("什么时候|何时", *examples("什么时候抛锚？ | 何时抛锚？")),
    (
        "写|实现|代码|举例|示例|例子|输出|打印|算法|步骤|命令|如何|怎[么样]|配置",
        *examples(
            "手写一个锚 | 实现锚 | 锚的代码 | 举例说明 | 给个示例 | 有例子吗 | 输出什么 | 打印锚 | "
            "锚的算法 | 抛锚的步骤 | 用什么命令 | 如何抛锚 | 怎么抛锚 | 怎样抛锚 | 配置锚"
        ),
    ),
    (
        r"\b(?:differen\w+|instead of|vs|versus|compare\w*|when|or|which|list|ways?)\b",
        *examples(
            "the difference | a rope instead of a chain | rope vs chain | rope versus chain | "
            "compare them | when is it used | a rope or a chain | which rope | list them | "
            "the ways"
        ),
    ),
    (
        r"\b(?:(?:dis)?advantages?|benefits|pros|types?|kinds?|steps?)\b",
        *examples(
            "the advantages | a disadvantage | the benefits | "
            "the pros | the types | a kind | the steps"
        ),
    ),
    (
        r"\b(?:write|implement|code|print|output|examples?|given|create|build|show|"
        r"demonstrate|convert|find|remove|sort|program|function that|how (?:to|do|can|would))\b",
        *examples(
            "write a log | implement a log | the code | print a log | the output | an example | "
            "given a log | create a log | build a log | show a log | demonstrate it | convert it | "
            "find it | remove it | sort it | a program | a function that sorts | how to moor | "
            "how do you moor | how can one moor | how would you moor"
        ),
    ),
)
"""Its answer is a list, code, or both sides of a choice."""

ASKS_WHAT = phrases(
    "question for what something is",
    (
        r"^(?:请?(?:简单|简要|简述)?(?:说明|解释|介绍|谈谈|说说|描述)?(?:一下)?)?\s*"
        r"(?:什么(?:是|叫)|何为)\s*(?P<asked>[^?？，,。]{1,40}?)\s*[?？.。]*$",
        *examples("什么是锚？ | 什么叫锚 | 何为锚？ | 请简单介绍一下什么是锚"),
    ),
    (
        r"^(?P<before>[^?？，,。]{1,30}?)\s*是什么\W*$",
        "锚是什么？",
    ),
    (
        r"^(?:what(?: is|'s| are)|explain|define|describe)\s*(?:an? |the )?"
        r"(?P<named>[^?？，,。]{1,40}?)\s*[?？.。]*$",
        *examples(
            "What is an anchor? | What's mooring? | What are bollards? | "
            "Explain the anchor | Define mooring | Describe a buoy"
        ),
    ),
)

ASKS_WHETHER = phrases(
    "question for yes or no",
    (
        r"^(?:is|are|does|do|can|could|will|has|have|should)\b",
        *examples(
            "Is it fast? | Are they? | Does it? | Do they? | Can it? | "
            "Could it? | Will it? | Has it? | Have they? | Should it?"
        ),
    ),
    (
        r"[吗么]\W*$|是否|能不能|会不会",
        *examples("锚会沉吗？ | 是否会沉？ | 能不能沉？ | 会不会沉？"),
    ),
)

SAYS_WHETHER = phrases(
    "answer that says yes or no",
    (
        r"(?:yes|no|nope|not|it depends)(?!\w)",
        *examples("Yes, it is | No. | Nope | Not at all | It depends"),
    ),
    ("不|否|是|对|可以|能|会", *examples("不是 | 否 | 是的 | 对 | 可以 | 能 | 会")),
    ("没?有", *examples("有 | 没有")),
    around=r"^\W*(?:{})",
)

SHOWS = phrases(
    "text that only shows what was said",
    (
        "例如|比如|譬如|举个?例|以下|下面|如下",
        *examples(
            "例如锚 | 比如锚 | 譬如锚 | 举个例子 | 举例 | 以下是 | 下面是 | 如下"
        ),
    ),
    (
        "示例|代码|看一?个|来看|我们(?:来|可以|通过)",
        *examples(
            "示例： | 代码： | 看个例子 | 看一个 | 来看 | 我们来看 | 我们可以看 | 我们通过图"
        ),
    ),
    (
        r"(?:for (?:example|instance)|e\.g|examples?\b|let'?s\b|let us|consider|suppose|take\b)",
        *examples(
            "For example, | For instance, | e.g. | Example: | "
            "Let's see | Let us see | Consider this | Suppose that | Take a rope"
        ),
    ),
    (
        r"(?:here|the following|in the (?:following|below)|below|note\b|see\b|"
        r"the (?:syntax|signature))",
        *examples(
            "Here is | The following | In the following | Below is | "
            "Note: | See there | The syntax | The signature"
        ),
    ),
    around=r"^\W*(?:{})",
)

COUNTS_OUT = phrases(
    "sentence that begins to count",
    (
        r"[两二三四五六七八九几\d]\s*(?:个|种|点|类|大|方面)[^。，]{0,12}[：:]",
        *examples("有两个原因： | 有3点: | 分为三大类："),
    ),
    ("首先|第一[，,、]|其一", *examples("首先放缆 | 第一，放缆 | 其一是")),
    (
        r"there (?:are|is) (?:\w+ ){0,3}(?:differences?|ways?|reasons?|types?|kinds?|options?|"
        r"approaches|methods|steps)",
        *examples("There are several ways | There is one difference"),
    ),
    (
        r"first(?:ly)?,|two (?:ways|reasons)|(?:following|below)\W*$",
        *examples("First, moor | Firstly, moor | for two reasons | the following:"),
    ),
)
"""What is told first is not all, and the rest belongs to the answer."""
