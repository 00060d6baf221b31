"""A page of HTML that goes with a letter → PDF: a fax's cover sheet, an address sheet, labels.

It is for a printer or a fax, and carries nothing beside what it shows. The fonts and what the templates
may read are a letter's.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, cast

from letterkit.consent import Register
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.limits import TooMuchWorkError
from letterkit.writers import Assets
from letterkit.writers.pdf import fonts
from letterkit.writers.pdf.layout import rendered
from letterkit.writers.pdf.limits import limited_pages
from letterkit.writers.pdf.messages import collected_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"<[^<>]*>")
_SECONDS = 4.0  # of the processor's, besides those of each page


def page_to_pdf(
    template: str, values: Mapping[str, object], assets: Assets, register: Register
) -> tuple[bytes | None, list[Diagnostic]]:
    """The template with these values as a PDF; None, and why, where it gives none, or names one of the
    register: LK447.

    Raises LetterkitError where Pango or the typeface is missing.
    """
    from letterkit.writers.html import fill_in

    page, problems = fill_in(template, values, assets)
    place = Location(f"templates/{template}", 1, 1)
    if page is None:
        return None, problems
    if register.names(html.unescape(_TAG.sub(" ", page))):
        message = "this page names a person who may not be named here"
        return None, [Diagnostic("LK447", message, place, "take the name out, however it is spelt")]
    try:
        with limited_pages(_SECONDS), collected_messages(place) as messages:
            document = rendered(assets, fonts.configuration(assets.fonts), (), page)
            content = cast(bytes, document.write_pdf())
    except (TooMuchWorkError, RecursionError):
        return None, [Diagnostic("LK515", "more work than a page takes", place, "mend the template")]
    problems = [*problems, *messages]
    return (None if has_errors(problems) else content), problems
