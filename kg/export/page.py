"""What pages that open by a double click share: a policy that lets nothing in, and data that stands in a page without becoming part of it."""
from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable

SURROGATE = re.compile("[\ud800-\udfff]")


def policy(scripts: Iterable[str], styles: Iterable[str], more: str = "") -> str:
    """A content security policy that runs these scripts and styles, named by their hash, and allows nothing else but `more`."""
    def hashes(texts: Iterable[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode('utf-8')).digest()).decode()}'" for t in texts)

    return f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; {more}base-uri 'none'; form-action 'none'"


def plain(value: object) -> str:
    """`value` as JSON that can stand in a script element: nothing in it can end the element or a line."""
    text = _json(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def packed(value: object) -> str:
    """`value` as JSON, compressed (gzip, RFC 1952, no time in it) and written in Base64."""
    return base64.b64encode(gzip.compress(_json(value).encode("utf-8"), 6, mtime=0)).decode()


def _json(value: object) -> str:
    return SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False, separators=(",", ":")))
