"""A final campaign → every delivery of it, and the files that go out.

Each addressee has a copy of the letter of their own, with their contact data and nobody else's; each copy
passes the gate of consent before anything is made of it. What speaks against one delivery stops that one:
the others are prepared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

from letterkit import letter as lt
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.publication import named_only
from letterkit.checks import Checked
from letterkit.checks.consent import withdrawn
from letterkit.consent import Released, named_beside
from letterkit.delivery.copies import AddresseeCopy
from letterkit.delivery.manifest import to_csv, to_json
from letterkit.delivery.model import Prepared, PreparedDelivery
from letterkit.delivery.objections import Objections, block_of, objections, reached
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.posted import post_lists
from letterkit.delivery.publicity import for_press, for_web
from letterkit.delivery.settings import Settings, read_settings
from letterkit.delivery.workers import prepared_copies
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity, has_errors, ordered
from letterkit.library.finals import changes_since_final
from letterkit.values import replace

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
    prepared = Prepared(problems=[*problems, *changed])
    if unfilled := list(_unfilled(order)):
        return Prepared(problems=ordered([*prepared.problems, *unfilled]))
    for more in _documents(order, settings, progress):
        prepared = _with(prepared, more)
    if not order.only:  # the lists are of all
        prepared.files[MANIFEST] = to_json(campaign, prepared.deliveries).encode()
        prepared.files["manifest.csv"] = to_csv(prepared.deliveries).encode()
    return replace(prepared, problems=ordered(prepared.problems))


def _unfilled(order: DeliveryOrder) -> Iterator[Diagnostic]:
    """What of the letter only a mailing fills in (LK319): as it is, it goes to nobody."""
    for name in order.workspace.documents(order.campaign):
        for found in order.checked(name).problems:
            if found.code == "LK319":
                hint = (
                    f"make its copies: letterkit mail {order.campaign} --to FILE; "
                    f"then letterkit deliver {order.campaign} --mailing"
                )
                yield replace(found, severity=Severity.ERROR, hint=hint)


def _documents(order: DeliveryOrder, settings: Settings, progress: Progress) -> Iterator[Prepared]:
    """The deliveries of each document: of `only` one addressee those of the letter alone."""
    documents = order.workspace.documents(order.campaign)
    if "letter" in documents:
        yield _letter(order, settings, progress)
    if order.only:
        return
    if "press-release" in documents and order.deliver.press:
        progress("preparing the press release")
        yield for_press(order.checked("press-release"), settings, order)
    for name in documents if order.deliver.web else ():
        progress(f"preparing the {DOCUMENT_KINDS[name].title} for the web")
        yield for_web(order.checked(name), order)


def _with(prepared: Prepared, more: Prepared) -> Prepared:
    deliveries = (*prepared.deliveries, *more.deliveries)
    problems = [*prepared.problems, *more.problems]
    return Prepared(deliveries, {**prepared.files, **more.files}, problems)


# The letter to its addressees


def _letter(order: DeliveryOrder, settings: Settings, progress: Progress) -> Prepared:
    """The copy of each addressee who is wanted; nothing where one of them cannot be made."""
    checked = order.checked("letter")
    if has_errors(checked.problems) or not isinstance(checked.tree, lt.Letter):
        return Prepared(problems=list(checked.problems))
    tree = checked.tree
    wanted = [i for i, each in enumerate(tree.addressees) if _is_wanted(order, each)]
    if not wanted:
        raise _nobody(tree)
    copies, problems = _copies(order, settings, checked, tree, wanted)
    if len(copies) < len(wanted):
        return Prepared(problems=problems)
    prepared = Prepared()
    for more in prepared_copies(copies, lambda copy: progress(_begun(copy))):
        prepared = _with(prepared, more)
    register = copies[-1].released.register
    return (
        prepared if order.only else _with(prepared, post_lists(order, settings, tree, register, prepared))
    )


def _copies(
    order: DeliveryOrder, settings: Settings, checked: Checked, tree: lt.Letter, wanted: Iterable[int]
) -> tuple[list[AddresseeCopy], list[Diagnostic]]:
    """The copy of each of these addressees, through the gate; where one does not pass, why."""
    against = objections(order, [reached(order, each) for each in tree.addressees], settings)
    copies: list[AddresseeCopy] = []
    for index in wanted:
        released, problems = checked.release(copy_for(tree, index))
        problems = [*problems, *_sender_named(settings, released)]
        if released is None or has_errors(problems):
            return copies, problems
        copies.append(_copy(order, settings, cast("Released[lt.Letter]", released), index, against))
    return copies, []


def _begun(copy: AddresseeCopy) -> str:
    return f"preparing the copy of the {copy.addressee.office}"


def _nobody(tree: lt.Letter) -> LetterkitError:
    names = ", ".join(each.block.rpartition("/")[2] for each in tree.addressees)
    return LetterkitError("no addressee has such a name", f"there are: {names}", status=2)


def _copy(
    order: DeliveryOrder,
    settings: Settings,
    released: Released[lt.Letter],
    index: int,
    against: Mapping[str, Objections],
) -> AddresseeCopy:
    addressee = released.tree.addressees[index]
    block = block_of(order.library, addressee)
    skipped = order.deliver.skip.get(addressee.block.rpartition("/")[2], ())
    return AddresseeCopy(
        released,
        index,
        f"{order.campaign}/letter",
        frozenset(order.deliver.ways) - frozenset(skipped),
        settings,
        order.on,
        order.assets,
        block.location("address") if block else Location(addressee.origin.file, 1, 1),
        against[addressee.block],
    )


def copy_for(tree: lt.Letter, index: int) -> lt.Letter:
    """The letter as the addressee of that number gets it: with no contact data of the others."""
    addressees = tuple(each if i == index else named_only(each) for i, each in enumerate(tree.addressees))
    return replace(tree, addressees=addressees)


def _is_wanted(order: DeliveryOrder, addressee: lt.Addressee) -> bool:
    names = {addressee.block, addressee.block.rpartition("/")[2]}
    return not order.only or bool(order.only & names)


def _sender_named(settings: Settings, released: Released[lt.Document] | None) -> list[Diagnostic]:
    return named_beside(settings.carried, released.register) if released is not None else []


def blocked(deliveries: Iterable[PreparedDelivery]) -> list[Diagnostic]:
    """Everything that is in the way of these deliveries."""
    return ordered(found for each in deliveries for found in each.in_the_way)
