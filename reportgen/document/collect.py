"""A walk over the tokens that resolves links, maths, roles and directives and reports what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.diagnostics import Code, Diagnostic, Severity, Span, did_you_mean
from reportgen.document.builtin import ALIGN, BUILT_IN, LENGTH, check_built_in
from reportgen.document.links import Resolver
from reportgen.document.maths import MathError, to_mathml
from reportgen.document.model import Directive, ImageUse, Link, Role
from reportgen.document.positions import Positions, inline_at

IMAGE_ATTRIBUTES = {"width": LENGTH, "height": LENGTH, "align": ALIGN}
SHORT_ATTRIBUTES = {"id": "#", "class": "."}
ATTRIBUTE_HELP = "attributes are #id and .class, and on images width, height and align"
DIRECTIVE_HELP = "directives have the options ':name:' and ':class:' instead"
MATHS = ("math_inline", "math_inline_double")


class Collector:
    """What one walk over a report's tokens finds; the tokens are completed in place."""

    def __init__(
        self, md: MarkdownIt, positions: Positions, resolver: Resolver, roles: frozenset[str]
    ) -> None:
        self.md = md
        self.positions = positions
        self.resolver = resolver
        self.known_roles = roles
        self.directives: list[Directive] = []
        self.roles: list[Role] = []
        self.links: list[Link] = []
        self.images: list[ImageUse] = []
        self.problems: list[Diagnostic] = []
        self._section = ""

    def walk(self, tokens: list[Token]) -> None:
        """Visit all tokens of a report, in order."""
        for token in tokens:
            self._attributes(token, None)
            if token.type == "inline":
                token.children = self._inline(token)
            elif token.type == "heading_open":
                self._section = str(token.attrs.get("id", ""))
            elif token.type == "directive_open":
                self._directive(token)
            elif token.type == "math_block":
                self._math_block(token)

    # --- blocks -------------------------------------------------------------------------------

    def _directive(self, token: Token) -> None:
        directive: Directive = token.meta["directive"]
        if directive.name not in BUILT_IN:
            directive = token.meta["directive"] = replace(directive, section=self._section)
            self.directives.append(directive)
            return
        self.problems.extend(check_built_in(directive))
        if directive.name in ("figure", "image") and directive.arguments:
            self._figure(token, directive)
        elif directive.name == "math":
            token.meta["mathml"] = self._mathml(directive.body, directive.body_span, block=True)

    def _figure(self, token: Token, directive: Directive) -> None:
        words = directive.arguments
        target = self.md.normalizeLink(" ".join(word.text for word in words))
        span = Span(self.positions.source, words[0].span.start, words[-1].span.end)
        token.meta["src"] = target if self._image(target, span) else ""

    def _math_block(self, token: Token) -> None:
        assert token.map is not None
        start = self.positions.text.find("$$", self.positions.line(token.map[0])[0]) + 2
        span = self.positions.span(start, start + len(token.content))
        token.meta["mathml"] = self._mathml(token.content, span, block=True)

    def _mathml(self, latex: str, span: Span, *, block: bool) -> str:
        try:
            return to_mathml(latex, block=block)
        except MathError as error:
            text = span.source.text
            written = text[span.start : span.end]
            start = span.start + len(written) - len(written.lstrip())
            span = Span(span.source, start, max(start, span.start + len(written.rstrip())))
            found = text.find(error.word, span.start, span.end) if error.word else -1
            if found >= 0:
                span = Span(span.source, found, found + len(error.word))
            self.problems.append(Diagnostic(Code.MATH_INVALID, str(error), span))
            return ""

    # --- inline -------------------------------------------------------------------------------

    def _inline(self, block: Token) -> list[Token]:
        out: list[Token] = []
        open_links: list[str] = []
        for token in block.children or ():
            self._attributes(token, block)
            if token.type == "link_open":
                open_links.append(self._link_open(token, block))
                out.append(_text("[" if token.markup != "autolink" else "<") if open_links[-1] else token)
            elif token.type == "link_close":
                shown = open_links.pop() if open_links else ""
                out.append(_text(shown) if shown else token)
            elif token.type == "image":
                out.append(self._inline_image(token, block))
            else:
                out.append(token)
                self._leaf(token, block)
        return out

    def _leaf(self, token: Token, block: Token) -> None:
        if token.type in MATHS:
            start, end = _place(token)
            width = len(token.markup)
            span = self._span(block, start + width, end - width)
            token.meta["mathml"] = self._mathml(token.content, span, block=token.type == MATHS[1])
        elif token.type == "role":
            self._role(token, block)

    def _link_open(self, token: Token, block: Token) -> str:
        """What closes the text that stands for a refused link; empty for a link that is kept."""
        target = str(token.attrs.get("href", ""))
        link, problem = self.resolver.link(target, self._target_span(token, block, target))
        if problem is not None:
            self.problems.append(problem)
        if link is not None:
            self.links.append(link)
            return ""
        return f"]({target})" if token.markup != "autolink" else ">"

    def _inline_image(self, token: Token, block: Token) -> Token:
        target = str(token.attrs.get("src", ""))
        if self._image(target, self._target_span(token, block, target)):
            return token
        return _text(f"![{token.content}]({target})")

    def _image(self, target: str, span: Span) -> bool:
        image, problem = self.resolver.image(target, span)
        if problem is not None:
            self.problems.append(problem)
        if image is not None:
            self.images.append(image)
        return image is not None

    def _role(self, token: Token, block: Token) -> None:
        start, end = _place(token)
        span = self._span(block, start, end)
        if token.info == "math":
            token.meta["mathml"] = self._mathml(token.content, span, block=False)
        elif token.info in self.known_roles:
            role = Role(token.info, token.content, span, key=len(self.roles))
            token.meta["key"] = role.key
            self.roles.append(role)
        else:
            help_ = did_you_mean(token.info, sorted({"math", *self.known_roles}), what="role")
            name = self._span(block, *token.meta["name_at"])
            message = f"unknown role '{token.info}'"
            self.problems.append(Diagnostic(Code.ROLE_UNKNOWN, message, name, help_))

    # --- attributes and places ----------------------------------------------------------------

    def _attributes(self, token: Token, block: Token | None) -> None:
        dropped = list(token.meta.pop("insecure_attrs", ()))
        if token.type == "directive_open":
            dropped.extend(token.attrs)
            token.attrs.clear()
        for name, (pattern, _) in IMAGE_ATTRIBUTES.items():
            value = str(token.attrs.get(name, ""))
            if name in token.attrs and (token.type != "image" or not pattern.fullmatch(value)):
                dropped.append(name)
                del token.attrs[name]
        for name in dropped:
            span = self._attribute_span(token, block, name)
            help_ = DIRECTIVE_HELP if token.type == "directive_open" else ATTRIBUTE_HELP
            message = f"the attribute '{name}' is dropped"
            self.problems.append(
                Diagnostic(Code.OPTION_UNKNOWN, message, span, help_, severity=Severity.WARNING)
            )

    def _attribute_span(self, token: Token, block: Token | None, name: str) -> Span | None:
        words = SHORT_ATTRIBUTES.get(name, name)
        if block is None:
            return self.positions.attribute_span(token.map[0], words) if token.map else None
        after = inline_at(block, _place(token)[1])
        found = self.positions.text.find(words, after)
        return self.positions.span(found, found + len(words)) if found >= 0 else None

    def _span(self, block: Token, start: int, end: int) -> Span:
        return self.positions.span(inline_at(block, start), inline_at(block, end))

    def _target_span(self, token: Token, block: Token, target: str) -> Span:
        """The address inside a link where it is written out, else the link."""
        start, end = _place(token)
        first, last = inline_at(block, start), inline_at(block, end)
        found = self.positions.text.rfind(target, first, last) if target else -1
        return (
            self.positions.span(found, found + len(target))
            if found >= 0
            else self.positions.span(first, last)
        )


def _place(token: Token) -> tuple[int, int]:
    start, end = token.meta.get("at", (0, 0))
    return int(start), int(end)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def directive_names(tokens: list[Token]) -> Mapping[str, Token]:
    """The tokens of directives that give themselves a name, by that name."""
    named = {}
    for token in tokens:
        if token.type == "directive_open" and "name" in token.meta["directive"].options:
            named[token.meta["directive"].options["name"].value] = token
    return named
