"""Envelopes, labels and the list for a printing service: of all whom a letter goes to by post."""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.consent import Register
from letterkit.delivery.addresses import envelope_lines, to_csv
from letterkit.delivery.model import Channel, Prepared
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.post import LABELS, LabelSheet, envelopes, label_problems, labels
from letterkit.delivery.settings import Settings
from letterkit.delivery.windows import window_for
from letterkit.diagnostics import Diagnostic, Location

Written = tuple[bytes | None, list[Diagnostic]]
"""What a writer made, None where it could not, and what was met."""


def post_lists(
    order: DeliveryOrder, settings: Settings, tree: lt.Letter, register: Register, prepared: Prepared
) -> Prepared:
    """The files of all who are written to by post; LK642 for an address that no label holds."""
    ids = {
        each.key.recipient: each.id for each in prepared.deliveries if each.key.channel is Channel.POST
    }
    posted = [each for each in tree.addressees if each.block in ids]
    if not posted:
        return Prepared()
    home = settings.sender.country or ""
    lines = [envelope_lines(addressee, home) for addressee in posted]
    sheet = _label_sheet(settings, tree)
    problems = list(label_problems(list(zip(lines, map(_place, posted), strict=True)), sheet))
    files = {"post/addresses.csv": to_csv([(ids[each.block], each) for each in posted], home).encode()}
    back = [settings.sender.name or tree.author, *settings.sender.address]
    window = window_for(settings.sender.window, tree.paper)
    made = {
        "post/envelopes.pdf": envelopes(lines, back, window, order.assets, register),
        "post/labels.pdf": labels(lines, sheet, order.assets, register),
    }
    return _with_made(Prepared(files=files, problems=problems), made)


def _with_made(prepared: Prepared, made: dict[str, Written]) -> Prepared:
    files = {name: content for name, (content, _) in made.items() if content is not None}
    problems = [problem for _, found in made.values() for problem in found]
    return Prepared(files={**prepared.files, **files}, problems=[*prepared.problems, *problems])


def _place(addressee: lt.Addressee) -> Location:
    origin = addressee.address.origin
    return Location(origin.file, origin.line, 1)


def _label_sheet(settings: Settings, tree: lt.Letter) -> LabelSheet:
    return LABELS[settings.sender.labels or ("avery-5160" if tree.paper == "letter" else "l7163")]
