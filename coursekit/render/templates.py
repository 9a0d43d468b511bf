"""The one Jinja2 environment: all HTML lives in `templates/` and is escaped automatically."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta

from coursekit.model.dates import any_date, long_date
from coursekit.model.dialect import first_paragraph
from coursekit.render.compared import compared_full, compared_note, compared_short
from coursekit.render.direction import apart
from coursekit.render.questions import disordered, gaps, letter, mixed

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def environment() -> Environment:
    """Autoescaping for everything: no template here writes anything but markup."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    for function in (
        long_date, any_date, compared_short, compared_full, compared_note, apart,
        mixed, disordered, gaps, letter, first_paragraph,
    ):  # fmt: skip
        made.filters[function.__name__] = function
    return made


def plain_template(name: str) -> Template:
    """A template of Markdown or YAML: nothing is escaped, because the site escapes it when it is made."""
    return environment().overlay(autoescape=False).get_template(name)


def template(name: str) -> Template:
    """The template of this name below `templates/`."""
    return environment().get_template(name)


@cache
def closure(name: str) -> frozenset[str]:
    """This template and every template it extends, includes or imports, by name."""
    tree = environment().parse((TEMPLATES / name).read_text(encoding="utf-8"))
    found = {name}
    for other in meta.find_referenced_templates(tree):
        if other is None:
            raise ValueError(f"templates/{name} includes a template whose name is only known when it runs")
        found |= closure(other)
    return frozenset(found)
