"""The element of a panel, and the data that the page's script wakes it with."""

from __future__ import annotations

from markupsafe import Markup

PAGE_DATA_ID = "reportgen-page"
"""The id of the page's data."""

FIGURE = Markup(
    '<figure class="panel" id="{id}" data-panel="{kind}" data-state="static">\n'
    '<div class="panel-body">{html}</div>\n'
    '<div class="panel-overlays"></div>\n'
    "{caption}</figure>\n"
)


def panel_figure(id: str, html: Markup, caption: Markup, *, kind: str = "table") -> Markup:
    """A panel: `html` is what the core rendered, `caption` the directive's body."""
    shown = Markup("<figcaption>{}</figcaption>\n").format(caption) if caption else ""
    return FIGURE.format(id=id, kind=kind, html=html, caption=shown)


def page_payload(packed: str) -> Markup:
    """The page's data as a script element: `packed` is JSON text, which cannot end the element."""
    safe = packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(f'<script type="application/json" id="{PAGE_DATA_ID}">{safe}</script>\n')
