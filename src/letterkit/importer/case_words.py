"""What is said beside the name of a person whose case a letter raises, and beside other names: as data.

`PEOPLE` are what such persons are called by; the patterns say what stands before a name, after it, or
anywhere in its sentence.
"""

from __future__ import annotations

import re

_SUFFERED = (
    r"(?:re-?)?(?:arrest|detain|imprison|jail|incarcerat|disappear|abduct|kidnap|kill|murder|"
    r"assassinat|execut|tortur|convict|sentenc|prosecut|"
    r"persecut|beat|charg|indict|deport|exil|prison|captur|confin|hang|assault|harass|intimidat|"
    r"interrogat|rearrest|lynch)(?:e|ed|en|ing|ment|ion|s|es|ance|"
    r"er|ers|ees?|al|ated|ation|ings|red|ped|ped|ping|ned|ted)?"
)
# What is done to such persons, or threatens them: anywhere in the sentence.
STATE = re.compile(
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
# Right before a name: "the release of …", "the imprisoned …".
BEFORE = re.compile(
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
# Right after a name: "…, who was …".
AFTER = re.compile(
    r"^\s*[,(–—-]?[^.;]{0,110}?\b(?:who\s+(?:has|have|had|was|were|is|are|went|remains?|disappeared|"
    r"died|faces?|spent|received)|(?:has|have|had)\s+(?:not\s+|now\s+|also\s+|since\s+)?been|was|were|"
    r"is|are|remains?|faces?|serving|"
    r"died|disappeared|imprisoned|detained|arrested|sentenced|jailed|held|missing|killed|murdered|"
    r"abducted|convicted|charged|began|suffered|"
    r"a\s+été|ont\s+été|est|sont|qui|fue|fueron|ha\s+sido|está|cumple|wurde|ist|sitzt)\b",
    re.IGNORECASE,
)
# What such persons are, and are called by.
PEOPLE = (
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
# "the lawyer …", "activists such as …".
ROLE_BEFORE = re.compile(
    rf"\b(?:{PEOPLE})(?:,?\s+(?:including|like|such\s+as|namely|and\s+\w+))?[\s:,]*$", re.IGNORECASE
)
# "…, a lawyer from Hanoi".
ROLE_AFTER = re.compile(rf"^[^.;]{{0,90}}?\b(?:{PEOPLE})\b", re.IGNORECASE)
# A word that is such a role.
ROLE = re.compile(rf"(?:{PEOPLE})$", re.IGNORECASE)
# "his younger brother …": small words after an article.
DESCRIBED = re.compile(
    r"\b(?i:the|an?|his|her|their|our|its|le|la|un|une|son|sa|el|una|su|der|die|ein|eine|ihr|"
    r"sein)\s+(?:[a-zà-ÿ][\wà-ÿ-]*,?\s+){1,5}(?:of\s+[A-Z]\w+,?\s+)?$"
)
# The same with an office.
OFFICIAL = re.compile(
    r"\b(?:president|minister|premier|ambassador|commissioner|governor|secretary|spokes\w+|rapporteur|"
    r"judge|prosecutor|general|king|prince|envoy|chancellor|dictator|ruler|director|chair\w*|court|"
    r"ministre|président|juge|presidente|ministro|juez|gobernador|präsident|minister|richter)\s+$",
    re.IGNORECASE,
)
# "including …": names of a group follow.
INTRODUCED = re.compile(
    r"\b(?:including|such\s+as|namely|like|among\s+them|these\s+include|include|are|notamment|dont|"
    r"incluid[oa]s?|entre\s+ell[oa]s|como|darunter|wie)[\s:,]*$",
    re.IGNORECASE,
)
# The group that they are of: "the detention of several lawyers".
OF_A_GROUP = re.compile(
    r"\b(?:release|freedom|detention|arrests?|imprisonment|jailing|disappearance|abduction|killing|"
    rf"persecution|trials?)\s+of\s+[^.;:]{{0,60}}?\b(?:{PEOPLE})\b[^.;:]{{0,60}}$",
    re.IGNORECASE,
)
# Right before the name of who holds an office.
OFFICE = re.compile(
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
# Before an office that the person no longer holds.
FORMER = re.compile(
    r"\b(?:former|ex-?|deposed|ousted|jailed|imprisoned|detained)\s*(?:\w+\s+){0,3}$", re.IGNORECASE
)
# Right before the name of a place.
PLACE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|across|around|throughout|en|à|dans|aus|bei|im|"
    r"nach)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Right after a name that a group, a place or a law has.
GROUP = re.compile(
    r"^\s+(?:practitioners?|adherents?|followers|members|protests?|movement|activists|supporters|"
    r"prison|police|authorities|government|officials|province|county|newspaper|party|group|region|"
    r"township|district|street|square|hospital|university|church|mosque|detention|camp|law|case\s+law|"
    r"family\s+members)\b",
    re.IGNORECASE,
)
# Right before what somebody is the head or a member of.
OF_WHAT = re.compile(
    r"\b(?:editor|director|president|leader|member|founder|author|chair\w*|head|owner|publisher|town|"
    r"city|village|province|prison|island|valley|state|people)s?\s+(?:of|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# How places begin that look like persons.
SAINT = re.compile(
    r"(?:Saint|St\.?|Santa|Mount|Lake|Port|Fort|Cape|Rio|Puerto|Camp|Lower|Upper|Greater|Inner|Outer)\s"
)
# Right before who does something, and does not suffer it.
AGENT = re.compile(
    r"\b(?:by|under|with|since|to|told|said|from|after|between|when|by\s+the\s+\w+)\s+$", re.IGNORECASE
)
# Right after a speaker, or an official who travels.
SPEAKS = re.compile(
    r"^\s*,?\s*(?:said|says|told|wrote|writes|stated|added|noted|argued|promised|announced|pledged|"
    r"declared|took\s+office|became|came\s+to\s+power|visited|met\b|will\s+(?:visit|travel|meet)|"
    r"has\s+said)\b",
    re.IGNORECASE,
)
# Right after who reports or founded something.
ACTS = re.compile(
    r"^\s*,?\s*(?:has\s+|have\s+|who\s+)?(?:documented|found|reported|testified|describes?|described|"
    r"argues?|called|urged|welcomed|condemned|explained|asked|noted|founded|heads|leads|chairs|writes|"
    r"edits)\b"
)
# Right before a speaker.
SAID_BY = re.compile(r"\b(?:said|says|according\s+to|added|stated)\s+$", re.IGNORECASE)
# "Mr" and the like, right before a name.
STYLED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Mme|M|Sr|Sra|Prof|Father|Pastor)\.?\s+$")
# Right after a name: "… was arrested".
ARRESTED = re.compile(r"\s*,?\s*(?:who|has\s+been|was\s+(?:arrested|detained|sentenced))\b")
# Right after a name: "…, the", "…, who".
APPOSITION = re.compile(r"\s*,\s*(?:the|who|an?)\b")
# Right after a name: "…, 43,".
AGED = re.compile(r",\s*(?:aged\s+)?\d{1,2},")
# Capitalised words that are no part of a name.
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
NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())
