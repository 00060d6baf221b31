"""Makes docs/first-page.png, the picture in the README: the first page of the 2016 letter.

Renders from the library's own blocks in a temporary workspace, whatever campaigns there are here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2

from letterkit.campaign import render as output
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.starter import new_workspace
from letterkit.library.workspace import Workspace

DOTS_PER_INCH = 110
PICTURE = Path(__file__).parent.parent / "docs" / "first-page.png"


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "workspace")
        new_workspace(root).write()
        plan = new_campaign(Workspace(root), "2016")
        plan.write()
        order = output.Order(Workspace(root), next(iter(plan.files)).parent.name, clean=True)
        rendered = output.render(order)
        if rendered.problems:
            raise SystemExit("\n".join(map(str, rendered.problems)))
        with pypdfium2.PdfDocument(order.path("letter", "pdf")) as document:
            page = document[0].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil()
    page.quantize(16).save(PICTURE, optimize=True)
    print(PICTURE.relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
