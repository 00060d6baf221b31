"""One letter laid out and painted, and its copies made of it: their own lines, and what they carry.

While a line that differs is painted, it is painted for every copy too, with the same mark and in the same
state; each copy's page is the letter's with these operators in their place. All objects that are the
same are made and compressed once. The fonts hold the glyphs of all copies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.writers.pdf import tags
from letterkit.writers.pdf.attachments import attachments, carried_files
from letterkit.writers.pdf.finishing import complete, finished_object
from letterkit.writers.pdf.glyphs import missing_glyphs
from letterkit.writers.pdf.layout import VARIANT, Laid
from letterkit.writers.pdf.metadata import described
from letterkit.writers.pdf.shared import OwnObject, SharedObjects
from letterkit.writers.pdf.slots import SlotLine, UnlikeError, swapped
from letterkit.writers.pdf.tags.painting import Marks, TaggedPage

if TYPE_CHECKING:
    from weasyprint import Document

Lines = Mapping[Any, Sequence[SlotLine]]
"""Each text box that differs, and the line in its place of every copy."""


class _PaintedRun(Struct, eq=False):
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

        def finisher(document: Document, pdf: Any) -> None:
            complete(0, structure.root, pdf)
            made = list(pdf.objects)
            pdf.objects[:] = map(finished_object, made)
            self._prepare(pdf, made)

        files = list(attachments(laid.tree))
        document.write_pdf(pdf_variant=VARIANT, attachments=files, finisher=finisher)
        if list(missing_glyphs(document, laid.tree)):
            raise UnlikeError("a character has no glyph")
        if len(self._runs) != len(lines):
            raise UnlikeError("a line is not painted, or more than once")
        self.content = self._file(0)

    def _prepare(self, pdf: Any, made: Sequence[Any]) -> None:
        """Put down what is the same in all copies, and find what is not."""
        self._info, info = pdf.info, len(made)
        self._info.number = info
        self._metadata_stream = _referred(made, pdf.catalog["Metadata"])
        self._files = [each for each in made if _is_file(each)]
        self._embedded = [_referred(made, each["EF"]["F"]) for each in self._files]
        streams = dict.fromkeys(run.stream for run in self._runs)
        self._painted = [_PaintedStream.of(each, self._runs) for each in streams]
        own = {each.number for each in (self._metadata_stream, *self._files, *self._embedded, *streams)}
        alike = [each for each in pdf.objects if each.number not in own]
        self._shared = SharedObjects(alike, info + 1, pdf.catalog.number, info)

    def copy(self, number: int, tree: lt.Letter, title: str) -> bytes:
        """The PDF of the copy of that number, with its tree and title."""
        self._describe(tree, title)
        return self._file(number)

    def _file(self, number: int) -> bytes:
        own = {each.number: each.of_copy(number) for each in self._painted}
        for stream in (self._metadata_stream, *self._embedded):
            content = (_content(stream.stream),)
            own[stream.number] = OwnObject(_data(stream.extra), content, compress=stream.compress)
        own |= {each.number: OwnObject(each.data) for each in (*self._files, self._info)}
        return self._shared.with_own(own)

    def _describe(self, tree: lt.Letter, title: str) -> None:
        """Put in what a copy says of itself, and carries."""
        import pydyf

        document = _Described(self._metadata)
        metadata = described(cast("Document", document), tree, strip_metadata=False).metadata
        metadata.title = title
        self._info["Title"] = pydyf.String(title)
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


class _PaintedStream(Struct, frozen=True):
    """A page's stream in pieces: what all copies have, and between it the line of each copy."""

    number: int
    data: bytes
    alike: tuple[bytes, ...]
    own: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of(cls, stream: Any, runs: Sequence[_PaintedRun]) -> _PaintedStream:
        """A stream with those of the runs that are painted in it. Raises UnlikeError."""
        here = sorted((run for run in runs if run.stream is stream), key=lambda run: run.start)
        begins, ends = (0, *(run.end for run in here)), (*(run.start for run in here), None)
        *alike, last = (_lines(stream.stream[i:j]) for i, j in zip(begins, ends, strict=True))
        own = tuple(tuple(_lines_of_all(run.own)) for run in here)
        made = cls(stream.number, _data(stream.extra), (*alike, last.removesuffix(b"\n")), own)
        if b"".join(made.of_copy(0).pieces or ()) != _content(stream.stream):
            raise UnlikeError("the letter is not made anew as it was")
        return made

    def of_copy(self, number: int) -> OwnObject:
        """The stream of the copy of that number."""
        own = (*(each[number] for each in self.own), b"")
        pieces = tuple(piece for pair in zip(self.alike, own, strict=True) for piece in pair)
        return OwnObject(self.data, pieces, kept=True)


def _lines_of_all(copies: Sequence[Sequence[Any]]) -> Iterator[bytes]:
    """The operators of each copy as `_lines`; many copies have the same."""
    known: dict[int, bytes] = {}
    for operators in copies:
        if id(operators) not in known:
            known[id(operators)] = _lines(operators)
        yield known[id(operators)]


def _lines(operators: Sequence[Any]) -> bytes:
    """Operators as they stand in a stream, each on a line."""
    return _content(operators) + b"\n" if operators else b""


def _content(operators: Sequence[Any]) -> bytes:
    """A stream's content as pydyf writes it."""
    import pydyf

    written: bytes = pydyf.Stream(list(operators)).data
    return written.partition(b"stream\n")[2].removesuffix(b"\nendstream")


def _data(entries: Mapping[str, Any]) -> bytes:
    import pydyf

    return bytes(pydyf.Dictionary(entries).data)


def _referred(objects: Sequence[Any], reference: bytes) -> Any:
    return objects[int(reference.split()[0])]


class _Described(Struct):
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
        known: dict[object, list[bytes]] = {}  # many copies have the same words there
        for line in self._lines[box]:
            if line.look in known:
                made.append(known[line.look])
                continue
            stream.stream, self.count = list(all_[max(0, start - 1) : start]), count
            begin = len(stream.stream)
            _restore(stream, before)
            with swapped(box, line), super().marked(box, tag):
                draw_text(stream, box, 0, "clip", "none")
            if printed is not None and (printed.reading is not None or reading is not None):
                raise UnlikeError("a line reads otherwise than it is printed")
            if stream.stream[:begin] != all_[max(0, start - 1) : start] or _state(stream) != after:
                raise UnlikeError("a line leaves the page in another state")
            known[line.look] = stream.stream[begin:]
            made.append(known[line.look])
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
