"""What was entered → the text of a new block, or the edits of one that there is.

An edit changes the values that differ and nothing else: comments, order and line ends stay. A value that
was not said stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from letterkit.blocks import schemas, styles
from letterkit.blocks.changes import value_at
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.kinds import Kind
from letterkit.blocks.yaml import Steps, Value
from letterkit.language.names import as_read, one_line
from letterkit.library.cells import UnfitError
from letterkit.library.entries import ORDERED_BY, RECIPE, TOLD_BY, EntryKind, Fact, FactForm

Values = Mapping[str, Sequence[str]]
"""What was said of a block: the words by the names of the facts."""

# The key by which an entry of a list is known that has keys of its own.
_ITEM_KEYS = ("number", "address", "person")


# A new block


def new_text(kind: Kind, entry: EntryKind, values: Values, *, teach: bool) -> str:
    """The file of a new block; with `teach`, comments that show the format of what was not said."""
    lines = [f"# yaml-language-server: $schema=../../{schemas.FOLDER}/{schemas.file_name(kind)}"]
    done: set[str] = set()
    for fact in entry.facts:
        if fact.group == RECIPE and RECIPE not in done:
            done.add(RECIPE)
            lines += styles.entry(f"{RECIPE}:", _recipe(entry, values))
        elif fact.group and fact.group not in done:
            done.add(fact.group)
            lines += _group_lines(entry, fact.group, values, teach)
        elif not fact.group and (fact.name in values or teach):
            lines += _fact_lines(fact, values)
    return "".join(f"{line}\n" for line in lines)


def _fact_lines(fact: Fact, values: Values) -> list[str]:
    if fact.name not in values:
        return [f"# {line}".rstrip() for line in fact.teach.split("\n")] if fact.teach else []
    value = tree(fact, values)
    is_text = fact.form is FactForm.TEXT and isinstance(value, str)
    below = styles.literal(str(value), len(styles.STEP), 0) if is_text else None
    if below:
        return [f"{fact.key}: {below[0]}", *below[1:]]
    return styles.entry(f"{fact.key}:", value)


def _group_lines(entry: EntryKind, group: str, values: Values, teach: bool) -> list[str]:
    said = group_said(entry, group, values)
    if not said:
        return []
    require_whole(entry, group, said)
    taught = [fact.teach for fact in entry.group(group) if teach and fact.teach and fact.key not in said]
    return [*styles.entry(f"{group}:", [said]), *(f"# {line}" for line in taught)]


def _recipe(entry: EntryKind, values: Values) -> dict[str, Value]:
    """The recipe of a new dialogue's letter. Raises UnfitError where something of it is missing."""
    missing = [fact.name for fact in entry.group(RECIPE) if fact.needed and fact.name not in values]
    date = values.get("letter_date") or [day[:7] for day in values.get("first_day", ())]
    if not date:
        missing.append("letter_date")
    if missing:
        raise UnfitError(f"missing for its letter: {', '.join(missing)}", "", missing[0])
    opening, *others = values["framing"]
    body: list[Value] = [{"framing": opening}]
    body += [{"asks": [*values["issue"]]}] if "issue" in values else []
    body += [{"framing": name} for name in others]
    to: list[Value] = [*values["to"]]
    return {"date": date[0], "to": to, "body": body, "signatures": values["signatures"][0]}


def tree(fact: Fact, values: Values) -> Value:
    """The value of a key, as a file has it."""
    words = values[fact.name]
    match fact.form:
        case FactForm.NUMBERS:
            checked = {"verified": values["verified"][0]} if "verified" in values else {}
            return [{"number": number, **checked} for number in words]
        case FactForm.EMAILS if len(words) == 1:
            return words[0]  # which may stand without a list
    return [*words] if fact.is_many else words[0]


def group_said(entry: EntryKind, group: str, values: Values) -> dict[str, Value]:
    """What was said of a group, by its keys."""
    return {fact.key: values[fact.name][0] for fact in entry.group(group) if fact.name in values}


def require_whole(entry: EntryKind, group: str, said: Mapping[str, Value]) -> None:
    """Raises UnfitError where something was said of a group, and not all that an entry of it needs."""
    missing = [fact.name for fact in entry.group(group) if fact.needed and fact.key not in said]
    if missing:
        given = next(fact.name for fact in entry.group(group) if fact.key in said)
        raise UnfitError(f"with '{given}' one must say: {', '.join(missing)}", "", missing[0])


# A block that there is


def edited_file(file: YamlFile, entry: EntryKind, values: Values, *, adds: bool = False) -> YamlFile:
    """The file with what was said of its block. Raises UnfitError where it does not fit the file.

    With `adds`, somebody else of the same first day is one more, not the right name of the one entered.
    """
    order = [fact.group or fact.key for fact in entry.facts]
    for fact in entry.group(RECIPE):
        if fact.name in values:
            raise _in_the_file(fact, "belongs to a recipe that is there")
    for fact in entry.group(""):
        if fact.name in values and fact.key:
            file = _with_fact(file, fact, values, order)
    for group in entry.groups:
        if said := group_said(entry, group, values):
            file = _with_group(file, entry, group, said, adds=adds, order=order)
    return file


def _with_fact(file: YamlFile, fact: Fact, values: Values, order: Sequence[str]) -> YamlFile:
    found = file.document.value.get(fact.key)
    wanted = tree(fact, values)
    if found is None:
        return _with_key(file, (), fact.key, wanted, order)
    if isinstance(found, str) and isinstance(wanted, list):
        raise _in_the_file(fact, "has one value without a list")
    if isinstance(found, dict):
        raise _in_the_file(fact, "is written for several languages")
    if isinstance(found, list):
        items = wanted if isinstance(wanted, list) else [wanted]
        are_lines = fact.form is FactForm.LINES and all(isinstance(item, str) for item in found)
        return (_with_lines if are_lines else _with_items)(file, fact.key, found, items)
    return _with_text(file, (fact.key,), found, str(wanted), fact.form is FactForm.TEXT)


def _in_the_file(fact: Fact, why: str) -> UnfitError:
    return UnfitError(f"'{fact.key}' {why}", "change it in the block's file", fact.name)


def _with_text(file: YamlFile, path: Steps, found: str, wanted: str, as_lines: bool = False) -> YamlFile:
    is_same = found.rstrip() == wanted if as_lines else one_line(found) == wanted
    return file if is_same else file.then(file.replace(path, wanted))


def _with_key(file: YamlFile, path: Steps, key: str, value: Value, order: Sequence[str]) -> YamlFile:
    """The file with one more key, after the nearest of those that come before it."""
    holder = value_at(file.document.value, path)
    keys = [*holder] if isinstance(holder, dict) else []
    before = [each for each in order[: order.index(key)] if each in keys]
    return file.then(file.add(path, key, value, after=before[-1] if before else None))


def _with_items(file: YamlFile, key: str, found: Sequence[Value], items: Sequence[Value]) -> YamlFile:
    """The file with these items in a list, in whichever order; those that no cell can hold stay."""
    known = {words: index for index, item in enumerate(found) if (words := _item(item))}
    asked = {_item(item): item for item in items}
    for item in (asked[words] for words in asked if words not in known):
        file = file.then(file.insert((key,), 10_000, item))
    gone = [(key, known[words]) for words in known if words not in asked]
    return file.then(*file.remove(*gone)) if gone else file


def _with_lines(file: YamlFile, key: str, found: Sequence[Value], wanted: Sequence[Value]) -> YamlFile:
    for index, (old, new) in enumerate(zip(found, wanted, strict=False)):
        file = _with_text(file, (key, index), str(old), str(new))
    for item in wanted[len(found) :]:
        file = file.then(file.insert((key,), 10_000, item))
    gone = [(key, index) for index in range(len(wanted), len(found))]
    return file.then(*file.remove(*gone)) if gone else file


def item_words(item: Value) -> str:
    """The words by which an item of a list is known; empty for one that no cell can hold.

    What is withdrawn is history, and no cell holds it.
    """
    if isinstance(item, dict):
        if item.get("withdrawn"):
            return ""
        found = next((item[key] for key in _ITEM_KEYS if key in item), "")
        return found if isinstance(found, str) else ""
    return item if isinstance(item, str) else ""


def _item(item: Value) -> str:
    words = item_words(item)
    return re.sub(r"\D", "", words) if words.startswith("+") else one_line(words)


# The entries of a group


def newest(group: str, entries: Sequence[Value]) -> int | None:
    """The index of the entry that came last; None where there is none."""
    key = ORDERED_BY[group]
    indices = range(len(entries))
    if not key:
        return max(indices, default=None)
    return max(indices, key=lambda index: (_word(entries[index], key), index), default=None)


def _word(entry: Value, key: str) -> str:
    word = entry.get(key) if isinstance(entry, dict) else None
    return word if isinstance(word, str) else ""


def _with_group(
    file: YamlFile,
    entry: EntryKind,
    group: str,
    said: dict[str, Value],
    *,
    adds: bool,
    order: Sequence[str],
) -> YamlFile:
    found = file.document.value.get(group)
    if not isinstance(found, list) or not found:
        require_whole(entry, group, said)
        if isinstance(found, list):
            return file.then(file.insert((group,), 0, said))
        return _with_key(file, (), group, [said], order)
    index = _meant(group, found, said, adds)
    if index is None:
        require_whole(entry, group, said)
        return file.then(file.insert((group,), 10_000, said))
    keys = [fact.key for fact in entry.group(group)]
    for fact in entry.group(group):
        if fact.key in said:
            file = _with_entry_key(file, (group, index), fact, str(said[fact.key]), keys)
    return file


def _with_entry_key(
    file: YamlFile, path: Steps, fact: Fact, wanted: str, keys: Sequence[str]
) -> YamlFile:
    holder = value_at(file.document.value, path)
    found = holder.get(fact.key) if isinstance(holder, dict) else None
    if found is None:
        return _with_key(file, path, fact.key, wanted, keys)
    if not isinstance(found, str):
        raise _in_the_file(fact, "is written for several languages")
    return _with_text(file, (*path, fact.key), found, wanted)


def _meant(group: str, found: Sequence[Value], said: Mapping[str, Value], adds: bool) -> int | None:
    """The entry that is meant; None for one that is not there yet.

    It is the one of that name, and of that first day where there are several. Somebody else of the same
    first day is the right name of the newest one, unless more are added.
    """
    told, ordered = TOLD_BY[group], ORDERED_BY[group]
    last = newest(group, found)
    if told not in said:
        return last
    if same := [i for i, each in enumerate(found) if _is_same(each, said, told)]:
        return _term(found, same, said, ordered)
    may_be_right = last is not None and ordered != told and not adds
    return last if may_be_right and _begins(found[last or 0], said, ordered) else None


def _term(
    found: Sequence[Value], same: Sequence[int], said: Mapping[str, Value], ordered: str
) -> int | None:
    """Which of one person's terms is meant; None for a new one, after the last has ended."""
    if begun := [i for i in same if _begins(found[i], said, ordered)]:
        return begun[0]
    return None if _is_later(found[same[-1]], said, ordered) else same[-1]


def _begins(entry: Value, said: Mapping[str, Value], ordered: str) -> bool:
    """Whether the entry has the first day that was said."""
    return bool(ordered) and _word(entry, ordered) == said.get(ordered)


def _is_same(entry: Value, said: Mapping[str, Value], told: str) -> bool:
    return as_read(_word(entry, told)) == as_read(str(said[told]))


def _is_later(entry: Value, said: Mapping[str, Value], ordered: str) -> bool:
    """Whether what was said begins when the entry has ended: another term of the same person."""
    end = _word(entry, "to")
    return bool(end) and ordered in said and str(said[ordered]) >= end


def columns_of(entry: EntryKind, value: Mapping[str, Value]) -> Iterator[tuple[Fact, Sequence[str]]]:
    """What a block says of each fact, of a group what its newest entry says."""
    for fact in entry.facts:
        holder = _holder(fact.group, value)
        found = holder.get(fact.key) if isinstance(holder, dict) else None
        items = found if isinstance(found, list) else [found]
        yield fact, [words for item in items if (words := item_words(item))]


def _holder(group: str, value: Mapping[str, Value]) -> Value:
    """What a fact of the group is a key of: the block, or the newest entry of the group's list."""
    if not group:
        return dict(value)
    entries = value.get(group)
    index = newest(group, entries) if isinstance(entries, list) else None
    return entries[index] if isinstance(entries, list) and index is not None else {}
