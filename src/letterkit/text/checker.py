"""What is wrong with the merge fields of a text, found before any letter is made of it.

The checker walks Jinja's tree with the type of every field in hand.

Fields, filters, `if` and `for` are allowed, and nothing else: no calls, no attributes that begin with an
underscore, no arithmetic, no include.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes
from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location, Severity, did_you_mean
from letterkit.language.dates import PartialDate
from letterkit.text.fields import (
    FIELDS,
    RECIPIENT,
    PersonField,
    SignatoriesField,
    SignatoryField,
    field_name,
)
from letterkit.text.filters import FILTERS
from letterkit.text.markdown import Locate

MAX_LOOPS = 2

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.If,
    nodes.CondExpr,
    nodes.Concat,
)
_UNKNOWN = object()
# The type of a field that others of its kind have, and this document has not.
_LACKING = object()
_INSTEAD = {
    "first_day": "write {{ occasion.first_day }}",
    "last_day": "write {{ occasion.last_day }}",
    "name": "write {{ occasion.name }}",
    "": "write {{ occasion.name }}, or {{ occasion | days }} for its days",
}
_NO_INSTEAD = "write the words themselves, or give them under `with:`"
_IF = "what only a dialogue's letter says stands between {% if dialogue %} and {% endif %}"


class _NamedValues(Struct, frozen=True):
    """A mapping whose keys are known only block by block (`with` and `people`), and what it holds."""

    names: tuple[str, ...]
    value: object


class RecipientNames(Struct, frozen=True):
    """The fields of `recipient` that are known, and what others are: those that a mailing's table may
    have, of which nothing is said or which print a placeholder (LK319); or unknown.
    """

    names: tuple[str, ...] = RECIPIENT
    others: Literal["allowed", "placeholders", "unknown"] = "allowed"


ANY_RECIPIENT = RecipientNames()


def check_fields(
    tree: nodes.Template,
    text: str,
    locate: Locate,
    with_: Sequence[str],
    people: Sequence[str],
    lacking: Collection[str] = (),
    recipient: RecipientNames = ANY_RECIPIENT,
) -> list[Diagnostic]:
    """What is wrong with the merge fields of a text, whose tree this is.

    `with_` and `people` are the keys of the block's own values and the names of its people; `lacking` are
    the fields that the document does not have: LK318.
    """
    known = {
        **FIELDS,
        **dict.fromkeys(lacking, _LACKING),
        "recipient": recipient,
        "with": _NamedValues(tuple(with_), str),
        "people": _NamedValues(tuple(map(field_name, people)), PersonField),
    }
    return _Checker(text, locate).check(tree, known)


def unknown_filter(name: str, location: Location) -> Diagnostic:
    """LK304, with the filters there are."""
    hint = did_you_mean(name, FILTERS) or f"filters: {', '.join(FILTERS)}"
    return Diagnostic("LK304", f"unknown filter '{name}'", location, hint)


class _Checker:
    """Walks Jinja's tree with the type of every field in hand."""

    def __init__(self, text: str, locate: Locate) -> None:
        self.lines = text.split("\n")
        self.locate = locate
        self.problems: list[Diagnostic] = []

    def check(self, tree: nodes.Template, known: Mapping[str, object]) -> list[Diagnostic]:
        self.statements(tree.body, dict(known), 0)
        return self.problems

    def report(
        self,
        code: str,
        message: str,
        node: nodes.Node,
        near: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        line = node.lineno
        content = self.lines[line - 1] if line <= len(self.lines) else ""
        match = re.search(rf"(?<![\w.]){re.escape(near)}(?!\w|\.\w)", content)
        column = match.start() + 1 if match else max(content.find(near), 0) + 1
        place = self.locate(line, column)
        self.problems.append(Diagnostic(code, message, place, hint or None, severity))

    def refuse(self, node: nodes.Node) -> None:
        names = {nodes.Call: "a call", nodes.Include: "'include'", nodes.Import: "'import'"}
        what = names.get(type(node), f"'{type(node).__name__.lower()}'")
        near = {nodes.Call: "(", nodes.Include: "include"}.get(type(node), "{")
        self.report("LK303", f"{what} is not allowed in a block's text", node, near)

    def statements(self, body: Sequence[nodes.Node], known: dict[str, object], loops: int) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self.loop(node, known, loops)
            elif isinstance(node, nodes.If):
                held, other = self.asked(node.test, known)
                self.statements(node.body, held, loops)
                self.statements(node.elif_, other, loops)
                self.statements(node.else_, other, loops)
            elif isinstance(node, nodes.Output):
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        printed = self.type_of(part, known)
                        if isinstance(printed, RecipientNames):  # alone it prints the salutation
                            self.of_recipient(printed, "salutation", part)
            else:
                self.refuse(node)

    def loop(self, node: nodes.For, known: dict[str, object], loops: int) -> None:
        if loops >= MAX_LOOPS or node.recursive or not isinstance(node.target, nodes.Name):
            self.report("LK303", "a loop of this kind is not allowed", node, "for")
            return
        item = _item_type(self.type_of(node.iter, known))
        inner = {**known, node.target.name: item, "loop": _UNKNOWN}
        if node.test:
            self.type_of(node.test, inner)
        self.statements(node.body, inner, loops + 1)
        self.statements(node.else_, known, loops)

    def asked(
        self, test: nodes.Node, known: Mapping[str, object]
    ) -> tuple[dict[str, object], dict[str, object]]:
        """What is known where a test holds, and where not: a field that it asks for is there."""
        match test:
            case nodes.Name(name=name) if known.get(name) is _LACKING:
                return {**known, name: FIELDS[name]}, dict(known)
            case nodes.Not(node=inner):
                held, other = self.asked(inner, known)
                return other, held
            case nodes.And(left=left, right=right):
                held, _ = self.asked(left, known)
                held, _ = self.asked(right, held)
                return held, dict(known)
        self.type_of(test, known)
        return dict(known), dict(known)

    def type_of(self, node: nodes.Node, known: Mapping[str, object]) -> object:
        """The type of an expression, reporting what is unknown in it or not allowed."""
        match node:
            case nodes.Name(name=name):
                return self.named(node, name, known)
            case nodes.Getattr(node=inner, attr=name):
                return self.member(node, inner, name, known)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=str(name))):
                return self.member(node, inner, name, known)
            case nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
                return _item_type(self.type_of(inner, known))
            case nodes.CondExpr():
                self.chosen(node, known)
            case nodes.Filter(name=name):
                return self.filtered(node, known)
            case _ if isinstance(node, _ALLOWED):
                for child in node.iter_child_nodes():
                    self.type_of(child, known)
            case _:
                self.refuse(node)
        return _UNKNOWN

    def named(self, node: nodes.Node, name: str, known: Mapping[str, object]) -> object:
        if known.get(name) is _LACKING:
            self.lacks(name, "", node)
        elif name in known:
            return known[name]
        else:
            self.unknown(name, known, node, name)
        return _UNKNOWN

    def chosen(self, node: nodes.CondExpr, known: Mapping[str, object]) -> None:
        held, other = self.asked(node.test, known)
        self.type_of(node.expr1, held)
        if node.expr2 is not None:
            self.type_of(node.expr2, other)

    def filtered(self, node: nodes.Filter, known: Mapping[str, object]) -> object:
        if node.name not in FILTERS:
            content = self.lines[node.lineno - 1]
            column = content.find(node.name) + 1
            self.problems.append(unknown_filter(node.name, self.locate(node.lineno, column)))
        types = [self.type_of(child, known) for child in node.iter_child_nodes()]
        return _item_type(types[0]) if node.name in ("first", "last") and types else _UNKNOWN

    def member(
        self, node: nodes.Node, inner: nodes.Node, name: str, known: Mapping[str, object]
    ) -> object:
        if isinstance(inner, nodes.Name) and known.get(inner.name) is _LACKING:
            self.lacks(inner.name, name, node)
            return _UNKNOWN
        owner = self.type_of(inner, known)
        if name.startswith("_"):
            self.report("LK303", f"'{name}' is not allowed in a block's text", node, name)
            return _UNKNOWN
        if isinstance(owner, RecipientNames):
            return self.of_recipient(owner, name, node)
        members = _members(owner)
        if members is None:
            return _UNKNOWN
        if name in members:
            return members[name]
        self.unknown(f"{_path(inner)}.{name}", members, node, name)
        return _UNKNOWN

    def of_recipient(self, recipient: RecipientNames, name: str, node: nodes.Node) -> object:
        if name in recipient.names:
            return str
        if recipient.others == "unknown":
            self.unknown(f"recipient.{name}", dict.fromkeys(recipient.names), node, name)
        elif recipient.others == "placeholders":
            message = f"'recipient.{name}' prints a placeholder: only a mailing knows it"
            hint = "letterkit mail fills it in, from the column of that name"
            self.report("LK319", message, node, f"recipient.{name}", hint, Severity.WARNING)
        return _UNKNOWN

    def lacks(self, field: str, attribute: str, node: nodes.Node) -> None:
        path = f"{field}.{attribute}" if attribute else field
        message = f"the letter is for no {field}, so that '{path}' prints nothing"
        hint = f"{_INSTEAD.get(attribute, _NO_INSTEAD)}; {_IF}"
        self.report("LK318", message, node, path, hint)

    def unknown(self, field: str, known: Mapping[str, object], node: nodes.Node, name: str) -> None:
        hint = did_you_mean(name, known) or f"known here: {', '.join(known) or 'nothing'}"
        path = field if "." in field else name
        near = path if any(path in line for line in self.lines) else name
        self.report("LK301", f"unknown merge field '{field}'", node, near, hint)


def _members(owner: object) -> Mapping[str, object] | None:
    """The fields of a type; None where they are not known. A plain value has none."""
    if owner is _UNKNOWN:
        return None
    if isinstance(owner, _NamedValues):
        return dict.fromkeys(owner.names, owner.value)
    if get_origin(owner) in (Union, UnionType):
        inner = [_members(part) for part in get_args(owner) if part is not type(None)]
        return inner[0] if inner else None
    if isinstance(owner, type) and (issubclass(owner, Struct) or owner is SignatoriesField):
        return _hints(owner) if owner is not PartialDate else {}
    return {}


@lru_cache
def _hints(owner: type) -> Mapping[str, object]:
    return get_type_hints(owner)


def _item_type(owner: object) -> object:
    if owner is SignatoriesField:
        return SignatoryField
    arguments = get_args(owner) if get_origin(owner) is tuple else ()
    return arguments[0] if arguments else _UNKNOWN


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=inner, attr=name):
            return f"{_path(inner)}.{name}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            return f"{_path(inner)}[{value!r}]"
    return "…"
