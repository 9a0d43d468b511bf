"""The empty presentation that every deck starts from: our own master, layouts and colours."""

from functools import cache
from typing import Any

from coursekit.model.school import Colours
from coursekit.render.archive import zipped
from coursekit.render.pixels import TEMPLATE as PIXELS
from coursekit.render.slides.layouts import LAYOUTS, Box, Layout, commands
from coursekit.render.templates import template

_NAMES = ("content_types", "relations", "presentation", "theme", "master", "layout", "notes_master")
TEMPLATES = (*(f"slides/{name}.xml.j2" for name in _NAMES), PIXELS)


def emu(inches: float) -> int:
    """Inches in the unit of the file format (914,400 to the inch)."""
    return round(inches * 914400)


@cache
def base(colours: Colours, lang: str) -> bytes:
    """Return the presentation without slides, in these colours and this language."""
    layouts = list(LAYOUTS.values())
    master = Layout("Trusted Adult", LAYOUTS["talk"].boxes)

    def draw(name: str, **values: Any) -> bytes:
        common = {"emu": emu, "commands": commands, "lang": lang, "layouts": layouts}
        return template(f"slides/{name}.xml.j2").render(**common, **values).lstrip().encode()

    def relations(*pairs: tuple[str, str]) -> bytes:
        return draw("relations", relations=pairs)

    theme = draw("theme", colours=scheme(colours))
    files = {
        "[Content_Types].xml": draw("content_types"),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": draw("presentation"),
        "ppt/_rels/presentation.xml.rels": relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"),
        ),
        "ppt/theme/theme1.xml": theme,
        "ppt/theme/theme2.xml": theme,
        "ppt/slideMasters/slideMaster1.xml": draw("master", layout=master),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, len(layouts) + 1)),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": draw("notes_master"),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations(("theme", "../theme/theme2.xml")),
    }
    for number, layout in enumerate(layouts, 1):
        files[f"ppt/slideLayouts/slideLayout{number}.xml"] = draw("layout", layout=layout)
        files[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = relations(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return zipped(files.items())


def scheme(colours: Colours) -> list[tuple[str, str]]:
    """The colours of the theme: the course's own, or the school's where it has some.

    `check` has made sure that the main colour can be read on paper, so its darker shade can, too.
    """
    main, amber = colours.main or "#0f5552", colours.accent or "#f6c67a"
    deep = mixed(main, "#000000", 0.3) if colours.main else "#0a3f3d"
    mist = mixed(main, "#ffffff", 0.89) if colours.main else "#e4f0ed"
    named = {
        "dk1": "#1c2a2a", "lt1": "#fbf8f2", "dk2": deep, "lt2": mist, "accent1": main, "accent2": amber,
        "accent3": "#f4ecdc", "accent4": "#4a5a59", "accent5": "#dcd6c8", "accent6": "#ffffff", "hlink": main,
        "folHlink": "#2a1a02",
    }  # fmt: skip
    return [(name, value[1:].upper()) for name, value in named.items()]


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, with this share of the other."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def layout_number(name: str) -> int:
    """The position of a layout in the presentation."""
    return list(LAYOUTS).index(name)


def boxes(name: str) -> tuple[Box, ...]:
    """The placeholders of a layout."""
    return LAYOUTS[name].boxes
