"""Cases: the people whom a letter names as detained, imprisoned, disappeared, killed or at risk.

A name is a case for what is said of it, in the words beside it: "the release of …", "the lawyer …", "…,
who was arrested". Officials, signatories, addressees and speakers are none, whatever stands beside them.
A name that only might be one is left out: a wrong name can hurt a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from letterkit.importer import names, words
from letterkit.importer.asking import begins_with_person
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.parts import FoundCase, Role
from letterkit.importer.sentences import sentences

_SUFFERED = (
    r"(?:re-?)?(?:arrest|detain|imprison|jail|incarcerat|disappear|abduct|kidnap|kill|murder|"
    r"assassinat|execut|tortur|convict|sentenc|prosecut|"
    r"persecut|beat|charg|indict|deport|exil|prison|captur|confin|hang|assault|harass|intimidat|"
    r"interrogat|rearrest|lynch)(?:e|ed|en|ing|ment|ion|s|es|ance|"
    r"er|ers|ees?|al|ated|ation|ings|red|ped|ped|ping|ned|ted)?"
)
_STATE = re.compile(
    rf"\b(?:{_SUFFERED}|held|holds|serving|missing|custody|detention|detain\w*|prison\w*|jails?|"
    rf"hunger\s+strike|house\s+arrest|behind\s+bars|death\s+(?:row|penalty|sentence)|"
    r"life\s+sentence|trial|on\s+trial|release[ds]?|freed|dead|death|died|shot|slain|stabbed|struck|"
    r"stripped|banned|incommunicado|whereabouts|solitary|"
    r"disappearance|crackdown|political\s+prisoners?|prisoners?\s+of\s+conscience|abuses|victims?|"
    r"psychiatric|stroke|denied|at\s+risk|threat\w*|terms?\s+of|years\s+in\s+prison|"
    r"years['’]\s+imprisonment|"
    r"seized|attacked|(?:been\s+)?seen\s+(?:since|by)|last\s+seen|cells?|awaiting|surveillance|"
    r"under\s+guard|tried|expelled|extradited|poisoned|fled|handed\s+over|taken\s+(?:from|away)|"
    r"committed\s+to|in\s+hiding|"
    r"verbüß\w+|strafe|spur|gesehen|\w*haft\w*|inculpad\w*|imput\w+|amenazad\w*|travel\s+ban|passport|"
    r"medical\s+(?:care|treatment)|targeted|condemned|subversion|"
    r"détenu\w*|détention|arrêté\w*|emprisonné\w*|condamné\w*|disparu\w*|assassiné\w*|tué\w*|"
    r"libération|prison|procès|retrouvé\w*|torturé\w*|mort|"
    r"detenid\w*|detención|encarcelad\w*|condenad\w*|desaparecid\w*|asesinad\w*|liberación|libertad|"
    r"pres[oa]s?|cárcel|secuestrad\w*|tortur\w*|juicio|"
    r"inhaftier\w*|verhaftet\w*|haft|gefängnis|freilassung|verurteilt\w*|verschwunden\w*|ermordet\w*|"
    r"getötet\w*|gefoltert\w*|prozess|festgenommen\w*)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:release|freedom|liberation|detention|arrest|imprisonment|jailing|incarceration|"
    r"disappearance|abduction|kidnapping|killing|murder|assassination|execution|torture|"
    r"trial|sentencing|conviction|prosecution|persecution|cases?|fate|whereabouts|death|harassment|"
    r"plight|health|sentence|situation|condition|treatment|charges\s+against|ill-treatment|"
    r"libération|détention|arrestation|disparition|assassinat|procès|cas|liberación|detención|arresto|"
    r"desaparición|asesinato|caso|freilassung|verhaftung|inhaftierung|fall)"
    r"\s+(?:of|against|de|del|d['’]|von|des|der)\s*(?:[\w'’“”\"-]+\s+){0,6}$|"
    r"\b(?:imprisoned|jailed|detained|disappeared|missing|abducted|murdered|slain|arrested|persecuted|"
    r"incarcerated|kidnapped|assassinated|executed|convicted|harassed|attacked|targeted|"
    r"arrest(?:ing|s)?|detain(?:ing|s)?|releas(?:e|ing)|free|freeing|pardon|imprison(?:ing)?|"
    r"jail(?:ing)?|prosecut(?:e|ing)|execut(?:e|ing)|sentenc(?:e|ing)|killing|kill|murdering|"
    r"torturing)\s+"
    r"(?:[\w'’“”\"-]+\s+){0,6}$|"
    r"\brelease\b[^.;]{1,50}\bof\s+(?:the\s+)?$|"
    r"\b(?:detenid[oa]s?|arrestad[oa]s?|encarcelad[oa]s?|asesinad[oa]s?|desaparecid[oa]s?|arrêtée?s?|"
    r"détenue?s?)\s+(?:[\wáéíóúñà-ÿ'’]+\s+){0,6}$|\bthat\s+of\s+$|"
    r"\bon\s+behalf\s+of\s+(?:[\w'’“”\"-]+\s+){0,5}$|\b(?:charges|accusations|case|proceedings|threats|"
    r"attacks)\s+against\s+(?:[\w'’“”\"-]+\s+){0,4}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*[,(–—-]?[^.;]{0,110}?\b(?:who\s+(?:has|have|had|was|were|is|are|went|remains?|disappeared|"
    r"died|faces?|spent|received)|(?:has|have|had)\s+(?:not\s+|now\s+|also\s+|since\s+)?been|was|were|"
    r"is|are|remains?|faces?|serving|"
    r"died|disappeared|imprisoned|detained|arrested|sentenced|jailed|held|missing|killed|murdered|"
    r"abducted|convicted|charged|began|suffered|"
    r"a\s+été|ont\s+été|est|sont|qui|fue|fueron|ha\s+sido|está|cumple|wurde|ist|sitzt)\b",
    re.IGNORECASE,
)
_PEOPLE = (
    r"activists?|advocates?|lawyers?|attorneys?|journalists?|reporters?|editors?|writers?|authors?|"
    r"novelists?|poets?|bloggers?|defenders?|scholars?|academics?|professors?|teachers?|"
    r"students?|monks?|nuns?|abbots?|priests?|pastors?|bishops?|imams?|clerics?|deacons?|dissidents?|"
    r"critics?|economists?|intellectuals?|artists?|musicians?|singers?|rappers?|filmmakers?|"
    r"photographers?|photojournalists?|cartoonists?|publishers?|booksellers?|translators?|printers?|"
    r"surveyors?|doctors?|physicians?|nurses?|engineers?|scientists?|researchers?|historians?|"
    r"unionists?|organi[sz]ers?|campaigners?|petitioners?|farmers?|workers?|citizens?|nationals?|"
    r"residents?|prisoners?|detainees?|leaders?|politicians?|figures?|opponents?|members?|"
    r"believers?|practitioners?|adherents?|environmentalists?|whistle-?blowers?|correspondents?|"
    r"columnists?|commentators?|broadcasters?|presenters?|protest[eo]rs?|demonstrators?|"
    r"veterans?|winners?|laureates?|candidates?|sons?|daughters?|wife|husband|widow|father|mother|"
    r"brothers?|sisters?|cousin|uncle|nephew|colleagues?|director|founder|beekeeper|inspector|"
    r"fisherman|shopkeeper|driver|guide|elders?|chiefs?|lamas?|rinpoche|villagers?|refugees?|boys?|"
    r"girls?|men|man|women|woman|child|teenagers?|people|individuals|persons?|barristers?|jurists?|"
    r"footballers?|athletes?|actors?|actress|dentist|pharmacist|librarian|archivist|novelist|"
    r"playwright|essayist|linguist|geographer|sociologist|psychologist|"
    r"militante?s?|avocate?s?|journalistes?|défenseure?s?|opposante?s?|écrivaine?s?|étudiante?s?|"
    r"collègue|syndicalistes?|blogueu(?:r|se)s?|"
    r"activistas?|abogad[oa]s?|periodistas?|defensor(?:a|es|as)?|opositor(?:a|es|as)?|escritor(?:a|es|"
    r"as)?|estudiantes?|dirigentes?|sindicalistas?|líder(?:es)?|"
    r"aktivist(?:in|en)?|anwalt|anwältin|rechtsanwalt|rechtsanwältin|journalist(?:in|en)?|"
    r"schriftsteller(?:in)?|blogger(?:in)?|verteidiger(?:in)?|student(?:in|en)?|dichter(?:in)?"
)
_ROLE_BEFORE = re.compile(
    rf"\b(?:{_PEOPLE})(?:,?\s+(?:including|like|such\s+as|namely|and\s+\w+))?[\s:,]*$", re.IGNORECASE
)
_ROLE_AFTER = re.compile(rf"^[^.;]{{0,90}}?\b(?:{_PEOPLE})\b", re.IGNORECASE)
_ROLE = re.compile(rf"(?:{_PEOPLE})$", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"\b(?i:the|an?|his|her|their|our|its|le|la|un|une|son|sa|el|una|su|der|die|ein|eine|ihr|"
    r"sein)\s+(?:[a-zà-ÿ][\wà-ÿ-]*,?\s+){1,5}(?:of\s+[A-Z]\w+,?\s+)?$"
)
_OFFICIAL = re.compile(
    r"\b(?:president|minister|premier|ambassador|commissioner|governor|secretary|spokes\w+|rapporteur|"
    r"judge|prosecutor|general|king|prince|envoy|chancellor|dictator|ruler|director|chair\w*|court|"
    r"ministre|président|juge|presidente|ministro|juez|gobernador|präsident|minister|richter)\s+$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\b(?:including|such\s+as|namely|like|among\s+them|these\s+include|include|are|notamment|dont|"
    r"incluid[oa]s?|entre\s+ell[oa]s|como|darunter|wie)[\s:,]*$",
    re.IGNORECASE,
)
_OF_A_GROUP = re.compile(
    r"\b(?:release|freedom|detention|arrests?|imprisonment|jailing|disappearance|abduction|killing|"
    rf"persecution|trials?)\s+of\s+[^.;:]{{0,60}}?\b(?:{_PEOPLE})\b[^.;:]{{0,60}}$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:President|Presidents|Premier|Prime\s+Minister|Chancellor|Secretary(?:-General|\s+General|"
    r"\s+of\s+State)?|Secretaries|Ministers?|Foreign\s+Minister|Ambassadors?|Commissioners?|Governors?|"
    r"Mayor|Senators?|"
    r"Congressm[ae]n|Congresswom[ae]n|Representatives?|Generals?|Colonels?|Major|Captain|Chairm[ae]n|"
    r"Chairwoman|King|Queen|Prince|Sultan|Emir|Pope|Speaker|Rapporteur|Director|Judge|"
    r"Justice|Prosecutor|Sheriff|Chief|Officer|Marshal|Attorney\s+General|High\s+Representative|"
    r"General\s+Secretary|Party\s+Secretary|Comrade|Marshal|Lord|Lady|Baroness|"
    r"Président|Ministre|Premier\s+ministre|Presidente|Ministro|Bundeskanzlerin?|Präsident|"
    r"Minister)\s+(?:[A-Z][\w.-]+\s+){0,1}$"
)
_FORMER = re.compile(
    r"\b(?:former|ex-?|deposed|ousted|jailed|imprisoned|detained)\s*(?:\w+\s+){0,3}$", re.IGNORECASE
)
_PLACE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|across|around|throughout|en|à|dans|aus|bei|im|"
    r"nach)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"^\s+(?:practitioners?|adherents?|followers|members|protests?|movement|activists|supporters|"
    r"prison|police|authorities|government|officials|province|county|newspaper|party|group|region|"
    r"township|district|street|square|hospital|university|church|mosque|detention|camp|law|case\s+law|"
    r"family\s+members)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:editor|director|president|leader|member|founder|author|chair\w*|head|owner|publisher|town|"
    r"city|village|province|prison|island|valley|state|people)s?\s+(?:of|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SAINT = re.compile(
    r"(?:Saint|St\.?|Santa|Mount|Lake|Port|Fort|Cape|Rio|Puerto|Camp|Lower|Upper|Greater|Inner|Outer)\s"
)
_AGENT = re.compile(
    r"\b(?:by|under|with|since|to|told|said|from|after|between|when|by\s+the\s+\w+)\s+$", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"^\s*,?\s*(?:said|says|told|wrote|writes|stated|added|noted|argued|promised|announced|pledged|"
    r"declared|took\s+office|became|came\s+to\s+power|visited|met\b|will\s+(?:visit|travel|meet)|"
    r"has\s+said)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"^\s*,?\s*(?:has\s+|have\s+|who\s+)?(?:documented|found|reported|testified|describes?|described|"
    r"argues?|called|urged|welcomed|condemned|explained|asked|noted|founded|heads|leads|chairs|writes|"
    r"edits)\b"
)
_SAID_BY = re.compile(r"\b(?:said|says|according\s+to|added|stated)\s+$", re.IGNORECASE)
_OTHER_NAME = re.compile(
    r"\s*[,(\[]\s*(?:(?:aka|a\.k\.a\.?|also\s+known\s+as|better\s+known\s+as|"
    r"(?:also\s+)?known\s+(?:\w+\s+){0,8}?(?:as|by(?:\s+(?:his|her|their|the))?\s+(?:pen\s*name|"
    r"pseudonym|nickname|name))|alias|pen\s*name|pseudonym|real\s+name|birth\s+name|"
    r"née?|dite?s?|connue?\s+sous\s+le\s+nom\s+de|conocid[oa]\s+como|genannt|bekannt\s+als|"
    r"nickname[d]?|whose\s+(?:pen|real|birth)\s*name\s+is|formerly|or|in\s+Chinese|"
    r"in\s+Tibetan)[:\s]+)\s*"
    r"(?P<names>[^,;()\[\]]{2,80})\s*[,)\]]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\((?P<names>[A-ZÀ-Ž][\w'’-]+(?:\s[A-ZÀ-Ž][\w'’-]+){1,3})\)")
_NATIVE = re.compile(
    r"\s*[(\[](?P<names>[^()\[\]A-Za-z0-9]{2,40})[)\]]|\s+(?P<bare>[\u3400-\u9fff]{2,5})(?=[\s,;:.(]|$)"
)
_IN_NAME = re.compile(
    r"(?P<first>[A-Z][\w'’-]+)\s*\((?:aka|a\.k\.a\.?|also(?:\s+known\s+as)?|"
    r"or)\s+(?P<other>[A-Z][\w'’-]+)\)\s+(?P<last>[A-Z][\w'’-]+)"
)
_TOKEN = re.compile(r"[^\s,;:()“”\"«»\[\]—–/]+")
_NEAR = 400
_NOT_NAMES_WORDS = """
act acts law laws code award awards prize day article articles charter covenant convention
declaration resolution constitution university prison jail square street avenue province county
region river summit dialogue session session's report reports index protocol treaty rules
principles guidelines game games olympics bill amendment order decree section chapter year month
week january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday nobel peace supreme criminal penal civil high
appeal appeals court police army guard security state states republic kingdom emirates nations sea
ocean islands island mountain valley city town village district prefecture autonomous road belt
government administration party politburo central standing intermediate basic people's television
tv times daily magazine internet twitter facebook youtube google weibo web net wall firewall new
old north south east west northern southern eastern western great national special general world
first second third the a an this that these those it its he she they we you i our your his her
their in on at by for from with without as if when while since after before although though
because but and or nor so yet however moreover furthermore meanwhile therefore thus specifically
finally lastly also even despite during following given among amongst between under over about
against through throughout until upon within toward towards per via please dear re cc subject mr
mrs ms dr there here where what which who whose why how all any both each every few many more most
no not only other some such several two three four five six seven eight nine ten one veteran
prominent leading independent human rights christian muslim buddhist catholic communist islamic
jewish secretary president minister premier chairman ambassador
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
_GERMAN_ARTICLES = frozenset(("der", "den", "die", "des", "dem"))
_GERMAN_SMALL_WORDS = """
der die das den dem des ein eine einen einer ihr ihre ihren sein seine seinen unser unsere auch
noch wir sie er
"""
_GERMAN_SMALL = frozenset(_GERMAN_SMALL_WORDS.split())
_ARTICLE_BEFORE = re.compile(
    r"(?:^|\s)(?:[Dd](?:er|ie|en|em|es)|[Ee]in(?:e[rmn]?)?|[Ii]hr(?:e[rmn]?)?|[Ss]ein(?:e[rmn]?)?|"
    r"[Uu]nser(?:e[rmn]?)?)\s+$"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a sentence: its words, where they stand, other names beside it."""

    name: str
    start: int
    end: int
    also: tuple[str, ...]
    honoured: bool
    called: bool = False  # after a German article and noun: "die Anwältin"


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
    for i, entry in enumerate(entries):
        below = entries[i + 1] if i + 1 < len(entries) else None
        for case in _in_chinese(entry) if language == "zh" else _in_entry(entry, below):
            key = _key(case.name)
            if key in others or not key:
                continue
            if key not in found and not _is_part(key, found):
                found[key] = _matched(case, people or {})
    return tuple(found.values())


def _key(name: str) -> str:
    _, bare = names.split_honorific(name)
    return " ".join(re.findall(r"\w+", names.bare_name(bare).lower()))


def _is_part(key: str, found: Mapping[str, FoundCase]) -> bool:
    """Whether a name is a shorter form of one that was found."""
    return any(f" {key} " in f" {other} " for other in found)


def _matched(case: FoundCase, people: Mapping[str, str]) -> FoundCase:
    person = next(
        (people[n.lower()] for n in (case.name, *case.also_known_as) if n.lower() in people), ""
    )
    return replace(case, person=person)


def _in_entry(entry: ParagraphEntry, below: ParagraphEntry | None) -> Iterator[FoundCase]:
    text = entry.text
    if entry.role is Role.CASE or (begins_with_person(text) and _is_account(entry, below)):
        yield from _account(entry)
        return
    for sentence in sentences(text):
        for name in _cases_of(sentence, text):
            yield _case(entry, name, _said(sentence, name), 0.75)


def _is_account(entry: ParagraphEntry, below: ParagraphEntry | None) -> bool:
    """Whether a paragraph is all about the person it begins with."""
    found = _names_in(sentences(entry.text)[0]) if entry.text else []
    if not found or found[0].start > 12 or len(entry.text) < 40:
        return False
    head = sentences(entry.text)[0]
    return (
        bool(_STATE.search(entry.text))
        and not _OFFICE.search(head[: found[0].start])
        and not _SPEAKS.match(head[found[0].end :])
    )


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
        for name in _cases_of(sentence, entry.text):
            if name.name not in seen and not any(_key(name.name) in _key(s) for s in seen):
                seen.add(name.name)
                yield _case(entry, name, _said(sentence, name), 0.6)


def _about(said: Sequence[str]) -> Iterator[str]:
    yield said[0]
    for sentence in said[1:]:
        if re.match(r"(?:We|Our|I|You|Nous|Wir|Nosotros|In\s+view|Therefore)\b", sentence):
            return
        yield sentence


def _leading(head: str) -> list[_Name]:
    """The name an item begins with, and those joined to it: 'A and B: …'."""
    found = _names_in(head)
    leading = found[:1]
    for name in found[1:]:
        between = head[leading[-1].end : name.start]
        if not re.fullmatch(
            r"\s*(?:,|,?\s+and|&|,?\s+et|,?\s+y|,?\s+und)\s*(?:Mr\.?|Ms\.?|Mrs\.?|Dr\.?)?\s*", between
        ):
            break
        leading.append(name)
    return leading


def _case(entry: ParagraphEntry, name: _Name, text: str, sure: float) -> FoundCase:
    one = entry.paragraph
    return FoundCase(name.name, name.also, text, one.first, one.last, sure, entry.ask)


def _said(sentence: str, name: _Name) -> str:
    """The sentence; of a list between semicolons the piece that holds the name."""
    if sentence.count(";") < 2:
        return sentence
    start = sentence.rfind(";", 0, name.start) + 1
    end = sentence.find(";", name.end)
    return sentence[start : end if end >= 0 else len(sentence)].strip()


def _cases_of(sentence: str, paragraph: str) -> list[_Name]:
    """The names of a sentence that are cases."""
    found = _names_in(sentence)
    if not found or not (_STATE.search(sentence) or _STATE.search(paragraph)):
        return []
    stated = _STATE.search(sentence) is not None
    scores = [_score(sentence, name, stated) for name in found]
    for _ in range(2):
        for i, name in enumerate(found):
            if scores[i] > -1 and any(
                _joined(sentence, name, found[j]) and scores[j] >= 2
                for j in (i - 1, i + 1)
                if 0 <= j < len(found)
            ):
                scores[i] = max(scores[i], 2.0)
    return [name for name, score in zip(found, scores, strict=True) if score >= 2]


def _score(sentence: str, name: _Name, stated: bool) -> float:
    """How surely a name is that of a case: 2 and more is one, below zero it is somebody else's."""
    # What is said of a person stands near the name; a sentence may be as long as a list of prisoners.
    before = sentence[max(0, name.start - _NEAR) : name.start]
    plain = _STYLED.sub("", before)
    after = sentence[name.end : name.end + _NEAR]
    suffered = _AFTER.match(after) is not None and _STATE.search(after[:260]) is not None
    if _SPEAKS.match(after) or _SAID_BY.search(plain):
        return -2.0
    if _is_place(name, plain, after) or _is_quoted(sentence, name):
        return -1.0
    if _OFFICE.search(plain) and not _FORMER.search(_OFFICE.sub("", plain)):
        return 2.0 if suffered and _ARRESTED.match(after) and "arrest" in after else -2.0
    if _AGENT.search(plain) and not _BEFORE.search(plain) and not (suffered and _APPOSITION.match(after)):
        return -1.0
    score = 2.0 * suffered + 2.0 * bool(_BEFORE.search(plain[-160:])) + _described(name, plain, after)
    return _weighed(sentence, name, score, stated, (plain, after))


_STYLED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Mme|M|Sr|Sra|Prof|Father|Pastor)\.?\s+$")
_ARRESTED = re.compile(r"\s*,?\s*(?:who|has\s+been|was\s+(?:arrested|detained|sentenced))\b")
_APPOSITION = re.compile(r"\s*,\s*(?:the|who|an?)\b")
_AGED = re.compile(r",\s*(?:aged\s+)?\d{1,2},")


def _is_place(name: _Name, before: str, after: str) -> bool:
    """Whether it is the name of a place or of a group's."""
    return bool(
        _PLACE.search(before)
        or _GROUP.match(after)
        or _OF_WHAT.search(before)
        or (not name.honoured and _SAINT.match(name.name))
    )


def _described(name: _Name, before: str, after: str) -> float:
    """What is said of who somebody is, beside the name."""
    return (
        0.75 * (_ROLE_AFTER.match(after) is not None and after[:1] == ",")
        + 1.0 * bool(name.also)
        + 0.5 * name.honoured
        + 0.75 * (_AGED.match(after) is not None)
        + 1.0 * _has_role(name, before)
    )


def _has_role(name: _Name, before: str) -> bool:
    described = _DESCRIBED.search(before[-80:]) is not None and not _OFFICIAL.search(before[-80:])
    return _ROLE_BEFORE.search(before[-60:]) is not None or described or name.called


def _weighed(sentence: str, name: _Name, score: float, stated: bool, around: tuple[str, str]) -> float:
    """The score in view of whether the sentence says that somebody is held, harmed or at risk."""
    before, after = around
    has_role = _has_role(name, before)
    if not stated:
        is_told = (has_role or name.also) and score >= 1 and not _ACTS.match(after)
        return 2.0 if is_told else score - 0.75
    score += 0.5 * has_role
    if (introduced := _INTRODUCED.search(before)) is not None:
        score += 2.0 if _OF_A_GROUP.search(before[: introduced.start()].rstrip(" ,")[-160:]) else 1.0
    if score >= 0.75 and sentence.count(";") >= 2:
        score += 1.5
    return score + 0.5 if has_role and score >= 1.5 else score


def _is_quoted(sentence: str, name: _Name) -> bool:
    """Whether a name stands in quotation marks with few words: a title, not a person."""
    for opening, closing in (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"')):
        start = sentence.rfind(opening, max(0, name.start - 45), name.start + 1)
        end = sentence.find(closing, name.end - 1, name.end + 45)
        if 0 <= start < end and end - start < 45 and closing not in sentence[start + 1 : name.start]:
            return True
    return False


def _joined(sentence: str, one: _Name, other: _Name) -> bool:
    """Whether two names stand in one list."""
    first, second = sorted((one, other), key=lambda n: n.start)
    between = sentence[first.end : second.start]
    if len(between) > 90 or "." in between.replace("Mr.", "").replace("Ms.", ""):
        return False
    return re.match(r"\s*(?:,|;|and\b|or\b|et\b|y\b|und\b|&|、)", between) is not None and not re.search(
        r"\b(?:said|by|under|with|that|when|after|because|told|which|where|while|but)\b", between
    )


# Chinese, whose names have no capitals

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


def _in_chinese(entry: ParagraphEntry) -> Iterator[FoundCase]:
    """Cases in a Chinese paragraph: names after a calling, in a sentence on what was done to them."""
    for sentence in re.split(r"(?<=。)", entry.text):
        if not _CHINESE_STATE.search(sentence):
            continue
        first = False
        for match in _CHINESE.finditer(sentence):
            called = sentence[match.start()] not in "、和与與及"
            first = first or called
            if not first or any(word in match["name"] for word in words.CJK_ORGANISATIONS):
                continue
            inside = (match["also"] or "").strip("（）")
            other = re.sub(r"^(?:又名|原名|笔名|筆名|本名|別名|别名|即)", "", inside)
            also = (other,) if other != inside else ()
            one = entry.paragraph
            yield FoundCase(match["name"], also, sentence.strip(), one.first, one.last, 0.6, entry.ask)


# Names in a sentence


def _names_in(sentence: str) -> list[_Name]:
    """The names of persons in a sentence, in order."""
    found: list[_Name] = []
    taken: list[tuple[int, int]] = []
    for match in _IN_NAME.finditer(sentence):
        name = f"{match['first']} {match['last']}"
        if names.person(name) >= 0.7:
            found.append(
                _Name(name, match.start(), match.end(), (f"{match['other']} {match['last']}",), False)
            )
            taken.append(match.span())
    for start, end in _runs(sentence):
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if one := _named(sentence, start, end):
            found.append(one)
    return sorted(_without_others(found), key=lambda n: n.start)


def _without_others(found: Sequence[_Name]) -> list[_Name]:
    """Without the names that are another's other name."""
    also = {other for name in found for other in name.also}
    return [name for name in found if name.name not in also]


def _runs(sentence: str) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words with nothing but spaces and small particles between them."""
    run: list[re.Match[str]] = []
    last_end = -1
    for match in _TOKEN.finditer(sentence):
        token = match[0]
        adjoining = last_end >= 0 and sentence[last_end : match.start()].isspace()
        if run and not adjoining:
            yield from _run(run)
            run = []
        if _is_name_word(token) or (run and token in names.PARTICLES - _GERMAN_ARTICLES):
            run.append(match)
        else:
            yield from _run(run)
            run = []
        last_end = match.end()
        if run and _ends_run(token):
            yield from _run(run)
            run = []
    yield from _run(run)


def _is_name_word(token: str) -> bool:
    bare = token.rstrip(".!?'’")
    return bool(bare) and names.NAME_WORD.match(token.rstrip(".!?")) is not None and not bare.isdigit()


def _ends_run(token: str) -> bool:
    if token.endswith(("’s", "'s", "’", "'")):
        return True
    return (
        token.endswith((".", "!", "?"))
        and len(token) > 3
        and not re.fullmatch(r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Fr|Mme|Sra?|St|Hon|Lt|Col|Gen)\.", token)
    )


def _run(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    while run and run[-1][0].lower() in names.PARTICLES and run[-1][0][0].islower():
        run = run[:-1]
    if run:
        yield run[0].start(), run[-1].end()


def _named(sentence: str, start: int, end: int) -> _Name | None:
    text = sentence[start:end]
    text = re.sub(r"(?:['’]s|['’])$", "", text.rstrip(".!?"))
    tokens = list(re.finditer(r"\S+", text))
    while tokens and _is_leader(
        tokens[0][0], start + tokens[0].start() == 0 or sentence[:start].strip() == ""
    ):
        tokens.pop(0)
    if not tokens:
        return None
    called = len(tokens) > 2 and _ARTICLE_BEFORE.search(sentence[: start + tokens[0].start()]) is not None
    if called:
        tokens.pop(0)
    honorific, rest = names.split_honorific(text[tokens[0].start() :])
    offset = tokens[0].start() + text[tokens[0].start() :].find(rest) if rest else 0
    name = names.bare_name(rest)
    if not name or len(name.split()) < 2 or re.match(r"[IVXLC]+\s+[a-z]", name) or not _may_be_name(name):
        return None
    begin = start + offset
    stop = begin + len(name)
    also, after = _also(sentence, stop)
    return _Name(name, begin, after, also, bool(honorific), called)


def _is_leader(token: str, first: bool) -> bool:
    """Whether a capitalised word before a name is none of it: 'Writer', 'Swedish', 'Since'."""
    word = token.lower().strip(".’'")
    if _ROLE.fullmatch(word) or word in words.peoples() or word in _NOT_NAMES:
        return word not in ("may", "march", "june", "april", "august") or first
    if first and word in _GERMAN_SMALL:
        return True
    return word in words.TITLE_WORDS or word in ("hong", "kong") or (first and word.endswith("ly"))


def _may_be_name(name: str) -> bool:
    lower = [token.lower().strip(".’'") for token in name.split()]
    if any(
        word in _NOT_NAMES
        and word
        not in (
            "may",
            "june",
            "april",
            "august",
            "an",
            "so",
            "he",
            "you",
            "it",
            "her",
            "such",
            "do",
            "no",
            "all",
            "there",
            "all",
        )
        for word in lower
    ):
        return False
    if (lower[-1] in words.places() and len(lower) < 3) or " ".join(lower) in words.places():
        return False
    return names.person(name) >= 0.7


def _other_in_brackets(sentence: str, end: int) -> re.Match[str] | None:
    """'Nguyen Van Hai (Dieu Cay)': a name in brackets that can be a person's."""
    match = _BRACKETED.match(sentence, end)
    return match if match and names.person(match["names"]) >= 0.7 else None


def _also(sentence: str, end: int) -> tuple[tuple[str, ...], int]:
    """Other names right after a name, and where they end."""
    also: list[str] = []
    while True:
        match = (
            _OTHER_NAME.match(sentence, end)
            or _NATIVE.match(sentence, end)
            or _other_in_brackets(sentence, end)
        )
        if match is None:
            return tuple(also), end
        groups = match.groupdict()
        said = groups.get("names") or groups.get("bare") or ""
        also += [
            piece.strip(" “”\"'")
            for piece in re.split(r"\s*(?:/|,|、|\bor\b)\s*", said)
            if piece.strip(" “”\"'")
        ]
        end = match.end() - (1 if match[0].endswith(",") else 0)
