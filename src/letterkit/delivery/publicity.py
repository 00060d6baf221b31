"""What goes to the press and onto the web: the release by e-mail, copies to publish for a site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from letterkit import letter as lt
from letterkit.campaign.publication import public_copy
from letterkit.checks import Checked
from letterkit.consent import Released, named_beside
from letterkit.delivery.copies import PDF_KIND, no_sender
from letterkit.delivery.mail import message
from letterkit.delivery.model import Channel, Key, Prepared, PreparedDelivery, digest_of
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.settings import Settings
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.mail import Attachment, Words
from letterkit.writers import fragment, html, markdown, pdf, text

_LEVEL = 2
"""The level of a fragment's heading: a page has its title at the first."""


def for_press(checked: Checked, settings: Settings, order: DeliveryOrder) -> Prepared:
    """The release as a message to each address of the press. An embargo stands in its subject, too."""
    released, problems = checked.release()
    if released is not None:
        problems = [*problems, *no_sender(settings), *named_beside(settings.carried, released.register)]
    if released is None or has_errors(problems):
        return Prepared(problems=problems)
    return _to_press(cast("Released[lt.PressRelease]", released), problems, settings, order)


def _to_press(
    released: Released[lt.PressRelease],
    problems: list[Diagnostic],
    settings: Settings,
    order: DeliveryOrder,
) -> Prepared:
    release = released.tree
    laid = pdf.lay_out(released, order.assets)
    content, found = pdf.finish(laid)
    page, found_too = html.write(released, order.assets)
    words, _ = text.write(released, order.assets)
    problems += [released.at_home(each) for each in (*found, *found_too)]
    if content is None or page is None or words is None:
        return Prepared(problems=problems)
    embargo = f"{release.embargo.text} – " if release.embargo else ""
    said = Words(embargo + release.headline.text, words.decode(), page.decode())
    file = Attachment("press-release.pdf", PDF_KIND, content)
    made = Prepared(problems=problems)
    deliveries = []
    for address in order.deliver.press:
        key = Key(f"{order.campaign}/press-release", address.lower(), Channel.PRESS, address.lower())
        from_ = (settings.sender.name or release.issuer, settings.sender.email or "")
        mail = message(key, from_, ("", address), order.on, said, file)
        name = f"press/{key.id}.eml"
        made.files[name] = mail
        deliveries.append(
            PreparedDelivery(key, "", "the press", "", name, digest_of(mail), laid.pages, mail=name)
        )
    return Prepared(tuple(deliveries), made.files, made.problems)


def for_web(checked: Checked, order: DeliveryOrder) -> Prepared:
    """A copy to publish: a fragment of a page, plain text, a PDF without contact data, and a post."""
    name = checked.name
    key = Key(f"{order.campaign}/{name}", "web", Channel.WEB, f"web/{name}")
    copy, problems = public_copy(checked)
    released, found = checked.release(copy, public=True)
    problems = [*problems, *found]
    if released is None or has_errors(problems):
        return Prepared((PreparedDelivery(key, "", "the web", "", "", "", 0, None, tuple(problems)),))
    laid = pdf.lay_out(released, order.assets)
    content, found = pdf.finish(laid, strip_metadata=True)
    part, found_too = fragment.write(released, order.assets, _LEVEL)
    words, _ = text.write(released, order.assets)
    problems += [released.at_home(each) for each in (*found, *found_too)]
    if content is None or part is None or words is None:
        return Prepared(problems=problems)
    files = {
        f"web/{name}.pdf": content,
        f"web/{name}.html": part,
        f"web/{name}.txt": words,
        f"web/{name}-post.md": markdown.post(released, f"{name}.pdf").encode(),
    }
    post = f"web/{name}-post.md"
    held = tuple(_held_back(released.tree, order))
    made = PreparedDelivery(key, "", "the web", "", post, digest_of(files[post]), laid.pages, None, held)
    return Prepared((made,), files, problems)


def _held_back(tree: lt.Document, order: DeliveryOrder) -> Iterator[Diagnostic]:
    """LK633 for a release whose embargo is not over on the day of sending."""
    embargo = tree.embargo if isinstance(tree, lt.PressRelease) else None
    if embargo is not None and embargo.iso[:10] > order.on.isoformat():
        place = Location(embargo.origin.file, embargo.origin.line, embargo.origin.column)
        message = f"the press release is kept back until {embargo.iso}; it is not for the web yet"
        yield Diagnostic("LK633", message, place, "publish it when that is over")
