// Words by which blocks of a page betray themselves, in the languages of the press, and what the names (`class`, `id`) of elements say.
// Which of them count, and how much, is learnt (block-weights.ts); here they are only grouped.

const MONTH =
  'jan|feb|fév|mar|mär|apr|avr|abr|may|mai|mag|mei|maj|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set|oct|okt|ott|out|nov|dec|déc|dic|dez|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек';

/** A day of a month, with or without its year. */
export const DAY_OF_MONTH = new RegExp(
  String.raw`(?<!\d)\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?:${MONTH})|(?:${MONTH})[^\s\d]{0,9}\.?\s+\d{1,2}(?!\d)|\d{1,2}\s?月\s?\d{1,2}\s?日`,
  'iu',
);

/** A call to take a newsletter. */
export const NEWSLETTER_CALL =
  /(?:sign up|subscribe|abonnieren|melden sie sich|abonnez|inscrivez|recevez|suscríb|apúntate|inscreva|assine|iscriviti|ricevi|подпи[шс]).{0,120}(?:newsletters?|inbox|e-?mail|lettre d['’]info|boletín|рассылк)|newsletters?.{0,80}(?:abonnieren|anmelden|bestellen|inscri|sign up|subscribe)|(?:by e-?mail|your inbox|per e-?mail|par e-?mail).{0,60}(?:sign up|subscribe|anmelden|abonnieren|inscri)/iu;

const WEEKDAY =
  'mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|星期[一二三四五六日天]|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье';

/** A day with its year, and what else such a line says: the hour, the day of the week. */
export const ONLY_A_DAY = new RegExp(
  String.raw`^(?=.*(?:19|20)\d\d)(?:[\s\d.,:;|/·•–—()年月日时分-]|(?:${MONTH})\p{L}*|(?:${WEEKDAY})|de|del|of|the|at|às|a las|alle|à|um|le|el|il|on|am|pm|a\.m\.|p\.m\.|h|uhr|utc|gmt|[ce]es?t|st|nd|rd|th)+$`,
  'iu',
);

/** Nothing but a word over an advertisement. */
export const ADVERT_MARK =
  /^[^\p{L}\p{N}]*(?:advert(?:isements?|ising)?|anzeige|werbung|publicidad|publicidade|publicité|pubblicità|advertentie|reklama|annonce|реклама|广告|広告|광고|إعلان)[^\p{L}\p{N}]*$/iu;

/** At the end of an article: where else it, its author or its paper can be had. */
export const ELSEWHERE_CALL =
  /(?:follow|subscribe to|folge|folgen sie|suivez|sigue|siga|segui)\s.{0,60}\s(?:on|auf|sur|en|no|su) (?:twitter|facebook|instagram|telegram|youtube|x)(?![\p{L}\p{N}])|subscribe\s.{0,60}\sedition|(?:download|herunterladen|téléchargez|descarga|baixe|scarica)\s.{0,60}\bapps?\b/iu;

/** A question whether one liked the page, a rule for those who comment. */
export const TO_READERS =
  /(?:war|ist) (?:de[rn]|diese[rn]?)(?: \p{L}+)? (?:artikel|beitrag|seite) (?:\p{L}+ )?(?:nützlich|hilfreich)|(?:artikel|beitrag)(?: \p{L}+){0,3} teilen|(?:was|did you find) this (?:article|page|post) (?:helpful|useful)|(?:comments?|comentários|comentarios|commentaires|kommentare)\b[^.]{0,120}(?:moderat|moderad|modér|moderiert|freigeschaltet|aprovad|aprobad)/iu;

/** A notice of rights, of cookies, of what a site earns, of why one gets a letter. */
export const SITE_NOTICE =
  /무단\s?(?:전재|복제|배포)|無断(?:転載|複製)|[未禁][经經止][^。]{0,12}(?:转载|轉載)|may earn (?:an? )?(?:affiliate )?commission|you(?:’|'| a)re receiving this (?:e-?mail|newsletter)|(?:\bwe\b|our partners|\bwir\b|\bnous\b|this (?:web)?site|diese (?:web)?s(?:eite|ite)|ce site|este sitio|questo sito|мы)[^.!?]{0,60}\bcookies\b/iu;

/** A call to follow a site elsewhere. */
export const FOLLOW_CALL =
  /(?:subscribe to|follow|join|abonnier\S*|folg(?:e|en)|síguenos|suivez|únete|segui(?:ci|teci)|подпи[шс]\S*)\s.{0,40}(?:(?:our|us|uns|nous|nos|nuestr\S+|naszego|наш\S*)\s.{0,40}(?:telegram|whatsapp|youtube|facebook|twitter|instagram|google news|канал)|(?:us|uns|nous) (?:on|auf|sur))/iu;

/** What a block's first 400 characters say. */
export const PHRASES: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'related',
    /^[^\p{L}\p{N}]*(?:read (?:more|also|next|the full)|more (?:on|from|about|stories)|related|see (?:also|more)|also (?:read|on)|don['’]t miss|you (?:may|might)|recommended|most (?:read|popular|viewed)|trending|popular|watch:?|lesen sie|mehr (?:zum|zu|dazu|lesen|themen|aus)|das könnte|auch interessant|weiterlesen|siehe auch|passend dazu|zum thema|weitere (?:artikel|beiträge|meldungen|themen|nachrichten)|empfohlene|schon gelesen|auch lesen|themen im|das thema könnte|à lire|lire (?:aussi|la suite|plus)|voir aussi|sur le même|à voir|articles liés|le(?:a|er) (?:también|más)|te puede|más (?:información|noticias|sobre)|vea también|relacionad|ver también|leia (?:mais|também)|veja (?:também|mais)|saiba mais|leggi anche|vedi anche|potrebbe|lees (?:ook|meer)|читайте|смотрите также|по теме|самые|延伸阅读|延伸閱讀|相关|相關|推荐|更多|阅读原文|関連|続きを読む|あわせて|おすすめ|관련|더보기|اقرأ|للمزيد|czytaj|zobacz|przeczytaj|ilgili|lue myös|les også|läs (?:även|mer)|læs)/iu,
  ],
  [
    'subscribe',
    /newsletter|subscri|sign up|log ?in\b|abonn|suscr|inscri|assine|iscriv|anmeld|registr|подпи|订阅|訂閱|購読|会員|구독|اشترك|download (?:the|our) app|app store|google play|join (?:us|our)|inbox|sottoscri|prenumer/iu,
  ],
  [
    'social',
    /follow (?:us|me|\w+ on)|facebook|twitter|instagram|whatsapp|linkedin|pinterest|\bshare\b|\btweet\b|\bprint\b|teilen|folgen sie|partage[rz]|compart[ei]|condivid|поделиться|分享|シェア|공유|شارك|udostępnij/iu,
  ],
  [
    'comment',
    /\bcomments?\b|kommentar|commentaire|comentario|comentário|коммент|отзыв|评论|留言|コメント|댓글|تعليق|\breply\b|disqus/iu,
  ],
  [
    'copyright',
    /©|\(c\)|copyright|all rights|alle rechte|tous droits|todos los derechos|todos os direitos|все права|版权|版權|转载|無断|무단|without permission|may not be (?:published|reproduced)/iu,
  ],
  [
    'photo',
    /photo|image|picture|\bfoto|\bbild|getty|shutterstock|\breuters\b|\bafp\b|\bap\b|imago|crédit|credit|фото|写真|사진|图片|图源/iu,
  ],
  [
    'byline',
    /^[^\p{L}\p{N}]*(?:by|von|par|por|di|av|af|text|autor|auteur|author|written|posted|publicado|pubblicato|veröffentlicht|作者|记者|記者|编辑|編輯|责任编辑|文[／/:：]|автор|текст)(?:\s|:|：)/iu,
  ],
  [
    'date',
    new RegExp(
      String.raw`(?:${MONTH})[^\s\d]{0,9}\.?,?\s+(?:\d{1,2},?\s+)?(?:19|20)\d\d|(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d`,
      'iu',
    ),
  ],
  [
    'updated',
    /^[^\p{L}\p{N}]*(?:updated|published|last (?:updated|modified)|first published|publi|aktualisiert|stand:|veröffentlicht|mis à jour|actualizado|aggiornato|posted|обновл|опублик|发布|更新|公開|입력|수정|تحديث)|\b\d{1,2}:\d\d\b/iu,
  ],
  [
    'advert',
    /advert|\banzeige\b|publicidad|publicité|sponsor|affiliate|commission|werbung|реклама|广告|広告|광고|إعلان|\bdeals?\b/iu,
  ],
  [
    'tags',
    /^[^\p{L}\p{N}]*(?:tags?|topics?|filed under|schlag|themen|schlüssel|mots-clés|etiquetas|temas|теги|метки|标签|タグ|keywords?|categor|kategorie)\b/iu,
  ],
  [
    'author',
    /\b(?:is|was|has been) (?:an? |the )?(?:[\p{L}-]+ ){0,5}(?:reporter|writer|editor|correspondent|journalist|author|columnist|blogger|contributor|founder)|about the author|über (?:den autor|die autor)|à propos de l|sobre (?:el|o) autor|joined |reporting by|editing by|contributed to this|redakteur|journalist(?:in)? |@\w+|e-?mail/iu,
  ],
  [
    'notice',
    /the views expressed|opinions expressed|die meinung|this (?:article|story|post) (?:was|is|originally|first)|originally (?:published|appeared)|ursprünglich|source:|quelle:|fuente:|fonte:|来源|來源|出典|notice|disclaimer|citation:|for more information/iu,
  ],
  ['address', /https?:\/\/|www\.|[\w.]+@[\w.]+\.\w/iu],
];

/** What the names of an element say. */
export const NAMES: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'related',
    /related|recommend|promo|teaser|more-|readmore|read-more|popular|trending|outbrain|taboola|also|crosslink|link-?list|further/iu,
  ],
  ['subscribe', /newsletter|subscri|sign-?up|paywall|login|regist|piano|abo-|premium|cta\b|call-to/iu],
  ['social', /share|social|follow|twitter|facebook|sharing|addtoany|whatsapp/iu],
  [
    'meta',
    /byline|author|meta\b|meta-|date|time|publish|posted|entry-info|dateline|kicker|breadcrumb|categor|\btags?\b|tags?-|eyebrow|source/iu,
  ],
  ['caption', /caption|credit|copyright|photo|image|gallery|figure|media|video|legend|slide/iu],
  ['advert', /(?:^|[-_\s])ads?(?:$|[-_\s])|advert|sponsor|banner|affiliate|disclaimer|commerce|product/iu],
  ['comment', /comment|disqus|respond|reply|feedback|rating|vote/iu],
  ['foot', /foot|bottom|after|bio\b|bio-|about|widget|sidebar|aside|nav\b|menu|toolbar|notice|infobox|box\b/iu],
  ['head', /head|title|lead|intro|summary|standfirst|dek|subtitle|excerpt|perex/iu],
  [
    'body',
    /article-?_*(?:body|text|content)|entry-?content|post-?(?:content|body)|story-?(?:body|text|content)|paragraph|rich-?text|(?:^|[-_\s])text(?:$|[-_\s])|main/iu,
  ],
];
