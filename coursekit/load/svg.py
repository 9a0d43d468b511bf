"""An SVG that somebody else drew: read as XML, and left with nothing in it but the drawing (SVG 1.1 and 2).

Elements and attributes are taken from a list; scripts, what reacts to the reader, what moves and what belongs
to a drawing program fall away. What cannot be left out without changing the picture (a picture from
elsewhere, a style that loads something) is refused with its reason.
"""

import base64
import io
import re
import warnings
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree
from PIL import Image

from coursekit.load.refusal import PictureRefusedError

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_ELEMENTS = """
    svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text tspan
    textPath image linearGradient radialGradient stop clipPath mask pattern marker style filter
    feGaussianBlur feOffset feBlend feFlood feColorMatrix feComposite feMerge feMergeNode feMorphology
    feDropShadow feComponentTransfer feFuncA feFuncR feFuncG feFuncB
"""
_ATTRIBUTES = """
    id class style transform viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points
    version preserveAspectRatio patternUnits patternContentUnits patternTransform gradientUnits
    gradientTransform spreadMethod offset clipPathUnits maskUnits maskContentUnits markerUnits
    markerWidth markerHeight refX refY orient pathLength textLength lengthAdjust rotate startOffset
    method spacing type media filterUnits primitiveUnits stdDeviation in in2 result mode operator k1 k2
    k3 k4 values radius tableValues slope intercept amplitude exponent fill fill-opacity fill-rule
    stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
    stroke-dashoffset opacity color color-interpolation color-interpolation-filters display visibility
    overflow clip clip-path clip-rule mask filter marker marker-start marker-mid marker-end stop-color
    stop-opacity flood-color flood-opacity paint-order vector-effect mix-blend-mode isolation shape-
    rendering text-rendering image-rendering font font-family font-size font-style font-variant font-
    weight font-stretch text-anchor text-decoration letter-spacing word-spacing dominant-baseline
    alignment-baseline baseline-shift direction unicode-bidi writing-mode enable-background href
"""
_FUNCTIONS = """
    url rgb rgba hsl hsla calc var min max matrix translate translatex translatey scale scalex scaley
    rotate skewx skewy
"""
_KNOWN, _KNOWN_ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
_FUNCTION = re.compile(r"([\w-]+)\(\s*([^)]*)")
_DEEPEST, _DRAWN, _PIXELS = 60, 5_000, 4_000_000
_PLAIN = "Save it again as “plain SVG”, or as PNG."
_PIXELS_INSIDE = "Embed the picture when you save the SVG, or save it as PNG."


def cleaned(data: bytes, name: str) -> bytes:
    """Return the drawing alone; raises PictureRefusedError with the reason where it cannot be shown."""
    try:
        root = _parsed(data)
        _check_depth(root)
        _clean(root)
        _check_uses(root)
    except _Reason as reason:
        raise PictureRefusedError(f"“{name[:60]}” {reason.words}", reason.hint) from None
    etree.cleanup_namespaces(root)
    written: bytes = etree.tostring(root, encoding="utf-8")
    return written + b"\n"


class _Reason(Exception):
    def __init__(self, words: str, hint: str = _PLAIN) -> None:
        super().__init__(words)
        self.words, self.hint = words, hint


def _parsed(data: bytes) -> etree._Element:
    if not data.strip():
        raise _Reason("is empty.")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _why(error) from None
    except (ValueError, LookupError):
        raise _Reason("is not text in a known encoding.") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _Reason("declares entities, which not every program reads.")
    if root.tag == "svg":
        raise _Reason(f'lacks its namespace: browsers show nothing without xmlns="{_SVG}".')
    if root.tag != f"{{{_SVG}}}svg":
        raise _Reason("is XML, but no SVG.")
    return root


def _why(error: etree.XMLSyntaxError) -> _Reason:
    """The XML reader's words as a sentence of ours."""
    line, said = error.lineno or 1, str(error.msg or "").lower()
    if "depth" in said:
        return _Reason("is nested too deeply.")
    if "entit" in said and ("loop" in said or "not defined" in said or "amplification" in said):
        return _Reason("uses entities, which not every program reads.")
    if "start tag expected" in said or "document is empty" in said:
        return _Reason("is not XML.")
    if "mismatch" in said or "premature end" in said or "couldn't find end" in said:
        return _Reason(f"is unfinished: something opened is not closed (line {line}).")
    return _Reason(f"is not well-formed XML (line {line}).")


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise _Reason("is nested too deeply.")


def _clean(root: etree._Element) -> None:
    """Take out all that is not on the lists; refuse what loads something."""
    for element in list(root.iter()):
        if element is root or element.getparent() is not None:
            _clean_element(element)


def _clean_element(element: etree._Element) -> None:
    tag = etree.QName(element) if isinstance(element.tag, str) else None
    if tag is not None and tag.namespace == _SVG and tag.localname == "a":
        element.tag = f"{{{_SVG}}}g"
    elif tag is None or tag.namespace != _SVG or tag.localname not in _KNOWN:
        _remove(element)
        return
    for key, value in list(element.attrib.items()):
        name = etree.QName(key)
        known = name.localname in _KNOWN_ATTRIBUTES and name.namespace in (None, _XLINK)
        if not known and key != f"{{{_XML}}}space":
            del element.attrib[key]
        elif name.localname == "href":
            _check_reference(element, str(value), key)
        elif name.localname not in {"id", "class", "d", "points"}:
            _check_style(str(value))
    if tag.localname == "style":
        _check_style("".join(map(str, element.itertext())))


def _remove(element: etree._Element) -> None:
    """Remove an element with all that is in it, but not the text after it; entities go the same way."""
    parent = element.getparent()
    assert parent is not None  # noqa: S101 (the root is an svg element, which stays)
    for inside in list(element.iterdescendants()):
        inside.getparent().remove(inside)
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = f"{before.tail or ''}{element.tail}"
    elif element.tail:
        parent.text = f"{parent.text or ''}{element.tail}"
    parent.remove(element)


def _check_reference(element: etree._Element, target: str, key: str) -> None:
    tag = etree.QName(element).localname
    if tag == "image":
        _check_picture(target.strip())
    elif tag == "g":  # a link: what it leads to goes, what it holds stays
        del element.attrib[key]
    elif not target.strip().startswith("#"):
        raise _Reason("takes a part of the drawing from another file.", _PLAIN)


def _check_picture(target: str) -> None:
    if not target.lower().startswith("data:"):
        raise _Reason("shows a picture that is in another file.", _PIXELS_INSIDE)
    head, _, body = target.partition(",")
    media = head[5:].split(";")[0].strip().lower()
    if media not in {"image/png", "image/jpeg", "image/gif", "image/webp"}:
        raise _Reason(
            f"holds a picture of a kind that is not shown here ({media[:30] or 'none'}).", _PIXELS_INSIDE
        )
    try:
        raw = (
            base64.b64decode(body, validate=False)
            if head.lower().endswith(";base64")
            else unquote_to_bytes(body)
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(raw))
            too_large = picture.width * picture.height > _PIXELS
            if not too_large:
                picture.load()
    except Exception:  # noqa: BLE001 (whatever is wrong with it, it cannot be shown)
        raise _Reason("holds a picture that is broken.", _PIXELS_INSIDE) from None
    if too_large:
        raise _Reason("holds a picture of too many pixels.", _PIXELS_INSIDE)


def _check_style(text: str) -> None:
    """Refuse what would load something, or hide that it does (CSS Values 4, functions and escapes)."""
    if "@" in text or "\\" in text:
        raise _Reason("has styles that load or hide something.")
    for function, argument in _FUNCTION.findall(text):
        if function.lower() not in _FUNCTIONS.split():
            raise _Reason(f"has a style that is not known here ({function[:20]}).")
        if function.lower() == "url" and not argument.lstrip("'\" ").startswith("#"):
            raise _Reason("has styles that take something from another file.")


def _check_uses(root: etree._Element) -> None:
    """Refuse parts that draw themselves, and parts of parts that grow beyond all measure."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[etree._Element, int] = {}

    def size(element: etree._Element, within: frozenset[etree._Element]) -> int:
        if element in within or len(within) > _DEEPEST:
            raise _Reason("uses itself within itself.")
        if element not in sizes:
            inner = within | {element}
            below = sum(size(named[target], inner) for target in _targets(element) if target in named)
            sizes[element] = 1 + below + sum(size(child, inner) for child in element)
            if sizes[element] > _DRAWN:
                raise _Reason("draws too many parts.")
        return sizes[element]

    size(root, frozenset())


def _targets(element: etree._Element) -> Iterator[str]:
    """The ids of what an element draws besides its children."""
    for key, value in element.attrib.items():
        text = str(value)
        if etree.QName(key).localname == "href":
            yield text.strip().removeprefix("#")
        elif key != "id":
            yield from (
                target.strip("'\" #") for name, target in _FUNCTION.findall(text) if name.lower() == "url"
            )
