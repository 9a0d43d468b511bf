"""Marks of other dialects of Markdown, each with what to say of it. `{}` stands for what was typed."""

BOX = 'Use a box: a line such as !!! do "Do this", and its text below, indented by four spaces.'
LIST = "Begin each line with “- ”, or “1. ”."
SIGN = "Take it out; to show the sign itself, put a backslash before it."

MARKS: tuple[tuple[str, str, str], ...] = (
    (r"<!--(?:.*?-->|.*)",
     "A comment would be shown to readers",
     "Take it out; notes for authors go nowhere in a text."),
    (r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>",
     "HTML is not used here: {} would be shown as it stands",
     ""),
    (r"^\*\[[^\]\n]+\]:", "{} makes no abbreviation here", "Write the words out where they first come."),
    (r"\[\^[^\]\s]+\]:?",
     "Footnotes are not used here: {}",
     "Put the words into the sentence, or name a fact, whose source is numbered by itself."),
    (r"~~(?=\S)[^~\n]+~~", "Words are not struck out here: {}", "Take them out."),
    (r"(?<![=\w])==(?=[^\s=])[^=\n]+==(?!=)",
     "Words are not marked with == here: {}",
     "Use **bold** for what matters."),
    (r"(?<![+\w])\+\+(?=[^\s+])[^+\n]+\+\+(?!\+)",
     "Words are not marked with ++ here: {}",
     "Use **bold** for what matters."),
    (r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]?\](?=\s|$)",
     "A list has no boxes to tick here: {}",
     "Take the brackets out."),
    (r"(?<!\{)\{\s*[:#.][^{}\n]*\}",
     "{} would be shown as it stands",
     "Take it out; headings get their address by themselves."),
    (r"^[ \t]*:{3,}[^\n]*", "{} makes no box here", BOX),
    (r"^[ \t]*\?{3}\+?[ \t]+\S[^\n]*", "{} makes no box here", BOX),
    (r"^[ \t]*={3}\+?!?[ \t]+[\"“][^\n]*", "{} makes no tabs here", "Use headings: “## …”."),
    (r"^[ \t]*-{1,2}8<-{1,2}[^\n]*|^[ \t]*;-{2}8<-{2}[^\n]*",
     "{} brings nothing in here",
     "Write the words out."),
    (r"^[ \t]*>[ \t]*\[![A-Za-z]+\][^\n]*", "{} makes no box here", BOX),
    (r"\[\[?_?TOC_?\]?\]|\[\[?_?toc_?\]?\]", "{} makes no list of contents here", "Take it out."),
    (r"^ {0,3}\[[^\]^\n]+\]:[ \t]*\S[^\n]*",
     "{} keeps no address here",
     "Write the link where it stands: [words](page.md)."),
    (r"^[ \t]*: +\S[^\n]*", "{} explains no word here", "Use a list or a table."),
    (r"^[ \t]*#{2,6}[^#\s][^\n]*", "{} is no heading without a space", "Put a space after the “#”s."),
    (r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])",
     "{} would be shown as it stands",
     "Type the sign itself, or take it out."),
    (r"(?:\\newpage|\\pagebreak)\b",
     "{} makes no new page here",
     "Take it out; papers break by themselves."),
    (r"^[ \t]*%%[^\n]*", "{} would be shown to readers", "Take it out."),
)  # fmt: skip
"""Pattern, message and hint; an empty hint is the tag's own, from `TAGS`."""

TAGS = {
    "br": "End the line with a backslash for a new line.",
    "b": "Write **bold**.", "strong": "Write **bold**.", "i": "Write *slanted*.", "em": "Write *slanted*.",
    "p": "Leave an empty line between paragraphs.", "li": LIST, "ul": LIST, "ol": LIST,
    "a": "Write [words](page.md).", "h1": "Write “## …”.", "h2": "Write “## …”.", "h3": "Write “### …”.",
    "hr": "Write “---” between empty lines.",
}  # fmt: skip
