"""Bytes → characters: which encoding a text is in, and which characters letters have no use for.

Refuses what is no text: a file with control characters all through it. What is kept is kept as it is,
smart or straight quotation marks and all; only what cannot be seen goes (soft hyphens, zero-width spaces,
marks of direction), and what is a single character for looks alone (ligatures) is written out.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_SAMPLE = 65_536
# What charset-normalizer may choose from, where much of a text is not ASCII.
_OTHERS = ["utf_16", "utf_32", "utf_16_le", "utf_16_be", "gb18030", "big5", "shift_jis", "euc_kr"]
_OTHERS += ["cp1251", "koi8_r", "cp1256", "cp1253", "cp1250"]
_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_SPACES = dict.fromkeys(
    (0xA0, 0x2007, 0x202F, 0x3000, *range(0x2000, 0x2007), *range(0x2008, 0x200B)), " "
)
_BREAKS = {0x0B: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n\n"}
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Word's bullets, which are characters of the fonts Symbol and Wingdings.
_SYMBOLS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF02D, 0xF0A8, 0xF06E), "•")
_TABLE = {**_INVISIBLE, **_SPACES, **_BREAKS, **_LIGATURES, **_SYMBOLS}
# Controls, the private-use areas, noncharacters and tags: what no file of a workspace may hold.
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    r"\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# A lead byte of UTF-8 as Windows-1252 has it, and what follows such a one.
_SPOILT = re.compile(r"â[\x80-\xbf€‚„†ˆ‹œž˜™š›]|[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5[a-z]|\xd2[A-Za-z]|[A-Za-z.,]\xd3")


def decode(data: bytes) -> str | None:
    """The text that the bytes stand for, or None where they are no text."""
    sample = data[:_SAMPLE]
    lossy = data.decode("utf-8-sig", errors="replace")
    strange = [character for character in lossy[:_SAMPLE] if character > "\x7f"]
    # UTF-8, or what it is with a few bytes lost: nearly all of what is not ASCII decodes.
    if b"\x00" not in sample and len(strange) >= 6 * strange.count("�"):
        text = lossy
    else:
        text = data.decode(_encoding(sample), errors="replace")
    return None if _is_binary(text) else text


def _encoding(sample: bytes) -> str:
    """The encoding of a text that is no UTF-8; in a Western one few bytes are not ASCII."""
    high = sum(byte > 127 or byte == 0 for byte in sample)
    if high > 0.2 * len(sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample[:8192], cp_isolation=_OTHERS).best()
        if best is not None:
            return best.encoding
    return "mac_roman" if _MAC_APOSTROPHE.search(sample) else "cp1252"


def decoded_as(data: bytes, charset: str) -> str | None:
    """The text in the encoding that a page or a message names; None where it is none of texts, or wrong.

    What Python calls an encoding besides takes quadratic time, or escapes (`punycode`, `unicode_escape`).
    """
    try:
        name = codecs.lookup(charset).name
        return None if name in _NO_CHARSETS else data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def cleaned(text: str) -> str:
    """The text with line ends as newlines, and without characters that nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _mended(text).translate(_TABLE)
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def is_spoilt(text: str) -> bool:
    """Whether UTF-8 was once read as Windows-1252, so that an apostrophe is three characters."""
    return len(_SPOILT.findall(text[:_SAMPLE])) > 1


def _mended(text: str) -> str:
    if not is_spoilt(text):
        return text
    from ftfy import fix_encoding

    return "\n".join(map(fix_encoding, text.split("\n")))


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    bad = len(_CONTROL.findall(sample)) + sample.count("�")
    return bad > 0.02 * len(sample) + 2 or "\x00\x00" in sample
