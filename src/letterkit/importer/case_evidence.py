"""Which of a sentence's names are cases: people who are held, harmed, missing or at risk.

A name is a case for what is said of it, in the words beside it. Officials and speakers are none, whatever
stands beside them. A name that only might be one is left out: a wrong name can hurt a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from letterkit.importer import case_words
from letterkit.importer.case_names import NamedPerson, names_in

_NEAR = 400  # characters: a sentence may be as long as a list of prisoners
_CASE = 2.0  # from this score on a name is a case; below zero it is somebody else's


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in a sentence beside a name: before it, without 'Mr', and after it."""

    before: str
    after: str

    @property
    def suffered(self) -> bool:
        """Whether it goes on with what was done to the person: '…, who was arrested'."""
        told = case_words.AFTER.match(self.after) is not None
        return told and case_words.STATE.search(self.after[:260]) is not None

    @property
    def arrested(self) -> bool:
        """Whether that was an arrest."""
        told = self.suffered and case_words.ARRESTED.match(self.after) is not None
        return told and "arrest" in self.after

    def has_role(self, name: NamedPerson) -> bool:
        """Whether it says who the person is: 'the lawyer …'."""
        near = self.before[-80:]
        described = case_words.DESCRIBED.search(near) and not case_words.OFFICIAL.search(near)
        return bool(described or case_words.ROLE_BEFORE.search(self.before[-60:]) or name.called)


def cases_in(sentence: str, paragraph: str) -> list[NamedPerson]:
    """The names of a sentence that are cases; its paragraph may say what is done to them."""
    found = names_in(sentence)
    stated = case_words.STATE.search(sentence) is not None
    if not found or not (stated or case_words.STATE.search(paragraph)):
        return []
    scores = [_score(sentence, name, stated) for name in found]
    for _ in range(2):
        _raise_beside_cases(sentence, found, scores)
    return [name for name, score in zip(found, scores, strict=True) if score >= _CASE]


def _raise_beside_cases(sentence: str, found: list[NamedPerson], scores: list[float]) -> None:
    """Who stands in one list with a case is one."""
    for i, name in enumerate(found):
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(found) and scores[j] >= _CASE]
        if scores[i] > -1 and any(_joined(sentence, name, found[j]) for j in beside):
            scores[i] = max(scores[i], _CASE)


def _score(sentence: str, name: NamedPerson, stated: bool) -> float:
    """How surely a name is that of a case; `stated` says that the sentence tells of harm."""
    before = case_words.STYLED.sub("", sentence[max(0, name.start - _NEAR) : name.start])
    beside = _Beside(before, sentence[name.end : name.end + _NEAR])
    other = _score_of_another(sentence, name, beside)
    if other is not None:
        return other
    score = 2.0 * beside.suffered + 2.0 * bool(case_words.BEFORE.search(before[-160:]))
    score += _described(name, beside)
    return _weighed(sentence, name, beside, score) if stated else _untold(name, beside, score)


def _score_of_another(sentence: str, name: NamedPerson, beside: _Beside) -> float | None:
    """The score of one who speaks, rules or acts, of a place or a title; None for anybody else."""
    before, after = beside.before, beside.after
    if case_words.SPEAKS.match(after) or case_words.SAID_BY.search(before):
        return -2.0
    if _is_place(name, before, after) or _is_quoted(sentence, name):
        return -1.0
    if case_words.OFFICE.search(before) and not _has_left_office(before):
        return _CASE if beside.arrested else -2.0
    return -1.0 if _acts_upon(beside) else None


def _has_left_office(before: str) -> bool:
    return case_words.FORMER.search(case_words.OFFICE.sub("", before)) is not None


def _acts_upon(beside: _Beside) -> bool:
    """Whether somebody else suffers from the person: 'by …', 'under …'."""
    if not case_words.AGENT.search(beside.before) or case_words.BEFORE.search(beside.before):
        return False
    return not (beside.suffered and case_words.APPOSITION.match(beside.after))


def _is_place(name: NamedPerson, before: str, after: str) -> bool:
    """Whether it is the name of a place or of a group's."""
    return bool(
        case_words.PLACE.search(before)
        or case_words.GROUP.match(after)
        or case_words.OF_WHAT.search(before)
        or (not name.honoured and case_words.SAINT.match(name.name))
    )


def _described(name: NamedPerson, beside: _Beside) -> float:
    """What is said of who somebody is, beside the name."""
    return (
        0.75 * (case_words.ROLE_AFTER.match(beside.after) is not None and beside.after[:1] == ",")
        + 1.0 * bool(name.also)
        + 0.5 * name.honoured
        + 0.75 * (case_words.AGED.match(beside.after) is not None)
        + 1.0 * beside.has_role(name)
    )


def _untold(name: NamedPerson, beside: _Beside, score: float) -> float:
    """The score where the sentence does not say that somebody is held, harmed or at risk."""
    known = beside.has_role(name) or name.also
    is_told = known and score >= 1 and not case_words.ACTS.match(beside.after)
    return _CASE if is_told else score - 0.75


def _weighed(sentence: str, name: NamedPerson, beside: _Beside, score: float) -> float:
    """The score where the sentence says so."""
    has_role = beside.has_role(name)
    score += 0.5 * has_role
    if introduced := case_words.INTRODUCED.search(beside.before):
        group = beside.before[: introduced.start()].rstrip(" ,")[-160:]
        score += 2.0 if case_words.OF_A_GROUP.search(group) else 1.0
    if score >= 0.75 and sentence.count(";") >= 2:
        score += 1.5
    return score + 0.5 if has_role and score >= 1.5 else score


def _is_quoted(sentence: str, name: NamedPerson) -> bool:
    """Whether a name stands in quotation marks with few words: a title, not a person."""
    for opening, closing in (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"')):
        start = sentence.rfind(opening, max(0, name.start - 45), name.start + 1)
        end = sentence.find(closing, name.end - 1, name.end + 45)
        if 0 <= start < end and end - start < 45 and closing not in sentence[start + 1 : name.start]:
            return True
    return False


def _joined(sentence: str, one: NamedPerson, other: NamedPerson) -> bool:
    """Whether two names stand in one list."""
    first, second = sorted((one, other), key=lambda n: n.start)
    between = sentence[first.end : second.start]
    if len(between) > 90 or "." in between.replace("Mr.", "").replace("Ms.", ""):
        return False
    return re.match(r"\s*(?:,|;|and\b|or\b|et\b|y\b|und\b|&|、)", between) is not None and not re.search(
        r"\b(?:said|by|under|with|that|when|after|because|told|which|where|while|but)\b", between
    )
