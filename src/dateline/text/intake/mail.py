"""E-mails and mailboxes: the decoded text of each message, its day, subject and sender; headers are never read as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import Any

from dateline.text.intake.decode import decode
from dateline.text.intake.document import compose
from dateline.text.intake.fields import any_day
from dateline.text.intake.options import NOTHING, IntakeOptions, UnreadError, iso_day
from dateline.text.intake.page import Page, page
from dateline.types import Document, Skipped

BORDER = re.compile(rb"(?m)^From \S+.{0,60}\d\d:\d\d.{0,40}\r?\n(?=[A-Za-z-]+:)")
"""The line that opens a message of a mailbox (RFC 4155)."""


FORWARDED = re.compile(
    r"^\W*(?:original|forwarded|begin forwarded) message\b.*\n(?:\s*[A-Za-z-]+:.*\n){0,4}?\s*(?:date|sent):[ ]*(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of a message that is passed on, as mail programs write it, with its day."""


def message(data: bytes, id: str, options: IntakeOptions) -> Document:
    """The text of one e-mail: its plain parts, else its page. Raises UnreadError when it has none."""
    parsed = message_from_bytes(data, policy=policy.default)
    made = _text(parsed)
    return compose(
        made.text,
        id,
        sha=sha256(data).hexdigest(),
        given=options.published and iso_day(options.published),
        metadata=_forwarded(made.text) or any_day(_header(parsed, "date") or _header(parsed, "sent")) or made.published,
        outlet=options.outlet or _sender(parsed),
        url=made.url,
        title=_header(parsed, "subject") or made.title,
        lexicon=options.lexicon,
    )


def mailbox(data: bytes, name: str, stem: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """The messages of a mailbox file one by one, each with its place."""
    starts = [found.end() for found in BORDER.finditer(data)]
    ends = [*(found.start() for found in BORDER.finditer(data)), len(data)][1:]
    if not starts:
        raise UnreadError(
            "it is no mailbox (mbox): no message begins in it", remedy="give .eml files or .txt", code=NOTHING
        )
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        place = f"{name}:{number}"
        try:
            yield message(data[start:end], f"{stem}:{number}", options), place
        except UnreadError as refusal:
            yield refusal.skipped(place), place


def _text(parsed: EmailMessage) -> Page:
    """The plain text parts that are shown, else the page in it."""
    shown = [
        part for part in parsed.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    plain = [_content(part) for part in shown if part.get_content_type() == "text/plain"]
    words = "\n\n".join(text for text in plain if text.strip())
    if words:
        return Page(words)
    html = next((_content(part) for part in shown if part.get_content_type() == "text/html"), "")
    if not html.strip():
        raise UnreadError("the e-mail holds no text", remedy="save its attachment and give that", code=NOTHING)
    return page(html)


def _forwarded(text: str) -> str | None:
    """The day of the message that an e-mail passes on, which is the day of the dispatch; None when it passes none on."""
    found = FORWARDED.search(text)
    return any_day(found[1].replace(" at ", " ")) if found else None


def _content(part: Any) -> str:
    """The decoded text of a part; its bytes by their own look where it names an unknown or wrong encoding."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError):
        raw = part.get_payload(decode=True) or b""
        return decode(raw).text if raw.strip() else ""


def _header(parsed: EmailMessage, name: str) -> str | None:
    try:
        value = str(parsed.get(name) or "").strip()
    except (
        ValueError,
        IndexError,
        AttributeError,
        OverflowError,
    ):  # headers that break the rules so far that the package cannot show them
        return None
    return " ".join(value.split()) or None


def _sender(parsed: EmailMessage) -> str | None:
    """The name before the sender's address."""
    found = re.match(r'\s*"?([^"<@\[]{2,80}?)"?\s*[<\[]', _header(parsed, "from") or "")
    return found[1].strip() if found else None
