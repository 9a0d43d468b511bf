"""The one Jinja2 environment: all HTML lives in `templates/` and is escaped automatically."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, meta, nodes

from coursekit.model.dates import any_date, long_date
from coursekit.model.dialect import first_paragraph
from coursekit.model.quiz import QUESTION_TYPES
from coursekit.model.school import to_fill
from coursekit.render.compared import compared_full, compared_note, compared_short
from coursekit.render.direction import apart
from coursekit.render.interface import gettext, ngettext
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
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(gettext, ngettext)  # type: ignore[attr-defined]  # the extension brings it
    for function in (
        long_date, any_date, compared_short, compared_full, compared_note, apart,
        mixed, disordered, gaps, letter, first_paragraph,
    ):  # fmt: skip
        made.filters[function.__name__] = function
    made.tests["to_fill"] = to_fill
    return made


def plain_template(name: str) -> Template:
    """A template of Markdown or YAML: nothing is escaped, because the site escapes it when it is made."""
    return environment().overlay(autoescape=False).get_template(name)


def template(name: str) -> Template:
    """The template of this name below `templates/`."""
    return environment().get_template(name)


def demand(names: Iterable[str]) -> None:
    """Raise ValueError where one of these templates is not there."""
    for name in names:
        if not (TEMPLATES / name).is_file():
            raise ValueError(f"templates/{name} is not there: it draws something that the program can make.")


@cache
def closure(name: str) -> frozenset[str]:
    """This template and every template it extends, includes or imports, by name."""
    tree = environment().parse((TEMPLATES / name).read_text(encoding="utf-8"))
    found = {name}
    for other in (*filter(None, meta.find_referenced_templates(tree)), *_by_type(name, tree)):
        if not (TEMPLATES / other).is_file():
            raise ValueError(f"templates/{name} includes templates/{other}, which is not there")
        found |= closure(other)
    return frozenset(found)


def _by_type(name: str, tree: nodes.Template) -> Iterator[str]:
    """What `{% include "folder/" ~ question.type ~ ".html.j2" %}` stands for: a template for each type."""
    for include in tree.find_all(nodes.Include):
        match include.template:
            case nodes.Const():
                pass
            case nodes.Concat(
                nodes=[
                    nodes.Const(value=folder),
                    nodes.Getattr(node=nodes.Name(name="question"), attr="type"),
                    nodes.Const(value=ending),
                ]
            ):
                yield from (f"{folder}{kind}{ending}" for kind in QUESTION_TYPES)
            case _:
                where = f"templates/{name}:{include.lineno}"
                raise ValueError(f"{where} includes a template whose name is only known when it runs")
