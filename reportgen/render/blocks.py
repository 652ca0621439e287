"""The built-in directives as HTML: admonitions, figures, code, maths, tables of contents."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from reportgen.document import Directive, Document
from reportgen.document.builtin import ADMONITIONS
from reportgen.render.code import highlighted, line_numbers
from reportgen.render.images import image_tag
from reportgen.render.toc import toc_entries, toc_list

Urls = Callable[[str], str]


def open_block(token: Token, urls: Urls, *, titled: bool) -> str:
    """What stands before a built-in directive's title and body."""
    directive: Directive = token.meta["directive"]
    if directive.name in ADMONITIONS:
        return _open_admonition(directive, titled=titled)
    if directive.name in ("toc", "contents"):
        return f'<nav{_attributes(directive, "rg-contents")} aria-label="Contents">'
    if directive.name in ("figure", "image"):
        return _open_figure(token, directive, urls)
    if directive.name == "math":
        return f"<div{_attributes(directive, 'rg-math')}>{token.meta['mathml']}"
    return _open_code(directive)


def close_block(directive: Directive, document: Document) -> str:
    """What stands after a built-in directive's title and body."""
    if directive.name in ADMONITIONS:
        return "</details>\n" if _is_dropdown(directive) else "</div>\n"
    if directive.name in ("toc", "contents"):
        depth = int(_value(directive, "depth") or "3")
        return f"{toc_list(toc_entries(document, depth))}</nav>\n"
    if directive.name == "figure":
        return "</figcaption></figure>\n" if directive.body.strip() else "</figure>\n"
    return (
        "</p>\n" if directive.name == "image" else "</div>\n" if directive.name == "math" else "</figure>\n"
    )


def open_title(directive: Directive) -> str:
    """What stands before a title."""
    kind = "admonition-title" if directive.name in ADMONITIONS else "rg-contents-title"
    return f'<{_title_element(directive)} class="{kind}">'


def close_title(directive: Directive) -> str:
    """What stands after a title."""
    return f"</{_title_element(directive)}>\n"


def _title_element(directive: Directive) -> str:
    return "summary" if _is_dropdown(directive) else "p"


def _value(directive: Directive, name: str) -> str:
    option = directive.options.get(name)
    return option.value if option is not None else ""


def _attributes(directive: Directive, *classes: str) -> str:
    """The `id` and `class` of a block, from its options."""
    names = " ".join(dict.fromkeys(filter(None, (*classes, *_value(directive, "class").split()))))
    anchor = _value(directive, "name")
    return (f' id="{escapeHtml(anchor)}"' if anchor else "") + f' class="{escapeHtml(names)}"'


def _is_dropdown(directive: Directive) -> bool:
    return directive.name in ADMONITIONS and "dropdown" in _value(directive, "class").split()


def _open_admonition(directive: Directive, *, titled: bool) -> str:
    attributes = _attributes(directive, "rg-admonition", "admonition", directive.name)
    start = f"<details{attributes}>" if _is_dropdown(directive) else f'<div{attributes} role="note">'
    if titled:
        return start
    return start + open_title(directive) + ADMONITIONS[directive.name] + close_title(directive)


def _open_figure(token: Token, directive: Directive, urls: Urls) -> str:
    size = {name: _value(directive, name) for name in ("width", "height") if _value(directive, name)}
    attributes = {"src": urls(token.meta.get("src", "")), "alt": _value(directive, "alt"), **size}
    align = _value(directive, "align")
    classes = ("rg-figure", align)
    element = "figure" if directive.name == "figure" else "p"
    caption = "<figcaption>" if directive.name == "figure" and directive.body.strip() else ""
    return f"<{element}{_attributes(directive, *classes)}>{image_tag(attributes)}{caption}"


def _open_code(directive: Directive) -> str:
    code = highlighted(
        directive.body,
        directive.arguments[0].text if directive.arguments else "",
        numbers="linenos" in directive.options and _value(directive, "linenos") != "false",
        first=int(_value(directive, "lineno-start") or "1"),
        emphasized=line_numbers(_value(directive, "emphasize-lines")),
    )
    caption = _value(directive, "caption")
    shown = f"<figcaption>{escapeHtml(caption)}</figcaption>" if caption else ""
    return f"<figure{_attributes(directive, 'rg-code')}>{shown}{code}"
