"""Cases: the people whom a letter names as detained, imprisoned, disappeared, killed or at risk.

A name is a case for what is said of it, in the words beside it: "the release of …", "the lawyer …", "…,
who was arrested". A paragraph or an item of a list may be all about the person it begins with.
Addressees and signatories are no cases, whatever stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from letterkit.importer import case_words, names, words
from letterkit.importer.asking import begins_with_person
from letterkit.importer.case_evidence import cases_in
from letterkit.importer.case_names import NamedPerson, names_in
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.parts import FoundCase, Role
from letterkit.importer.sentences import sentences

_CHINESE_NAME = r"(?P<name>[\u4e00-\u9fff]{2,3})"
_CHINESE = re.compile(
    rf"(?:学者|學者|律师|律師|记者|記者|作家|诗人|詩人|医生|醫生|编辑|編輯|导演|導演|博主|异见人士|異見人士|活动人士|維權人士|维权人士|公民|牧师|牧師|教授|教师|教師|"
    rf"学生|學生|商人|書商|僧人|画家|畫家|"
    rf"释放|釋放|、|和|与|與|及){_CHINESE_NAME}(?P<also>（[^（）]{{2,20}}）)?(?=因|被|于|於|自|在|已|、|和|与|與|及|，|。|的案|等|两|"
    rf"兩|三)"
)
_CHINESE_STATE = re.compile(
    r"被捕|拘留|拘押|拘禁|关押|關押|羁押|羈押|判刑|判处|判處|失踪|失蹤|失联|失聯|释放|釋放|监禁|監禁|入狱|入獄|服刑|软禁|軟禁|遇害|杀害|殺害|去世|病逝|受审|受審|"
    r"下落不明|酷刑|有期徒刑"
)
_CALLED_BY = re.compile(r"^(?:又名|原名|笔名|筆名|本名|別名|别名|即)")


def find(
    entries: Sequence[ParagraphEntry],
    known: Iterable[str],
    people: Mapping[str, str] | None = None,
    language: str = "en",
) -> tuple[FoundCase, ...]:
    """The cases that body entries name, in order, each once.

    `known` are the names of those who are none: addressees, signatories, speakers. `people` are the names
    in the library, in small letters, and the files that have them.
    """
    others = {_key(name) for name in known if name}
    found: dict[str, FoundCase] = {}
    for case in _in_chinese(entries) if language == "zh" else _in_entries(entries):
        key = _key(case.name)
        if key and key not in others and not _is_part(key, found):
            found[key] = _matched(case, people or {})
    return tuple(found.values())


def _key(name: str) -> str:
    _, bare = names.split_honorific(name)
    return " ".join(re.findall(r"\w+", names.bare_name(bare).lower()))


def _is_part(key: str, found: Mapping[str, FoundCase]) -> bool:
    """Whether a name is one that was found, or a shorter form of it."""
    return any(f" {key} " in f" {other} " for other in found)


def _matched(case: FoundCase, people: Mapping[str, str]) -> FoundCase:
    person = next(
        (people[n.lower()] for n in (case.name, *case.also_known_as) if n.lower() in people), ""
    )
    return replace(case, person=person)


def _in_entries(entries: Sequence[ParagraphEntry]) -> Iterator[FoundCase]:
    for entry in entries:
        if entry.role is Role.CASE or (begins_with_person(entry.text) and _is_account(entry.text)):
            yield from _account(entry)
            continue
        for sentence in sentences(entry.text):
            for name in cases_in(sentence, entry.text):
                yield _case(entry, name, _said(sentence, name), 0.75)


def _is_account(text: str) -> bool:
    """Whether a paragraph is all about the person it begins with."""
    if len(text) < 40 or not case_words.STATE.search(text):
        return False
    head = sentences(text)[0]
    found = names_in(head)
    if not found or found[0].start > 12:
        return False
    official = case_words.OFFICE.search(head[: found[0].start])
    return not official and not case_words.SPEAKS.match(head[found[0].end :])


def _account(entry: ParagraphEntry) -> Iterator[FoundCase]:
    """A case of a list, or of a paragraph of its own: all that is said there of the person."""
    said = sentences(entry.text)
    head = said[0]
    leading = _leading(head)
    text = entry.text if entry.role is Role.CASE else " ".join(_about(said))
    for name in leading:
        yield _case(entry, name, text, 0.85)
    seen = {name.name for name in leading}
    for sentence in said:
        for name in cases_in(sentence, entry.text):
            if name.name not in seen and not any(_key(name.name) in _key(s) for s in seen):
                seen.add(name.name)
                yield _case(entry, name, _said(sentence, name), 0.6)


def _about(said: Sequence[str]) -> Iterator[str]:
    yield said[0]
    for sentence in said[1:]:
        if re.match(r"(?:We|Our|I|You|Nous|Wir|Nosotros|In\s+view|Therefore)\b", sentence):
            return
        yield sentence


def _leading(head: str) -> list[NamedPerson]:
    """The name an item begins with, and those joined to it: 'A and B: …'."""
    found = names_in(head)
    leading = found[:1]
    for name in found[1:]:
        between = head[leading[-1].end : name.start]
        if not re.fullmatch(
            r"\s*(?:,|,?\s+and|&|,?\s+et|,?\s+y|,?\s+und)\s*(?:Mr\.?|Ms\.?|Mrs\.?|Dr\.?)?\s*", between
        ):
            break
        leading.append(name)
    return leading


def _case(entry: ParagraphEntry, name: NamedPerson, text: str, sure: float) -> FoundCase:
    one = entry.paragraph
    return FoundCase(name.name, name.also, text, one.first, one.last, sure, entry.ask)


def _said(sentence: str, name: NamedPerson) -> str:
    """The sentence; of a list between semicolons the piece that holds the name."""
    if sentence.count(";") < 2:
        return sentence
    start = sentence.rfind(";", 0, name.start) + 1
    end = sentence.find(";", name.end)
    return sentence[start : end if end >= 0 else len(sentence)].strip()


# Chinese, whose names have no capitals


def _in_chinese(entries: Sequence[ParagraphEntry]) -> Iterator[FoundCase]:
    """Cases in Chinese paragraphs: names after a calling, in a sentence on what was done to them."""
    for entry in entries:
        for sentence in re.split(r"(?<=。)", entry.text):
            if _CHINESE_STATE.search(sentence):
                yield from _chinese_cases(entry, sentence)


def _chinese_cases(entry: ParagraphEntry, sentence: str) -> Iterator[FoundCase]:
    first = False
    for match in _CHINESE.finditer(sentence):
        called = sentence[match.start()] not in "、和与與及"
        first = first or called
        if not first or any(word in match["name"] for word in words.CJK_ORGANISATIONS):
            continue
        inside = (match["also"] or "").strip("（）")
        other = _CALLED_BY.sub("", inside)
        also = (other,) if other != inside else ()
        one = entry.paragraph
        yield FoundCase(match["name"], also, sentence.strip(), one.first, one.last, 0.6, entry.ask)
