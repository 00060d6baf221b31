"""The package that a Word file is: parts, what kind each is, and how they lead to one another.

Source: ECMA-376, part 2 (Open Packaging Conventions). The same parts give the same bytes: they are put in
by their names, and carry the earliest date that a zip file can say instead of the clock's.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from msgspec import Struct, field

from letterkit.writers.docx.markup import serialised

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_KIND = "application/vnd.openxmlformats-"
_MAIN = "word/document.xml"
_CORE_PART = "docProps/core.xml"
_NO_DATE = (1980, 1, 1, 0, 0, 0)


class Relations(Struct):
    """What a part leads to: parts of the package, and addresses outside of it."""

    found: list[tuple[str, str, bool]] = field(default_factory=list)

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The name of the relation of that kind to a target; a new one where there is none."""
        entry = (kind, target, outside)
        if entry not in self.found:
            self.found.append(entry)
        return f"rId{self.found.index(entry) + 1}"

    def part(self) -> bytes:
        """The part that lists them."""
        root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        for number, (kind, target, outside) in enumerate(self.found, 1):
            name = kind if ":" in kind else f"{_OFFICE}/{kind}"
            made = etree.SubElement(
                root, f"{{{_RELATIONS}}}Relationship", Id=f"rId{number}", Type=name, Target=target
            )
            if outside:
                made.set("TargetMode", "External")
        return serialised(root)


class Package(Struct):
    """The parts of a document, by name, with the kind of each of those of WordprocessingML."""

    parts: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    relations: dict[str, Relations] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> str:
        """Add a part to word/, by its name without `.xml`, such as `header1`; its relation's name."""
        kind = name.rstrip("0123456789")
        self.parts[f"word/{name}.xml"] = content
        self.kinds[f"word/{name}.xml"] = f"officedocument.wordprocessingml.{kind}+xml"
        return self.of(_MAIN).to(kind, f"{name}.xml")

    def picture(self, owner: str, content: bytes) -> str:
        """Add a picture, once, for a part of the package; its relation's name there."""
        known = [name for name, held in self.parts.items() if held == content]
        name = known[0] if known else f"word/media/image{sum('/media/' in n for n in self.parts) + 1}.png"
        self.parts[name] = content
        return self.of(owner).to("image", name.removeprefix("word/"))

    def of(self, part: str) -> Relations:
        """The relations of a part."""
        return self.relations.setdefault(part, Relations())

    def packed(self, document: bytes, core: bytes) -> bytes:
        """The file: these parts with the document itself and what it says of itself."""
        outside = Relations([("officeDocument", _MAIN, False), (_CORE, _CORE_PART, False)])
        parts = {**self.parts, _MAIN: document, _CORE_PART: core, "_rels/.rels": outside.part()}
        for owner, relations in self.relations.items():
            folder, _, name = owner.rpartition("/")
            parts[f"{folder}/_rels/{name}.rels"] = relations.part()
        parts["[Content_Types].xml"] = self._types()
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
            # The list of kinds stands first, as Word writes it: some look no further to know the file.
            for name in sorted(parts, key=lambda each: (each[0] != "[", each)):
                entry = zipfile.ZipInfo(name, _NO_DATE)
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
                file.writestr(entry, parts[name])
        return held.getvalue()

    def _types(self) -> bytes:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        for end, kind in (
            ("png", "image/png"),
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ):
            _entry(root, "Default", Extension=end, ContentType=kind)
        main = {
            _MAIN: "officedocument.wordprocessingml.document.main+xml",
            _CORE_PART: "package.core-properties+xml",
        }
        for part, kind in sorted({**self.kinds, **main}.items()):
            _entry(root, "Override", PartName=f"/{part}", ContentType=f"{_KIND}{kind}")
        return serialised(root)


def _entry(root: Any, tag: str, **attributes: str) -> None:
    etree.SubElement(root, f"{{{_TYPES}}}{tag}", **attributes)
