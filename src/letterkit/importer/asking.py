"""What words ask for something: lead-ins, wishes, sentences that ask, and courtesies that do not."""

from __future__ import annotations

import re

from letterkit.importer import names
from letterkit.importer.entries import is_prose
from letterkit.importer.sentences import last_sentence, sentences, unquoted

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
_ANNOUNCES = re.compile(r"\bfollowing\b|\bbelow\b|\bmatters?\b|:$")
_BEFORE_VERB = re.compile(r"^[\"“‘'(\[]*(?:to\s+|and\s+|that\s+(?:you|the)\s+\w+\s+)?", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s*[,(:;–—\[]|\s+-\s+|\.\s|\s+(?=(?:is|was|were|has|had|who|and|aka|a\.k\.a|remains)\b)"
)
_MUST = re.compile(r"\b(?:should|must|needs?\s+to)\b")
_LABEL = re.compile(r"[A-ZÀ-Ž][^.:;]{2,48}:\s")
_ORDINAL = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Finally|Lastly|Last)(?:ly)?\b[, ]", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?<!who )(?<!that )\bshould\s+(?:\w+ly\s+)?(?!have\b|be\s+(?:noted|seen|remembered)\b)[a-z]+|"
    r"\b(?:organi[sz]ations?|groups?|coalition|ngos?|signatories|letter|they|it|Watch|"
    r"International)\b[^.;]{0,60}?\b(?:call(?:s|ed)|urg(?:es|ed)|ask(?:s|ed)|recommend(?:s|ed)|"
    r"demand(?:s|ed)|press(?:es|ed))\b[^.;]{0,80}?\bto\b"
)


# Lead-ins


def leads_to_asks(lead: str, wanted: float) -> float:
    """How surely asks follow a lead-in, 0 for not at all; `wanted` is which part of them are wishes."""
    said = last_sentence(lead)
    finding = _FINDING.search(said) is not None
    if _ASKING.search(said) and (not finding or wanted >= 0.3 or _ASKING.search(said[-90:])):
        return 0.9 if wanted >= 0.3 else 0.75
    if wanted >= 0.6 and not (finding and wanted < 0.8):
        return 0.7
    return 0.8 if _ASK_HEADING.fullmatch(lead.rstrip(":. ")) else 0.0


def is_lead_in(text: str) -> bool:
    """Whether a paragraph ends in 'We urge you to:' or 'We make three requests.'"""
    said = last_sentence(text)
    return _ASKING.search(said) is not None and (
        said.endswith((":", "：")) or _COUNTED.search(said) is not None
    )


def announces_asks(text: str) -> bool:
    """Whether what follows the paragraph, under headings, is asked for."""
    return _ASKING.search(last_sentence(text)) is not None or _ANNOUNCES.search(text) is not None


# Items and paragraphs


def is_wish(text: str, language: str) -> bool:
    """Whether an item begins with what somebody should do."""
    plain = _BEFORE_VERB.sub("", text)
    first = re.split(r"[\s,:]+", plain, maxsplit=1)[0].lower().strip(".,;*")
    if first in _VERBS or (first.endswith("ly") and len(first) > 4):
        return True
    other = _INFINITIVE.get(language)
    return other is not None and other.match(text) is not None


def runs_on(text: str, before: str) -> bool:
    """Whether a paragraph is one more item after `before`: 'The courts: they should …', '… ; and'."""
    if _LABEL.match(text) and _MUST.search(text):
        return True
    return before.rstrip().endswith((";", "; and", "; or", ",")) or text[:1].islower()


def begins_with_person(text: str) -> bool:
    """Whether an item begins with a person's name: 'Name (aka …), …', 'Name: …', 'Mr. Name was …'."""
    head = _AFTER_NAME.split(text, maxsplit=1)[0].strip()
    if not head or len(head) > 60 or head.split(maxsplit=1)[0].lower() in _VERBS:
        return False
    return names.person(head) >= 0.7


# Running text


def asks_firmly(text: str) -> bool:
    """Whether a section says what we ask, or what somebody should do."""
    return any(pattern.search(text) for pattern in (_STRONG, _SHOULD, _STRONG_OTHER))


def is_ordinal_ask(text: str) -> bool:
    """Whether a paragraph is one of several: 'Second, the government should …'."""
    return _ORDINAL.match(text) is not None and _SHOULD.search(text) is not None


def is_ask(text: str, *, told: bool) -> bool:
    """Whether a paragraph asks for something; in a press release it is `told` what others ask."""
    if not is_prose(text) or (is_courtesy(text) and not _asking_sentences(text)):
        return False
    if told:
        return any(_TOLD.search(unquoted(sentence)) for sentence in sentences(text))
    return bool(_asking_sentences(text))


def is_purpose(text: str) -> bool:
    """Whether a paragraph asks only in saying why the letter is written: 'We write to urge you …'."""
    found = _asking_sentences(text)
    return bool(found) and all(map(_PURPOSE.match, found))


def is_courtesy(text: str) -> bool:
    """Whether a paragraph thanks, offers a meeting or waits for an answer."""
    return _COURTESY.search(text) is not None


def _asking_sentences(text: str) -> list[str]:
    # A letter that is quoted whole has a mark before each of its paragraphs.
    each = ((sentence, unquoted(sentence)) for sentence in sentences(text.lstrip('“"«„')))
    return [
        sentence
        for sentence, bare in each
        if (_STRONG.search(bare) or _STRONG_OTHER.search(bare)) and not is_courtesy(sentence)
    ]
