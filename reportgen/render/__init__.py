"""A Document and its panels → the HTML of a page."""

from reportgen.render.environment import environment, theme_folders
from reportgen.render.lineage import Picture, lineage_figure
from reportgen.render.page import Comments, NavLink, Page, render_page
from reportgen.render.panel import page_payload, panel_figure
from reportgen.render.prose import render_body, render_prose, render_title
from reportgen.render.social import SIZE, Social
from reportgen.render.toc import TocEntry, toc_entries
from reportgen.render.urls import page_urls, relative_url, site_file
from reportgen.render.view_cards import Card, view_cards

__all__ = [
    "SIZE",
    "Card",
    "Comments",
    "NavLink",
    "Page",
    "Picture",
    "Social",
    "TocEntry",
    "environment",
    "lineage_figure",
    "page_payload",
    "page_urls",
    "panel_figure",
    "relative_url",
    "render_body",
    "render_page",
    "render_prose",
    "render_title",
    "site_file",
    "theme_folders",
    "toc_entries",
    "view_cards",
]
