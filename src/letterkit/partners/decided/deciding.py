"""What the officer decides: accept, reject, answer, and take a decision back.

Accepting writes the words into the blocks where that can be proved; where it cannot, the decision is kept
and the officer is told what to change by hand. Each decision is an event in the file beside the partner's
record. What is decided in one go is written whole or not at all; with commits, a partner's part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.yaml import Value
from letterkit.diagnostics import LetterkitError
from letterkit.files.transaction import transaction
from letterkit.language.moments import Moment
from letterkit.library.index import Library
from letterkit.library.usage import uses
from letterkit.library.workspace import Workspace
from letterkit.partners.decided.authorship import author_of
from letterkit.partners.decided.carrying_out import Bench
from letterkit.partners.decided.events import decisions, keep
from letterkit.partners.decided.proposals import PartnersProposal, is_of_file, named
from letterkit.partners.decided.protection import Handling, PlacedHandling
from letterkit.partners.decided.standing import Decided, Item, decision, items
from letterkit.partners.received.record import FOLDER, Received
from letterkit.partners.received.sent import block_of
from letterkit.past.committing import Author, commit, require_committed, require_committer


class Deciding(Struct, frozen=True):
    """Whose decisions these are about, and when they are made.

    `everywhere`: the library's blocks are changed, and with them every later letter. `commits`: what was
    written is committed, one commit a partner, who is its author.
    """

    workspace: Workspace
    campaign: str
    at: Moment
    everywhere: bool = False
    commits: bool = False


class Done(Struct):
    """What was done about each proposal, the files that were written, the commits that were made.

    `removed` are the campaign's own copies of blocks that would say what the library's do.
    `letters` are the other letters that are not final and have a block of the library's that was changed;
    `documents` the campaign's other documents that say something else now.
    """

    handled: list[tuple[PartnersProposal, PlacedHandling]] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    commits: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def accept(deciding: Deciding, names: Sequence[str]) -> Done:
    """Accept changes. Raises LetterkitError, with nothing written, where that contradicts itself."""
    chosen = _chosen(deciding, names, _is_for_all)
    for item in chosen:
        _require_acceptable(item, {other.proposal.name for other in chosen})
    return _write(deciding, [item.proposal for item in chosen], _accept_of, "Accept what {who} proposes")


def reject(deciding: Deciding, names: Sequence[str], because: str | None = None) -> Done:
    """Reject things, with a reason where one is given. Raises LetterkitError."""
    chosen = _chosen(deciding, names, _is_open_change)
    for item in chosen:
        if item.state in (Decided.ACCEPTED, Decided.TO_DO):
            raise _undo_first(item)
    words = " ".join((because or "").split())
    event: dict[str, Value] = {"event": "rejected", **({"because": words} if words else {})}
    return _write(
        deciding,
        [item.proposal for item in chosen],
        lambda *_: (None, event),
        "Reject what {who} proposes",
    )


def answer(deciding: Deciding, name: str, text: str) -> Done:
    """Answer a comment, or a change, which stays undecided. Raises LetterkitError."""
    chosen = _chosen(deciding, [name], lambda _: False)
    words = " ".join(text.split())
    if not words:
        raise LetterkitError("the answer has no words", f'say it: --answer {name} "…"', status=2)
    event: dict[str, Value] = {"event": "answered", "answer": words}
    return _write(deciding, [item.proposal for item in chosen], lambda *_: (None, event), "Answer {who}")


def undo(deciding: Deciding, names: Sequence[str]) -> Done:
    """Take decisions back; words that were written are put back where that can be proved.

    Raises LetterkitError where nothing was decided.
    """
    chosen = _chosen(deciding, names, _is_decided)
    records = [item.proposal.record for item in chosen]
    kept = decisions(deciding.workspace, deciding.campaign, records)
    held = {item.proposal.name: decision(kept, item.proposal) for item in chosen}
    for name, event in held.items():
        if event is None:
            raise LetterkitError(
                f"nothing was decided about {name}", "see: letterkit proposals", status=1
            )

    def event_of(benches: Benches, proposal: PartnersProposal) -> Entered:
        event, change = held[proposal.name], proposal.change
        if change is None or event is None or event.written is None:
            return None, {"event": "reopened"}
        bench = benches.of(proposal.record.document, everywhere=event.written == "library")
        return bench.take_back(change), {"event": "reopened"}

    return _write(deciding, [item.proposal for item in chosen], event_of, "Take back what {who} proposed")


def _chosen(deciding: Deciding, names: Sequence[str], fits: Callable[[Item], bool]) -> list[Item]:
    """The things of these names; of a file's name alone those of its things that fit.

    Raises LetterkitError for an unknown one, and for a final campaign.
    """
    workspace, campaign = deciding.workspace, deciding.campaign
    if workspace.is_final(campaign):
        message = f"{campaign} is final: nothing of it is decided any more"
        raise LetterkitError(message, "begin the next letter, and take it up there", status=1)
    every = items(workspace, campaign)
    found = (item for name in names for item in _of_name(every, name, fits))
    return list({item.proposal.name: item for item in found}.values())


def _of_name(every: Sequence[Item], name: str, fits: Callable[[Item], bool]) -> list[Item]:
    """The thing of a name; of a file's name alone those of its things that fit."""
    of_file = [item for item in every if is_of_file(item.proposal, name)]
    if not of_file:
        wanted = named([item.proposal for item in every], name)
        return [item for item in every if item.proposal.key == wanted.key]
    chosen = [item for item in of_file if fits(item)]
    if not chosen:
        message = f"nothing of the file {name} is left for that"
        raise LetterkitError(message, "see: letterkit proposals --all", status=1)
    return chosen


def _is_open_change(item: Item) -> bool:
    """Whether it is a change that nobody has decided about."""
    return item.proposal.change is not None and item.state in (Decided.OPEN, Decided.OVERTAKEN)


def _is_for_all(item: Item) -> bool:
    """Whether it is accepted where a whole file is: nothing contradicts it."""
    return item.proposal.change is not None and item.state is Decided.OPEN and not item.against


def _is_decided(item: Item) -> bool:
    return item.state in (Decided.ACCEPTED, Decided.TO_DO, Decided.REJECTED)


def _require_acceptable(item: Item, chosen: set[str]) -> None:
    """Raises LetterkitError where a thing cannot be accepted."""
    name = item.proposal.name
    if item.proposal.comment is not None:
        message = f"{name} is a comment, and changes nothing"
        raise LetterkitError(message, f'answer it: letterkit proposals --answer {name} "…"', status=2)
    if item.state in (Decided.ACCEPTED, Decided.REJECTED):
        raise _undo_first(item)
    if both := chosen.intersection(item.against):
        message = f"{name} and {min(both)} contradict each other"
        raise LetterkitError(message, "accept one of them", status=1)
    if item.state is Decided.OVERTAKEN:
        other = item.against[0]
        message = f"{name} contradicts what was accepted: {', '.join(item.against)}"
        raise LetterkitError(
            message, f"take that back first: letterkit proposals --undo {other}", status=1
        )


def _undo_first(item: Item) -> LetterkitError:
    name = item.proposal.name
    hint = f"take that back first: letterkit proposals --undo {name}"
    return LetterkitError(f"{name} was decided before: {item.state.value}", hint, status=1)


# Writing


class Benches(Struct):
    """The documents that decisions change, each made when it is first asked for."""

    deciding: Deciding
    made: dict[tuple[str, bool], Bench] = field(default_factory=dict)

    def of(self, document: str, *, everywhere: bool) -> Bench:
        """A document, to be changed in the library's blocks or in the campaign's own.

        Raises LetterkitError where it cannot be made.
        """
        if (document, everywhere) not in self.made:
            bench = Bench(self.deciding.workspace, self.deciding.campaign, document, everywhere)
            self.made[document, everywhere] = bench
        return self.made[document, everywhere]


Entered = tuple[PlacedHandling | None, dict[str, Value]]
"""What was done about a proposal, if anything was to be, and the event to keep."""
_EventOf = Callable[[Benches, PartnersProposal], Entered]


def _accept_of(benches: Benches, proposal: PartnersProposal) -> Entered:
    if proposal.change is None:
        return PlacedHandling(Handling.BY_HAND), {"event": "accepted"}
    everywhere = benches.deciding.everywhere
    handling = benches.of(proposal.record.document, everywhere=everywhere).carry_out(proposal.change)
    if handling.how is not Handling.WRITTEN:
        return handling, {"event": "accepted"}
    return handling, {"event": "accepted", "written": "library" if everywhere else "letter"}


def _write(
    deciding: Deciding, chosen: Sequence[PartnersProposal], event_of: _EventOf, message: str
) -> Done:
    """Keep the event about each, and write what it changes: a partner after the other."""
    done, before = Done(), _texts(deciding)
    if deciding.commits:
        require_committer(deciding.workspace.root)
        for own in _by_partner(chosen):
            author, before_it = author_of(deciding.workspace, deciding.campaign, own), len(done.removed)
            with transaction(deciding.workspace.root):
                written = _write_of(deciding, own, event_of, done)
            _commit(deciding, own, author, [*written, *done.removed[before_it:]], message, done)
    else:
        with transaction(deciding.workspace.root):
            for own in _by_partner(chosen):
                _write_of(deciding, own, event_of, done)
    done.documents = [name for name, text in _texts(deciding).items() if text != before.get(name)]
    done.letters = list(_others(deciding, done.written)) if deciding.everywhere else []
    return done


def _by_partner(chosen: Sequence[PartnersProposal]) -> list[list[PartnersProposal]]:
    found: dict[str, list[PartnersProposal]] = {}
    for each in chosen:
        found.setdefault(each.record.sender or each.record.sha256, []).append(each)
    return list(found.values())


def _write_of(
    deciding: Deciding, own: Sequence[PartnersProposal], event_of: _EventOf, done: Done
) -> list[Path]:
    """What one partner's decisions change, and the events about them; the files."""
    workspace, campaign, benches = deciding.workspace, deciding.campaign, Benches(deciding)
    events: list[tuple[Received, dict[str, Value]]] = []
    for each in own:
        handling, event = event_of(benches, each)
        events.append((each.record, {"at": str(deciding.at), "thing": str(each.number), **event}))
        if handling is not None:
            done.handled.append((each, handling))
    written: list[Path] = []
    for plan in filter(None, (bench.plan() for bench in benches.made.values())):
        if deciding.commits:
            require_committed(workspace.root, plan.replaced)
        plan.write()
        written += plan.files
        done.removed += plan.removed
    for record, event in events:
        written += keep(workspace, campaign, record, event)
    done.written = [*dict.fromkeys([*done.written, *written])]
    return written


def _commit(
    deciding: Deciding,
    own: Sequence[PartnersProposal],
    author: Author,
    written: Sequence[Path],
    message: str,
    done: Done,
) -> None:
    """Commit what a partner's decisions changed, and her record with it, in her name."""
    workspace, campaign = deciding.workspace, deciding.campaign
    records = {each.record.name for each in own}
    folder = workspace.campaign_folder(campaign) / FOLDER
    beside = {*records, ".gitattributes"}
    kept = [p for p in workspace.entries(folder) if beside & {p.name, p.name.partition(".")[0]}]
    names = ", ".join(each.name for each in own)
    subject = message.format(who=author.name)
    text = f"{subject}\n\n{campaign}: {names}\n"
    done.commits.append(commit(workspace.root, [*dict.fromkeys([*written, *kept])], text, author))


def _texts(deciding: Deciding) -> dict[str, object]:
    """What each of the campaign's documents says, of those that can be made."""
    found: dict[str, object] = {}
    for name in deciding.workspace.documents(deciding.campaign):
        try:
            bench = Bench(deciding.workspace, deciding.campaign, name)
        except LetterkitError:
            continue
        found[name] = [each.words for each in bench.paragraphs]
    return found


def _others(deciding: Deciding, written: Sequence[Path]) -> list[str]:
    """The other letters that are not final and are made of these blocks of the library."""
    workspace = deciding.workspace
    changed = {block_of(workspace.shown(path)) for path in written}
    found, _ = uses(workspace, Library(workspace))
    used = (use for block in sorted(changed) for use in found.get(block, ()))
    others = (u for u in used if u.campaign != deciding.campaign and not u.final and not u.own_words)
    return list(dict.fromkeys(use.campaign for use in others))
