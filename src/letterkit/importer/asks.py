"""The body of a letter: which paragraphs ask for something, which lead up to asks, which are neither.

A list is what its lead-in says it is: what "we urge you to" introduces are asks, what "we are concerned
that" introduces are findings, and a list of people is a case list. Without a lead-in that says so, the
items themselves are looked at. A letter without a list of asks has them in its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import names
from letterkit.importer.dates import is_month
from letterkit.importer.entries import ParagraphEntry, is_prose, is_sentence
from letterkit.importer.parts import FoundAsk, ListStyle, Role

_ASKING = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|call(?:s|ed|ing)?\s+(?:up)?on|call(?:s|ed|ing)?\s+for|ask(?:s|ed|ing)?|"
    r"request(?:s|ed|ing)?|recommend(?:s|ed|ing|ations?)?|"
    r"appeal(?:s|ed|ing)?|implor\w+|entreat\w*|beseech\w*|exhort\w*|demand(?:s|ed|ing)?|press(?:es|ed|"
    r"ing)?\s+(?:you|the|your|for|on)|encourag(?:e|es|ed|ing)|"
    r"petition|insist|propos(?:e|es|ed|als?)|should|must|needs?\s+to|ought\s+to|(?:would\s+(?:like|"
    r"welcome|be\s+grateful)|hope)\b.{0,30}\byou|invite\s+you|"
    r"(?:please|kindly)\b|steps|actions|measures|priorities|advise|suggest\w*|seek|expect\s+you|"
    r"opportunity\s+to|commit\s+to|"
    r"appel(?:ons|le|lent|er)\b|exhort(?:ons|e)|demand(?:ons|e|ent)|pri(?:ons|e)\s|recommand(?:ons|e|"
    r"ent)|sollicit(?:ons|e)|invit(?:ons|e)|"
    r"pedimos|piden?|solicit(?:amos|an)|exig(?:imos|en)|inst(?:amos|an)\b|exhort(?:amos|an)|"
    r"recomend(?:amos|an)|llam(?:amos|an)\s+a|urgimos|"
    r"fordern|bitten|appellieren|rufen|ersuchen|empfehlen|drängen)\b|呼籲|呼吁|敦促|要求|促請|促请|建議|建议|請求|请求|懇請|恳请",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:concern(?:s|ed|ing)?|documented|reports?\b|reported|violations?|abuses|following\s+(?:facts|"
    r"incidents|events|violations|abuses|problems|developments|examples|concerns)|"
    r"examples?|evidence|include|includes|including|findings|found|noted|observed|occurred|happened|"
    r"since|among\s+(?:them|these)|for\s+instance|"
    r"preoccup\w+|préoccup\w+|inquiet\w+|constat\w+|besorg\w+)\b",
    re.IGNORECASE,
)
_CASE_LIST = re.compile(
    r"\b(?:following\s+(?:\w+\s+){0,4}(?:persons?|people|individuals|prisoners|detainees|cases|"
    r"defenders|activists|journalists|lawyers|writers|bloggers)|"
    r"(?:cases|names|list)\s+of\b|by\s+name|those\s+(?:detained|imprisoned|named)|are\s+(?:detained|"
    r"imprisoned|held)|in\s+(?:detention|prison)|"
    r"behind\s+bars|cas\s+suivants|casos\s+siguientes|personnes\s+suivantes|siguientes\s+personas|"
    r"folgende\w*\s+(?:personen|gefangenen?))\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\b(?:sign(?:ed|atories)|endorsed)\b", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(?:we|i|our\s+(?:\w+\s+)?(?:organi[sz]ations|coalition|groups)|the\s+(?:undersigned|"
    r"signatories)(?:\s+\w+)?|they|the\s+(?:organi[sz]ations|groups))\b"
    r"[^.;:!?]{0,60}?\b(?:urge|call\s+(?:up)?on|call\s+for|ask|request|appeal|implore|recommend|"
    r"encourage|demand|beseech|petition|exhort|invite|propose|insist)\b|"
    r"\b(?:grateful|appreciate\s+it|of\s+(?:great\s+)?help)\b.{0,20}\bif\b",
    re.IGNORECASE,
)
_STRONG_OTHER = re.compile(
    r"\b(?:nous\s+(?:\S+\s+){0,4}(?:appelons|demandons|exhortons|prions|recommandons|sollicitons|"
    r"invitons)|vous\s+(?:demandons|prions|exhortons|appelons|invitons|recommandons)|"
    r"(?:le|les|la|lo)?\s?(?:pedimos|solicitamos|exigimos|instamos|exhortamos|recomendamos|urgimos|"
    r"hacemos\s+un\s+llamado)|"
    r"wir\s+(?:\S+\s+){0,4}(?:fordern|bitten|appellieren|rufen|ersuchen|empfehlen)|(?:fordern|bitten|"
    r"appellieren|rufen|ersuchen)\s+wir)\b|(?:我們|我们|本會|我等).{0,12}(?:呼籲|呼吁|敦促|要求|促請|促请|請求|请求|懇請|恳请)",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:you|(?:the|your)\s+(?:\w+\s+){0,3}(?:government|administration|authorities|commission|"
    r"council|ministry|parliament|delegation|minister|president|secretary|committee|subcommittee))\s+"
    r"(?:should|must|need\s+to|ought\s+to)\b|\b(?:is|are)\s+(?:respectfully\s+)?(?:asked|urged|"
    r"requested|invited|called\s+(?:up)?on)\s+to\b|\b(?:should|must)\s+(?:be|also|immediately|ask|call|"
    r"press|raise|end|release|ensure|insist)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"^(?:(?:we|i)\b.{0,80}?\b(?:writ(?:e|ing))\b|on\s+behalf\s+of\b.{0,120}\bwrit(?:e|ing)|"
    r"the\s+undersigned\b.{0,120}\bwrit(?:e|ing)|.{0,200}\bwe\s+(?:are\s+)?writ(?:e|ing)\b)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:thank\s+you|we\s+(?:would\s+)?(?:welcome|look\s+forward|stand\s+ready|remain|"
    r"are\s+(?:at\s+your|available|grateful|ready)|appreciate|should\s+be\s+glad)|"
    r"for\s+your\s+(?:attention|consideration)|"
    r"(?:request|ask|seek|like|welcome)\s+(?:\w+\s+){0,6}(?:meeting|meet\s+with\s+(?:you|your))|"
    r"await\s+your|your\s+(?:response|reply)|please\s+(?:do\s+not\s+hesitate|contact|feel\s+free))\b",
    re.IGNORECASE,
)
_VERBS_WORDS = """
abandon abide abolish accede accelerate acknowledge act address adopt advance advocate affirm
agree allow amend announce appeal appoint apply ask assess assist assure attend avoid ban bar be
begin bring build call cancel carry cease champion change charge clarify clear close commence
commit communicate commute compel compensate complete comply conclude condemn condition conduct
confirm confront consider consult continue convene convey cooperate co-operate coordinate create
deliver declare decriminalise decriminalize defend demand demonstrate denounce deny deploy
designate desist develop direct disband disclose discuss dismiss display do downgrade drop elevate
encourage end enforce engage enhance ensure enter establish evaluate exclude exercise expand
expedite explain explicitly express extend facilitate finalise finalize follow foster free freeze
fulfil fulfill fund further gain give grant guarantee halt hand help hold honor honour host
identify immediately impose implement improve include incorporate increase inform initiate insist
instruct intervene introduce investigate invite invoke issue join keep launch lead leverage lift
link list listen maintain make mandate mark meet mention mobilise mobilize monitor move name
negotiate note obtain offer open oppose order organise organize overturn pass pardon participate
pause permit persuade place pledge postpone press prevent prioritise prioritize proclaim prohibit
promote propose prosecute protect provide publicly publicise publicize publish pursue push put
quash raise ratify reaffirm recall recognise recognize recommend reconsider redouble reduce refer
reform refrain refuse reinstate reiterate reject release remain remind remove repeal report
request require rescind resist resolve respect respond restore restrict return reverse review
revise revoke safeguard sanction schedule secure see seek send set share show sign signal speak
specify sponsor stand start state stay stop strengthen stress submit support suspend sustain take
task tell terminate tie train transfer treat underline underscore undertake unequivocally
unconditionally update uphold urge urgently use utilise utilize verify veto visit vote welcome
withdraw withhold work write not never please specifically privately forcefully strongly fully
promptly consistently proactively actively clearly robustly systematically jointly always reassess
rebuild revisit disavow dissociate triple double
"""
_VERBS = frozenset(_VERBS_WORDS.split())
_INFINITIVE = {
    "fr": re.compile(
        r"^(?:(?:de|d['’]|à)\s*)?(?:ne\s+pas\s+|publiquement\s+)?[\wéèêâîïôûç-]+(?:er|ir|re|oir)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"^(?:(?:a|de)\s+|que\s+|se\s+)?(?:no\s+)?(?:[\wáéíóúñ]+(?:ar|er|ir)(?:se|lo|la|los|las)?|que)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(r"^.{0,120}\b(?:zu\s+\w+en|\w+zu\w+en)\b|^[\wäöüß]+en\s+Sie\b", re.IGNORECASE),
}
_ASK_HEADING = re.compile(
    r"(?:(?:our|key|specific|main|policy)\s+)*(?:recommendations?|requests?|asks|demands|"
    r"calls?(?:\s+to\s+action)?|priorities|next\s+steps|actions?\s+requested|"
    r"recommandations|demandes|recomendaciones|peticiones|solicitudes|demandas|forderungen|"
    r"empfehlungen|建議|建议|訴求|诉求)\b.{0,60}",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|\d|following|these|below)\b.{0,40}\b(?:requests?|steps|"
    r"asks|recommendations|measures|points|actions|demands|matters|questions)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"(?:background|context|introduction|overview|findings|situation|what\s+we\s+(?:have\s+)?(?:found|"
    r"documented|know|saw)|the\s+facts|recent\s+developments|our\s+concerns|hintergrund|contexte|"
    r"contexto|antecedentes)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-ZÀ-Ž][^.:;]{2,48}:\s")
_ORDINAL = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Finally|Lastly|Last)(?:ly)?\b[, ]", re.IGNORECASE
)


class Body:
    """The body's entries, and the asks found in them."""

    def __init__(
        self, entries: Sequence[ParagraphEntry], language: str, *, release: bool = False
    ) -> None:
        self.entries = entries
        self.language = language.split("-", maxsplit=1)[0]
        self.release = release
        self.asks: list[list[ParagraphEntry]] = []
        self.headings: dict[int, str] = {}

    def read(self) -> list[FoundAsk]:
        """Give every entry its role; the asks in order."""
        for lead, items in _lists(self.entries):
            self._list(lead, items)
        if not self.asks:
            self._plain()
        if not self.asks:
            self._headed()
        if not self.asks:
            self._prose()
        for entry in self.entries:
            if entry.free:
                entry.take(Role.FRAMING, 0.8)
        self.asks.sort(key=lambda ask: (ask[0].paragraph.first, ask[0].paragraph.last))
        return [self._ask(number, ask) for number, ask in enumerate(self.asks)]

    def _ask(self, number: int, entries: list[ParagraphEntry]) -> FoundAsk:
        for entry in entries:
            entry.ask = number
        said = [entry for entry in entries if entry.role is not Role.ASK_HEADING]
        heading = next((e.text for e in entries if e.role is Role.ASK_HEADING), "")
        return FoundAsk(
            "\n\n".join(entry.text for entry in said),
            said[0].style,
            entries[0].paragraph.first,
            entries[-1].paragraph.last,
            min(entry.confidence for entry in said),
            heading,
        )

    # Lists with marks

    def _list(self, lead: ParagraphEntry | None, items: list[list[ParagraphEntry]]) -> None:
        if self._are_headings(items):
            return
        kind, sure = self._kind_of(lead, items)
        if kind is None:
            return
        if lead is not None and lead.free:
            lead.take(Role.LEAD_IN, sure)
        style: ListStyle = (
            "numbered" if any(c.isalnum() for c in items[0][0].paragraph.marker) else "bulleted"
        )
        for item in items:
            for entry in item:
                entry.take(kind, sure)
                entry.style = style
            if kind is Role.ASK:
                self.asks.append(item)

    def _are_headings(self, items: list[list[ParagraphEntry]]) -> bool:
        """Whether the marks are those of headings: '1. Mandate', with paragraphs below."""
        heads = [item[0] for item in items]
        if any(
            len(head.text.split()) > 9 or is_sentence(head.text) or head.text.endswith((";", ","))
            for head in heads
        ):
            return False
        return all(len(item) > 1 for item in items[:-1]) and len(items) > 1

    def _kind_of(
        self, lead: ParagraphEntry | None, items: list[list[ParagraphEntry]]
    ) -> tuple[Role | None, float]:
        texts = [item[0].text for item in items]
        named = sum(begins_with_person(text) for text in texts)
        wanted = sum(self._is_wish(text) for text in texts) / len(texts)
        said = _last_sentence(lead.text) if lead is not None else ""
        if _SIGNED.search(said) and sum(names.organisation(t) >= 0.65 for t in texts) >= 0.6 * len(texts):
            return Role.SIGNED_BY, 0.8
        if named >= 0.6 * len(texts) and (named > 1 or _CASE_LIST.search(said)):
            return Role.CASE, 0.85
        asking, finding = _ASKING.search(said) is not None, _FINDING.search(said) is not None
        if asking and (not finding or wanted >= 0.3 or _ASKING.search(said[-90:])):
            return Role.ASK, 0.9 if wanted >= 0.3 else 0.75
        if wanted >= 0.6 and not (finding and wanted < 0.8):
            return Role.ASK, 0.7
        if lead is not None and _ASK_HEADING.fullmatch(lead.text.rstrip(":. ")):
            return Role.ASK, 0.8
        return Role.FRAMING, 0.7

    def _is_wish(self, text: str) -> bool:
        """Whether an item begins with what somebody should do."""
        plain = re.sub(
            r"^[\"“‘'(\[]*(?:to\s+|and\s+|that\s+(?:you|the)\s+\w+\s+)?", "", text, flags=re.IGNORECASE
        )
        first = re.split(r"[\s,:]+", plain, maxsplit=1)[0].lower().strip(".,;*")
        if first in _VERBS or (first.endswith("ly") and len(first) > 4):
            return True
        other = _INFINITIVE.get(self.language)
        return other is not None and other.match(text) is not None

    # Paragraphs after a lead-in, without marks

    def _plain(self) -> None:
        """'We urge you to:' and a paragraph for each ask."""
        for i, entry in enumerate(self.entries):
            said = _last_sentence(entry.text)
            if (
                not entry.free
                or not _ASKING.search(said)
                or not (said.endswith((":", "：")) or _COUNTED.search(said))
            ):
                continue
            found = list(self._wishes(self.entries[i + 1 :]))
            if len(found) < 2:
                continue
            entry.take(Role.LEAD_IN, 0.85)
            for wish in found:
                wish.take(Role.ASK, 0.75)
                self.asks.append([wish])

    def _wishes(self, entries: Sequence[ParagraphEntry]) -> Iterator[ParagraphEntry]:
        before = ""
        for entry in entries:
            text = entry.text
            runs_on = (
                (
                    _LABEL.match(text) is not None
                    and re.search(r"\b(?:should|must|needs?\s+to)\b", text) is not None
                )
                or before.rstrip().endswith((";", "; and", "; or", ","))
                or text[:1].islower()
            )
            if not entry.free or not (self._is_wish(text) or runs_on) or entry.paragraph.heading:
                return
            before = text
            yield entry

    # Headings with the paragraphs below them

    def _headed(self) -> None:
        above = next((i for i in range(len(self.entries)) if _is_above_headings(self.entries, i)), None)
        below = self.entries if above is None else self.entries[above + 1 :]
        sections = [section for section in _sections(below) if not _BACKGROUND.match(section[0].text)]
        if len(sections) < 2:
            return
        lead = _before(self.entries, sections[0][0])
        announced = lead is not None and _ASKING.search(_last_sentence(lead.text)) is not None
        announced = announced or (
            lead is not None
            and re.search(r"\bfollowing\b|\bbelow\b|\bmatters?\b|:$", lead.text) is not None
        )
        wishing = [self._section_asks(section) for section in sections]
        if sum(wishing) < (1 if announced else 2) or sum(wishing) < 0.5 * len(sections):
            return
        for section, wishes in zip(sections, wishing, strict=True):
            if not wishes and not announced:
                continue
            section[0].take(Role.ASK_HEADING, 0.8)
            for entry in section[1:]:
                entry.take(Role.ASK, 0.75)
                entry.style = "headed"
            self.asks.append(list(section))
        if lead is not None and announced and lead.free:
            lead.take(Role.LEAD_IN, 0.7)

    def _section_asks(self, section: Sequence[ParagraphEntry]) -> bool:
        text = " ".join(entry.text for entry in section[1:])
        if (
            begins_with_person(section[0].text)
            and section[1:]
            and section[1].text.startswith(section[0].text)
        ):
            return False
        return bool(_STRONG.search(text) or _SHOULD.search(text) or _STRONG_OTHER.search(text))

    # Running text

    def _prose(self) -> None:
        found = [entry for entry in self.entries if entry.free and self._is_ask(entry)]
        if found:
            found = [
                e
                for e in self.entries
                if e in found or (e.free and _ORDINAL.match(e.text) and _SHOULD.search(e.text))
            ]
        firm = [entry for entry in found if self.release or not _is_purpose(entry.text)]
        for entry in firm or found:
            entry.take(Role.ASK, 0.6)
            entry.style = "prose"
            self.asks.append([entry])

    def _is_ask(self, entry: ParagraphEntry) -> bool:
        text = entry.text
        if not is_prose(text) or _has_only_courtesy(text):
            return False
        if self.release:
            return any(_TOLD.search(_unquoted(sentence)) for sentence in sentences(text))
        return bool(_asking_sentences(text))


_TOLD = re.compile(
    r"(?<!who )(?<!that )\bshould\s+(?:\w+ly\s+)?(?!have\b|be\s+(?:noted|seen|remembered)\b)[a-z]+|"
    r"\b(?:organi[sz]ations?|groups?|coalition|ngos?|signatories|letter|they|it|Watch|"
    r"International)\b[^.;]{0,60}?\b(?:call(?:s|ed)|urg(?:es|ed)|ask(?:s|ed)|recommend(?:s|ed)|"
    r"demand(?:s|ed)|press(?:es|ed))\b[^.;]{0,80}?\bto\b"
)


def _asking_sentences(text: str) -> list[str]:
    # A letter that is quoted whole has a mark before each of its paragraphs.
    return [
        sentence
        for sentence in sentences(text.lstrip('“"«„'))
        if (_STRONG.search(_unquoted(sentence)) or _STRONG_OTHER.search(_unquoted(sentence)))
        and not _COURTESY.search(sentence)
    ]


def _is_purpose(text: str) -> bool:
    """Whether a paragraph asks only in saying why the letter is written: 'We write to urge you …'."""
    found = _asking_sentences(text)
    return bool(found) and all(map(_PURPOSE.match, found))


def _has_only_courtesy(text: str) -> bool:
    return _COURTESY.search(text) is not None and not _asking_sentences(text)


def _unquoted(text: str) -> str:
    return re.sub(r"[“\"«][^”\"»]{0,600}[”\"»]", " ", text)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, divided where one ends and the next begins with a capital."""
    pieces: list[str] = []
    begin = 0
    for match in re.finditer(
        r"(?<=[.!?…])(?:['\"”’»)\]]{0,2})(?:\[\d+\]|\d{1,2}(?=\s))?\s+(?=[\"“‘'«(\[]?[A-ZÀ-ŽА-Я])|"
        r"(?<=[。！？])",
        text,
    ):
        head = text[max(begin, match.start() - 12) : match.start()]
        if re.search(
            r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Art|vs|Inc|Sen|Rep|Gen|Gov|Rev|Hon|Lt|Col|Mt|Jr|Sr|M|Fr|"
            r"etc|al|cf|U\.S|U\.K|U\.N|D\.C|p|pp|art|op|cit)|\b[A-Z])\.$",
            head,
        ):
            continue
        if re.search(r"\b\d{1,2}\.$", head) and is_month(text[match.end() :]):
            continue
        pieces.append(text[begin : match.end()].strip())
        begin = match.end()
    pieces.append(text[begin:].strip())
    return [piece for piece in pieces if piece]


def _last_sentence(text: str) -> str:
    found = sentences(text)
    return found[-1] if found else ""


def begins_with_person(text: str) -> bool:
    """Whether an item begins with a person's name: 'Name (aka …), …', 'Name: …', 'Mr. Name was …'."""
    head = re.split(
        r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|aka|a\.k\.a|remains)\b)",
        text,
        maxsplit=1,
    )[0].strip()
    if not head or len(head) > 60 or head.split(maxsplit=1)[0].lower() in _VERBS:
        return False
    return names.person(head) >= 0.7


def _lists(
    entries: Sequence[ParagraphEntry],
) -> Iterator[tuple[ParagraphEntry | None, list[list[ParagraphEntry]]]]:
    """Runs of marked entries with what stands before them; an item's further paragraphs with the item."""
    i = 0
    while i < len(entries):
        if not entries[i].paragraph.marker or not entries[i].free:
            i += 1
            continue
        start, items = i, [[entries[i]]]
        i += 1
        while i < len(entries) and _in_list(entries, i, start):
            entry = entries[i]
            if entry.free and entry.paragraph.marker and not _is_sub(entries[start], entry):
                items.append([entry])
            elif entry.free:
                items[-1].append(entry)
            i += 1
        if len(items) > 1 or not names.title(items[0][0].text):
            yield _before(entries, entries[start]), items


def _is_sub(first: ParagraphEntry, entry: ParagraphEntry) -> bool:
    """Whether an item is below another: deeper, or of letters or bullets below figures."""
    deeper = entry.paragraph.indent > first.paragraph.indent + 1
    return deeper and _mark_kind(entry.paragraph.marker) != _mark_kind(first.paragraph.marker)


def _mark_kind(marker: str) -> str:
    if any(c.isdigit() for c in marker):
        return "figure"
    return "letter" if any(c.isalpha() for c in marker) else marker


def _in_list(entries: Sequence[ParagraphEntry], i: int, start: int) -> bool:
    """Whether an entry goes on with the list that began at `start`."""
    entry = entries[i]
    first = entries[start]
    if not entry.free:
        return i + 1 < len(entries) and _in_list(entries, i + 1, start)
    if entry.paragraph.marker:
        same = _mark_kind(entry.paragraph.marker) == _mark_kind(first.paragraph.marker)
        return same or entry.paragraph.indent > first.paragraph.indent
    if entry.paragraph.heading:
        return False
    if entry.paragraph.indent > first.paragraph.indent + 1:
        return True
    # A paragraph between two numbers of one list belongs to the first of them.
    figures = _mark_kind(first.paragraph.marker) == "figure"
    ahead = next((e for e in entries[i + 1 : i + 4] if e.paragraph.marker), None)
    return (
        figures
        and ahead is not None
        and _figure(ahead) == _figure(_last_marked(entries, i)) + 1
        and not entry.text.endswith(":")
    )


def _last_marked(entries: Sequence[ParagraphEntry], i: int) -> ParagraphEntry:
    return next(entry for entry in reversed(entries[:i]) if entry.paragraph.marker)


def _figure(entry: ParagraphEntry) -> int:
    digits = re.sub(r"\D", "", entry.paragraph.marker)
    return int(digits) if digits else -10


def _before(entries: Sequence[ParagraphEntry], entry: ParagraphEntry) -> ParagraphEntry | None:
    at = next(i for i, other in enumerate(entries) if other is entry)
    return next((entries[i] for i in range(at - 1, -1, -1) if entries[i].role is not Role.CHROME), None)


def _sections(entries: Sequence[ParagraphEntry]) -> Iterator[list[ParagraphEntry]]:
    """A heading with the paragraphs up to the next."""
    section: list[ParagraphEntry] = []
    marked = [i for i in range(len(entries)) if is_heading(entries, i)]
    for n, start in enumerate(marked):
        end = marked[n + 1] if n + 1 < len(marked) else _section_end(entries, start)
        section = [entry for entry in entries[start:end] if entry.free]
        if len(section) > 1:
            yield section


def _is_above_headings(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether an entry is a heading with other headings below it, such as 'What you can do'."""
    entry = entries[i]
    below = next((j for j in range(i + 1, len(entries)) if entries[j].free), None)
    short = len(entry.text.split()) <= 12 and not is_sentence(entry.text) and not entry.paragraph.marker
    return entry.free and short and below is not None and is_heading(entries, below)


def _section_end(entries: Sequence[ParagraphEntry], start: int) -> int:
    """The last section ends where the letter turns to the reader again."""
    for i in range(start + 2, len(entries)):
        if _COURTESY.search(entries[i].text) or re.match(
            r"(?:We|Our|Your Excellency|In\s+conclusion|Finally|Nothing|None)\b", entries[i].text
        ):
            return i
    return min(len(entries), start + 2)


def is_heading(entries: Sequence[ParagraphEntry], i: int) -> bool:
    """Whether an entry is a heading in the body: short, no sentence, with text below it."""
    entry = entries[i]
    if (
        not entry.free
        or i + 1 >= len(entries)
        or (entry.paragraph.marker and not any(c.isalnum() for c in entry.paragraph.marker))
    ):
        return False
    if entry.paragraph.heading:
        return True
    text = entry.text
    short = len(text) <= 90 and len(text.split()) <= 12
    below = next((e for e in entries[i + 1 :] if e.free), None)
    return (
        short
        and not is_sentence(text)
        and not text.endswith((",", ";"))
        and below is not None
        and is_prose(below.text)
    )
