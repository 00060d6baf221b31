"""Pictures for tests, and the small workspace with a coalition that has everything."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from conftest import Small

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<circle cx="10" cy="10" r="8" fill="none" stroke="#000" stroke-width="2"/>
<path d="M22 4h16v4h-16z M22 12h12v4h-12z"/>
</svg>
"""
COALITION = """\
coalition:
  name: Coalition for the Talks
  lines: ["1 Example Street, Geneva"]
  logo:
    image: images/logo.svg
    alt: A ring beside two bars
  contact_person: Ana Muster
  telephone: "+41 22 917 12 34"
  email: office@coalition.example
  website: https://coalition.example/talks/
"""
JOINT = "seeds/signatures/joint.yaml"
CAMPAIGN = "campaigns/talks/campaign.yaml"
RIGHTS_NOW = "seeds/organisations/rights-now.yaml"


def signature(colour: str = "black", width: int = 8) -> bytes:
    """A signature as somebody scanned it, PNG."""
    image = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    points = [(x, 50 + (x * 37 % 60 - 30)) for x in range(10, 290, 20)]
    ImageDraw.Draw(image).line(points, fill=colour, width=width)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def dressed(small: Small) -> Small:
    """The small workspace with a logo, a contact and a signer's signature."""
    small.write("images/logo.svg", LOGO)
    (small.root / "images/muster.png").write_bytes(signature())
    small.change(JOINT, "title: Joint\n", f"title: Joint\n{COALITION}")
    small.change(
        RIGHTS_NOW, "    from: 2018\n", "    from: 2018\n    signature: {image: images/muster.png}\n"
    )
    return small


def styled(small: Small, style: str) -> None:
    """Give the campaign a style."""
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nstyle: {style}\n")
