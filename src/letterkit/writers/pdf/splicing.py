"""One letter laid out and painted, and its copies made of it: their own lines, and what they carry.

While a line that differs is painted, it is painted for every copy too, with the same mark and in the same
state; each copy's page is the letter's with these operators in their place. All objects that are the
same are made and compressed once. The fonts hold the glyphs of all copies.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from letterkit import letter as lt
from letterkit.writers.pdf import tags
from letterkit.writers.pdf.attachments import attachments, carried_files
from letterkit.writers.pdf.finishing import complete, finished_object
from letterkit.writers.pdf.glyphs import missing_glyphs
from letterkit.writers.pdf.layout import VARIANT, Laid
from letterkit.writers.pdf.metadata import described
from letterkit.writers.pdf.slots import SlotLine, UnlikeError, swapped
from letterkit.writers.pdf.tags.painting import Marks, TaggedPage

if TYPE_CHECKING:
    from weasyprint import Document

Lines = Mapping[Any, Sequence[SlotLine]]
"""Each text box that differs, and the line in its place of every copy."""


@dataclass(eq=False, slots=True)
class _PaintedRun:
    """The operators of one line: where they are in a page's stream, and those of every copy."""

    stream: Any
    start: int
    end: int
    own: list[list[bytes]]


class CopyTemplate:
    """A letter's PDF, of which its copies' are made. The first copy is the letter's own.

    Raises UnlikeError where the copies cannot be made of it.
    """

    def __init__(self, laid: Laid, lines: Lines) -> None:
        self._runs: list[_PaintedRun] = []
        document = described(document_of(laid), laid.tree, strip_metadata=False)
        structure = tags.structure_of(document)
        pages = [
            _CopiedPage(page, number, structure, lines, self._runs)
            for number, page in enumerate(document.pages)
        ]
        document = tags.with_outline(document.copy(pages), tags.outline(structure.root, document))
        self._metadata = document_of(laid).metadata
        found: list[Any] = []

        def finisher(document: Document, pdf: Any) -> None:
            complete(0, structure.root, pdf)
            found.append((pdf, list(pdf.objects)))
            pdf.objects[:] = map(finished_object, pdf.objects)

        self.content = cast(
            bytes,
            document.write_pdf(
                pdf_variant=VARIANT, attachments=list(attachments(laid.tree)), finisher=finisher
            ),
        )
        if list(missing_glyphs(document, laid.tree)):
            raise UnlikeError("a character has no glyph")
        ((self._pdf, self._objects),) = found
        if len(self._runs) != len(lines):
            raise UnlikeError("a line is not painted, or more than once")
        self._prepare()

    def _prepare(self) -> None:
        """Freeze what is the same in all copies, and find what is not."""
        self._metadata_stream = self._object(self._pdf.catalog["Metadata"])
        self._files = [each for each in self._objects if _is_file(each)]
        self._embedded = [self._object(each["EF"]["F"]) for each in self._files]
        by_stream = {run.stream: sorted(self._of(run.stream), key=_start) for run in self._runs}
        self._painted = [(stream, list(stream.stream), runs) for stream, runs in by_stream.items()]
        streams = [self._metadata_stream, *self._embedded, *by_stream]
        self._own = {each.number: each for each in (*streams, *self._files)}
        self._objects = [
            each if each.number in self._own else finished_object(each) for each in self._objects
        ]
        if self.copy(0) != self.content:
            raise UnlikeError("the letter is not made anew as it was")

    def _of(self, stream: Any) -> list[_PaintedRun]:
        return [run for run in self._runs if run.stream is stream]

    def _object(self, reference: bytes) -> Any:
        return self._objects[int(reference.split()[0])]

    def copy(self, number: int, tree: lt.Letter | None = None, title: str = "") -> bytes:
        """The PDF of the copy of that number, with its tree and title; else with the letter's own."""
        for stream, painted, runs in self._painted:
            stream.stream = list(_with_own(painted, runs, number))
        if tree is not None:
            self._describe(tree, title)
        pdf = self._pdf
        pdf.objects[:] = [
            finished_object(each) if each.number in self._own else each for each in self._objects
        ]
        pdf.current_position, pdf.xref_position = 0, None
        output = io.BytesIO()
        pdf.write(output, b"1.7", True, True)
        return output.getvalue()

    def _describe(self, tree: lt.Letter, title: str) -> None:
        """Put in what a copy says of itself, and carries."""
        import pydyf

        document = _Described(self._metadata)
        metadata = described(cast("Document", document), tree, strip_metadata=False).metadata
        metadata.title = title
        self._pdf.info["Title"] = pydyf.String(title)
        scratch = pydyf.PDF()
        metadata.include_in_pdf(scratch, "a", 3, "A", False)
        self._metadata_stream.stream = scratch.objects[-1].stream
        for spec, file, made in zip(self._files, self._embedded, carried_files(tree), strict=True):
            if spec["UF"].string != made.name:
                raise UnlikeError("a copy carries other files")
            raw = made.content.encode()
            spec["Desc"] = pydyf.String(made.meaning)
            digest = hashlib.md5(raw, usedforsecurity=False).hexdigest()
            file.stream = [raw]
            file.extra["Params"]["CheckSum"], file.extra["Params"]["Size"] = f"<{digest}>", len(raw)


def _start(run: _PaintedRun) -> int:
    return run.start


def _with_own(painted: Sequence[Any], runs: Sequence[_PaintedRun], number: int) -> Iterator[Any]:
    """What is painted, with the operators of one copy in the place of the letter's."""
    last = 0
    for run in runs:
        yield from painted[last : run.start]
        yield from run.own[number]
        last = run.end
    yield from painted[last:]


@dataclass(slots=True)
class _Described:
    """What `described` asks of a document: its metadata, and a copy of it."""

    metadata: Any

    def copy(self) -> _Described:
        return _Described(self.metadata)


def document_of(laid: Laid) -> Document:
    """The pages of a letter. Raises UnlikeError where it has none."""
    if laid.document is None:
        raise UnlikeError("the letter cannot be laid out")
    return laid.document


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/Filespec"


# Painting


class _CopiedPage(TaggedPage):
    """A page that is painted once, and its lines that differ for every copy."""

    def __init__(
        self, page: Any, number: int, structure: Any, lines: Lines, runs: list[_PaintedRun]
    ) -> None:
        super().__init__(page, number, structure)
        self._lines, self._runs = lines, runs

    def marks(self, stream: Any) -> Marks:
        """What marks the page's content, and paints the copies' lines."""
        return _CopiedMarks(stream, self._printed, self._artifacts, self._lines, self._runs)


class _CopiedMarks(Marks):
    def __init__(
        self, stream: Any, printed: Any, artifacts: Any, lines: Lines, runs: list[_PaintedRun]
    ) -> None:
        super().__init__(stream, printed, artifacts)
        self._lines, self._runs = lines, runs

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark what is printed of a box; one that differs is painted for every copy."""
        before, start, count = _state(self.stream), len(self.stream.stream), self.count
        with super().marked(box, tag):
            yield
        if box in self._lines:
            self._paint_copies(box, tag, before, start, count)

    def _paint_copies(self, box: Any, tag: str, before: dict[str, Any], start: int, count: int) -> None:
        from weasyprint.draw.text import draw_text

        stream, printed = self.stream, self.printed.get(box)
        reading = printed.reading if printed is not None else None
        after, all_, last = _state(stream), stream.stream, self.count
        own = all_[start:]
        made: list[list[bytes]] = []
        for line in self._lines[box]:
            stream.stream, self.count = list(all_[max(0, start - 1) : start]), count
            begin = len(stream.stream)
            _restore(stream, before)
            with swapped(box, line), super().marked(box, tag):
                draw_text(stream, box, 0, "clip", "none")
            if printed is not None and (printed.reading is not None or reading is not None):
                raise UnlikeError("a line reads otherwise than it is printed")
            if stream.stream[:begin] != all_[max(0, start - 1) : start] or _state(stream) != after:
                raise UnlikeError("a line leaves the page in another state")
            made.append(stream.stream[begin:])
        stream.stream, self.count = all_, last
        _restore(stream, after)
        if made[0] != own:
            raise UnlikeError("the letter's own line is not painted anew as it was")
        self._runs.append(_PaintedRun(stream, start, len(all_), made))


_STATES = (
    "_current_color",
    "_current_color_stroke",
    "_current_alpha",
    "_current_alpha_stroke",
    "_current_font",
    "_current_font_size",
    "_old_font",
    "_old_font_size",
)


def _state(stream: Any) -> dict[str, Any]:
    """What a stream remembers of what it has set."""
    return {name: getattr(stream, name) for name in _STATES}


def _restore(stream: Any, state: dict[str, Any]) -> None:
    for name, value in state.items():
        setattr(stream, name, value)
