"""Inline rules: roles, and the parser's own rules made to remember where they matched."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_inline import StateInline

InlineRule = Callable[[StateInline, bool], bool]

ROLE = re.compile(r"\{([A-Za-z][\w.+-]*)\}(`+)")
LOCATED = frozenset(("link_open", "link_close", "image", "code_inline", "math_inline", "math_inline_double"))


def located(rule: InlineRule) -> InlineRule:
    """The same rule; its tokens get `meta["at"]`, their stretch of the inline content."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[count:]:
                if token.type in LOCATED:
                    token.meta.setdefault("at", (start, state.pos))
        return matched

    return wrapped


def role_rule(state: StateInline, silent: bool) -> bool:
    """Read `` {name}`text` ``; the text is kept as it was written."""
    opener = ROLE.match(state.src, state.pos, state.posMax)
    if opener is None:
        return False
    ticks = re.escape(opener[2])
    closer = re.compile(rf"(?<!`){ticks}(?!`)").search(state.src, opener.end(), state.posMax)
    if closer is None or closer.start() == opener.end():
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.info = opener[1]
        token.content = state.src[opener.end() : closer.start()].replace("\n", " ")
        token.meta = {"at": (opener.end(), closer.start()), "name_at": (opener.start(1), opener.end(1))}
    state.pos = closer.end()
    return True
