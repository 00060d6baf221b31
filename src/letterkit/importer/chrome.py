"""A web page's furniture: the lines around a document that are no part of it.

Known words tell the surest of it, in several languages; a cloud of tags is told by its shape. What else
stands before the first or after the last part of the document, in short lines, is furniture too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import names, words
from letterkit.importer.entries import ParagraphEntry, take_all
from letterkit.importer.parts import Role, SourceRegion

_WHOLE_LINES = (
    r"skip\s+(?:to|navigation|main).*",
    (
        r"(?:jump|go|back|return)\s+to\s+(?:the\s+)?(?:content|navigation|top|main|home|"
        r"search|news|letters|publications?)\b.*"
    ),
    r"(?:donate|give)(?:\s+(?:now|today|online|monthly|here))?!?",
    (
        r"(?:share|tweet|pin|post|print|email|e-mail|like|follow|save|send|whatsapp|telegram|"
        r"reddit|linkedin|facebook|twitter|instagram|youtube|x|bluesky|mastodon|pinterest|"
        r"flickr|rss|copy\s+link|print\s+friendly)(?:(?:[\s|/·•,&+]|and)+(?:share|tweet|pin|"
        r"post|print|email|e-mail|like|follow|save|send|whatsapp|telegram|reddit|linkedin|"
        r"facebook|twitter|instagram|youtube|page|this|pdf|on|via|us|google\+?|plus|more|to|a|"
        r"friend|article|icon|button|link|messenger|flickr|rss|version|bluesky|mastodon|"
        r"pinterest))*"
    ),
    r"(?:share|print|email|tweet|download)\s+this\b.{0,40}",
    r"(?:share|follow\s+us|like\s+us)\s+on\b.{0,40}",
    r"(?:click|tap)\s+(?:here|on)\b.{0,60}",
    (
        r"(?:read|view|see|load|show|learn|find\s+out|get)\s+(?:more|all|less|"
        r"related)\b.{0,40}[›»>→…]*"
    ),
    (
        r"read\s+(?:the\s+)?(?:full\s+)?(?:letter|report|article|story|statement|post|"
        r"more)\b.{0,30}"
    ),
    r"(?:most|also)\s+(?:viewed|read|popular|shared|recent)\b.{0,30}",
    (
        r"(?:related|similar|recommended|recent|latest|popular|featured|trending|top|"
        r"more)\s+(?:content|articles?|posts?|stories|news|reports?|topics?|items?|"
        r"publications?|links?|resources|documents?|reading|materials?|updates?|"
        r"press\s+releases?|letters|tags|searches|from\b.{0,40})\W*"
    ),
    r"region\s*/\s*country\b.*",
    (
        r"(?:regions?|country|countries|topics?|themes?|issues?|tags?|keywords?|categor(?:y|"
        r"ies)|filed\s+under|posted\s+in|tagged(?:\s+(?:with|as))?|标签|標籤|分類|分类)(?:\s*/\s*\w+)?"
        r"\s*[:|：]\s?.{0,160}"
    ),
    (
        r"(?:regions?|countries|topics?|themes?|issues|tags?|categories|archives?|menu|home|"
        r"homepage|search|news|press|media|blog|login|log\s+in|sign\s+in|sign\s+up|register|"
        r"subscribe|newsletter|contact(?:\s+us)?|about(?:\s+us)?|who\s+we\s+are|"
        r"what\s+we\s+do|get\s+involved|take\s+action|join(?:\s+us)?|our\s+work|support\s+us|"
        r"careers|jobs|events|publications|resources|multimedia|videos?|photos?|languages?|"
        r"english|français|español|deutsch|العربية|中文|简体中文|繁體中文|русский|português|日本語|한국어|"
        r"türkçe|فارسی|italiano|polski|nederlands|home\s+page|site\s?map|faqs?|shop|store|"
        r"close|open|toggle\s+navigation|main\s+menu|navigation|previous|next|prev|older|"
        r"newer|comments?|leave\s+a\s+(?:reply|comment)|no\s+comments|advertisement|"
        r"accept(?:\s+all)?|reject(?:\s+all)?|i\s+agree|ok|got\s+it|view\s+recipients|"
        r"download|attachments?\s+\(\d+\)|press\s+releases?\s+archive|stay\s+(?:updated|"
        r"informed|connected|in\s+touch)|follow\s+us|connect\s+with\s+us|transparency|"
        r"legal\s+notice|impressum|datenschutz|accessibility|feedback)[!›»>:.]*"
    ),
    r"(?:previous|next|older|newer)\s+(?:post|article|story|page|entry)\b.{0,80}",
    r"(?:home|accueil|inicio|startseite)\s*(?:[|>»›/·]|::).{0,200}",
    (
        r"(?:download|view|open\s+(?:the|this|a|as|in))\s+(?:(?:the|this|a|full|as|"
        r"in)\s+)*(?:pdf|letter|document|report|file|version|statement)\b.{0,60}"
    ),
    r"(?:pdf|word|docx?|image|photo|video|audio|file)\s*(?:[-–(:].{0,80}|version|file)?",
    r".{0,60}\b(?:logo|icon|thumbnail|banner|avatar)",
    r"(?:available|also\s+available|read|this\s+page|translations?)\s+in\b.{0,80}",
    r"(?:©|\(c\)\s|copyright\b|all\s+rights\s+reserved).{0,160}",
    r".{0,120}\ball\s+rights\s+reserved\b.{0,60}",
    (
        r"(?:privacy|cookie|terms)\s*(?:policy|policies|notice|statement|settings|preferences|"
        r"of\s+(?:use|service)|&|and)?\b.{0,60}"
    ),
    r"(?:posted|published|uploaded|submitted|written)\s+(?:by|in|under)\b.{0,80}",
    r"by\s*\|.{0,100}",
    r"(?:last\s+)?(?:updated|modified)(?:\s+on)?\s*:?\s.{0,40}",
    r"powered\s+by\b.{0,60}",
    r"(?:your|enter\s+your|first|last)\s+(?:email|e-mail|name)(?:\s+address)?\W*",
    r"\d+\s+(?:comments?|shares?|likes?|views?|min(?:ute)?s?\s+read|retweets?)",
    r"\d{1,2}\s*(?:min|minutes?)\s+read",
    r"(?:source|image|photo|credit|caption)s?\s*(?:credit)?\s*[:©].{0,120}",
    r"(?:reuters|getty\s+images|afp|ap\s+photo)\b.{0,80}",
    r"(?:#{3,}|-\s?30\s?-|\*{3,}|_{3,}|-{3,}|={3,}|~{3,}|#\s#\s#|ends?|fin|\*\s\*\s\*)",
    r"(?:back|home|top|up)",
    (
        r"(?:skip|aller|ir|zum|passer)\s+(?:au|al|zum|to)?\s*(?:contenu|contenido|inhalt|"
        r"menu)\b.{0,40}"
    ),
    r"(?:faire\s+un\s+don|donar|spenden|dona|jetzt\s+spenden|捐款|捐助)(?:\s+\w+)?",
    r"(?:partager|compartir|teilen|imprimer|imprimir|drucken|分享|打印)(?:\s.{0,40})?",
    (
        r"(?:à\s+lire\s+aussi|lire\s+(?:la\s+suite|aussi)|articles?\s+(?:liés|similaires)|"
        r"artículos\s+relacionados|lo\s+más\s+(?:leído|visto)|les\s+plus\s+lus|meistgelesen|"
        r"mehr\s+zum\s+thema|leer\s+más|voir\s+aussi|ver\s+también|les\s+plus\s+consultés|"
        r"相關文章|相关文章)\b.{0,40}"
    ),
    (
        r"(?:mentions\s+légales|aviso\s+legal|política\s+de\s+(?:privacidad|cookies)|"
        r"politique\s+de\s+confidentialité|quiénes\s+somos|qui\s+sommes[- ]nous|kontakt|"
        r"contacto|版权所有|版權所有)\b.{0,60}"
    ),
    r"(?:this\s+site|we|our\s+website|this\s+website)\s+uses?\s+cookies\b.*",
    (
        r"(?:you\s+(?:might|may)\s+also\s+like|get\s+our\b|designed\s+by|website\s+by|"
        r"site\s+by|back\s+to\b|回到|返回|分享|關於我們|关于我们|联系我们|聯絡我們|首页|首頁|打印本页).{0,80}"
    ),
    r"show\s+(?:caption|all|more|less)|expand|collapse|enlarge|zoom",
    r"(?:subscribe|sign\s+up|register)\b.{0,100}",
)
_WHOLE = re.compile(rf"\s*(?:{'|'.join(_WHOLE_LINES)})\s*", re.IGNORECASE)
# Sentences that ask for money or an address, and those about cookies.
_BEGGING = re.compile(
    r"tax[- ]deductible|\bmake\s+a\s+(?:donation|gift)\b|\bdonate\s+(?:now|today|to\s+support)|"
    r"\bsupport\s+our\s+work\b|\bsign\s+up\s+(?:for|to)\s+(?:our|receive|get)|"
    r"\bsubscribe\s+to\s+(?:our|the)|\buse\s+(?:of\s+)?cookies\b|\buses\s+cookies\b|"
    r"\baccept\s+cookies\b|\byour\s+(?:gift|donation)\b|\bget\s+updates\b|"
    r"\breceive\s+(?:periodic\s+)?(?:updates|our\s+newsletter)|"
    r"\bjoin\s+(?:our\s+mailing|\d[\d,.]*\s+(?:others|supporters))|\bfollow\s+us\s+on\b|"
    r"\blike\s+us\s+on\b|\benable\s+javascript\b|\byour\s+browser\b|\bcreative\s+commons\b|"
    r"\bthis\s+e-?mail\b.{0,60}\bconfidential\b|\bconsider\s+the\s+environment\b|\bto\s+unsubscribe\b|"
    r"\bmailing\s+list$|"
    r"déduct?ibles?\s+d['’]impôt|deducible\s+de\s+impuestos|steuerlich\s+absetzbar|\bspendenkonto\b",
    re.IGNORECASE,
)
_AMBIGUOUS_WORDS = """
press media news issues topics themes countries regions languages transparency accessibility events
videos publications resources reports archives internet jobs education
"""
_AMBIGUOUS = frozenset(_AMBIGUOUS_WORDS.split())
_FORWARDED = re.compile(
    r"[->_*\s]{0,30}(?:forwarded\s+message|original\s+message|begin\s+forwarded|message\s+transféré|"
    r"mensaje\s+reenviado|weitergeleitete\s+nachricht)\b",
    re.IGNORECASE,
)
_MENU_WORDS = """
about home news press publications jobs events contact donate search menu login blog media
resources reports letters programmes programs campaigns countries regions issues topics themes
videos photos english français español deutsch português italiano kiswahili русский العربية 中文
tweet share email print facebook twitter linkedin whatsapp instagram youtube rss pdf subscribe
newsletter join support shop library archive careers team history gallery faq sitemap privacy
cookies terms accessibility accueil actualités inicio noticias prensa kontakt presse spenden us
our work
"""
_MENU = frozenset(_MENU_WORDS.split())
_TAG = re.compile(r"[\u3400-\u9fff「」“”‘’!！·、()（）:：\-—–/A-Za-z0-9]{2,24}$")
_BETWEEN = re.compile(r"\s*[|›»>·•]\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")


def is_furniture(text: str) -> bool:
    """Whether a line is a web page's furniture, by its words alone."""
    text = text.strip()
    if _is_menu(text) or _is_trail(text):
        return True
    if len(text) <= 220 and _WHOLE.fullmatch(text):
        return True
    return len(text) <= 400 and _BEGGING.search(text) is not None


def _is_trail(text: str) -> bool:
    """Whether a line is short pieces between bars or arrows, and no row of a table of signatures."""
    if len(text) > 220:
        return False
    cells = [cell for piece in _BETWEEN.split(text.strip("| ")) if (cell := piece.strip())]
    if len(cells) < 3 or any(len(cell.split()) > 6 or names.person(cell) >= 0.7 for cell in cells):
        return False
    most = 4 if "|" in text else 3  # a row of a table may have as many
    return len(cells) > most or any(map(_is_known, cells))


def _is_known(cell: str) -> bool:
    return bool(_WHOLE.fullmatch(cell)) or any(token in _MENU for token in cell.lower().split()[:2])


def _is_menu(text: str) -> bool:
    """Whether a line is a row of a menu's words: 'About Programmes Press Jobs'."""
    tokens = [token.lower() for token in re.findall(r"[^\W\d_]+", text)]
    return 3 <= len(tokens) <= 30 and sum(token in _MENU for token in tokens) >= 0.7 * len(tokens)


def may_be_heading(text: str) -> bool:
    """Whether a menu's word can also stand above a paragraph of a letter: 'Press', 'Languages'."""
    return text.strip(":. ").lower() in _AMBIGUOUS


def is_tag_cloud(text: str) -> bool:
    """Whether a line is several tags in Chinese: its words stand apart, as in no sentence."""
    tokens = text.split()
    if len(tokens) < 4 or len(text) > 400:
        return False
    return all(_TAG.match(token) for token in tokens) and sum(
        bool(_HAN.search(t)) for t in tokens
    ) >= 0.7 * len(tokens)


def _forwarded(entries: Sequence[ParagraphEntry]) -> None:
    """A message that was sent on: its head, and the note above it, are no part of the letter."""
    at = next((i for i, entry in enumerate(entries) if _FORWARDED.match(entry.text)), None)
    if at is None:
        return
    end = at + 1
    while end < len(entries) and words.MAIL_FIELD.match(entries[end].text):
        end += 1
    if end > at + 1:
        take_all(entries[:end], Role.CHROME, 0.85)


def mark(entries: Sequence[ParagraphEntry]) -> None:
    """Take out what is furniture wherever it stands: by its region or by its words."""
    for entry in entries:
        _mark_one(entry)
    _forwarded(entries)
    clouds = [entry for entry in entries if entry.free and is_tag_cloud(entry.text)]
    if len(clouds) >= 3:
        take_all(clouds, Role.CHROME, 0.9)


def _mark_one(entry: ParagraphEntry) -> None:
    if entry.paragraph.region in (SourceRegion.MARGIN, SourceRegion.CHROME):
        entry.take(Role.CHROME, 0.95)
    elif entry.paragraph.region is SourceRegion.NOTE:
        entry.take(Role.FOOTNOTE, 0.95)
    elif not entry.paragraph.marker and is_furniture(entry.text):
        entry.take(Role.CHROME, 0.9)
