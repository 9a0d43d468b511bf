"""Whatever a text of another tool is: as our YAML it is read as it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from coursekit.bank.clean import printable_only
from coursekit.bank.yaml_text import question_text
from coursekit.load import marked_yaml

PARTS = st.sampled_from(
    [*"aé \n\t\u2028\u2029\u3000\xa0:#-\"'|>*{%@?!\\", "  ", "\n\n", ": ", " #", "---", "..."]
)


@given(st.lists(PARTS, min_size=1, max_size=14).map("".join))
@example("\n")
@example("a\n\n")
@example("\xa0#a")
@example("\u3000#")
def test_a_text_is_read_as_it_was(text):
    text = printable_only(text)
    data = {"id": "q", "stem": text, "options": [{"text": text, "reason": None}]}
    read, _, problems = marked_yaml.parse("x.yml", "questions:\n" + question_text(data, "a" * 8, "b" * 8))
    assert problems == []
    assert read["questions"] == [data]
