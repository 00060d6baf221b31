"""SVG: what is drawn is kept, and what runs, fetches, moves or multiplies is refused."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest

from letterkit.pictures import Picture, UnfitPictureError, read_picture

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inner: str, attributes: str = 'viewBox="0 0 20 10"') -> bytes:
    """A picture of that content."""
    return f"<svg {SVG} {attributes}>{inner}</svg>".encode()


def read(content: bytes) -> Picture:
    """What is kept of it."""
    return read_picture("images/logo.svg", content)


def test_shapes_are_kept_and_nothing_of_the_program_that_drew_them() -> None:
    made = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- drawn by Ana -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="20mm" height="10mm"
  inkscape:export-filename="/home/ana/logo.png" sodipodi:docname="secret.svg">
  <sodipodi:namedview inkscape:cx="1"/><title>Ana's</title><metadata>Ana Muster</metadata>
  <style>.a{fill:url(#g)}</style>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient></defs>
  <path class="a" inkscape:label="x" d="M0 0h9v9z"/>
</svg>"""
    kept = read(made)
    assert (kept.width, kept.height, kept.media) == (20, 10, "image/svg+xml")
    assert b'viewBox="0 0 20 10"' in kept.content
    assert b"url(#g)" in kept.content
    assert b"M0 0h9v9z" in kept.content
    for word in (b"Ana", b"ana", b"secret", b"inkscape", b"DOCTYPE", b"namedview"):
        assert word not in kept.content


@pytest.mark.parametrize(
    ("inner", "told", "line"),
    [
        ("\n<script>alert(1)</script>", "script", 2),
        ('<path onload="alert(1)" d="M0 0"/>', "script", 1),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', "page in", 1),
        ('<image href="photo.jpg"/>', "another picture", 1),
        ('<use xlink:href="other.svg#a"/>', "another file", 1),
        ('<use href="https://tracker.example/a.svg#a"/>', "another file", 1),
        ('<path style="fill: url(https://tracker.example/a)" d="M0 0"/>', "another file", 1),
        ("<style>@import 'https://tracker.example/a.css';</style>", "style", 1),
        ("<style>.a{fill:u\\72l(https://tracker.example)}</style>", "style", 1),
        ("<text>Coalition</text>", "words as text", 1),
        ("<g>\n<animate attributeName='x' to='3'/></g>", "animate", 2),
        ("<filter id='f'/>", "filter", 1),
        ("<a href='#x'><path d='M0 0'/></a>", "link", 1),
        ("<g><path</g>", "cannot be read" if False else "not an SVG", 1),
    ],
)
def test_what_is_refused_is_told_with_its_line(inner: str, told: str, line: int) -> None:
    with pytest.raises(UnfitPictureError, match=told) as caught:
        read(svg(inner))
    assert caught.value.line == line
    assert caught.value.hint


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"\xff\xfe\x00",
        b"<html/>",
        svg("", ""),
        svg("", 'viewBox="0 0 0 0"'),
        svg("", 'viewBox="a b c d"'),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
        b"<svg" * 50_000,
        svg("<g>" * 400 + "</g>" * 400),
        b" " * 2_000_000,
    ],
)
def test_what_is_no_picture(content: bytes) -> None:
    with pytest.raises(UnfitPictureError):
        read(content)


def bomb(element: str, attribute: str) -> bytes:
    """Thirty levels, each of which draws the one before ten times."""
    ids = range(30)
    level = "".join(
        f'<{element} id="{element[0]}{n + 1}">'
        + f'<path {attribute.format(id=f"{element[0]}{n}")} d="M0 0"/>' * 10
        + f"</{element}>"
        for n in ids
    )
    return svg(f'<defs>{level}</defs><path {attribute.format(id=f"{element[0]}30")} d="M0 0"/>')


@pytest.mark.parametrize(
    "content",
    [
        svg(
            "<defs>"
            + "".join(f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + "</g>" for n in range(30))
            + '</defs><use href="#g30"/>'
        ),
        svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        bomb("pattern", 'fill="url(#{id})"'),
        bomb("mask", 'style="mask: url(#{id})"'),
        bomb("clipPath", 'clip-path="url(#{id})"'),
        svg("<path d='M0 0'/>" * 25_000),
        svg("".join(f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(5_000))),
    ],
)
def test_what_multiplies_is_counted_and_not_drawn(content: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(UnfitPictureError):
        read(content)
    assert time.process_time() - begun < 5


def test_styles_that_clip_by_class_are_counted() -> None:
    rules = "".join(f".c{n}{{clip-path:url(#k{n})}}" for n in range(20))
    paths = "".join(f'<clipPath id="k{n}"><path class="c{n}" d="M0 0"/></clipPath>' for n in range(20))
    with pytest.raises(UnfitPictureError, match=r"circle|draws more"):
        read(svg(f"<style>{rules}</style>{paths}"))


def test_a_picture_of_any_logo_program_draws(tmp_path: object) -> None:
    """What is kept is drawn by WeasyPrint as what it was."""
    from PIL import ImageChops

    from letterkit.writers.pdf import loading

    loading.import_weasyprint()
    content = svg('<rect width="10" height="10" fill="#c00"/><circle cx="15" cy="5" r="4"/>')
    before, after = (drawn(each) for each in (content, read(content).content))
    assert ImageChops.difference(before, after).getbbox() is None
    assert before.getpixel((20, 20)) == (204, 0, 0)


def drawn(content: bytes) -> Any:
    """The picture on a page."""
    import base64

    import pypdfium2
    from weasyprint import HTML

    held = base64.b64encode(content).decode()
    source = f"data:image/svg+xml;base64,{held}"
    page = f'<style>@page{{margin:0;size:100px 50px}}</style><img style="width:100px" src="{source}">'
    with pypdfium2.PdfDocument(io.BytesIO(HTML(string=page).write_pdf())) as pdf:
        return pdf[0].render(scale=1).to_pil().convert("RGB")
