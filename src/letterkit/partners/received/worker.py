"""The process that takes a partner's file apart and compares it (see `limits.process`).

Started by `apart`, never by people.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import structs

from letterkit.limits import process

if TYPE_CHECKING:
    from letterkit.partners.received.changes import ReadBack


def answered(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What is found in the file, or the `failure`: one word."""
    from letterkit.foreign import UnreadableError
    from letterkit.partners.received.alignment import AnotherTextError
    from letterkit.partners.received.changes import UnbalancedError
    from letterkit.partners.received.mail_parts import taken_apart
    from letterkit.partners.received.word import identity

    try:
        match request["asked"]:
            case "mail":
                return taken_apart(data)
            case "text":
                return {"text": identity(data)}
            case "pasted":
                return _pasted(request, data)
        return _compared(request, data)
    except UnreadableError as error:
        return {"failure": str(error.args[0])}
    except AnotherTextError:
        return {"failure": "another"}
    except UnbalancedError:
        return {"failure": "unbalanced"}


def _compared(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from letterkit.partners.received.changes import compared
    from letterkit.partners.received.word import Mark, read_word

    file = read_word(data, Mark(**request["own"]))
    found = compared(request["texts"], file)
    remarks = [
        {
            "number": number,
            "paragraph": found.remarks[number][0],
            "words": found.remarks[number][1],
            **{name: getattr(each, name) for name in ("author", "date", "text", "answers", "is_done")},
        }
        for number, each in file.remarks.items()
    ]
    return _told(found, remarks, file.others, file.margins)


def _pasted(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from letterkit.partners.received.pasted import read_pasted

    found = read_pasted(request["texts"], data.decode("utf-8", "replace"))
    others = [("words around the text", words) for words in found.around]
    if found.not_pasted:
        others.append(("not pasted", found.not_pasted))
    return _told(found.read, [], others, [])


def _told(
    found: ReadBack, remarks: list[dict[str, Any]], others: list[tuple[str, str]], margins: list[str]
) -> dict[str, Any]:
    """What was found, as the answer says it."""
    changes = [
        {
            "kind": each.kind,
            "paragraph": each.paragraph,
            "word": each.at,
            "went": each.went,
            "came": each.came,
            "behind": each.behind,
            "glued": each.glued,
            "by": [structs.asdict(mark) for mark in each.marks],
        }
        for each in found.changes
    ]
    counts = structs.asdict(found.counts)
    return {
        "changes": changes,
        "remarks": remarks,
        "others": others,
        "margins": margins,
        "counts": counts,
    }


if __name__ == "__main__":
    process.serve(lambda request, data: json.dumps(answered(request, data)).encode())
