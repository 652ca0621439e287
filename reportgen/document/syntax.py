"""The Markdown parser: CommonMark and the extensions that reports may use."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import autolink, backtick, image, link
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar
from mdit_py_plugins.footnote import footnote_plugin

from reportgen.document.directive import directive_rule
from reportgen.document.inline import located, role_rule
from reportgen.document.positions import locate_inline

ATTRIBUTES = ("id", "class", "width", "height", "align")
"""The attributes that `{…}` may set; the last three on images only."""

TASK = re.compile(r"\[([ xX])\][ \t]+")


def markdown_parser(*, raw_html: bool) -> MarkdownIt:
    """A parser whose tokens know their places; `env` must hold what directive.py asks of it."""
    md = MarkdownIt("commonmark", {"html": raw_html, "maxNesting": 100})
    md.enable(["table", "strikethrough"])
    # Unsafe addresses become tokens, so that collect.py can report them with a place.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.use(footnote_plugin, inline=False).use(deflist_plugin)
    md.use(attrs_plugin, allowed=ATTRIBUTES, spans=True).use(attrs_block_plugin, allowed=ATTRIBUTES)
    _add_maths(md)
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    md.block.ruler.before("fence", "directive", directive_rule, ends)
    md.inline.ruler.before("backticks", "role", role_rule)
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("backticks", backtick)):
        md.inline.ruler.at(name, located(rule))
    md.core.ruler.before("inline", "places", _places)
    md.core.ruler.after("inline", "tasks", _tasks)
    return md


def _add_maths(md: MarkdownIt) -> None:
    inline = located(math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True))
    md.inline.ruler.before("escape", "math_inline", inline)
    md.block.ruler.before(
        "fence", "math_block", math_block_dollar(allow_labels=False, allow_blank_lines=True)
    )


def _places(state: StateCore) -> None:
    locate_inline(state.env["positions"], state.tokens)


def _tasks(state: StateCore) -> None:
    """List items that begin with `[ ]` or `[x]` become tasks."""
    for index in range(len(state.tokens) - 2):
        item, paragraph, inline = state.tokens[index : index + 3]
        if item.type != "list_item_open" or paragraph.type != "paragraph_open" or not inline.children:
            continue
        box = TASK.match(inline.content)
        first = inline.children[0]
        if box is None or first.type != "text" or not first.content.startswith(box[0]):
            continue
        first.content = first.content[box.end() :]
        inline.children.insert(0, Token("task", "", 0, meta={"done": box[1] != " "}))
        item.attrJoin("class", "task-list-item")
