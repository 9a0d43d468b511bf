# ruff: noqa: E501 (each case is one line: before and after stand side by side)
"""Changes to plant: what a record says, the text of its source before and after, and whether it matters."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """A page before and after. `real`: what the record rests on is different now."""

    name: str
    claims: tuple[str, ...]
    before: str
    after: str = ""
    real: bool = True
    before_more: dict[str, Any] = field(default_factory=dict)
    """How the rest of the page is."""
    after_more: dict[str, Any] = field(default_factory=dict)
    row: dict[str, Any] = field(default_factory=dict)


STATUTE = """<p>15 Meeting a child following sexual grooming etc.</p>
<p>(1) A person aged 18 or over (A) commits an offence if A has met or communicated with another person (B) on one or
more occasions, and subsequently A intentionally meets B, and B is under 16.</p>
<p>(4) A person guilty of an offence under this section is liable (a) on summary conviction, to imprisonment for a term
not exceeding 6 months; (b) on conviction on indictment, to imprisonment for a term not exceeding 10 years.</p>"""
S15 = (
    "Meeting a child under 16 after communicating with them, with that aim, is an offence. The maximum is 10 years in prison.",
)

LINE = """<p>Our trained counsellors listen to children and young people about anything.</p>
<dl><dt>Telephone</dt><dd><a href="tel:08001111">0800 1111</a></dd><dt>Hours</dt><dd>24 hours a day, 7 days a week</dd>
<dt>Cost</dt><dd>Free from any phone in the UK</dd></dl><p>Write to <a href="mailto:help@line.example">help@line.example</a>.</p>"""
CALL = (
    "0800 1111",
    "help@line.example",
    "24 hours a day",
    "Free from any phone",
    "Listens to children and young people about anything.",
)

GUIDE = """<h2>Searching and screening</h2><p>Staff must not view, copy, print, share, store or save an image.</p>
<ul><li>Tell the designated safeguarding lead at once.</li><li>Keep a record for at least 25 years.</li></ul>
<table><tr><th>Age</th><th>Route</th></tr><tr><td>Under 13</td><td>Refer to police within 24 hours</td></tr>
<tr><td>13 to 17</td><td>The lead decides within 48 hours</td></tr></table>"""
STAFF = (
    "Staff must not view, copy, print, share or save an image.",
    "Tell the designated safeguarding lead at once.",
)
AGES = ("Where a child is under 13, refer to police within 24 hours.",)

SURVEY = """<p>In a survey of 2,000 children aged 9 to 16, 35% had met a stranger online.</p>
<p>The study was done in 2024 in 11 countries by three universities.</p>"""
COUNTED = ("35% of children aged 9 to 16 in a survey of 2,000 had met a stranger online.",)

FORM = """<p>You can report an image to the hotline without giving your name. Reports are looked at within 24 hours on
working days. Do not send the image itself.</p><p>The hotline is open Monday to Friday, 9am to 5pm.</p>"""
HOTLINE = ("You can report without giving your name.", "Monday to Friday, 9am to 5pm")


def changed(text: str, old: str, new: str) -> str:
    """The text with a piece replaced that must be there."""
    assert old in text, old
    return text.replace(old, new)


def real(name: str, claims: tuple[str, ...], text: str, old: str, new: str, **more: Any) -> Case:
    """A change that matters."""
    return Case(name, claims, text, changed(text, old, new), **more)


def harmless(name: str, claims: tuple[str, ...], text: str, after: str = "", **more: Any) -> Case:
    """A change that does not matter."""
    return Case(name, claims, text, after or text, real=False, **more)


CASES = [
    real("age in a statute", S15, STATUTE, "B is under 16", "B is under 18"),
    real("maximum raised", S15, STATUTE, "exceeding 10 years", "exceeding 14 years"),
    real("age of the offender", S15, STATUTE, "aged 18 or over", "aged 21 or over"),
    real("section repealed, text gone", S15, STATUTE, STATUTE, "<p>15 . . . . . . . . . . . .</p><p>Textual Amendments: S. 15 repealed (1.1.2027) by 2026 c. 9, Sch. 3</p>"),
    real("repealed by a notice, text still there", S15, STATUTE, "<p>15 Meeting", "<p>This section is repealed.</p><p>15 Meeting"),
    real("a not put in", S15, STATUTE, "commits an offence if", "does not commit an offence if"),
    real("and becomes or", S15, STATUTE, "and B is under 16", "or B is under 16"),
    real("an exception added to the sentence", S15, STATUTE, "B is under 16.", "B is under 16, unless A is under 21."),
    real("words substituted", S15, STATUTE, "intentionally meets B", "intentionally arranges to meet B"),
    real("subsection taken out", S15, STATUTE, STATUTE[STATUTE.index("<p>(4)"):], ""),
    real("number of a helpline", CALL, LINE, "0800 1111</a>", "0800 1112</a>"),
    real("number and link of a helpline", CALL, LINE, '08001111">0800 1111', '08085005000">0808 500 5000'),
    real("hours of a helpline", CALL, LINE, "24 hours a day, 7 days a week", "8am to 10pm, 7 days a week"),
    real("days of a helpline", CALL, LINE, "7 days a week", "5 days a week"),
    real("no longer free", CALL, LINE, "Free from any phone in the UK", "Calls cost 7p a minute"),
    real("free from landlines alone", CALL, LINE, "Free from any phone", "Free from landlines"),
    real("e-mail address", CALL, LINE, "help@line.example</a>", "support@line.example</a>"),
    real("the service closed", CALL, LINE, "<p>Our trained", "<p>This helpline has closed.</p><p>Our trained"),
    real("whom it serves", CALL, LINE, "children and young people", "young people over 12"),
    real("number taken away", CALL, LINE, '<dt>Telephone</dt><dd><a href="tel:08001111">0800 1111</a></dd>', ""),
    real("a must becomes should", STAFF, GUIDE, "must not view", "should not view"),
    real("a word of the list goes", STAFF, GUIDE, "copy, print,", "copy,"),
    real("the lead becomes the head", STAFF, GUIDE, "designated safeguarding lead", "head teacher"),
    real("at once becomes a day", STAFF, GUIDE, "at once", "within a day"),
    real("age in a table", AGES, GUIDE, "Under 13", "Under 14"),
    real("hours in a table", AGES, GUIDE, "within 24 hours", "within 72 hours"),
    real("police in a table", AGES, GUIDE, "Refer to police", "Refer to children’s services"),
    real("guidance withdrawn", STAFF, GUIDE, "<h2>Searching", "<p>This guidance was withdrawn on 1 September 2026.</p><h2>Searching"),
    real("guidance superseded", STAFF, GUIDE, "<h2>Searching", "<p>Superseded by the 2027 edition.</p><h2>Searching"),
    real("percentage", COUNTED, SURVEY, "35%", "36%"),
    real("sample", COUNTED, SURVEY, "2,000 children", "20,000 children"),
    real("ages of a sample", COUNTED, SURVEY, "aged 9 to 16", "aged 9 to 17"),
    real("per cent becomes pounds", ("The fine is up to £1,000.",), "<p>The court may order a fine of up to £1,000 for a first breach.</p>", "£1,000", "€1,000"),
    real("decimal", ("The rate is 2.5 in 100.",), "<p>The rate found was 2.5 in 100 pupils a year.</p>", "2.5", "25"),
    real("hours of a hotline", HOTLINE, FORM, "9am to 5pm", "10am to 4pm"),
    real("days of a hotline", HOTLINE, FORM, "Monday to Friday", "Monday to Thursday"),
    real("a name is wanted now", HOTLINE, FORM, "without giving your name", "if you give your name"),
    real("commencement", ("The section has not been brought into force.",), "<p>Section 5 has not yet been brought into force by regulations.</p>", "has not yet been brought", "has been brought"),
    real("quoted words", ("A school needs a lead.",), "<p>Every school must appoint a senior member of staff as lead, and a deputy.</p>", "must appoint", "may appoint", row={"quotation": "Every school must appoint a senior member of staff … and a deputy"}),
    real("in a long paragraph", ("Reports are answered within 48 hours.",), "<p>" + "The council was set up long ago and has many duties. " * 12 + "Every report is answered within 48 hours by a person. " + "It meets in public four times a year. " * 12 + "</p>", "48 hours", "96 hours"),
    harmless("new date in the footer", S15, STATUTE, after_more={"updated": "29 November 2026"}),
    harmless("a banner about opening times of an office", CALL, LINE, after_more={"banner": '<div class="banner">Our museum opens late on 3 December 2026.</div>'}),
    harmless("a cookie banner on top", STAFF, GUIDE, after_more={"banner": "<div>We use cookies. Accept all?</div>"}),
    harmless("a new entry in the menu", HOTLINE, FORM, after_more={"menu": '<li><a href="/x">Campaign 2027: withdrawn toys</a></li>'}),
    harmless("a date of upkeep inside the text", AGES, GUIDE + "<p>Page last reviewed: 3 May 2026</p>", GUIDE + "<p>Page last reviewed: 12 November 2026</p>"),
    harmless("typographic marks and spaces", STAFF, GUIDE, GUIDE.replace("view, copy", "view,&nbsp;copy").replace("at once.", "at once")),
    harmless("a paragraph becomes an item", HOTLINE, FORM, FORM.replace("<p>The hotline", "<ul><li>The hotline").replace("5pm.</p>", "5pm.</li></ul>")),
    harmless("another paragraph is new", COUNTED, SURVEY, SURVEY + "<p>A new study of 5,000 parents begins in 2027.</p>"),
    harmless("classes and scripts", S15, STATUTE, STATUTE.replace("<p>", '<p class="c-9" data-v="77">') + "<script>var v = 12</script>"),
    harmless("a counter of visits", COUNTED, SURVEY + "<p>1,204 views</p>", SURVEY + "<p>9,377 views</p>"),
    harmless("another section changes", S15, STATUTE + "<p>16 Abuse of trust: a term not exceeding 5 years, for a teacher or carer.</p>", STATUTE + "<p>16 Abuse of trust: a term not exceeding 7 years, for a teacher or carer.</p>"),
    harmless("the order of two items", STAFF, GUIDE, GUIDE.replace("<li>Tell the designated safeguarding lead at once.</li><li>Keep a record for at least 25 years.</li>", "<li>Keep a record for at least 25 years.</li><li>Tell the designated safeguarding lead at once.</li>")),
]  # fmt: skip
