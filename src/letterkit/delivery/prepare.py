"""A final campaign → every delivery of it, and the files that go out.

Each addressee has a copy of the letter of their own, with their contact data and nobody else's; each copy
passes the gate of consent before anything is made of it. What speaks against one delivery stops that one:
the others are prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from letterkit import letter as lt
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.models import Address
from letterkit.campaign.publication import named_only
from letterkit.checks.consent import withdrawn
from letterkit.consent import Register, Released, named_beside
from letterkit.delivery.addresses import envelope_lines
from letterkit.delivery.addresses import to_csv as addresses_csv
from letterkit.delivery.copies import AddresseeCopy, for_addressee
from letterkit.delivery.manifest import to_csv, to_json
from letterkit.delivery.model import Prepared, PreparedDelivery
from letterkit.delivery.numbers import FaxLine, doubts
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.post import LABELS, envelopes, label_problems, labels
from letterkit.delivery.publicity import for_press, for_web
from letterkit.delivery.settings import Settings, e164, read_settings
from letterkit.delivery.windows import window_for
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, has_errors, ordered
from letterkit.language.dates import PartialDate
from letterkit.library.finals import changes_since_final
from letterkit.library.index import Block, Library

MANIFEST = "manifest.json"
Progress = Callable[[str], None]


def prepare(order: DeliveryOrder, progress: Progress = lambda message: None) -> Prepared:
    """Every delivery of a campaign. Nothing where the campaign is not as it was finalized.

    Raises LetterkitError where it was not finalized at all, or `only` names nobody.
    """
    workspace, campaign = order.workspace, order.campaign
    if not workspace.is_final(campaign):
        hint = f"what goes out is frozen first: letterkit finalize {campaign}"
        raise LetterkitError(f"{campaign} is not finalized; nothing was prepared", hint, status=1)
    settings, problems = read_settings(workspace)
    changed = [*changes_since_final(workspace, campaign), *withdrawn(workspace, campaign)]
    if settings is None or has_errors([*problems, *changed]):
        return Prepared(problems=ordered([*problems, *changed]))
    documents = workspace.documents(campaign)
    prepared = Prepared(problems=[*problems, *changed])
    if "letter" in documents:
        prepared = _letter(order, settings, progress, prepared)
    if "press-release" in documents and order.deliver.press and not order.only:
        progress("preparing the press release")
        prepared = _with(prepared, for_press(order.checked("press-release"), settings, order))
    if order.deliver.web and not order.only:
        for name in documents:
            progress(f"preparing the {DOCUMENT_KINDS[name].title} for the web")
            prepared = _with(prepared, for_web(order.checked(name), order))
    if order.only:  # the lists are of all
        return replace(prepared, problems=ordered(prepared.problems))
    prepared.files[MANIFEST] = to_json(campaign, prepared.deliveries).encode()
    prepared.files["manifest.csv"] = to_csv(prepared.deliveries).encode()
    return replace(prepared, problems=ordered(prepared.problems))


def _with(prepared: Prepared, more: Prepared) -> Prepared:
    deliveries = (*prepared.deliveries, *more.deliveries)
    problems = [*prepared.problems, *more.problems]
    return Prepared(deliveries, {**prepared.files, **more.files}, problems)


# The letter to its addressees


def _letter(order: DeliveryOrder, settings: Settings, progress: Progress, prepared: Prepared) -> Prepared:
    checked = order.checked("letter")
    if has_errors(checked.problems) or not isinstance(checked.tree, lt.Letter):
        return replace(prepared, problems=[*prepared.problems, *checked.problems])
    tree = checked.tree
    wanted = [i for i, each in enumerate(tree.addressees) if _is_wanted(order, each)]
    if not wanted:
        names = ", ".join(each.block.rpartition("/")[2] for each in tree.addressees)
        raise LetterkitError("no addressee has such a name", f"there are: {names}", status=2)
    found = _doubts(order, tree, settings)
    register = Register()
    for index in wanted:
        addressee = tree.addressees[index]
        progress(f"preparing the copy of the {addressee.office}")
        released, problems = checked.release(copy_for(tree, index))
        problems = [*problems, *_sender_named(settings, released)]
        if released is None or has_errors(problems):
            return replace(prepared, problems=[*prepared.problems, *problems])
        register = released.register
        block = _block_of(order.library, addressee)
        ways = frozenset(order.deliver.ways) - frozenset(
            order.deliver.skip.get(addressee.block.rpartition("/")[2], ())
        )
        copy = AddresseeCopy(
            cast("Released[lt.Letter]", released),
            index,
            f"{order.campaign}/letter",
            ways,
            settings,
            order.on,
            order.assets,
            block.location("address") if block else Location(addressee.origin.file, 1, 1),
            {
                number: found[recipient, number]
                for recipient, number in found
                if recipient == addressee.block
            },
        )
        prepared = _with(prepared, for_addressee(copy))
    return prepared if order.only else _post_lists(order, settings, tree, register, prepared)


def copy_for(tree: lt.Letter, index: int) -> lt.Letter:
    """The letter as the addressee of that number gets it: with no contact data of the others."""
    addressees = tuple(each if i == index else named_only(each) for i, each in enumerate(tree.addressees))
    return replace(tree, addressees=addressees)


def _is_wanted(order: DeliveryOrder, addressee: lt.Addressee) -> bool:
    names = {addressee.block, addressee.block.rpartition("/")[2]}
    return not order.only or bool(order.only & names)


def _sender_named(settings: Settings, released: Released[lt.Document] | None) -> list[Diagnostic]:
    return named_beside(settings.carried, released.register) if released is not None else []


def _block_of(library: Library, addressee: lt.Addressee) -> Block[Address] | None:
    name = addressee.block.rpartition("/")[2]
    return library.get(Address, name, Location(addressee.origin.file, 1, 1))[0]


def _doubts(
    order: DeliveryOrder, tree: lt.Letter, settings: Settings
) -> dict[tuple[str, str], tuple[Diagnostic, ...]]:
    numbers = []
    for addressee in tree.addressees:
        block = _block_of(order.library, addressee)
        entries = (
            {e164(f.number): (i, f.verified) for i, f in enumerate(block.model.fax)} if block else {}
        )
        for fax in addressee.fax:
            index, verified = entries.get(fax.e164, (0, None))
            numbers.append(_dialled(addressee, fax, verified, block, index))
    return dict(doubts(numbers, settings.own_number, order.on, order.accepted))


def _dialled(
    addressee: lt.Addressee,
    fax: lt.FaxNumber,
    verified: PartialDate | None,
    block: Block[Address] | None,
    index: int,
) -> FaxLine:
    address = addressee.address
    place = block.location("fax", index, "number") if block else Location(addressee.origin.file, 1, 1)
    verified = verified or (block.model.verified if block else None)
    return FaxLine(
        fax.e164, addressee.block, address.country, address.region, address.locality, verified, place
    )


def _post_lists(
    order: DeliveryOrder, settings: Settings, tree: lt.Letter, register: Register, prepared: Prepared
) -> Prepared:
    """Envelopes, labels and the list for a printing service: of all who are written to by post."""
    by_id = {d.key.recipient: d for d in prepared.deliveries if d.key.channel == "post"}
    posted = [(by_id[each.block], each) for each in tree.addressees if each.block in by_id]
    if not posted:
        return prepared
    sender = settings.sender
    home = sender.country or ""
    lines = [envelope_lines(addressee, home) for _, addressee in posted]
    window = window_for(sender.window, tree.paper)
    sheet = LABELS[sender.labels or ("avery-5160" if tree.paper == "letter" else "l7163")]
    places = [Location(each.address.origin.file, each.address.origin.line, 1) for _, each in posted]
    problems = list(label_problems(list(zip(lines, places, strict=True)), sheet))
    back = [sender.name or tree.author, *sender.address]
    files: dict[str, bytes] = {}
    for name, (content, found) in (
        ("post/envelopes.pdf", envelopes(lines, back, window, order.assets, register)),
        ("post/labels.pdf", labels(lines, sheet, order.assets, register)),
    ):
        problems += found
        if content is not None:
            files[name] = content
    rows = [(delivery.id, addressee) for delivery, addressee in posted]
    files["post/addresses.csv"] = addresses_csv(rows, home).encode()
    return _with(prepared, Prepared(files=files, problems=problems))


def blocked(deliveries: Iterable[PreparedDelivery]) -> list[Diagnostic]:
    """Everything that is in the way of these deliveries."""
    return ordered(found for each in deliveries for found in each.in_the_way)
