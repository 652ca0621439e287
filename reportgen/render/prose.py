"""The tokens of a Document → HTML, with panels and facts put in their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from reportgen.document import Directive, Document
from reportgen.document.builtin import BUILT_IN
from reportgen.render.blocks import close_block, close_title, open_block, open_title
from reportgen.render.code import highlighted
from reportgen.render.images import image_tag

Urls = Callable[[str], str]

ALIGNMENT = {
    "text-align:left": "left",
    "text-align:center": "center",
    "text-align:right": "right",
}
OPTIONS = OptionsDict(
    {
        "maxNesting": 100,
        "html": False,
        "linkify": False,
        "typographer": False,
        "quotes": "",
        "xhtmlOut": False,
        "breaks": False,
        "langPrefix": "language-",
        "highlight": None,
    }
)


def render_prose(
    document: Document, blocks: Mapping[int, Markup], roles: Mapping[int, Markup], urls: Urls
) -> Markup:
    """The article's HTML; `blocks` and `roles` hold what stands for each directive and role, by key."""
    return _Prose(document, blocks, roles, urls).html(document.tokens)


def render_body(
    document: Document,
    directive: Directive,
    roles: Mapping[int, Markup],
    urls: Urls,
    blocks: Mapping[int, Markup] | None = None,
) -> Markup:
    """The HTML of a directive's body, such as a panel's caption; a single paragraph loses its `<p>`."""
    inside = _body(document.tokens, directive.key)
    if [token.type for token in inside] == ["paragraph_open", "inline", "paragraph_close"]:
        inside = inside[1:2]
    return _Prose(document, blocks or {}, roles, urls).html(inside)


def render_title(document: Document, roles: Mapping[int, Markup], urls: Urls) -> Markup:
    """The title with its markup, when the first heading is the title; else its text."""
    if not document.title_tokens:
        return Markup(escapeHtml(document.title))
    inline = Token("inline", "", 0, children=list(document.title_tokens))
    return _Prose(document, {}, roles, urls).html([inline])


def _body(tokens: Sequence[Token], key: int) -> Sequence[Token]:
    """The tokens between a directive's opening and closing ones."""
    places = [
        index
        for index, token in enumerate(tokens)
        if token.type in ("directive_open", "directive_close") and token.meta["directive"].key == key
    ]
    return tokens[places[0] + 1 : places[1]] if len(places) == 2 else ()


class _Prose(RendererHTML):
    """One method a kind of token; those that are not here are rendered as CommonMark says."""

    def __init__(
        self, document: Document, blocks: Mapping[int, Markup], roles: Mapping[int, Markup], urls: Urls
    ) -> None:
        super().__init__()
        self._document = document
        self._blocks = blocks
        self._roles = roles
        self._urls = urls

    def html(self, tokens: Sequence[Token]) -> Markup:
        """The HTML of some of the document's tokens."""
        return Markup(self.render(self._without_panels(tokens), OPTIONS, {}))

    def _without_panels(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with each directive of others reduced to its opening token."""
        kept: list[Token] = []
        skipping: int | None = None
        for token in tokens:
            key = token.meta["directive"].key if token.type.startswith("directive_") and token.meta else None
            if skipping is None:
                kept.append(token)
                if token.type == "directive_open" and token.info not in BUILT_IN:
                    skipping = key
            elif token.type == "directive_close" and key == skipping:
                skipping = None
        return kept

    # --- directives and roles -----------------------------------------------------------------

    def directive_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A panel's block, or the beginning of a built-in block."""
        token = tokens[idx]
        directive: Directive = token.meta["directive"]
        if directive.name not in BUILT_IN:
            return str(self._blocks[directive.key])
        titled = idx + 1 < len(tokens) and tokens[idx + 1].type == "directive_title_open"
        return open_block(token, self._urls, titled=titled)

    def directive_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a built-in block."""
        return close_block(tokens[idx].meta["directive"], self._document)

    def directive_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The beginning of a title."""
        return open_title(tokens[idx].meta["directive"])

    def directive_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of a title."""
        return close_title(tokens[idx].meta["directive"])

    def role(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula or a fact."""
        token = tokens[idx]
        if "mathml" in token.meta:
            return str(token.meta["mathml"])
        return str(self._roles[token.meta["key"]])

    # --- maths and code -----------------------------------------------------------------------

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula in a line."""
        return str(tokens[idx].meta["mathml"])

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A formula on its own, written inside a paragraph."""
        return str(tokens[idx].meta["mathml"])

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A formula on its own."""
        return f'<div class="rg-math">{tokens[idx].meta["mathml"]}</div>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A block of code between fences."""
        token = tokens[idx]
        language = token.info.split()[0] if token.info.split() else ""
        code = highlighted(token.content, language)
        return f"<div{self.renderAttrs(token)}>{code}</div>\n" if token.attrs else str(code)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """An indented block of code."""
        return str(highlighted(tokens[idx].content, ""))

    # --- headings, links, images, tables, tasks -----------------------------------------------

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A heading with its id."""
        return self.renderToken(tokens, idx, options, env)

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a heading, and a link to it that the style sheet shows on hover."""
        anchor = escapeHtml(str(tokens[idx - 2].attrs.get("id", "")))
        link = f'<a class="rg-anchor" href="#{anchor}" aria-hidden="true" tabindex="-1">#</a>'
        return f"{link}</{tokens[idx].tag}>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link; those to other sites do not tell them where the reader came from."""
        token = tokens[idx]
        href = self._urls(str(token.attrs.get("href", "")))
        attributes = {**token.attrs, "href": href}
        if href.startswith(("http:", "https:", "//")):
            attributes["rel"] = "noopener noreferrer"
        return _tag("a", attributes)

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """An image in a line."""
        token = tokens[idx]
        attributes: dict[str, Any] = dict(token.attrs)
        attributes["src"] = self._urls(str(attributes.get("src", "")))
        attributes["alt"] = self.renderInlineAsText(token.children, options, env)
        return image_tag(attributes)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A table in a region that scrolls when it is wide."""
        region = '<div class="rg-scroll" role="region" tabindex="0" aria-label="Table">'
        return f"{region}{self.renderToken(tokens, idx, options, env)}"

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a table."""
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The head of a column."""
        return _tag("th", {"scope": "col", **_cell(tokens[idx])})

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A cell."""
        return _tag("td", _cell(tokens[idx]))

    def task(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The box of a task."""
        done = tokens[idx].meta["done"]
        label = "done" if done else "to do"
        return f'<input type="checkbox" disabled{" checked" if done else ""} aria-label="{label}"> '

    # --- footnotes: the ids hold a colon, which no heading's id does --------------------------

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The number in the text."""
        number, again = _footnote(tokens[idx])
        link = f'<a href="#fn:{number}" id="fnref:{number}{again}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """All footnotes, at the end."""
        return '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The end of all footnotes."""
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """One footnote."""
        return f'<li id="fn:{_footnote(tokens[idx])[0]}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of a footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The way back from a footnote."""
        number, again = _footnote(tokens[idx])
        label = f"Back to reference {number}{again}"
        link = f'<a href="#fnref:{number}{again}" class="footnote-backref" aria-label="{label}">'
        # The variation selector keeps the arrow from becoming an emoji.
        return f" {link}\u21a9\ufe0e</a>"


def _footnote(token: Token) -> tuple[int, str]:
    again = int(token.meta.get("subId", 0) or 0)
    return int(token.meta["id"]) + 1, f":{again + 1}" if again else ""


def _cell(token: Token) -> dict[str, str]:
    """A cell's attributes, with its alignment as a class: styles in the page are not allowed."""
    attributes = {name: str(value) for name, value in token.attrs.items() if name != "style"}
    alignment = ALIGNMENT.get(str(token.attrs.get("style", "")))
    if alignment:
        attributes["class"] = alignment
    return attributes


def _tag(name: str, attributes: Mapping[str, object]) -> str:
    return f"<{name}" + "".join(f' {k}="{escapeHtml(str(v))}"' for k, v in attributes.items()) + ">"
