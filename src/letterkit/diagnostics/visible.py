"""Text of others, made safe to look at: what acts on a terminal or turns a line is shown, not sent.

A name, a file's name, a commit's author or a mail's header may hold characters that move the cursor, set
the window's title, write over what was said before, or turn the direction of writing so that a line
reads otherwise than it is. `visible` writes them as an escape that can be read.
"""

from __future__ import annotations

import re

# C0 and C1 controls (ECMA-48) but line feed and tab; the marks that embed, override or isolate
# a direction (Unicode Standard Annex 9, and CVE-2021-42574), line and paragraph separators, tags (Unicode
# 23.9), and what stands for bytes of a file's name that are no text (PEP 383).
_ACTIVE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
)
# Compiled where there is any: Python, which is quicker, tells that of most texts.
_SEEN = f"[{_ACTIVE}]"
_LINE_SEEN = f"[\n\t{_ACTIVE}]"
_BYTES = range(0xDC80, 0xDD00)


def visible(text: str) -> str:
    """The text with every character that acts as `\\x1b` or `<U+202E>`; line feeds and tabs stay."""
    return text if _is_inactive(text) else re.sub(_SEEN, _shown, text)


def visible_line(text: str) -> str:
    """The same on one line: a line feed is shown as `\\n`, a tab as `\\t`."""
    return text if text.isprintable() else re.sub(_LINE_SEEN, _shown, text)


def visible_json(text: str, encoding: str = "utf-8") -> str:
    """JSON of the same meaning in which each of those characters is an escape of JSON (RFC 8259, 7).

    So is what an `encoding` lacks, for a terminal or file that is not UTF-8.
    """
    escaped = text if _is_inactive(text) else re.sub(_SEEN, _as_json, text)
    try:
        escaped.encode(encoding)
    except UnicodeEncodeError:
        escaped = re.sub(r"[^\x00-\x7f]", _as_json, escaped)
    return escaped


def _is_inactive(text: str) -> bool:
    # Whatever is active Python calls not printable (str.isprintable), as it does some that is not.
    return text.replace("\n", "").isprintable()


def _as_json(found: re.Match[str]) -> str:
    import json  # loaded where it is printed: help needs none

    return json.dumps(found[0])[1:-1]


def _shown(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number in _BYTES:
        return f"\\x{number - 0xDC00:02x}"
    if number < 0xA0:
        return {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}.get(number, f"\\x{number:02x}")
    return f"<U+{number:04X}>"
