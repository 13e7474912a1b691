"""A question that does not say what it is about."""

from __future__ import annotations

import re

_POOR = re.compile(
    # 有哪些解决办法？ 常见的方式有哪些？ 它的优缺点是什么？ 如何解决？
    r"(?:它|他|其|这|该|这个|那个|这些|那么|那)?(?:一般|通常|常见|主要|具体|都|又|的)*(?:有|是|分为|包括)?"
    r"(?:什么|哪些|哪几种|几种|怎么|怎样|如何|为什么)?(?:的)?(?:常见|主要|具体|基本)?的?"
    r"(?:解决|处理|实现|优化|使用|工作|运行|部署|配置)?(?:办法|方法|方式|方案|步骤|流程|原理|原因|"
    r"特点|优点|缺点|优缺点|优势|区别|作用|好处|场景|类型|种类|分类|组件|组成|策略|命令|注意事项|问题)?"
    r"(?:有|是|分为|包括|做|解决|处理|实现|办)?(?:哪些|什么|哪几种|几种|如何|怎样|呢)?[?？。]?"
    # What are the advantages? Why is it used? How does it work?
    r"|(?:and\s+)?(?:what|which)\s+(?:is|are|were|was)\s+(?:it|its|this|that|they|these|the|some|"
    r"the\s+main|the\s+common|common|main|its\s+main)(?:\s+(?:advantages?|disadvantages?|"
    r"benefits?|drawbacks?|pros\s+and\s+cons|types?|kinds?|uses?|features?|steps?|parts?|"
    r"components?|differences?|reasons?|limits?|limitations?|purpose|solutions?|examples?))?\s*\?"
    r"|(?:and\s+)?(?:how|why)\s+(?:does|do|is|are|can|should)\s+(?:it|this|that|they|these|one|you)"
    r"\s+(?:works?|used?|done|do|fixed|solved?|handled?)(?:\s+(?:it|this|that))?\s*\?"
    r"|(?:why|how|when|where)(?:\s+(?:so|not))?\s*\?"
    # Was sind die Vorteile? Welche Nachteile gibt es? Wie funktioniert das? Warum?
    r"|(?:und\s+)?(?:was|welches?|wie)\s+(?:ist|sind|lauten)\s+(?:die|der|das|seine|ihre|deren|dessen)"
    r"(?:\s+(?:wichtigsten|häufigsten|typischen))?\s+(?:vorteile?|nachteile?|vor-\s+und\s+nachteile|"
    r"unterschiede?|gründe?|arten|typen|schritte|merkmale|ursachen?|lösung(?:en)?|beispiele|aufgaben?|"
    r"zweck)\s*\?"
    r"|welche\s+(?:vorteile|nachteile|unterschiede|gründe|arten|typen|schritte|merkmale|ursachen|lösungen|"
    r"beispiele|aufgaben|möglichkeiten)\s+gibt\s+es\s*\?"
    r"|(?:wie|warum|wozu|wofür)\s+(?:funktioniert|geht|arbeitet|macht\s+man|benutzt\s+man|braucht\s+man|ist)"
    r"\s+(?:das|es|dies|sie|er)(?:\s+so)?\s*\?"
    r"|(?:warum|wieso|weshalb|wie|wann|wo|wozu)(?:\s+(?:so|nicht))?\s*\?",
    re.IGNORECASE,
)


def is_without_context(question: str) -> bool:
    """Whether a question, without its marks, says nothing of what it is about."""
    return bool(question) and bool(_POOR.fullmatch(question))
