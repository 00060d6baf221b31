"""The command that reads a PDF back: inspect."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from letterkit.cli.options import ResultFormat, is_json
from letterkit.cli.terminal import folded, print_json, print_line, print_text, report

if TYPE_CHECKING:
    from letterkit.writers.pdf.inspection import Inspection


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="A PDF made by letterkit.")],
    form: ResultFormat = "text",
) -> None:
    """Read back what a PDF of letterkit carries.

    That is its metadata, the addresses and fax numbers, and the attachments.
    """
    from letterkit.writers.pdf import inspection

    as_json = is_json(form)
    found, problems = inspection.inspect(file)
    report(problems)
    if found is not None and as_json:
        print_json(inspection.to_json(found))
    elif found is not None:
        _print(found)


def _print(found: Inspection) -> None:
    created = re.sub(r"^D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", found.created)  # ISO 32000-1, 7.9.4
    for key, value in (
        ("title", found.title),
        ("author", found.author),
        ("subject", found.subject),
        ("keywords", found.keywords),
        ("created", created),
        ("language", found.language),
    ):
        print_text(folded(f"{key:<12} {value or '-'}", 13))
    conformance = ", ".join(found.conformance) or "none"
    tagged = "tagged" if found.tagged else "not tagged"
    print_line(f"{'pages':<12} {found.pages}")
    print_line(f"{'conformance':<12} {conformance}; {tagged}")
    for addressee in (found.delivery or {}).get("addressees", []):
        print_line()
        print_line(f"{addressee['name']}, {addressee['office']}, {addressee['organisation']}")
        print_line(f"  address    {', '.join(addressee['address']['lines'])}")
        for number in addressee["fax"]:
            print_line(f"  fax        {number['printed']}  ({number['e164']})")
        if addressee.get("email"):
            print_line(f"  e-mail     {addressee['email']}")
        print_line(f"  channel    {addressee['channel']}")
    print_text("\nnames and numbers in it, on its pages and inside")
    for key, values, none in (
        ("names", found.names, "those on its pages; nothing inside names anybody"),
        ("numbers", found.numbers, "-"),
        ("e-mail", found.emails, "-"),
    ):
        print_text(folded(f"{key:<12} {'; '.join(values) or none}", 13))
    if found.attachments:
        print_text("\nattachments")
    for name, size in found.attachments.items():
        print_line(f"  {name}  {size} bytes")
