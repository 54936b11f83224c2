"""Mails (.eml), and web pages that a browser saved as one file (.mht), which are made alike."""
from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from kg.reading.base import Extract, Found, Member, Source, Unusable, article, chinese
from kg.reading.text import decoded, notes
from kg.reading.web import page

QUOTED = re.compile(r"^>.*\n?", re.M)


def read(source: Source) -> Iterator[Found]:
    """The words of the mail, under its subject, and the files that are attached to it."""
    try:
        mail = email.message_from_bytes(source.data(), policy=email.policy.default)
        subject, date = str(mail.get("subject") or "").strip(), _day(mail)
        body = mail.get_body(preferencelist=("plain", "html"))
        attached = [(part.get_filename(), part) for part in mail.iter_attachments()] if mail.is_multipart() else []
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise Unusable("The file is no mail, or a damaged one; save its text as .txt.") from error
    files = [(name, part) for name, part in attached if name and part.get_content_disposition() == "attachment"]
    if body is not None or not files:
        try:
            yield _letter(body if body is not None else mail, subject, date)
        except Unusable as error:
            if not files:      # a mail that only carries files may be empty
                raise
            if "Chinese" in str(error) and subject:
                yield error
    for name, part in files:
        data = part.get_payload(decode=True) or b""
        yield Member(name, Source(name.rsplit("/", 1)[-1], lambda data=data: io.BytesIO(data), source.depth + 1))


def _letter(part: EmailMessage, subject: str, date: str) -> Extract:
    data = part.get_payload(decode=True) or b""
    if part.get_content_type() == "text/html":
        found = page(data)
        title = subject or found.title
        return Extract(article(title, found.text), title=title, date=date or found.date, source=found.source,
                       encoding=found.encoding, extractor=found.extractor, notes=found.notes)
    found = decoded(data, "The mail")
    text = article(subject, QUOTED.sub("", found.text))
    return Extract(chinese(text, "The mail"), title=subject, date=date, encoding=found.encoding, notes=notes(found))


def _day(mail: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(mail["date"])).date().isoformat() if mail["date"] else ""
    except (ValueError, TypeError, IndexError):
        return ""
