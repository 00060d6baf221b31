"""The process that takes a partner's file apart and compares it: one request in, one answer out.

Started by `apart`, never by people. It limits itself before it looks at anything: what a file makes it do
ends with this process. A request is a line of JSON, and the file; an answer a line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import Any

from letterkit.limits import process


def main() -> None:
    """Answer the request."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    process.limit_memory()
    process.limit_time()
    request = json.loads(sys.stdin.buffer.readline())
    answer.write(json.dumps(answered(request, sys.stdin.buffer.read())).encode())
    answer.flush()


def answered(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What is found in the file, or the `failure`: one word."""
    from letterkit.importer.readers.docx_parts import DocxError
    from letterkit.partners.received.alignment import AnotherTextError
    from letterkit.partners.received.changes import UnbalancedError
    from letterkit.partners.received.word import identity

    try:
        if request["texts"] is None:
            return {"text": identity(data)}
        return _compared(request, data)
    except DocxError as error:
        return {"failure": str(error.args[0])}
    except AnotherTextError:
        return {"failure": "another"}
    except UnbalancedError:
        return {"failure": "unbalanced"}
    except MemoryError:
        return {"failure": "memory"}
    except Exception as error:  # noqa: BLE001  # whatever a file does to its reader is about the file
        return {"failure": type(error).__name__}


def _compared(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from letterkit.partners.received.changes import compared
    from letterkit.partners.received.word import Mark, read_word

    file = read_word(data, Mark(**request["own"]))
    found = compared(request["texts"], file)
    changes = [
        {
            "kind": each.kind,
            "paragraph": each.paragraph,
            "word": each.at,
            "went": each.went,
            "came": each.came,
            "behind": each.behind,
            "by": [asdict(mark) for mark in each.marks],
        }
        for each in found.changes
    ]
    remarks = [
        {
            "number": number,
            "paragraph": found.remarks[number][0],
            "words": found.remarks[number][1],
            **{name: getattr(each, name) for name in ("author", "date", "text", "answers", "is_done")},
        }
        for number, each in file.remarks.items()
    ]
    counts = asdict(found.counts)
    return {
        "changes": changes,
        "remarks": remarks,
        "others": file.others,
        "margins": file.margins,
        "counts": counts,
    }


if __name__ == "__main__":
    main()
