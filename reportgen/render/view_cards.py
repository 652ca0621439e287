"""A list of saved views: pictures that lead to their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

_LIST = Markup('<ul class="rg-views">\n{cards}</ul>\n')
_CARD = Markup(
    '<li class="rg-view"><a href="{url}">{picture}<span class="rg-view-title">{title}</span></a>{text}</li>\n'
)
_PICTURE = Markup('<img src="{url}" alt="" loading="lazy" decoding="async">')
_TEXT = Markup('<p class="rg-view-text">{text}</p>')


@dataclass(frozen=True, slots=True)
class Card:
    """A view, with addresses as seen from the page."""

    title: str
    text: str
    """A sentence or two, or empty."""
    url: str
    """Of its page."""
    picture: str | None
    """Of its picture."""


def view_cards(cards: Iterable[Card]) -> Markup:
    """The list; without views it says so."""
    shown = Markup("").join(map(_card, cards))
    if not shown:
        return Markup('<p class="rg-views-none">There are no saved views yet.</p>\n')
    return _LIST.format(cards=shown)


def _card(card: Card) -> Markup:
    picture = _PICTURE.format(url=card.picture) if card.picture else ""
    text = _TEXT.format(text=card.text) if card.text else ""
    return _CARD.format(url=card.url, picture=picture, title=card.title, text=text)
