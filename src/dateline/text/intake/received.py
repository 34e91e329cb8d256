"""Bytes as received, a page or a plain text, to one Document."""

from __future__ import annotations

from hashlib import sha256

from dateline.text.intake.decode import decode
from dateline.text.intake.document import compose
from dateline.text.intake.options import IntakeOptions, iso_day
from dateline.text.intake.page import Page, declared, is_page, page
from dateline.types import Document


def received(
    data: bytes,
    id: str,
    options: IntakeOptions,
    *,
    is_html: bool | None = None,
    charset: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Document:
    """The Document of ``data``; ``outlet`` goes before the page's, ``published`` holds where neither options nor page say.

    Raises UnreadError when it is binary, empty, undecodable or a page without text.
    """
    found = decode(data, charset or declared(data))
    html = is_page(found.text) if is_html is None else is_html
    made = page(found.text, url) if html else Page(found.text, url=url)
    return compose(
        made.text,
        id,
        sha=sha256(data).hexdigest(),
        given=options.published and iso_day(options.published),
        metadata=made.published or published,
        outlet=options.outlet or outlet or made.outlet,
        url=made.url,
        title=made.title,
        remarks=() if html else found.remarks,
        lexicon=options.lexicon,
    )
