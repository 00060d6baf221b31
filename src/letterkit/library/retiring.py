"""What is given up: a block that no new letter is to use, or one fact of an office.

What is right depends on the kind. An office's holder leaves, and nobody writes to it any more; a member
leaves the coalition, and nobody signs for it; any other block says since when it is retired, and `check`
refuses it in a letter of that day or after. Letters before keep all of it. Nothing else in the file
changes, and nothing is deleted: an address moves to the former ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from letterkit.blocks.base import BlockModel
from letterkit.blocks.changes import value_at
from letterkit.blocks.edits import TextEdit, YamlFile
from letterkit.blocks.models import Address, Holder, Organisation, Provenance, Signer
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Steps, Value
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.files.plan import Plan
from letterkit.language.dates import PartialDate
from letterkit.library.index import Block
from letterkit.library.workspace import Workspace

# What stands below a block's facts.
BELOW = ("review_after", "sources", "origin", "note", "ignore")
_ADDRESS = ("address", "country", "country_name", "postal")


def retired(
    workspace: Workspace, block: Block[BlockModel], key: str | None, on: PartialDate, reason: str
) -> tuple[Plan, list[Diagnostic]]:
    """The block's file once the block, or the fact that `key` names, is given up on a day, and what would
    be wrong with it then.

    `key` is a fax number or an e-mail address of an office, or `address`. Raises LetterkitError where it
    is given up already, where there is no such fact, or where the day cannot be right.
    """
    file = YamlFile(block.path, block.document)
    match block.model:
        case Address() as office:
            said = {"withdrawn": str(on), "reason": reason}
            file = _without_fact(file, office, key, said) if key else _office(file, office, on, reason)
        case _ if key:
            message = f"{block.reference} has no fact '{key}' that could be given up"
            raise LetterkitError(message, "leave it out, for the block as a whole", status=2)
        case Organisation() as member:
            file = _member(file, member, on, reason)
        case Provenance() as model:
            file = _block(file, model, on, reason)
    _, problems = validate(block.kind.model, file.document)
    old, new = (document.text.encode() for document in (block.document, file.document))
    return Plan(workspace.root, {block.path: new}, {block.path: old}), problems


def _block(file: YamlFile, model: Provenance, on: PartialDate, reason: str) -> YamlFile:
    """A block with its day and reason, after its facts."""
    _refuse_again(file, model.ended, "was retired")
    return _said(file, (), {"retired": str(on), "reason": reason}, last_of_facts(_values(file, ())))


def _refuse_again(file: YamlFile, before: PartialDate | None, what: str) -> None:
    if before is not None:
        raise LetterkitError(f"{file.document.file}: it {what} on {before} already", status=1)


def _office(file: YamlFile, office: Address, on: PartialDate, reason: str) -> YamlFile:
    """An office whose holder's term ends that day, and to which nobody writes any more."""
    _refuse_again(file, office.retired, "was retired")
    if on.day is None:
        raise LetterkitError(f"an office ends on a day: {on} is none", "such as 2016-06-06", status=2)
    _refuse_later(office.holders, [holder.name for holder in office.holders], on, "holds the office")
    return _block(_ended(file, "holders", office.holders, on), office, on, reason)


def _member(file: YamlFile, member: Organisation, on: PartialDate, reason: str) -> YamlFile:
    """A member that leaves that day, and for which nobody signs any more."""
    left = member.member_to
    _refuse_again(file, left if left and left.last_day <= on.last_day else None, "left the coalition")
    _refuse_later(member.signers, [signer.name for signer in member.signers], on, "signs for it")
    file = _ended(file, "signers", member.signers, on)
    values = _values(file, ())
    if "member_to" in values:
        file = file.then(file.replace(("member_to",), str(on)))
        return _said(file, (), {"reason": reason}, "member_to")
    after = "member_from" if "member_from" in values else last_of_facts(values)
    return _said(file, (), {"member_to": str(on), "reason": reason}, after)


def _refuse_later(
    terms: Sequence[Holder | Signer], names: Sequence[str], on: PartialDate, does: str
) -> None:
    """Nobody can have come after the end; whoever says so has not looked."""
    for term, name in zip(terms, names, strict=True):
        begin = term.from_.first_day if isinstance(term, Signer) else term.from_
        if begin > on.last_day:
            message = f"{name} {does} from {term.from_}, which is after {on}"
            raise LetterkitError(message, "give a later day, or correct the file", status=1)


def _ended(file: YamlFile, key: str, terms: Sequence[Holder | Signer], on: PartialDate) -> YamlFile:
    """The file with the end of each term that would run on."""
    for i, term in enumerate(terms):
        end = term.to.last_day if isinstance(term.to, PartialDate) else term.to
        if end is None:
            file = file.then(file.add((key, i), "to", str(on), after="from"))
        elif end > on.last_day:
            file = file.then(file.replace((key, i, "to"), str(on)))
    return file


# One fact of an office


def _without_fact(file: YamlFile, office: Address, key: str, said: Mapping[str, str]) -> YamlFile:
    """The file in which a fact has its day and reason."""
    if key == "address" and office.address:
        return _moved_away(file, said)
    if (i := _fax_named(office, key)) is not None:
        fax = office.fax[i]
        _refuse_again(file, fax.withdrawn, f"gave up {fax.number}")
        last = [*_values(file, ("fax", i))][-1]
        return _said(file, ("fax", i), said, "number" if last == "sources" else last)
    if (i := _email_named(office, key)) is not None:
        email = office.email[i]
        _refuse_again(file, email.withdrawn, f"gave up {email.address}")
        return _without_email(file, i, email.address, said)
    message = f"{office.office} has no '{key}' that could be given up"
    raise LetterkitError(message, _reached_by(office), status=2)


def _reached_by(office: Address) -> str:
    """What could have been meant, as a hint."""
    facts = [*(fax.number for fax in office.fax), *(email.address for email in office.email)]
    facts += ["address"] if office.address else []
    there = ", ".join(f"'{fact}'" for fact in facts)
    return f"what reaches it is {there}" if there else "nothing that reaches it is entered"


def _fax_named(office: Address, key: str) -> int | None:
    """Which fax number is meant: by its digits, or `fax` where there is one."""
    if key == "fax" and len(office.fax) == 1:
        return 0
    digits = re.sub(r"\D", "", key)
    numbers = [re.sub(r"\D", "", fax.number) for fax in office.fax]
    return numbers.index(digits) if digits in numbers else None


def _email_named(office: Address, key: str) -> int | None:
    """Which e-mail address is meant: in whichever capitals, or `email` where there is one."""
    if key == "email" and len(office.email) == 1:
        return 0
    known = [email.address.casefold() for email in office.email]
    return known.index(key.casefold()) if key.casefold() in known else None


def _without_email(file: YamlFile, i: int, address: str, said: Mapping[str, str]) -> YamlFile:
    """An address that stands by itself gets the keys that say more of it."""
    written = file.document.value["email"]
    path: Steps = ("email", i) if isinstance(written, list) else ("email",)
    if isinstance(value_at(file.document.value, path), dict):
        return _said(file, path, said, "address")
    entry: dict[str, Value] = {"address": address, **said}
    if isinstance(written, list):
        file = file.then(file.insert(("email",), i, entry))
        return file.then(*file.remove(("email", i + 1)))
    keys = [*file.document.value]
    before = keys[keys.index("email") - 1]
    file = file.then(*file.remove(("email",)))
    return file.then(file.add((), "email", [entry], after=before))


def _moved_away(file: YamlFile, said: Mapping[str, str]) -> YamlFile:
    """The office's address among its former ones. The country stays too: it may be that of the next."""
    values = _values(file, ())
    entry: dict[str, Value] = {key: values[key] for key in _ADDRESS if key in values}
    entry |= said
    if "former_addresses" in values:
        file = file.then(file.insert(("former_addresses",), 1_000, entry))
    else:
        last = [key for key in values if key in _ADDRESS][-1]
        file = file.then(file.add((), "former_addresses", [entry], after=last))
    return file.then(*file.remove(*((key,) for key in ("address", "postal") if key in values)))


# In the file


def _said(file: YamlFile, path: Steps, said: Mapping[str, str], after: str) -> YamlFile:
    """The file with these keys, one after another, below another; a value that is there is replaced."""
    for key, value in said.items():
        edit: TextEdit
        if key in _values(file, path):
            edit = file.replace((*path, key), value)
        else:
            edit = file.add(path, key, value, after=after)
        file, after = file.then(edit), key
    return file


def _values(file: YamlFile, path: Steps) -> Mapping[str, Value]:
    values = value_at(file.document.value, path)
    return values if isinstance(values, dict) else {}


def last_of_facts(values: Mapping[str, object]) -> str:
    """The last key of a block's facts, after which `verified` and `retired` stand."""
    keys = [*values]
    first = next((i for i, key in enumerate(keys) if key in BELOW and i), len(keys))
    return keys[first - 1]
