/**
 * What pages put around and into articles that is not the article, by what it says of itself: class and id names, and the
 * words that stand over lists of other articles. The words were gathered from pages of 38 countries.
 */

/** Class or id tokens of parts that are never the article's text. Tokens are split at everything but letters. */
const partNames = new Set(
  (
    'share sharing sharebar sharebox sharethis sharedaddy addtoany addthis social socials socialmedia socmed follow followus ' +
    'related relatedposts relateds jp-relatedposts recommended recommendation recommendations recirc recirculation readmore ' +
    'bacajuga lihatjuga beritaterkait terkait terpopuler populer trending mostread mostpopular popularposts morestories ' +
    'newsletter newsletters subscribe subscription subscribebox signup paywall regwall piano ' +
    'advert adverts advertisement advertising adsbygoogle adslot adunit adcontainer adwrapper iklan banner sponsor sponsored promo promobox promotion outbrain taboola mgid revcontent zergnet ' +
    'comment comments commentlist komentar kommentare comentarios commentaires disqus respond livefyre ' +
    'breadcrumb breadcrumbs pagination pager pagelinks pagenavi wppagenavi tags taglist posttags tagcloud topics ' +
    'cookie cookies consent gdpr onetrust ' +
    'cta ctastories calltoaction viewcount viewscount postviews readingtime byline bylines bylinesection entrymeta postmeta articlemeta toolbar print printfriendly skiplink skip screenreader visuallyhidden sronly ' +
    'authorbio authorbox aboutauthor aboutheauthor authorcard postauthor ' +
    'copyright disclaimer correction-form feedback survey poll quiz ' +
    'caption credits imagecredit photocredit wpcaptiontext mediacaption imgcaption'
  ).split(' '),
)
const twoPartNames =
  /(?:^|[\s_-])(?:(?:social|share|sharing)[_-]?(?:links?|buttons?|icons?|tools?|bar|box|media|nav|list|widget)|related[_-]?(?:articles?|posts?|stor(?:y|ies)|news|content|links?|topics?|list|items?|box)|read[_-]?(?:more|also|next)|also[_-]?read|baca[_-]?juga|berita[_-]?(?:terkait|lainnya)|most[_-]?(?:read|popular|viewed)|more[_-]?(?:stories|news|from|on)|popular[_-]?posts?|newsletter[\w-]*|sign[_-]?up[\w-]*|ad[_-](?:slot|unit|container|wrapper|banner|block|label|placeholder)|ads?[_-]?wrap|google[_-]?ads?|author[_-]?(?:bio|box|card|info|details|description|about)|cta[_-]\w+|post[_-]views?[\w-]*|views?[_-]count|cookie[_-](?:law|notice|bar|banner|consent)[\w-]*|jetpack-slideshow-noscript|about[_-]?(?:the[_-]?)?author|(?:image|img|photo|pic|picture|foto)[_-]?(?:caption|credit|desc(?:ription)?|info)|wp-caption-text|post[_-]?tags?|tag[_-]?(?:list|cloud|links)|article[_-]?tags?|you[_-]?may|up[_-]?next|inline[_-]?(?:related|promo|newsletter)|teaser[_-]?(?:list|box)|entry-footer|site-footer|screen-reader-text|sr-only|visually-hidden)(?=$|[\s_-])/i

/** Names of what visitors write, and of what asks them for their consent: however long, it is not the article. */
const voiceNames =
  /^(?:comments|commentlist|comments?[_-]?(?:list|area|section|thread|container|wrapper|block)|disqus[_-]?thread|fb-comments|(?:reader|user)[_-]?comments|komentar(?:e|i|ze|ji|y)?|komentarai|kommentare?|kommentarer|kommentit|kommentit[_-]?alue|leserkommentare|commentaires?|comentarios?|comentarii|comentaris|commenti|reacties|hozzaszolasok|yorum(?:lar)?|binh[_-]?luan|y[_-]?kien[_-]?ban[_-]?doc|kommentar(?:ii|iy|y)|sxolia|talkbacks?|cookies?|(?:cookie|consent|gdpr|onetrust|didomi|usercentrics|cmp|qc-cmp2)[\w-]*)$/i
export const isNamedVoice = remembering((classAndId: string): boolean =>
  classAndId.split(/\s+/).some((name) => voiceNames.test(name)),
)

/** Answers that are kept; a site has some hundred names, on every page the same. */
const mostKept = 2000

/** A pure function's memory. */
export function remembering(answer: (names: string) => boolean): (names: string) => boolean {
  const kept = new Map<string, boolean>()
  return (names) => {
    const known = kept.get(names)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const fresh = answer(names)
    // A name of many thousand letters is made for one page.
    if (names.length <= 500) kept.set(names, fresh)
    return fresh
  }
}

/** Whether class and id name a part that is not text of the article. Callers ask only of parts, never of the whole. */
export const isNamedBoilerplate = remembering((classAndId: string): boolean => {
  if (classAndId.trim() === '') return false
  if (twoPartNames.test(classAndId)) return true
  return classAndId
    .toLowerCase()
    .split(/\s+/)
    .some((name) => partNames.has(name.replaceAll(/[^a-z]/g, '')) || partNames.has(name))
})

/** What stands over lists of other articles and over comments; the whole line must be it. */
const listHeadings =
  /^(?:berita (?:lainnya|terkait|terbaru|populer|terpopuler|pilihan|selanjutnya)|artikel (?:lainnya|terkait|menarik lainnya)|mir[aá] también|mire también|leé también|vea también|berita berkaitan|прочитајте још|vezane vijesti|povezane vesti|baca (?:juga|selengkapnya|berita lainnya)|lihat juga|simak juga|terkait|terpopuler|populer|rekomendasi(?: untuk anda)?|pilihan (?:editor|redaksi|untuk anda)|komentar|tinggalkan komentar|beri komentar|bagikan(?: (?:artikel|berita) ini)?|tags?|topik(?: terkait)?|related(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics?|links?|coverage|reading|video))?|(?:you )?(?:may|might) (?:also )?(?:like|be interested in)|you (?:may|might) also like|read (?:more|next|also|this next)|more (?:stories|news|from .{2,30}|on this (?:story|topic)|like this|to read|coverage|headlines|in .{2,20})|(?:most|more) (?:read|popular|viewed|shared)|popular(?: (?:now|stories|posts|articles))?|trending(?: (?:now|stories|articles))?|recommended(?: (?:for you|stories|articles|reading|by))?|editor['’]?s?['’]? (?:picks?|choice)|top stories|latest (?:news|stories|articles|headlines)|see also|up next|further reading|around the web|from (?:the|around) web|sponsored(?: (?:content|links|stories))?|share (?:this(?: (?:article|story|post|page|with .*))?|on.*)|follow us(?: on.*)?|(?:article |story |in this )?(?:topics|tags|keywords)|explore more on (?:this topic|these topics)|topics in this (?:article|story)|also read|must reads?|don['’]t miss|temas(?: relacionados)?|etiquetas|archivado en|otras noticias(?: de .{2,30})?|outras notícias|altre notizie|autres articles|à découvrir(?: aussi)?|en savoir plus|tagi|tematy|štítky|témata|címkék|etichete|ετικέτες|теги|темы|теми|етикети|oznake|etiketler|etiketter|emner|ämnen|aiheet|avainsanat|trefwoorden|schlagw(?:örter|orte)|stichw(?:örter|orte)|caută mai multe|вам может быть интересно|вас може зацікавити|comments?(?: ?\(\d+\))?|\d+ comments?|leave a (?:reply|comment)|join the (?:conversation|discussion)|view comments|about the authors?|topics|advertisement|sign up(?: for.*)?|subscribe(?: to.*)?|get our newsletter.*|lire aussi|à lire (?:aussi|également)|à voir aussi|sur le même sujet|articles? (?:liés?|similaires?|connexes)|dans la même rubrique|les plus lus|plus d['’]articles|commentaires?|partager(?: (?:l['’]article|cet article))?|lesen sie auch|auch interessant|das könnte (?:sie|dich) auch interessieren|mehr zum thema|zum thema|mehr (?:lesen|dazu|aus .{2,30})|weitere (?:artikel|meldungen|nachrichten|themen)|meistgelesen|ähnliche (?:artikel|beiträge)|verwandte (?:artikel|themen)|empfehlungen der redaktion|kommentare?|teilen|artikel teilen|leer (?:también|más)|lee (?:también|además|más)|te puede interesar|también te puede interesar|puede interesarte|le puede interesar|quizás? te interese|noticias relacionadas|artículos? relacionados?|más (?:noticias|sobre .{2,30}|en .{2,30}|información|leídas?|leídos?)|lo más (?:leído|visto)|ver (?:también|más)|relacionad[oa]s?|comentarios?|compartir|leia (?:também|mais)|veja (?:também|mais)|saiba mais|notícias relacionadas|mais (?:lidas|lidos|notícias|sobre .{2,30})|relacionad[oa]s|comentários?|compartilh(?:e|ar).*|leggi anche|potrebbe interessarti(?: anche)?|ti potrebbe interessare|articoli correlati|notizie correlate|approfondimenti|i più letti|condividi.*|commenti|lees ook|meer over .{2,30}|meest gelezen|gerelateerd(?:e artikelen)?|reacties|læs også|les også|läs också|läs mer|les mer|læs mere|mest läst|mest lest|mest læste|relaterade artiklar|lue myös|lue lisää|luetuimmat|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|przeczytaj (?:także|też)|polecane|powiązane(?: artykuły)?|komentarze.*|najczęściej czytane|čtěte také|čtěte i|související(?: články)?|nejčtenější|diskuse|čítajte aj|súvisiace články|olvasta már\??|kapcsolódó(?: cikkek)?|legolvasottabb|ajánlott|citește și|citeşte și|citește și:?|vezi și|articole similare|cele mai citite|прочетете (?:още|и)|вижте (?:още|и)|свързани(?: статии| новини)?|най-четени|коментари?|читайте (?:также|ещё|еще|по теме|далее)|смотрите также|по теме|материалы по теме|другие (?:новости|материалы)|ещё по теме|популярное|самое читаемое|рекомендуем|комментарии|поделиться|читайте також|дивіться також|також читайте|по темі|новини за темою|популярні(?: новини)?|коментарі|pročitajte i|pročitaj(?:te)? još|vezane vijesti|povezane vesti|povezano|najčitanije|i̇lgili (?:haberler|haber|konular)|ilgili (?:haberler|haber|konular)|bunlar da ilginizi çekebilir|çok okunanlar|diğer haberler|yorumlar?|xem thêm|đọc thêm|tin liên quan|bài viết liên quan|cùng chuyên mục|tin cùng chuyên mục|bình luận|chia sẻ|διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|δείτε (?:επίσης|ακόμη|ακόμα)|σχετικά(?: άρθρα)?|ροή ειδήσεων|σχόλια|اقرأ (?:أيضا|أيضاً|ايضا|المزيد)|شاهد أيض[اً]+|مواضيع ذات صلة|أخبار ذات صلة|ذات صلة|قد يهمك(?: أيض[اً]+)?|الأكثر (?:قراءة|مشاهدة)|تعليقات|التعليقات|شارك|مطالب مرتبط|بیشتر بخوانید|اخبار مرتبط|نظرات|مزید پڑھیں|یہ بھی پڑھیں|קרא עוד|כתבות נוספות|עוד בנושא|תגובות|यह भी पढ़ें|ये भी पढ़ें|संबंधित (?:खबरें|ख़बरें|लेख)|और पढ़ें|टिप्पणियाँ|আরও পড়ুন|আরো পড়ুন|সম্পর্কিত খবর|மேலும் (?:படிக்க|வாசிக்க)|(?:อ่าน)?ข่าว(?:อื่น ?ๆ ?)?ที่เกี่ยวข้อง(?:กัน)?|(?:các )?(?:tin|bài)(?: viết)? (?:khác|cũ hơn|mới hơn|đã đưa|nổi bật|cùng loại)|อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม|ข่าวอื่น ?ๆ|相关(?:新闻|文章|报道|阅读|推荐|链接)|相關(?:新聞|文章|報導|報道|閱讀|連結)|延伸(?:阅读|閱讀)|推荐阅读|推薦閱讀|更多(?:新闻|新聞|内容|相关.*)|热门(?:文章|新闻)?|熱門(?:文章|新聞)?|猜你喜欢|评论|評論|留言|分享|関連(?:記事|ニュース|リンク|キーワード)|あわせて読みたい|こちらもおすすめ|おすすめ(?:記事)?|人気(?:記事|ランキング)|アクセスランキング|コメント|シェア(?:する)?|관련 ?(?:기사|뉴스)|이 기사를? 추천|많이 본 (?:뉴스|기사)|인기 ?(?:기사|뉴스)|추천 ?(?:기사|뉴스)|댓글|공유하기)\s*[:：…»›>.]*$/iu
/** The same before a link in the middle of a text: `Baca juga: …`. */
const inlineLead =
  /^\W*(?:baca(?= ?[:：])|baca (?:juga|selengkapnya)|lihat juga|simak juga|read (?:more|also|next)|(?:see|watch|listen) also|also read|more (?:on this|here)|related(?: (?:article|story|news|content))?|recommended|lire aussi|à lire(?: aussi| également)?|lire également|voir aussi|lesen sie auch|lesen sie (?:mehr|hier)|lies auch|mehr (?:dazu|zum thema)|auch interessant|lee también|leé también|leer también|mir[aá] también|mire también|vea también|berita berkaitan|artikel berkaitan|прочитајте (?:још|и)|pročitajte (?:još|i)|lea también|lea además|le puede interesar|te puede interesar|te recomendamos|también (?:lee|lea|leer)|ver también|leia (?:também|mais)|veja também|saiba mais|leggi anche|lees ook|læs også|les også|läs också|läs även|lue myös|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|čtěte také|citește și|citeşte şi|vezi și|читайте также|читайте ещё|читайте по теме|читайте далее|смотрите также|читайте також|дивіться також|прочетете още|вижте още|pročitajte i|(?:ilgili|i̇lgili) haber|ayrıca (?:okuyun|bakınız)|bunu da okuyun|olvas(?:sa|d) el ezt is|olvasta már|kapcsolódó|kirjoittajalta myös|přečtěte si (?:také|i)|mohlo by vás zajímat|prečítajte si aj|preberite (?:tudi|še)|loe ka|lasi arī|skaityk(?:ite)? taip pat|citiți și|xem thêm|đọc thêm|>> xem thêm|διαβάστε (?:επίσης|ακόμη|ακόμα)|اقرأ أيض[اً]+|اقرأ المزيد|شاهد أيض[اً]+|بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें|और पढ़ें|আরও পড়ুন|อ่านเพิ่มเติม|相关(?:新闻|阅读|报道)|延伸(?:阅读|閱讀)|関連記事|あわせて読みたい|合わせて読みたい|관련 ?기사|함께 (?:보기|보면 좋은 기사)|더 ?보기|مطالب مرتبط|همچنین بخوانید|مزید پڑھیں|קראו (?:גם|עוד))(?:\s+\p{L}{1,8})?\s*[:：|–—-]/iu

const commentWords =
  'comments?|komentar|kommentare?|commentaires?|comentarios?|comentários?|commenti|commento|reacties|reactie|kommentar(?:er)?|kommenttia|komentarz\\p{L}*|komentář\\p{L}*|komentár\\p{L}*|komentara|hozzászólás\\p{L}*|comentarii|yorum|комментари\\p{L}*|коментар\\p{L}*|bình luận|σχόλι\\p{L}*|تعليق(?:ات|ان)?|نظر|تبصر\\p{L}*|תגובות|टिप्पणि\\P{Z}*|মন্তব্য|ความคิดเห็น|条评论|条留言|則(?:留言|評論|回應)|件のコメント|개의 댓글|댓글|コメント|评论|評論'
/** What counts the comments over them: `2 Kommentare`, `コメント（2）`, `تعليقان`. */
const commentCount = new RegExp(
  `^(?:\\p{Nd}+ ?(?:${commentWords})|(?:${commentWords}) ?[（(]?\\p{Nd}+[)）]?(?:条|件|개)?|تعليقان)[:：]?$`,
  'iu',
)

/** Turkish writes I with a dot, which folds to no letter of the patterns. */
function undotted(text: string): string {
  return text.replaceAll('İ', 'i')
}

/** Whether a line is what stands over other articles, comments or buttons. */
export function isListHeading(line: string): boolean {
  const text = undotted(line.trim())
  return line.length <= 60 && (listHeadings.test(text) || commentCount.test(text))
}

/** What newsrooms' systems leave where a film or picture was to be set: `[Gambas:Video 20detik]`. */
export const placeholder = /\[(?:gambas|youtube|instagram|twitter|facebook|tiktok)\s?:[^\]\n]{0,80}\]/gi

/** Whether a line points from the text to another article: `Baca juga: …`. */
export function isInlineLead(line: string): boolean {
  return line.length <= 400 && inlineLead.test(undotted(line.trim()))
}

/** Lines that are furniture wherever they stand. */
const furniture =
  /^(?:by (?:signing up|subscribing|registering|submitting|clicking|entering)\b.{0,120}(?:terms|privacy|policy).{0,60}|play video|video player.{0,40}|duration:? [\d:]+|(?:watch|video|▶)\s*[:|] ?[^.!?]{3,120}|this audio (?:is|was) (?:automatically )?generated.{0,140}|help us\b.{0,100}\b(?:donat|support|contribut).{0,80}|donate (?:to|now|today)\b.{0,100}|support (?:our|us|independent|quality) .{0,120}|unterstützen sie (?:uns|unsere)\b.{0,120}|(?:soutenez|aidez)[- ]nous\b.{0,120}|(?:apóyanos|haz (?:una|tu) donación)\b.{0,120}|поддержите (?:нас|наш|редакцию).{0,120}|підтрима(?:йте|ти) (?:нас|редакцію).{0,120}|our standards: .{0,120}|(?:reporting|writing|additional reporting|compiled) by [^.]{3,120}; ?edit(?:ing|ed) by .{3,80}|(?:dieses thema im programm|über dieses thema berichtete)\b.{0,180}|(?:editor|redaktor|redactor|editor web|redakcja|redigerat av|penyunting|editör)\s?[:：]\s?(?:\p{Lu}[\p{L}\p{M}’'.-]*\s?){1,4}|[（(【]?(?:责任编辑|责编|编辑|校对|审核|編輯|責任編輯)[:：].{1,30}|\[gambas:[^\]]{0,80}\]|(?:simak|lihat|tonton|saksikan)(?: juga)? video\s*[:'‘“"].{0,150}|baca (?:berita |artikel )?selengkapnya (?:di|pada) .{0,40}|(?:(?:lanjut |baca )?(?:ke )?)halaman (?:selanjutnya|berikutnya)\W{0,3}|(?:halaman|pages?|seiten?|pagina|páginas?|pagine|strona|strany?|stránk[ay]|sayfa(?:lar)?|страниц[аы]|сторінк[аи]|trang|sid(?:a|or)|sider?|sivut?|oldal|σελίδα|หน้า|الصفحات|صفحه|页|頁|ページ)\s*[:：]?(?:\s*[|/·]?\s*\p{Nd}{1,2}(?!\p{Nd})){2,}(?:\s*[|/·»›>]?\s*\p{L}+){0,3}\W{0,3}|this slideshow requires javascript\.?|\[\w+ [^\]]*\].{0,60}\[\/\w+\]|.{0,20}website uses cookies.{0,200}|(?:wir|diese (?:website|seite)) (?:verwende|nutz)[nt] cookies.{0,150}|tell us what you think.{0,10}|what do you think\?.{0,60}|want more stories like this\?|learn more|find out more|(?:mohon|silakan) (?:aktifkan|nyalakan) javascript.{0,60}|please enable javascript.{0,80}|you need to enable javascript.{0,60}|your browser does not support .{0,60}|\d{1,2}[:.]\d{2}|[\d.,]+ ?k? ?(?:views?|reads?|shares?|letture|kali dibaca|kali dilihat|dibaca|просмотр\p{L}*|lượt xem|lecturas|vues)|\d+ ?(?:min(?:ute)?s?|menit|минут\p{L}*) (?:read|baca|чтения)|[\s–—·[(-]*(?:advert(?:isement|ising|ise)?s?|ad|sponsored|iklan|anzeige|werbung|publicit[éeà]|publicidade?|publicitate|pubblicità|advertentie|reklam[aeo]?|rekl[aá]ma|annons|annonse|annonce|mainos|hirdetés|oglas(?:i)?|реклама\.?|διαφήμιση|إعلان(?:ات)?|اعلانات?|تبلیغات?|اشتہار|פרסומת|विज्ञापन|বিজ্ঞাপন|விளம்பரம்|โฆษณา|quảng cáo|广告|廣告|広告|광고)[\s–—·\])-]*|(?:廣告|广告)\s*[請请](?:繼續|继续).{0,12}|[^\n]{1,90}(?<!拍)[摄攝][）)]?|原(?:标题|標題|题|題)\s*[:：].{1,120}|[/(]?انتهای پیام[/)\s\p{Nd}]*|\(?fin\)? [a-zñ]{2,4}(?:\/[a-zñ]{2,4}){0,3}|(?:will|would|can|could) you (?:please )?(?:support|help) (?:our|us|independent)\b.{0,160}|scroll to continue(?: with content)?|story continues below.*|article continues (?:below|after).*|continue reading(?: below| the main story)?.*|skip (?:to|past) .{2,40}|share|tweet|email|print|whatsapp|facebook|twitter|copy link|link copied.*|save|bookmark|listen to (?:this|the) article.*|(?:escuchar?|ouvir|ouça|écouter|ascolta|anhören|lyssna på|lyt til|nghe|dengarkan|слушать|прослушать|dinle)(?: (?:la|el|a|o|esta|este|cet|questo|den|denne))? (?:l[’'])?(?:noticia|artículo|nota|notícia|matéria|article|articolo|artikeln?|artiklen|bài viết|bài báo|berita|новость|статью|haberi)|(?:artikel|beitrag) anhören|play audio|loading\.*|sign up here.*|subscribe (?:now|here|today).*|click here to (?:subscribe|sign up|join|read).*|follow .{2,60} on (?:twitter|facebook|instagram|x|telegram|google news|whatsapp)\b.*|(?:[©ⓒ]|copyright ).{0,120}|[<〈(]?저작권자.{0,120}|\p{Script=Hangul}{2,4}\s?(?:\p{Script=Hangul}{0,4}기자|특파원)\s*[(/|=]?\s*[\w.+-]{1,64}@[\w.-]+\)?|all rights reserved\.?.*|(?:image|photo)(?: (?:source|caption|credit|copyright))? ?[:©].{0,120}|media caption.*|image (?:caption|copyright|source).*|comments? (?:are |is )?(?:now )?(?:closed|disabled)(?: for this .{3,20})?\.?|комментарии (?:закрыты|отключены)\.?|коментарі (?:закрито|закриті|вимкнені)\.?|(?:die )?kommentare? (?:sind|ist) (?:geschlossen|deaktiviert)\.?|(?:les )?commentaires sont (?:fermés|clos|désactivés)\.?|(?:los )?comentarios (?:están )?(?:cerrados|desactivados)\.?|(?:os )?comentários (?:estão )?(?:encerrados|fechados|desativados)\.?|(?:i )?commenti sono chiusi\.?|(?:de )?reacties zijn gesloten\.?|(?:kolom )?komentar (?:telah )?ditutup\.?|yorumlar kapalı\.?|komentarze (?:są )?(?:zamknięte|wyłączone)\.?|diskuse je uzavřena\.?|评论已关闭|評論已關閉|التعليقات مغلقة|getty images|view this post on instagram|a post shared by .{2,120}|this (?:article|story) (?:was|has been) (?:originally |first )?published .{0,160}|(?:dapatkan|ikuti) .{0,60}(?:whatsapp channel|google news|saluran|telegram).*)$/iu

/** What a row of buttons says: `Teilen: Facebook X`, `分享到 F`. */
const shareRow =
  /^(?:share(?: this(?: (?:article|story|post|page))?| on| via)?|bagikan(?: (?:artikel|berita) ini)?|(?:artikel |beitrag )?teilen|partager(?: (?:cet|l['’])\s?article)?|compartir(?: en| esta nota)?|compart[ei]lhe?(?: esta notícia)?|condividi(?: su)?|поделиться(?: в)?|поділитися|udostępnij|sdílet|zdieľať|megosztás|paylaş|شارك(?: المقال| الخبر)?|مشاركة|اشتراک.?گذاری|chia sẻ|シェアする?|この記事をシェア|공유(?:하기)?|分享到?|แชร์|शेयर करें|শেয়ার(?: করুন)?|dela(?: artikeln)?|del(?: artik(?:e|k)len)?|jaa|deel(?: dit artikel)?|κοινοποίηση|שתפו|שיתוף|distribuie|podeli|podijeli|споделете)\s*[:：]?(?:(?:[\s|·,]+|(?<=[:：]))(?:\p{L}|facebook|twitter|whats ?app|telegram|linkedin|e-?mail|line|pinterest|reddit|messenger|viber|vk|ok|bluesky|threads|mastodon|copy(?: link)?|print|kakao(?:talk)?|weibo|wechat|微信|微博|qq|zalo)(?!\p{L}))*$/iu
/** What invites to letters: by what they are called and what is to be done. */
const letterWords =
  /newsletter|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|hírlev|boletín|buletin|рассылк|розсилк|бюлетин|bültenimiz|نشرت|النشرة البريدية|bản tin|メルマガ|メールマガジン|뉴스레터|خبرنامه|จดหมายข่าว|न्यूज़लेटर|নিউজলেটার|新闻邮件|电子报|電子報|ניוזלטר/iu
const joinWords =
  /sign up|melden? (?:sie|dich|euch)|erhalten sie|receive|in(?:to)? your inbox|ins postfach|boîte mail|recib[ae]|recevez|ricevi|receba|otrzymuj|subscribe|abonn|inscri|suscr|assin[ea]|iscriv|подпи|підпи|абони|zapisz|abone|berlangganan|اشترك|سجل|đăng ký|登録|購読|구독|عضو|สมัคร|सदस्यता|prenumerera|meld (?:deg|je|u)|tilmeld|tilaa|iratkoz|odebírejte|přihlas|订阅|訂閱|הירשמו|abonați/iu

/** Where a newsroom may be followed, and what invites to it: at the beginning of a sentence, for texts tell of these places too. */
const channels =
  /google (?:news|actualités|noticias|notícias|haberler|nieuws)|(?<!\p{L})(?:whats ?app|telegram|viber|line|zalo)(?:[ -]?(?:channel|kanal\p{L}*|canale?|kanalen|kênh|chaîne|saluran|oa))|(?:channel|canal|canale|kanal|saluran|chaîne|kênh|канал\p{L}*|κανάλι|قناة|قناتنا)[^.!?]{0,40}(?:whats ?app|telegram|viber|вотсап|телеграм|واتساب|تليجرام|تلغرام)|telegram[- ]?канал|телеграм[- ]?канал|вайбер/iu
const followWords =
  /(?:^|[.!?:]\s+)[^\p{L}]*(?:(?:please |and |also |you can )?(?:follow|join|subscribe|get|stay|read|download|click|add)(?: (?:us|to|our|the|on|all|more))?|ikuti|simak|gabung|dapatkan|baca|cek|pilih|silakan|síg(?:ue|u[ae]n)(?:nos)?|únete|suscr[ií]b\p{L}*|recib[ea]|suivez|rejoignez|abonnez|retrouvez|recevez|folg(?:e|en|t)|abonnier\p{L}*|seguici|segui|iscriviti|ricevi|unisciti|sig(?:a|am)|acompanhe|participe|clique|receba|inscreva(?:-se)?|volg|meld|ontvang|obserwuj|dołącz|śledź|bądź|sledujte|přidejte|pridajte|kövess\p{L}*|csatlakoz\p{L}*|iratkoz\p{L}*|urmăr\p{L}*|abon\p{L}*|intră|ακολουθ\p{L}*|δείτε|μπείτε|подпи\p{L}*|підпи\p{L}*|следите|стежте|читайте|присоедин\p{L}*|приєдн\p{L}*|абон\p{L}*|последвайте|prat\p{L}*|zaprat\p{L}*|spremljajte|takip|abone|theo dõi|đọc|mời|följ|følg|seuraa|تابع\p{L}*|اشترك\p{L}*|انضم\p{L}*|עקבו|הצטרפו|ติดตาม|फॉलो|जुड़\p{L}*|হোন|অনুসরণ)(?![\p{L}\p{M}])/iu
/** What a site says of its cookies, in its own name. */
const consents =
  /^(?:we (?:and our [^.]{0,40})?use|this (?:web)?site uses|our (?:web)?site uses|by (?:continuing|using|clicking)|wir (?:verwenden|nutzen|setzen)|nous utilisons|ce site utilise|(?:utilizamos|usamos)|este sitio (?:web )?(?:utiliza|usa)|este site (?:utiliza|usa)|(?:utilizziamo|usiamo)|questo sito (?:utilizza|usa)|wij gebruiken|deze (?:web)?site gebruikt|vi (?:använder|bruker|bruger)|(?:käytämme|tämä sivusto)|(?:używamy|nasza strona|ta strona)|(?:používáme|používame|tento web)|ez a (?:web)?oldal|(?:folosim|acest site)|(?:koristimo|ova stranica|ovaj sajt)|(?:мы используем|этот сайт|ми використовуємо|използваме)|(?:sitemiz|web sitemiz|bu site)|(?:kami menggunakan|situs ini)|χρησιμοποιούμε|يستخدم (?:هذا )?الموقع|نستخدم)[^.!?]{0,100}(?:cookies?|cookie-?k|kakor|evästei|ciastecz|kolačić|sütik|çerez|файлы куки|файли cookie|бисквитки|ملفات تعريف)/iu
/** What a newsroom asks its readers to send: `Have you been affected? Email us at …` */
const callsOut =
  /^(?:have you|do you|did you|are you|were you|got a|know)\b.{3,140}[?!.]\s.{0,60}(?:e-?mail|contact|get in touch with|write to|text|message|tell|call)\s(?:us|me|our|the newsdesk|him|her|(?:\S+@))/iu
/** Whose the text is, and that nobody else may print it. */
const rights =
  /riproduzione riservata|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|prohibida (?:su|la) reproducción|proibida a reprodução|wszelkie prawa zastrzeżone|všechna práva vyhrazena|všetky práva vyhradené|minden jog fenntartva|toate drepturile rezervate|все права защищены|всі права захищені|всички права запазени|sva prava pridržana|無断転載|無断複製|版权所有|版權所有|未经授权|未經授權|转载请注明|저작권자|무단 ?전재|tüm hakları saklıdır|all(?:a)? rättigheter|kaikki oikeudet|dilarang (?:keras )?(?:mengambil|memperbanyak|menyalin|mengutip)|جميع الحقوق محفوظة|כל הזכויות שמורות/iu

/** An address of mail and nothing else: whoever wrote the text has it. */
const mailAlone = /^[[(]?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+[\])]?$/u

/** A line of nothing but what leads to other pages of the article, and their numbers. */
const pagerLine =
  /^(?=.*\p{L})(?:[\s|»«<>›‹…·.[\]\p{Nd}]|上一[页頁]|下一[页頁]|首[页頁]|[尾末][页頁]|[阅閱][读讀]全文|余下全文|全文|前へ|次へ|前のページ(?:へ)?|次のページ(?:へ)?|이전|다음|التالي|السابق|(?<!\p{L})(?:next|previous|prev|page|suivante?|précédente?|siguiente|anterior|próxima|weiter|zurück|nächste|vorige|следующая|предыдущая|наступна|попередня|sonraki|önceki|selanjutnya|berikutnya|sebelumnya|tampilkan semua|lihat semua|neste|forrige|nästa|föregående|seuraava|edellinen|następna|poprzednia|další|předchozí)(?!\p{L}))+$/iu

/** The same where words are not parted by spaces. */
const gluedFollowWords = /ติดตาม|关注|關注|追蹤|フォロー|팔로우|구독/u

/** Whether a line names two places where people follow newspapers: `LINE และ Facebook`. */
function namesNetworks(text: string): boolean {
  const named = text
    .toLowerCase()
    .match(
      /(?<!\p{L})(?:facebook|twitter|instagram|tiktok|youtube|telegram|whatsapp|line|zalo|viber|threads|linkedin)(?!\p{L})/gu,
    )
  return new Set(named).size >= 2
}

const network =
  /(?<!\p{L})(?:facebook|twitter|instagram|tiktok|youtube|telegram|whatsapp|viber|threads|linkedin|google news|фейсбук|телеграм|телеграмм|інстаграм|فيسبوك|تلغرام)/iu

/** That nobody may print the text again, at whatever length: `All rights reserved. This material may not be …`. */
const forbids =
  /^(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|todos los derechos|todos os direitos|tous droits|tutti i diritti|wszelkie prawa).{0,160}(?:may not be|must not be|not be) (?:re)?(?:produced|published|printed|distributed|broadcast|used|copied)/iu

export function isFurniture(line: string): boolean {
  const text = line.trim()
  if (line.length > 400) return false
  if (
    (channels.test(text) || (line.length <= 200 && namesNetworks(text))) &&
    (followWords.test(text) || gluedFollowWords.test(text))
  )
    return true
  // In one place, where the line is an invitation and nothing else.
  if (line.length <= 100 && followWords.exec(text)?.index === 0 && network.test(text)) return true
  if (forbids.test(text) || consents.test(text) || (line.length <= 300 && callsOut.test(text))) return true
  if (line.length > 200) return false
  if (mailAlone.test(text)) return true
  if (rights.test(text) && (line.length <= 120 || text.search(rights) < 3)) return true
  if (line.length <= 60 && readingTime.test(text) && text.replace(readingTime, '').replace(/[\s.|•·]+/gu, '') === '')
    return true
  return (
    furniture.test(text) ||
    pagerLine.test(text) ||
    shareRow.test(text) ||
    (letterWords.test(text) && joinWords.test(text))
  )
}

/** `5 min read`, `Lesezeit: 3 Min.`, `この記事は約3分で読めます`: how long a text takes, beside its author and date. */
export const readingTime =
  /(?:(?:reading time|read time|lesezeit|lese-?dauer|temps de lecture|lecture|tiempo de lectura|tempo de leitura|leitura|tempo di lettura|lettura|leestijd|lästid|læsetid|lesetid|lukuaika|czas czytania|doba čtení|čas čítania|olvasási idő|timp de citire|okuma süresi|время (?:на )?чтения|час (?:на )?читання|waktu baca|thời gian đọc|χρόνος ανάγνωσης|مدة القراءة|وقت القراءة|زمان مطالعه|זמן קריאה|読了時間|この記事は|읽는 시간|阅读时间|閱讀時間|ใช้เวลาอ่าน|เวลาอ่าน)\s*[:：]?\s*(?:ca\.?|approx\.?|около|约|約)?\s*\p{Nd}+\s*(?:min\p{L}*\.?|мин\p{L}*\.?|хв\p{L}*\.?|perc|dakika|dk\.?|menit|phút|λεπτ\p{L}*|دقائق|دقيقة|دقیقه|דקות|分(?:钟|鐘)?(?:で読めます)?|분|นาที)|\p{Nd}+[ -]?(?:min(?:ute|ut[eio]s?|uti)?s?\.?|мин\p{L}*\.?|menit|dk|phút|دقائق|دقيقة|मिनट|분|分(?:钟|鐘)?)\s*(?:read(?:ing)?|de lecture|de lectura|de leitura|di lettura|lesezeit|чтения|baca|membaca|okuma|đọc|قراءة|में पढ़ें|소요|阅读|閱讀))(?!\p{L})/iu
