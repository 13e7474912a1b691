"""What asks in English, by its words: wordings in their order."""

from __future__ import annotations

from builder.sources.language.confidence import FAINT, HALF, LIKELY, PROBABLE, SURE
from builder.sources.language.wording import Wording, examples

_QUESTION_WORDS = "what|whats|how|why|when|where|who|whom|whose|which"
_TURNED_VERBS = "can|could|does|did|is|are|do|should|would|have you"
_EXPLAIN = (
    "explain|describe|define|differentiate|distinguish|discuss|compare|tell (?:me|us)|briefly|"
    "please"
)
_PREPOSITIONS = "in what|in which|at what|under what|for what|to what|on what|from what"
_SUPPOSES = (
    "suppose|imagine|given an?|true or false|if (?:you|i|we|a)|difference|differences"
)
OPENS = rf"{_QUESTION_WORDS}|{_TURNED_VERBS}|{_EXPLAIN}|{_PREPOSITIONS}|{_SUPPOSES}"
# Sentences that tell the reader to explain something are orders, however long.
IMPERATIVE = "explain|describe|define|differ|disting|discuss|compare|tell|briefly"
_CIRCUMSTANCE = (
    r"if|given|assum\w+|in|for|after|before|with|without|during|while|as|you|your|"
    "consider"
)
_LATER_WORDS = "what|how|why|which|where|who"
_LATER_VERBS = "would|should|can|could|do|does|did|is|are|will"
_ORDERS = (
    "list|name|state|write|implement|give|mention|outline|find|design|draw|"
    "enumerate|identify|illustrate|show|talk about|walk me|summari[sz]e|has|have|will|"
    "create|convert|calculate|elaborate|provide|select|choose|complete|fill|consider"
)

ENGLISH_WORDINGS = (
    Wording(
        "question word before a long statement",
        HALF,
        rf"\A(?!{IMPERATIVE})(?=(?:{OPENS})\b)(?:\S+\s+){{12}}[\s\S]*\.\Z",
        (
            "When the tide is low the boats lie on the sand before the quay.",
            "Is one of the many things that a harbour has beside its long quay.",
        ),
        (
            "When the tide is low all boats lie upon the sand.",
            "Explain when the tide is low and why the boats lie on the sand.",
        ),
    ),
    Wording(
        "question word",
        SURE,
        rf"\A(?:{_QUESTION_WORDS})\b",
        examples(
            "What a quay is | Whats a quay | How a crane lifts | Why boats float | "
            "When the tide turns | Where the pilot boards | Who steers | "
            "Whom to call | Whose boat it is | Which side is port"
        ),
        ("Whatever floats", "Somewhat slow"),
    ),
    Wording(
        "verb before its subject",
        SURE,
        rf"\A(?:{_TURNED_VERBS})\b",
        examples(
            "Can boats sink | Could a quay move | Does it float | Did it sink | "
            "Is it a boat | Are there tides | Do boats float | Should one moor | "
            "Would it sink | Have you moored"
        ),
        ("Isle of sand", "Canal boats", "Have a boat moored here now"),
    ),
    Wording(
        "order to explain",
        SURE,
        rf"\A(?:{_EXPLAIN})\b",
        examples(
            "Explain mooring | Describe a quay | Define draught | "
            "Differentiate port and starboard | Distinguish ebb and flood | "
            "Discuss tides | Compare two knots | Tell me of tides | Tell us of tides | "
            "Briefly: tides | "
            "Please say what a quay is"
        ),
        ("Explaining is hard", "Tell them"),
    ),
    Wording(
        "question word behind a preposition",
        SURE,
        rf"\A(?:{_PREPOSITIONS})\b",
        examples(
            "In what case does it sink | In which port | At what depth | "
            "Under what flag | For what load | To what end | On what tide | "
            "From what port"
        ),
        ("In port", "To whom it belongs"),
    ),
    Wording(
        "supposition",
        SURE,
        rf"\A(?:{_SUPPOSES})\b",
        examples(
            "Suppose the tide falls | Imagine a quay | Given a quay and a boat | "
            "Given an anchor | True or false: boats float | If you moor at night | "
            "If I moor | If we moor | If a boat sinks | "
            "Difference of ebb and flood | Differences of ebb and flood"
        ),
        ("If the tide falls", "Different boats"),
    ),
    Wording(
        "question word behind a circumstance",
        LIKELY,
        # The first that asks behind a mark counts: a verb there may only tell.
        rf"\A(?>(?:{_CIRCUMSTANCE})\b.{{3,140}}?[,.;:]\s*"
        rf"(?=(?:{_LATER_WORDS}|{_LATER_VERBS})\b))(?:{_LATER_WORDS})\b",
        examples(
            "If the tide falls, what happens. | "
            "As the tide falls; how do boats lie | With a tide. Why wait | "
            "Without a tide: which way to go | During ebb, where do boats lie | "
            "While it rains, who steers | In port, what is the speed | "
            "For a boat, what is a fender | After ebb, what comes | "
            "Before ebb, what comes | You moor. What is next | "
            "Your boat leaks, what now | Consider ebb, what then | "
            "Given ebb, what now | Assuming ebb, what then"
        ),
        ("If the tide falls, is it so; what a day.", "In x, what"),
    ),
    Wording(
        "verb behind a circumstance",
        LIKELY,
        rf"\A(?![\s\S]*\.\Z)(?:{_CIRCUMSTANCE})\b.{{3,140}}?[,.;:]\s*"
        rf"(?:{_LATER_VERBS})\b",
        examples(
            "If the tide falls, would it sink | If the tide falls, should it leave | "
            "If the tide falls, can it leave | If the tide falls, could it leave | "
            "If the tide falls, do boats sink | If the tide falls, does it sink | "
            "If the tide fell, did it sink | If the tide falls, is it late | "
            "If the tide falls, are boats late | If the tide falls, will it sink"
        ),
        ("If the tide falls, it is low.", "If the tide falls, is it late."),
    ),
    Wording(
        "order with an example",
        FAINT,
        rf"\A(?:{_ORDERS})\b[\s\S]*?"
        r"(?:for example|e\.g\.|such as|for instance|:\s+\S.{30})",
        examples(
            "Give a boat a name, for example a short one | "
            "Name things, e.g. boats and quays | "
            "List things such as boats and quays | "
            "Show something, for instance a knot | "
            "Create two quays: one of wood for the boats, one of stone"
        ),
        ("List all the knots you know",),
    ),
    Wording(
        "order for so many",
        PROBABLE,
        r"\A(?:name|list|give|mention|state|cite)\s+(?:two|three|four|five|six|seven|"
        r"eight|nine|ten|at least|several|\d+)\b",
        examples(
            "Name three knots | List two quays | Give 5 ports | State at least one"
        ),
        ("Name the three knots", "List knots"),
    ),
    Wording(
        "short order",
        FAINT,
        rf"\A(?!(?:\S+\s+){{3}}\S)(?:{_ORDERS})\b",
        ("List all knots", "Has tides"),
        ("List all the knots",),
    ),
    Wording(
        "order",
        PROBABLE,
        rf"\A(?:{_ORDERS})\b",
        examples(
            "List all the knots you know | Name all the knots you know | "
            "State the rule of the road | Write down the rule here | "
            "Implement a lock of two gates | Give the names of knots | "
            "Mention the kinds of knots | Outline the history of quays | "
            "Find the depth of water | Design a lock with gates | "
            "Draw a lock with gates | Enumerate the kinds of knots | "
            "Identify the knots shown here | Illustrate ebb and flood here | "
            "Show that boats float here | Talk about your last voyage | "
            "Walk me through your voyage | Summarize your voyage for me | "
            "Summarise your voyage for me | Has the tide turned yet | "
            "Have boats always had keels | Will the boat float then | "
            "Create a lock with gates | Convert knots to other units | "
            "Calculate the speed in knots | Elaborate on the last voyage | "
            "Provide two kinds of knots | Select the right knot here | "
            "Choose the right knot here | Complete the sentence on knots | "
            "Fill the gaps on knots | Consider the tides of ports"
        ),
        ("Listing all the knots", "Finding the depth of water"),
    ),
)
COMPARISON = Wording(
    "comparison",
    PROBABLE,
    r"\bdifferences? between\b|\bvs\b|\bversus\b|\bpros and cons\b",
    examples(
        "The difference between ebb and flood | Main differences between knots | "
        "Ebb vs. flood | Ebb versus flood | Quays: pros and cons"
    ),
    ("Indifference between friends", "canvas"),
)
