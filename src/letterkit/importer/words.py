"""The words by which the parts of a letter are known, in English, French, Spanish, German and Chinese.

Only words that any letter of the genre may use: no name of an organisation, an office-holder or a case
stands here. All patterns are matched against one line or paragraph and run in linear time.
"""

from __future__ import annotations

import re
from functools import cache

# People, offices and organisations

HONORIFICS = (
    r"(?:The\s+)?(?:Right\s+|Rt\.?\s+)?Hon(?:ou?rable|ble|\.)?",
    (
        r"(?:His|Her|Your|Their)\s+(?:Royal\s+)?(?:Excellency|Majesty|Highness|Holiness|"
        r"Eminence|Grace)"
    ),
    r"(?:H\.\s?E\.|HE|HRH|H\.R\.H\.)",
    (
        r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Sr|Sra|Srta|Hon|Amb|Gen|Lt|Col|Sen|Rep|Gov|Messrs|M|"
        r"Mme|Mlle|MM|Mgr|Me|Dra|D|Drs)\.(?=\s)"
    ),
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Mme|Mlle|Mgr|Drs|Dra|Sra|Sr)(?=\s)",
    (
        r"(?:Professor|Doctor|Reverend|Father|Sister|Sir|Dame|Lord|Lady|Baroness|Baron|Sheikh|"
        r"Bishop|Archbishop|Rabbi|Imam)(?=\s)"
    ),
    (
        r"(?:Madame|Monsieur|Mesdames|Messieurs|Frau|Herrn?|Señora?|Don|Doña|Excmo\.?|"
        r"Excma\.?)(?=\s)"
    ),
    r"(?:Senator|Sen)\s+(?:the\s+)?(?:Hon\.?)(?=\s)",
    (
        r"(?:Judge|Justice|Ambassador|Pastor|Monsignor|Msgr|Canon|Brother|Venerable|Ven|Adv|"
        r"Lic|Ing|Arq|Maître|Captain|Major|Colonel|Cardinal|Ayatollah|Swami|Lama|Geshe|Père|"
        r"Frère|Sœur|Fray|Padre|Pater|Tan\s+Sri|Dato['’]?|Datuk|Tun|Ustaz|Rinpoche|"
        r"Engineer)\.?(?=\s)"
    ),
    r"(?:Emerit(?:us|a))(?=\s)",
    r"(?:S\.\s?E\.(?:\s?M\.)?|Son\s+Excellence(?:\s+Monsieur|\s+Madame)?|Su\s+Excelencia)",
    r"(?:I\.\s?E\.|S\.\s?Exc\.|Seine\s+Exzellenz|Ihre\s+Exzellenz)",
)
HONORIFIC = re.compile(rf"(?:{'|'.join(HONORIFICS)})\.?(?=[\s,]|$)")

_TITLE_WORDS = """
accountant adviser advisor advocate ambassador analyst archbishop assistant associate attorney
baroness bishop board campaigner captain ceo cfo chair chairman chairperson chairwoman chairs
chancellor chief co-chair co-chairs co-convener co-director co-executive co-founder co-ordinator
cofounder colonel commissioner congressman congresswoman consultant convener convenor coo
coordinator co-president co-secretary counsel counsellor counselor dean deputy director directors
doctor economist editor emeritus executive fellow founder founding general governor head interim
investigator judge lawyer lead leader legal liaison lecturer manager managing mayor member
minister ministers officer organizer organiser partner premier president presidents principal
professor programme program prosecutor publisher rapporteur registrar rep representative
researcher scholar author novelist poet journalist academic activist artist actor actress blogger
playwright filmmaker translator historian singer musician observer delegate assessor provincial
chaplain archivist rector prior abbot ombudsman ombudsperson superintendent envoy commissioners
co-conveners superior co-presidents artistic negotiator procuradora procurador secretary
secretaries senator senior spokesperson spokesman spokeswoman specialist strategist supervisor
treasurer trustee undersecretary vice vicepresident vice-chair vice-president vp writer speaker
ministry-spokesperson président présidente vice-président vice-présidente directeur directrice
secrétaire générale coordinateur coordinatrice coordonnateur coordonnatrice responsable porte-
parole délégué déléguée fondateur fondatrice ministre chargée chargé avocat avocate membre
presidente presidenta vicepresidente vicepresidenta directora secretario secretaria ejecutivo
ejecutiva coordinador coordinadora fundador fundadora ministro ministra abogado abogada portavoz
representante präsident präsidentin vorsitzende vorsitzender geschäftsführer geschäftsführerin
direktor direktorin generalsekretär generalsekretärin referent referentin leiter leiterin sprecher
sprecherin bundeskanzler bundeskanzlerin bundesminister bundesministerin bundespräsident
ministerpräsident außenminister außenministerin vorstand
"""
TITLE_WORDS = frozenset(_TITLE_WORDS.split())
CJK_TITLES = (
    "主席",
    "主任",
    "總監",
    "总监",
    "會長",
    "会长",
    "秘書長",
    "秘书长",
    "總統",
    "总统",
    "首相",
    "大使",
    "議長",
    "议长",
    "特首",
    "行政長官",
    "行政长官",
    "外長",
    "外长",
    "部長",
    "部长",
    "總理",
    "总理",
    "執行",
    "执行",
    "创办人",
    "創辦人",
    "理事",
    "委员",
    "委員",
)

_ORGANISATION_WORDS = """
academy access subcommittee guild bureau circle action activists advocates agency aid alliance
amnesty article assembly association associates associations attorneys bar body campaign caucus
center centers centre centres chapter church churches city club coalition collective college
comisión commission committee committees community conference confederation congress consortium
corporation corps council councils defenders defence defense delegation department development
embassy federation fellowship festival foundation forum forums freedom friends front fund funds
global group groups house initiative initiatives institute institutes institution international
inc incorporated journalists jurists labor labour lawyers league liberty ltd llc llp library media
ministries ministry mission missions monitor movement museum network networks ngo news observatory
office organisation organisations organization organizations park parliament partners partnership
party peace pen platform press programme project projects publishers radio relief reporters
research resource resources rights school schools secretariat section service services society
solidarity students studies support synod taskforce teachers theatre trust union unions united
university unit voices watch watchdog witness women workers working workshop writers without works
youth ligue fédération réseau collectif comité conseil observatoire syndicat droits maison
fondation confédération mouvement plateforme avocats barreau asociación asociacion fundación
fundacion federación red centro colectivo coordinadora derechos instituto liga movimiento
observatorio organización plataforma sindicato unión corporación servicio mesa gesellschaft verein
verband bund stiftung verbund netzwerk arbeitsgemeinschaft aktion menschenrechte kommission
ausschuss bündnis e.v. gmbh werkstatt zentrum rede associação comissão federação
"""
ORGANISATION_WORDS = frozenset(_ORGANISATION_WORDS.split())
CJK_ORGANISATIONS = (
    "協會",
    "协会",
    "組織",
    "组织",
    "聯盟",
    "联盟",
    "基金會",
    "基金会",
    "中心",
    "委員會",
    "委员会",
    "網絡",
    "网络",
    "大會",
    "大会",
    "人權",
    "人权",
    "觀察",
    "观察",
    "之家",
    "工會",
    "工会",
    "聯合會",
    "联合会",
    "研究所",
    "團體",
    "团体",
    "論壇",
    "论坛",
    "電台",
    "电台",
    "部",
    "院",
    "國務",
    "国务",
    "黨",
    "党",
    "學會",
    "学会",
)

# Words by which a line is a postal line: streets, boxes, rooms.
STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|lane|square|sq|place|plaza|floor|fl|suite|"
    r"ste|"
    r"room|rm|p\.?\s?o\.?\s?box|box|building|bldg|nw|n\.w\.|ne|sw|se|palace|palais|palazzo|palacio|"
    r"palácio|mansion|house of|quay|row|terrace|"
    r"court|way|highway|parkway|rue|bd|quai|place|cedex|calle|avenida|av|apartado|colonia|plaza|paseo|"
    r"stra(?:ß|ss)e|str|platz|allee|weg|postfach|via|piazza|corso|rua|laan|straat)\b\.?",
    re.IGNORECASE,
)
STREET_COMPOUND = re.compile(
    r"\w(?:straße|strasse|str\.|platz|allee|gasse|damm|ufer|laan|straat|gade|gatan)\b", re.IGNORECASE
)
POSTCODE = re.compile(
    r"\b\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|"
    r"\b\d{4}\s?[A-Z]{2}\b|"
    r"\b[A-Z]{1,3}-\d{4,5}\b|\b\d{3}-\d{4}\b|\b\d{3}\s\d{2}\b|\b\d{6}\b|^\s*\d{4}\s+[A-Z]\w+"
)

# The parts of a letter

_SALUTATIONS = (
    r"Dear\b",
    (
        r"(?:Your|Her|His)\s+(?:Royal\s+)?(?:Excellenc(?:y|ies)|Majest(?:y|ies)|"
        r"Highness(?:es)?|Holiness|Eminence)\b"
    ),
    r"Excellenc(?:y|ies)\b",
    r"To\s+Whom\s+It\s+May\s+Concern\b",
    r"(?:Honou?rable|Respected|Esteemed|Distinguished|Hon\.)\s",
    (
        r"(?:Mr|Mrs|Ms|Madam|Mister|Madame)\.?\s+(?:Vice[- ])?(?:President|Prime\s+Minister|"
        r"Secretary|Minister|Chair\w*|Ambassador|Speaker|Commissioner|Chancellor|Premier|High)"
    ),
    r"(?:Sir|Madam|Sirs|Ladies|Gentlemen|Colleagues|Friends)\b",
    r"(?:Ch(?:er|ère|ers|ères)|Très\s+honorable|Honorable)\s",
    r"(?:Monsieur|Madame|Mesdames|Messieurs)\b",
    r"Excellences?\b",
    r"(?:Muy\s+)?(?:Estimad|Distinguid|Respetad|Querid|Apreciad)[oa]s?(?:/?[oa]s?)?\b",
    r"(?:Excelent[ií]sim|Ilustr[ií]sim|Honorabl)\w*\b",
    r"Señor(?:a|es|as)?\b",
    r"De\s+nuestra\s+(?:mayor\s+)?consideración",
    r"(?:Sehr\s+)?(?:geehrte|verehrte)[rsn]?\b",
    r"Liebe[rs]?\s",
    r"Exzellenz(?:en)?\b",
    r"Prezad[oa]s?\b|Caro\s|Excelência\b|Egregio\s|Gentile\s",
    r"Уважаем\w+|Глубокоуважаем\w+|Шановн\w+",
    r"尊敬的|親愛的|亲爱的|敬啟者|敬启者|致[:：]",
)
SALUTATION = re.compile(rf"(?:{'|'.join(_SALUTATIONS)})", re.IGNORECASE)
# Without "Dear": a title that is called on, and nothing else in the line.
CALLED = re.compile(
    r"(?:Prime\s+Minister|President|Secretary(?:-General)?|Minister|Chancellor|Premier|Senators?|"
    r"Ambassadors?|"
    r"Commissioners?|High\s+(?:Commissioner|Representative)|Attorney\s+General|Governor|Mayor|Chair\w*|"
    r"Members\s+of)\b[^.;]{0,70}[:,]$"
)

_CLOSINGS = (
    (
        r"(?:(?:very|most)\s+)?(?:yours\s+)?(?:very\s+)?(?:sincerely|faithfully|truly|"
        r"respectfully|cordially)(?:\s+yours|\s+submitted)?"
    ),
    r"yours(?:\s+in\s+\w+(?:\s+and\s+\w+)?)?",
    (
        r"(?:with\s+)?(?:(?:our|my|the)\s+)?(?:best|kind|kindest|warm|warmest|sincere|high|"
        r"highest|respectful|deep|deepest)\s+(?:personal\s+)?(?:regards|wishes|respect|regard|"
        r"esteem|consideration|appreciation|gratitude|thanks)"
    ),
    r"(?:with\s+)?(?:regards|respect|gratitude|appreciation|thanks|hope)",
    (
        r"with\s+(?:great\s+|deep\s+|profound\s+)?(?:respect|appreciation|gratitude|concern|"
        r"urgency|solidarity)(?:\s+and\s+\w+)?"
    ),
    r"in\s+(?:\w+\s+and\s+)?(?:solidarity|hope|peace|friendship)(?:\s+and\s+\w+)?",
    r"thank(?:ing)?\s+you(?:\s+(?:very\s+much|again|in\s+advance|so\s+much))?",
    r"thank\s+you\s+(?:for\s+your\s+(?:time|attention|consideration)[\w\s]{0,40})",
    r"(?:please\s+)?accept\b.{0,40}\b(?:assurances?|expressions?)\b.{0,60}",
    r"with\s+(?:the\s+|our\s+)?(?:renewed\s+)?(?:assurances?|expressions?)\s+of\b.{0,60}",
    (
        r"(?:we|i)\s+(?:are|remain|am)\b.{0,50}\b(?:yours|faithfully|sincerely|truly|"
        r"respectfully|servants?|obedient)\b.{0,20}"
    ),
    r"signed(?:\s+by)?|(?:the\s+)?undersigned|\(?signed\)?|sign(?:ed)?\s+on\s+behalf\s+of",
    (
        r"(?:bien\s+)?(?:cordialement|respectueusement)|(?:meilleures\s+)?"
        r"salutations(?:\s+distinguées)?"
    ),
    (
        r"(?:muy\s+)?(?:atentamente|respetuosamente|cordialmente|sinceramente)|(?:un\s+)?"
        r"cordial(?:es)?\s+saludos?|saludos(?:\s+cordiales)?"
    ),
    (
        r"(?:con|mit)\s+(?:freundlichen|besten|vorzüglicher|vorzüglicher)\s+(?:grüßen|"
        r"gruessen|empfehlungen|hochachtung)"
    ),
    r"hochachtungsvoll|mit\s+hochachtung",
    r"atenciosamente|respeitosamente|distinti\s+saluti|cordiali\s+saluti",
    r"с\s+уважением",
    r"此致(?:敬禮|敬礼)?|敬上|謹啟|谨启|順頌\w*|顺颂\w*",
)
CLOSING = re.compile(rf"(?:{'|'.join(_CLOSINGS)})", re.IGNORECASE)
# A French or Spanish close is a whole sentence.
CLOSING_SENTENCE = re.compile(
    r"(?:\bveuillez\s+(?:agréer|croire|recevoir)|\bprions?\s+(?:\S+\s+){0,6}d['’e]\s?(?:agréer|croire|"
    r"bien\s+vouloir)|"
    r"\bnous\s+vous\s+prions\b|\bsin\s+otro\s+particular\b|\baprovechamos\s+(?:la|esta)\b|\bagréer\b)",
    re.IGNORECASE,
)

SIGNATORIES_HEADING = re.compile(
    r"(?:(?:list\s+of\s+)?(?:(?:the\s+)?(?:undersigned|co-?)?\s*sign(?:ator(?:y|ies)|ers|ed)"
    r"(?:\s+(?:organi[sz]ations?|groups?|ngos?|individuals?|by|"
    r"on\s+behalf\s+of))?(?:\s+(?:the\s+)?(?:following|undersigned))?)|"
    r"(?:the\s+)?undersigned(?:\s+(?:organi[sz]ations?|groups?|ngos?))?|"
    r"signatories|(?:signing|endorsing|supporting|participating)\s+(?:organi[sz]ations?|groups?|"
    r"members?)|"
    r"(?:co-?signed|endorsed|supported|submitted|sent)\s+(?:by|"
    r"on\s+behalf\s+of)(?:\s+the\s+following(?:\s+(?:organi[sz]ations?|groups?))?)?|"
    r"(?:on|in)\s+behalf\s+of(?:\s+(?:the\s+)?(?:following|undersigned)(?:\s+\w+)?)?|"
    r"(?:les\s+)?(?:organisations\s+)?signataires|(?:les\s+)?organisations\s+signataires|"
    r"premiers\s+signataires|"
    r"(?:organizaciones\s+)?(?:firmantes|firmas|firman|suscriben)|(?:los\s+)?abajo\s+firmantes|"
    r"unterzeichner\w*|unterzeichnende\w*(?:\s+organisationen)?|unterzeichnet\s+von|連署(?:團體|人|組織)?|"
    r"联署(?:团体|人|组织)?|簽署(?:團體|組織)?|签署(?:团体|组织)?)"
    r"(?:\s*\(\d+\))?\s*[:：.]?",
    re.IGNORECASE,
)
INDIVIDUALS_HEADING = re.compile(
    r"(?:(?:and\s+the\s+following\s+)?(?:(?:signed|endorsed|supporting)\s+)?individual(?:s|"
    r"\s+(?:signatories|signers|experts|endorsers|signatures))?|"
    r"in\s+(?:their|a|an)\s+(?:personal|individual|private)\s+capacity|"
    r"(?:affiliations?\s+for\s+identification\s+(?:purposes\s+)?only)|"
    r"experts?|academics?|scholars?|personnes|individus|personas|individuos|personalidades|"
    r"einzelpersonen|個人|个人)"
    r"\s*(?:\([^)]{0,80}\))?\s*[:：.]?",
    re.IGNORECASE,
)
ORGANISATIONS_HEADING = re.compile(
    r"(?:(?:signed|endorsed|supporting|international|national|local|regional|u\.?s\.?|domestic|"
    r"member)\s+)?"
    r"(?:organi[sz]ations?|groups?|ngos?|organisations|organizaciones|organisationen|associations|團體|"
    r"团体|組織|组织)"
    r"(?:\s+(?:signatories|signers|endorsers))?\s*[:：.]?",
    re.IGNORECASE,
)

REFERENCE = re.compile(
    r"(?:Re|RE|Ref|REF|Reference|Subject|SUBJECT|Subj|Regarding|Objet|Objeto|Asunto|Ref\.a|Betreff|"
    r"Betr\.?|Concerne|Concerning|"
    r"Referencia|Réf|Oggetto|Assunto|Тема|主旨|主題|主题|事由)\s*\.?\s*[:：]\s*(?=\S)"
)
COPY = re.compile(
    r"(?:c\.?c\.?|C\.?C\.?|Cc|bcc|Copy(?:\s+to)?|Copies(?:\s+to)?|With\s+copies?\s+to|"
    r"Copie(?:s)?(?:\s+à)?|Con\s+copia(?:\s+a)?|C\.c\.p\.|Copia(?:\s+a)?|Kopie(?:\s+an)?|Copied|"
    r"副本(?:抄送)?|抄送)\s*[:：]",
)
COPY_BARE = re.compile(
    r"(?:c\.?c\.?|C\.?C\.?|Cc|Copy|Copies)(?:\s+to)?[:.]?\s+(?=[A-Z])|(?:cc|CC|Cc|c\.c\.)[:.]?$"
)
ENCLOSURE = re.compile(
    r"(?:Enc(?:l(?:osures?|osed|s|\.)?|s|\.)?|Attachments?|Att\.|Attached|Annex(?:es)?|"
    r"Pi[èe]ces?\s+jointes?|P\.?J\.?|Anexos?|Adjuntos?|Anlagen?|附件)(?:\s*\(\d+\))?\s*(?:[:：.]|$)",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"(?:P\.?\s?S\.?|N\.?\s?B\.?|Post\s?scriptum)\s*[:.–—]?\s+(?=\S)")
DELIVERY = re.compile(
    r"(?:(?:sent|transmitted|delivered|submitted)\s+)?(?:via|by|per|par|por|v[ií]a|"
    r"durch)\s+(?:electronic|e-?mail|email|mail|"
    r"fax|facsimile|telefax|telecopier|télécopie|courriel|correo|courier|hand|post|overnight|first|"
    r"certified|registered|"
    r"u\.?s\.?\s+mail|fedex|diplomatic|messenger|web|online|"
    r"telecopy|airmail|telefono)\b",
    re.IGNORECASE,
)
FAX = re.compile(
    r"\b(?:tele)?fax(?:es|no|nr)?\b|\bfacsimile\b|\btélécopie(?:ur)?\b|\btelecopier\b|"
    r"\bT[ée]l[ée]copie\b|传真|傳真|факс",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?:^|\b)(?:tel|telephone|phone|ph|tél|téléphone|teléfono|telefon|mobile|cell|mob|office|"
    r"direct)\b\.?\s*(?:no\.?|number)?\s*[:+(\d]|电话|電話",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
URL = re.compile(r"(?:https?://|www\.)\S{3,}")


_OTHER_COUNTRIES = (
    "usa|u.s.a.|u.s.|us|uk|u.k.|england|scotland|wales|northern ireland|european union|eu|tibet|hong kong"
)
_CITIES = (
    "washington|washington, dc|washington, d.c.|new york|beijing|geneva|brussels|hague|the hague|"
    "strasbourg|berlin|oxford|cambridge|san francisco|boston|barcelona|milan|munich|mumbai|"
    "new delhi|delhi|rangoon|dharamsala|lhasa"
)
_PEOPLES = """
american british canadian australian european african asian uyghur uighur israeli palestinian
saudi emirati  egyptian bahraini iranian iraqi syrian swedish taiwanese hong-konger swiss austrian
belgian cuban venezuelan  mexican colombian brazilian indian pakistani bangladeshi kenyan nigerian
ethiopian eritrean rwandan tanzanian  moroccan tunisian algerian libyan sudanese lebanese
jordanian kuwaiti qatari omani yemeni western eastern  northern southern christian muslim buddhist
catholic protestant jewish sunni shia shiite baha'i rohingya  soviet communist azerbaijani azeri
belarusian burundian congolese cameroonian ugandan zimbabwean filipino
"""


@cache
def countries() -> frozenset[str]:
    """The names of the world's countries, lower case, in the languages that the parser knows."""
    from babel import Locale

    names = {
        name.lower()
        for language in ("en", "fr", "es", "de", "zh", "zh_Hant")
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2
    }
    return frozenset(names) | frozenset(_OTHER_COUNTRIES.split("|"))


@cache
def places() -> frozenset[str]:
    """Names of cities, as babel's time zones give them, and of countries; lower case."""
    from babel import Locale
    from babel.core import get_global

    zones = Locale.parse("en").time_zones
    cities = {str(zone["city"]).lower() for zone in zones.values() if "city" in zone}
    cities |= {key.rsplit("/", 1)[-1].replace("_", " ").lower() for key in get_global("zone_territories")}
    return frozenset(cities) | frozenset(_CITIES.split("|")) | countries()


@cache
def peoples() -> frozenset[str]:
    """Adjectives of languages and peoples ('chinese', 'tibetan'), lower case."""
    from babel import Locale

    names = {name.lower() for name in Locale.parse("en").languages.values() if " " not in name}
    return frozenset(names) | frozenset(_PEOPLES.split())
