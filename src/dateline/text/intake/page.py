"""A web page to the text of its dispatch and what its metadata say."""

from __future__ import annotations

import re

import msgspec

from dateline.text.intake.options import NOTHING, REFUSED, UnreadError, iso_day, web_extra

LOOKS = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b|<article\b|<meta\s|<title\b", re.IGNORECASE)
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)|"""
    rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
FURNITURE = ("caption", "author-bio", "author-info", "about-author", "about-the-author", "author-box", "authorbox",
             "byline", "dateline-meta", "related",
             "read-more", "readmore", "read-also", "more-stories", "recirc", "recommended", "newsletter", "subscribe", "share", "social",
             "promo", "credit", "disclaimer", "cookie", "breadcrumb")  # fmt: skip
"""Words of a class or id that name what surrounds a dispatch: captions, notes on its author, links to other dispatches."""
UNREAD = (
    "//script | //style | //template | //noscript | //figcaption | //nav | //form | //button",
    *(
        f"//*[not(self::html or self::body or self::article or self::main)][contains(concat(' ', @class, ' ', @id), '{word}')]"
        f"[not(.//article) and string-length(normalize-space(.)) < 600]"
        for word in FURNITURE
    ),
)
"""XPath of what is taken out before the text is looked for; a stretch of 600 characters or more is kept, since body lost is
worse than furniture kept."""
SENTENCE = re.compile(r"[^\W\d_][^.!?…]*(?:\s+\S+){3,}")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
ENDLESS = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd option html head body script style".split()
)
"""Elements that have no end tag or are mostly written without it (the HTML standard), and those that hold no others."""
DEEPEST = 200
"""Elements in one another that are kept; the parser (libxml2) follows 256, and drops what stands deeper with all that follows it."""
OPENING = re.compile(r"<(?:!--|([A-Za-z][^\s/>]*))")
ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s>"'][^\s>]*)?)?""")
RAW = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
"""Elements in which nothing is a tag but their end."""
ATTRIBUTES = 500
"""Attributes that an element may have: the parser compares each with all others of its element."""
HEAD = 4096
"""Bytes in which a page says what it is and how it is encoded (the HTML standard asks for 1024)."""


class Page(msgspec.Struct, frozen=True):
    """The text with its headline as first line; None where the page does not say."""

    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None


def is_page(start: str) -> bool:
    """Whether a text that begins so is HTML."""
    return bool(LOOKS.search(start[:HEAD])) and start.lstrip("\ufeff \t\r\n").startswith("<")


def declared(data: bytes) -> str | None:
    """The encoding that the page itself names."""
    found = DECLARED.search(data[:HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def page(html: str, url: str | None = None) -> Page:
    """Text and metadata of a page. Raises UnreadError when it holds no text, or without the extra ``web``."""
    with web_extra("web pages"):
        from trafilatura import bare_extraction

    if is_crowded(html):
        why = f"an element of the page has more than {ATTRIBUTES} attributes"
        raise UnreadError(why, remedy="save the text of the article", code=REFUSED)
    found = bare_extraction(
        shallow(html),
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        prune_xpath=list(UNREAD),
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    body = (getattr(found, "text", None) or "").strip("\n")
    if not SENTENCE.search(body):
        raise UnreadError("the page holds no text", remedy="save the article itself, not its frame", code=NOTHING)
    title = getattr(found, "title", None)
    return Page(
        text=_headed(title, body),
        title=title,
        published=iso_day(getattr(found, "date", None) or ""),
        outlet=getattr(found, "sitename", None),
        url=url or getattr(found, "url", None),
    )


def depth(html: str) -> int:
    """How many elements stand open at once at most; those without an end, and those whose end is mostly left out, do not count."""
    level = deepest = 0
    for found in TAG.finditer(html):
        if found[2].lower() not in ENDLESS:
            level = max(0, level + (-1 if found[1] else 1))
            deepest = max(deepest, level)
    return deepest


def shallow(html: str) -> str:
    """The page without the tags that stand deeper than the parser follows, a line feed in the place of each; the text stays whole.
    A page that is not so deep comes back as it is."""
    if depth(html) <= DEEPEST:
        return html
    kept: list[str] = []
    level = at = 0
    for found in TAG.finditer(html):
        if found[2].lower() in ENDLESS:
            continue
        level += 0 if found[1] else 1
        if level > DEEPEST:
            kept += (html[at : found.start()], "\n")
            at = found.end()
        level = max(0, level - (1 if found[1] else 0))
    return "".join([*kept, html[at:]])


def is_crowded(html: str) -> bool:
    """Whether an element has more attributes than it may."""
    at, open_ = 0, {"<!--", *RAW}  # what has an end further on, as far as is known
    while found := OPENING.search(html, at):
        at, name = found.end(), (found[1] or "").lower()
        if not name:
            at = _behind(html, at, "<!--", open_)
            continue
        for number in range(ATTRIBUTES + 2):
            one = ATTRIBUTE.match(html, at)
            if one is None:
                break
            if number > ATTRIBUTES:
                return True
            at = one.end()
        if name in RAW:
            at = _behind(html, at, name, open_)
    return False


def _behind(html: str, at: int, name: str, open_: set[str]) -> int:
    """Where a comment or an element without tags ends; the same place when it has no end, which is not looked for again."""
    if name in open_:
        end = html.find("-->", at) if name == "<!--" else getattr(RAW[name].search(html, at), "start", lambda: -1)()
        if end >= 0:
            return end
        open_.discard(name)
    return at


def _headed(title: str | None, body: str) -> str:
    """The body under its headline, unless it begins with it."""
    if not title or " ".join(body[: 2 * len(title)].split()).casefold().startswith(" ".join(title.split()).casefold()):
        return body
    return f"{title}\n{body}"
