"""LaTeX → MathML that holds nothing but maths: every element and attribute is on a list."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markdown_it.common.utils import escapeHtml

ARITY = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
ELEMENTS = frozenset(ARITY).union(
    re.findall(
        r"\w+",
        "math mrow mi mn mo ms mtext mspace mstyle mpadded mphantom menclose mtable mtr mtd msqrt "
        "mmultiscripts mprescripts none",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\w+",
        "accent accentunder align columnalign columnlines columnspacing depth display displaystyle fence "
        "form height linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize "
        "movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy symmetric voffset "
        "width xmlns",
    )
)
MISSING = {"\\arg": r"\operatorname{arg}", "\\nonumber": ""}
"""Commands that the library does not know, and what stands for them."""

ENTITY = re.compile(r"&#x[0-9A-Fa-f]+;")
UNKNOWN = re.compile(r"\\[A-Za-z]+")


class MathError(Exception):
    """A formula cannot be turned into MathML; `word` is the part at fault, where that is known."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


def to_mathml(latex: str, *, block: bool) -> str:
    """The MathML of a formula."""
    text = latex.strip()
    if not text:
        raise MathError("the formula is empty")
    _check_braces(text)
    for command, words in MISSING.items():
        text = re.sub(rf"{re.escape(command)}(?![A-Za-z])", words.replace("\\", r"\\"), text)
    try:
        root = convert_to_element(text, display="block" if block else "inline")
    except Exception as error:  # The library raises its own kinds, and plain IndexError and KeyError.
        raise MathError(_reason(error)) from error
    return _print(root)


def _check_braces(latex: str) -> None:
    """The library takes a brace without a partner for a letter."""
    depth = 0
    for match in re.finditer(r"\\.|([{}])", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[1] or "", 0)
        if depth < 0:
            raise MathError("a '}' has no partner", "}")
    if depth > 0:
        raise MathError("a '{' has no partner", "{")


def _print(element: Element) -> str:
    if element.tag not in ELEMENTS:
        raise MathError(f"the formula makes a '{element.tag}', which is not maths")
    wanted = ARITY.get(element.tag)
    if wanted is not None and len(element) != wanted:
        raise MathError("a command lacks one of its arguments")
    text = _plain(element.text or "")
    _check_word(element.tag, text)
    attributes = "".join(
        f' {name}="{escapeHtml(_plain(str(value)))}"'
        for name, value in sorted(element.attrib.items())
        if name in ATTRIBUTES
    )
    inner = escapeHtml(text) + "".join(
        _print(child) + escapeHtml(_plain(child.tail or "")) for child in element
    )
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def _plain(text: str) -> str:
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _check_word(tag: str, text: str) -> None:
    if tag == "mi" and UNKNOWN.fullmatch(text):
        raise MathError(f"unknown command '{text}'", text)


def _reason(error: Exception) -> str:
    name = type(error).__name__.removesuffix("Error")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    known = {
        "no available tokens": "it ends too early",
        "recursion": "it is nested too deeply",
        "index": "it ends too early",
        "key": "it cannot be read",
        "extra left or missing right": r"'\left' and '\right' must come in pairs",
        "missing super script or subscript": "'^' or '_' needs something after it",
        "double superscripts": "it has two superscripts in one place",
        "double subscripts": "it has two subscripts in one place",
    }
    return f"not a formula: {known.get(words, words)}"
