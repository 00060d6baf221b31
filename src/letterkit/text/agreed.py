"""A block's text as organisations agree to it: without what its merge fields tell of who signs, when,
and whom a copy of a mailing goes to.

A letter that says how many sign would be another letter with every signature. So each expression that
asks for the signatories, the recipient or the document's own date gives its own words instead of a
value; a loop over
signatories is gone through once; and where they decide whether words print, all of those words count.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from letterkit.text.escaping import escape

_WHO_SIGNS = "signatories"
_WHOM = "recipient"
_DATED = ("letter", "document")
_DATE = "date"


def may_tell(text: str) -> bool:
    """Whether a text could tell who signs, when, or to whom: seen at a glance, its fields unread."""
    return "{" in text and (_WHO_SIGNS in text or _DATE in text or _WHOM in text)


def without_signing(tree: nodes.Template) -> bool:
    """Take out of a tree of Jinja's, in place, what tells who signs, when and to whom; whether
    there was any.
    """
    taken = _Taken()
    tree.body = list(taken.statements(tree.body, frozenset((_WHO_SIGNS, _WHOM))))
    return taken.any


class _Taken:
    """Rewrites statements; `any` says whether one was another afterwards."""

    def __init__(self) -> None:
        self.any = False

    def statements(self, body: list[nodes.Node], telling: frozenset[str]) -> Iterator[nodes.Node]:
        """The statements; `telling` are the names that tell who signs."""
        for node in body:
            match node:
                case nodes.Output():
                    node.nodes = [self.output(part, telling) for part in node.nodes]
                    yield node
                case nodes.For():
                    yield from self.loop(node, telling)
                case nodes.If():
                    yield from self.condition(node, telling)
                case _:
                    yield node

    def output(self, part: nodes.Expr, telling: frozenset[str]) -> nodes.Expr:
        if not _tells(part, telling):
            return part
        self.any = True
        return nodes.TemplateData(escape(" ".join(_said(part))), lineno=part.lineno)

    def loop(self, node: nodes.For, telling: frozenset[str]) -> Iterator[nodes.Node]:
        if _tells(node.iter, telling) or (node.test is not None and _tells(node.test, telling)):
            self.any = True
            names = {each.name for each in node.target.find_all(nodes.Name)}
            if isinstance(node.target, nodes.Name):
                names.add(node.target.name)
            yield from self.statements(node.body, telling | names | {"loop"})
            yield from self.statements(node.else_, telling)
        else:
            node.body = list(self.statements(node.body, telling))
            node.else_ = list(self.statements(node.else_, telling))
            yield node

    def condition(self, node: nodes.If, telling: frozenset[str]) -> Iterator[nodes.Node]:
        if any(_tells(each.test, telling) for each in (node, *node.elif_)):
            self.any = True
            for each in (node, *node.elif_):
                yield from self.statements(each.body, telling)
            yield from self.statements(node.else_, telling)
            return
        for each in (node, *node.elif_):
            each.body = list(self.statements(each.body, telling))
        node.else_ = list(self.statements(node.else_, telling))
        yield node


def _parts(part: nodes.Node) -> Iterator[nodes.Node]:
    """An expression and all that it is made of, in their order."""
    yield part
    for child in part.iter_child_nodes():
        yield from _parts(child)


def _tells(part: nodes.Node, telling: frozenset[str]) -> bool:
    return any(
        (isinstance(each, nodes.Name) and each.name in telling) or _is_date(each) for each in _parts(part)
    )


def _is_date(part: nodes.Node) -> bool:
    match part:
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
            return name in _DATED and attribute == _DATE
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=attribute)):
            return name in _DATED and attribute == _DATE
    return False


def _said(part: nodes.Node) -> Iterator[str]:
    """The words that an author wrote in an expression: names, filters, and texts of its own."""
    for each in _parts(part):
        match each:
            case nodes.Name(name=word) | nodes.Filter(name=word) | nodes.Getattr(attr=word):
                yield word
            case nodes.Const(value=value):
                yield str(value)
