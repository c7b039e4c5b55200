import type { FeedPerson } from '../model/feed.ts'
import { foldText, plainText } from './article-text.ts'
import { isAgencyName, isCity, withoutLeadOf } from './article-byline-words.ts'
import { isCaselessName } from './caseless-names.ts'

/** What stands before a name, after which a space is enough. */
const leadWords =
  'laporan (?:wartawan|reporter|jurnalis|kontributor)(?: [^\\s,]+){1,3},|von unserem (?:redaktionsmitglied|mitarbeiter|reporter)|(?:written|reported|reporting|posted|published|submitted|added|authored|created|filed|contributed|words|story|text|analysis|review|report|compiled|a report) by|by|oleh|di(?:tulis|posting|terbitkan|publikasikan|kirim|unggah) oleh|(?:soumise?|publiée?|postée?|écrite?|rédigée?|signée?|proposée?|envoyée?) par|(?:escrit[oa]|enviad[oa]|publicad[oa]|redactad[oa]|cread[oa]|postad[oa]) por|(?:verfasst|geschrieben|veröffentlicht|erstellt|eingereicht|gepostet) von|(?:scritto|inviato|pubblicato|redatto|postato|creato) da|(?:geschreven|geplaatst|ingediend|gepubliceerd|ingezonden) door|(?:scris|publicat|postat|trimis|adăugat) de|(?:skrevet|skriven|publicerad|publisert|indsendt|lagt ut) a[vf]|(?:napisał|dodał|opublikował|opracował|przygotował|rozmawiał)a?|(?:napsal|vložil|publikoval)a?|(?:опубликовал|добавил|разместил|подготовил|беседовал|записал)а?|(?:опублікува|підготува|написа|спілкува)(?:в|ла)|автор(?:ка)? (?:материала|статьи|текста|публикации|матеріалу|статті|тексту)|(?:специальный )?корреспондент(?:ка)?|журналист(?:ка)?|журналіст(?:ка)?|đăng bởi|gönderen|ekleyen|penulis|pewarta|reporter|wartawan|jurnalis|kontributor|laporan|por|par|propos recueillis par|texte? de|von|ein(?:e)? .{3,20} von|aus \\p{Lu}\\S{2,20} (?:von|berichtet)|text von|article (?:rédigé |écrit |signé )?(?:par|de)|articolo di|texto de|bài của|theo|ผู้สื่อข่าว|எழுதியவர்|द्वारा|door|av|af|skrevet av|skriven av|bởi|eftir|autor(?:a|en|es|in|innen|ka|ek|ři|zy)?|auteure?|автор(?:ы|и)?|текст|написал(?:а)?|pisze|piše|oprac\\.|írta|γράφει (?:ο|η)|του|της|yazan|haber(?! merkezi)|kirjoittaja|kirjoittanut|teksti|tekst(?: (?:en|og|i) \\p{L}{3,8})?|toimittaja|toimittanut|imeandikwa na|isinulat ni|ulat ni|reportagem de|texto de|objavi(?:o|la)|napisa(?:o|la)|priredi(?:o|la)|toimetas|szerző|redactor|autoři|نشر بواسطة|بواسطة|گزارش از|reportage (?:de|von|av)|بقلم|كتب|كتبت|به قلم|מאת|作者|记者|記者|文|撰文|撰稿|采写|文字|著者|글|নিজস্ব প্রতিবেদক:?'
/** What stands before a name when a colon follows. */
const labelWords = `${leadWords}|from|words|story|report|w\\/q|muallif|zohibi|escribe|reporta|tim (?:redaksi|penulis|liputan)|аутор(?:ка|и)?|новинар(?:ка)?|حاور(?:ه|ها|ته|تها)?|أجرى الحوار|أجرت الحوار|authors?|writers?|journalists?|correspondents?|redakteur(?:in)?|redacteur|te[xk]s?te?s?|texto|testo|teksti|tekst|koment(?:ar|uje)|szerző|yazar|muhabir|opracowanie|opracował[ai]?|เรื่อง|tác giả|thực hiện|bài(?:(?: và|,| -)? ảnh)?|redacción|כתבה|συντάκτης|γρ[αά]φ(?:ει|ουν)|إعداد|المصدر|نویسنده|از|خبرنگار|כתב|โดย|เรื่องโดย|ผู้เขียน|ผู้สื่อข่าว|筆者|執筆|取材[・･]文|文[・･]写真|취재|기자|लेखक|रिपोर्ट|প্রতিবেদক|লেখক|تحریر|رپورٹ|گزارش|به قلم|autorius|autorė|autors|müəllif|muallif|ავტორი|հեղինակ|imeandikwa na|isinulat ni|எழுதியவர்|రచన|mwandishi|höfundur|kirjoittaja|skribent|forfatter|журналіст(?:ка)?|журналист(?:ка)?|корреспондент(?:ка)?|кореспондент(?:ка)?|toimittaja|toimetaja|autoři|autori|avtor(?:ica)?|egilea|qoraa|сурвалжлагч|interview|ρεπορτάζ|επιμέλεια|الكاتب(?:ة)?|مراسل(?:نا|ة)?|المحرر|संवाददाता|ライター|rep|giriş|opracowanie|publikacja|reportase|reportage|авторка|автори|de`
/** What stands before the names of those who did something else. */
const otherRoles =
  'źródło|sources?|sumber|fuente|fonte|quelle|izvor|zdroj|forrás|kilde|källa|lähde|kaynak|источник|джерело|πηγή|nguồn|bron|red|تحرير|editors?|edit(?:ed|ing)(?: by)?|redaktur(?:e)?|penyunting|penerjemah|translat(?:ors?|ed by)|foto(?:s|graf\\p{L}*|grafi[ae]s?)?|photos?(?: by)?|photograph\\p{L}*(?: by)?|pictures?(?: by)?|images?(?: by)?|kuva(?:t|aja)?|beeld|ảnh|slike|fotky|fotók|снимки?|извор|фотографі\\p{L}*|φωτογραφί\\p{L}*|צילום|تصوير|صور|عکس|عکاس|ছবি|படம்|fact[- ]?check(?:ed)?(?: by)?|bild(?:er)?|video(?: by)?|kamera|grafik|illustration\\p{L}*|infogra\\p{L}*|producers?|编辑|編輯|责任编辑|責任編輯|责编|责任编辑|校对|审核|来源|來源|稿源|摄影|攝影|写真|撮影|사진|편집|фото|редактор|ภาพ|zdjęci[ea]|fotó'

/** What stands before a name in a byline. */
const lead = new RegExp(
  `^(?:${leadWords})\\s*[:：|/／-]?\\s+|^(?:${labelWords})\\s*[:：՝]\\s*|^(?:文|图文|作者|记者|記者|글)\\s*[/／|｜＝]\\s*|^(?:(?:取材|構成|写真|撮影)[・･])?文(?:[・･](?:写真|撮影))?\\s*[/／・･＝=]\\s*(?=\\p{Script=Han}{2})|^기자\\s+(?=\\p{Script=Hangul}{2,4}$)|^(?:โดย|เรื่องโดย)\\s*`,
  'iu',
)
/** In small letters before two words that begin with a capital; `Di Maria` is a name. */
const smallLead =
  /^(?:di|de|da|do|of|(?:[Aa]rticolo |[Tt]esto )?[Aa] cura d(?:i|el|ella|ello))\s+(?=\p{Lu}\S*\s+\p{Lu}|[Rr]eda)/u
/** Where the next label begins: `Penulis: A B Editor: C D`, `来源：新华网作者：张伟`. */
const nextLabel = new RegExp(
  `[\\s,./]+(?!by\\s*[:：])(?=(?:${labelWords}|${otherRoles})\\s*[:：])|(?<=\\p{Script=Han})(?<!责任|責任)(?=(?:作者|来源|來源|稿源|责任编辑|責任編輯|责编|编辑|編輯|校对|审核)[:：])`,
  'iu',
)
const otherRoleInside = new RegExp(`(?<!\\p{L})(?:${otherRoles})\\s*[:：]`, 'iu')
const otherRole = new RegExp(`^(?:${otherRoles})\\s*(?:[:：]|(?<=by)\\s)`, 'iu')
/** `Teksti Matti Laine, kuvat Liisa Aho`: without a colon, in a list. */
const pictured =
  /^(?:kuvat?|fot\.|fotos?|photos?|pictures?|bilder|bild|beeld|zdj\.|zdjęcia|фото|fotografie)\s+(?=\p{Lu}\S*\s\p{Lu})/u
/** `Lina Berg (text) och Per Holm (foto)` */
const picturedInBrackets =
  /(?:^|[,;|]\s*|\s(?:and|und|och|og|en|et|y|i|ja|e)\s+)\p{Lu}[^\s,;()]*(?:\s[^\s,;()]+){0,2}\s\p{Lu}[^\s,;()]*\s*\((?:fotos?|photos?|bilde?r?|kuvat?|фото|zdjęcia|video|grafik|graphics?|illustrations?)\)/giu

/** Where one name ends and another begins, whatever stands beside. */
const between =
  /\s*(?:[;|•／、\n]|(?<!\p{Script=Han})·|·(?!\p{Script=Han})|\s\/\s|,\s+(?:and|dan|und|y|et|e|и|و|og|och|en|ve|şi|și|i|a|ja|és|at|και)\s+|\s+(?:and|dan|und|et|&|и|та|og|och|ve|və|și|şi|és|και)\s+|،|,|，)\s*/iu
/** Behind the last of a list stands no name any more: `Anna Weber und Jan Krüger, Berlin`. */
const afterLast = /(\s(?:and|und|dan|et|y|e|och|og|en|и|та|ve)\s[^,;|\n]+),[^,;|\n]*$/iu
/** Short words that mean "and" in one language and are parts of names in another: only between two whole names. */
const weakBetween = /(?<=\S\s+[^\s\p{Ll}]\S*)\s+(?:y|e|i|і|a|en|ja|na|at|va|và|ו?و|และ)\s+(?=[^\s\p{Ll}]\S*\s+\S)/u
/** `أحمد حسن وسارة علي`: "and" is a letter of the next word, which many names begin with too. */
const arabicAnd =
  /(?<=\p{Script=Arabic}\s\p{Script=Arabic}+)\s+و(?=(?!ليد|ائل|سام|فاء|داد|جدي|جيه|حيد|ردة?(?!\p{L})|سن|صفي|ضاح|عد|فيق|لاء|لي|هبة?(?!\p{L})|هيب|ديع|سيم|صال|ثاب|هدان|جدان|ادي|اصف|اثق)\p{Script=Arabic}{2,}\s+\p{Script=Arabic}{2,})/u
/** What stands in the place of a name and is none. */
const noName =
  /^(?:\S*admin\d*|administrator|root|user|editor|webmaster|author|unknown|anonymous|none|null|undefined|n\/a|-|by|news|default|guest|noreply|no-reply|home|user\d+|\d+|(?:and |with )?(?:other |news )?agenc(?:y|ies)|agenturen|agences?|agencias?|agenzie|.{0,6}(?:報導|報道|报道))$/i
/** What a newsroom signs with when nobody does: believed only where there is no name. */
const newsroom =
  /^(?:haber merkezi|নিজস্ব প্রতিবেদক|নিজস্ব সংবাদদাতা|(?:da|de|di) (?:reda[cç][aã]o|redacci[oó]n|redazione)|(?:tim |team )?redaksi|redaktion|redacci[oó]n|reda[cç][aã]o|redazione|(?:la )?r[ée]daction|redakcja|redakce|redakcia|redakcija|redac[tțţ]ia|szerkesztőség|redactie|redaksjonen|toimitus|редакция|редакція|هيئة التحرير|编辑部|編輯部|編集部|editorial(?: team| board| staff| desk)?|(?:\S+ ){0,2}desk|(?:online|web|news)[ -]?desk|newsroom|staff(?: writer| reporter)?s?|our correspondent|newspaper|media)$/iu
/** What stands after a name: posts, places of work, days. */
const tail =
  /\s*(?:[|•·–—]\s.*|\s-\s.*|[(（][^()（）]{1,40}[)）]$|,?\s+(?:updated|published|posted|diterbitkan|diperbarui|aktualisiert|veröffentlicht|publié|publicado|actualizado|обновлено|опубликовано|publicat[ăe]?|actualizat[ăe]?|publikováno|publikované|opublikowano|objavljeno|објављено|gepubliceerd|publicerad|publisert|offentliggjort|julkaistu|közzétéve|megjelent|yayınlan\p{L}*|güncelle\p{L}*|tayang|публикувано|опубліковано|оновлено)(?!\p{L}).*|\s+(?:reports|skrifar|írása|rapporte|berichtet|pisze)$|\s+(?:记者|記者|报道|報導|報道|摄|기자|특파원|선임기자|인턴기자|논설위원)(?:\s.*)?$|(?<=^[\p{Script=Hangul}]{2,4})(?:기자|특파원)$|@\S+\s*$|\S+@\S+\.\w+.*$|(?<=\S\s\S+)\s(?:The )?Associated Press$|\/(?:dpa|afp|ap|reuters|apa|sid|epa|efe|ansa|tt|ntb|anp|pap|stt|čtk|tasr|mti|lusa|aap)$|\s+(?:نُ?شر|تاريخ النشر|آخر تحديث|تم النشر)(?:\s.*)?$)$/iu

/** What is told of a person after the name: `is a writer in …`, a place of work at the end of the byline. */
const aside =
  /\s+(?:is|was|adalah|ist|est|es)\s+(?:an?|the|our|seorang|ein|une?|el|la)\s.*$|\s+(?:publiziert|veröffentlicht|published|posted|updated|on|at|am|um|le|el|il|[ap]\.?m\.?)(?:\s+(?:am|on|at|um|[ap]\.?m\.?))*\.?$/iu
/** A post behind a name without a comma: `Ana Pérez Corresponsal en Madrid`. */
const post =
  /(?<=\S\s\S+)\s+(?:redacteur|verslaggeefster|verslaggever|redaktør|toimittaja|reportér(?:ka)?|redaktor(?:ka)?|dziennikar(?:z|ka)|újságíró|corresponsal|correspondante?|korrespondent(?:in)?|redactora?|periodista|enviad[oa] especial|repórter|jornalista|giornalista|journaliste|redaktør|reporter|envoyée? spéciale?|inviat[oa](?: speciale)?|corrispondente|special correspondent|for (?:the )?(?=\p{Lu})|journalist|(?:(?:senior|staff|chief|lead|political|business|sports?|science|health|environment|education|technology|tech|foreign|national|international|contributing|deputy|associate|managing|executive|crime|courts?|defen[cs]e|diplomatic|economics|finance|features|freelance|guest|investigative|news|local|regional|multimedia|digital|data|culture|arts|religion|travel|opinion|city|community|climate|energy|political|social affairs|white house|africa|asia|europe)[\s-]+)+(?:editor|writer|reporter|correspondent|columnist|contributor|journalist|analyst|producer))(?=[\s,]|$|\p{Lu}).*$/iu
/** `De notre envoyé spécial à Rome, Paul Roux`, `Von unserem Korrespondenten Lars Ott`: the post before the name. */
const postBefore =
  /^(?:(?:[Dd](?:e|al|alla|o|a|el|oor)|[Pp]ar|[Vv][ao]n|[Bb]y|[Pp]or)\s+)?(?:[Nn]otre|[Nn]os|[Nn]uestr[oa]|[Nn]ostr[oa]|[Nn]oss[oa]|[Uu]nser(?:e[mnrs]?)?|[Oo]nze|[Oo]ur)?\s*(?:[Vv]erslag(?:gever|geefster)s?|[Ee]nvoyée?s? spécia(?:le?s?|ux)|[Cc]orrespondante?s?|[Ee]nviad[oa] especial|[Cc]orresponsal|[Ii]nviat[oa](?: speciale)?|[Cc]orrispondente|(?:Sonderk|K)orrespondent(?:in|en)?|[Rr]edakteur(?:in|s)?|[Rr]edacteur|[Rr]eporter(?:in)?|[Mm]itarbeiter(?:in)?|[Ss]pecial [Cc]orrespondent|[Cc]orrespondent)(?:\s+(?:à|au|en|in|a|da|aus)\s+\p{Lu}[\p{L}-]+)?[\s,:]+(?=\p{Lu}[\p{L}’'.-]*(?:\s+(?:de|van|der|den|von|da|di))*\s+\p{Lu})/u
/** An address of mail, with the marks that set it apart; behind one a name may stand in brackets: `ada@quay.example (Ada Finch)`. */
const mailbox = /[<(]?(?:mailto:)?[^\s,;:<>()@]{1,64}@[^\s,;<>()@]{1,255}\.\p{L}{2,}[>)]?(?:\s*\(([^()]{2,80})\))?/gu
/** `Ada Finch in Whitsand` */
const whereFrom = /(?<=\S\s\S+)\s+(?:in|à|aus)\s+\p{Lu}\S+$/u
/** `María Gómez / Madrid`: where she is. Agencies stand there too, and have written as well. */
const placeBehindBar =
  /(?<=\S\s\p{Lu}[^\s/]+)\s+\/\s+(?!(?:reuters|bloomberg|xinhua|tass|interfax|antara|notimex|anadolu|kyodo|jiji|yonhap|belga|tanjug|agerpres|ritzau|bernama|agencia)(?!\p{L}))\p{Lu}[\p{L}\p{M}]{4,}$/iu
/** `Ana Pérez/Luis Gómez`: two whole names. */
const slashBetween = /(?<=\p{L}\s\p{L}[^\s/]*)\/(?=\p{Lu}[^\s/]*\s\p{Lu})/gu
/** `Elif YILDIZ/İSTANBUL, (DHA)` */
const capitalsBehindBar = /(?<=\S\s\p{Lu}[^\s/]*)\/\p{Lu}{3,}(?:,?\s*\([^()]{2,20}\)|,)?$/u
/** The labels that stand before nothing but a name, wherever on a page they are. */
const sureLabel =
  /^[（(【]?(?:(?:written|reported|reporting) by\s|(?:oleh|ditulis oleh|penulis|pewarta|reporter|wartawan|jurnalis|authors?|autor(?:a|en|es|ka|zy)?|auteure?|автор(?:ы|и)?|作者|记者|記者|文|撰文|撰稿|采写|글|기자|tác giả|szerző|írta|yazar|muhabir|بقلم|إعداد|نویسنده|تحریر|از|autorius|autorė|autors|müəllif|muallif|ავტორი|հեղինակ|imeandikwa na|isinulat ni|โดย|ผู้เขียน|लेखक|প্রতিবেদক|執筆|筆者|kirjoittaja|skribent|forfatter|συντάκτης|γρ[αά]φει|κείμενο|muallif|egilea|аутор|автор)\s*[:：])/iu
/** Degrees and posts that stand between commas as names do. */
const credential =
  /^(?:ph\.?d\.?|m\.?d\.?|m\.?s\.?c?|r\.?d\.?n?|r\.?n|b\.?a|m\.?a|mba|jd|esq|jr|sr|cpa|cfa|obe|mbe|(?:[\p{L}-]+\s+){0,3}(?:writer|reporter|correspondent|columnist|editor|contributor|journalist|analyst|producer|redakteur(?:in)?|korrespondent(?:in)?)(?:[ -]in[ -]chief| at large| (?:in|at|for|of) .{2,30})?)\.?$|^(?:envoyée?s? spécia(?:le?s?|ux)|enviad[oa] especial|inviat[oa]|corrispondente|special correspondent|periodista|reporter[oa]|redactora?|corresponsal|jornalista|repórter|journaliste|correspondante?|giornalista|wartawan|jurnalis)(?:\s|$)/iu
/** `in Berlin`, `avec AFP`: where he is, whose help he had. */
const circumstance = /^(?:in|aus|à|en|da|do|for|of|from|dari|with|avec|mit|con|com|met|med|em)\s+\p{Lu}/u

/**
 * Names of persons (or of the newsroom that signs as one) out of bylines: `By A. B. and C D` is two, addresses, posts and the
 * word for "by" go, in `language` also what means it there alone. `siteNames` (folded) are no authors when there are others. At
 * most 20.
 */
export function cleanAuthors(
  people: readonly FeedPerson[],
  siteNames: ReadonlySet<string> = new Set(),
  language?: string,
): readonly FeedPerson[] {
  const named = people.slice(0, 50).flatMap((person) =>
    ownNames(withoutLeadOf(language, (person.name ?? '').trim()), siteNames)
      .map((whole) => withoutSite(whole, siteNames))
      .map((name) => (person.url === undefined ? { name } : { name, url: person.url })),
  )
  const seen = new Set<string>()
  const distinct = named.filter(({ name }) => {
    const fold = foldText(name)
    if (fold === '' || seen.has(fold)) return false
    seen.add(fold)
    return true
  })
  const others = distinct.filter(({ name }) => !isAnonymous(name, siteNames))
  return (others.length > 0 ? others : distinct).slice(0, 20)
}

/** `DER HAFEN, Hamburg, Germany` is an address: what stands behind the site's own name is no author. */
function ownNames(byline: string, siteNames: ReadonlySet<string>): readonly string[] {
  const names = namesIn(byline)
  const [first] = names
  return first !== undefined && names.length > 1 && siteNames.has(foldText(first)) && byline.trim().startsWith(first)
    ? [first]
    : names
}

/** `Ada Finch Harbour Gazette`: a whole name, and behind it whom it is from. */
function withoutSite(name: string, siteNames: ReadonlySet<string>): string {
  const words = name.split(' ')
  for (let at = 2; at < words.length; at++) {
    const rest = words.slice(0, at).join(' ')
    const last = foldText(words.slice(at).join(' '))
    if (last.length > 3 && siteNames.has(last) && isWholeName(rest)) return rest
  }
  return name
}

/** Whether a name is the site's own, or what its newsroom signs with: nobody's. */
export function isAnonymous(name: string, siteNames: ReadonlySet<string>): boolean {
  return newsroom.test(name) || isOfSite(foldText(name), siteNames, /^\S+$/u.test(name.trim()))
}

/** Whether a name is what someone is called in a system and not in print: `rabara`, `ruth abara`, `C. D.` */
export function isAccount(name: string): boolean {
  return (
    (/\p{Ll}/u.test(name) && name === name.toLowerCase() && !/\p{Script=Georgian}/u.test(name)) ||
    /^(?:\p{L}\.\s?){1,3}$/u.test(name)
  )
}

/** Names that are written small. */
const particle =
  /^(?:de|del|dela|delos|della|dello|degli|dei|da|dos|das|di|do|du|la|las|los|le|van|von|der|den|ten|ter|bin|binti|al|el|ibn|af|av|y|e|i|zu)$/i

/** Whether what stands where a name was looked for can be one: few words, with capitals where the script has them. */
export function looksLikeName(name: string): boolean {
  if (newsroom.test(name)) return true
  const words = name.split(/\s+/)
  if (words.length > 6 || /[\d?!:;]|\p{L}{3}\.$/u.test(name)) return false
  // Letters of Georgia are small ones to Unicode, and have no capitals in names.
  return words.every((word) => particle.test(word) || !/^(?!\p{Script=Georgian})\p{Ll}/u.test(word))
}

/** The site's own name, or one that begins with it: `Harbour Gazette Business`; or the word it begins with: `BBC` of BBC News. */
function isOfSite(fold: string, siteNames: ReadonlySet<string>, isWord: boolean): boolean {
  if (siteNames.has(fold)) return true
  const plain = withoutAccents(fold)
  for (const name of siteNames) if (name.length > 2 && plain.startsWith(withoutAccents(name))) return true
  return isWord && plain.length > 2 && [...siteNames].some((name) => withoutAccents(name).startsWith(plain))
}

/** Machines write `TUOI CANG` for Tuổi Cảng. */
function withoutAccents(fold: string): string {
  return fold
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replaceAll('đ', 'd')
}

/** What follows the words before a name, in a line that begins with them: `By Ada Finch`. Undefined for any other line. */
export function afterLead(line: string, language?: string): string | undefined {
  const text = withoutMailbox(line)
  const korean =
    /^[[(【]?(?:기자명\s*)?((?:(?:\p{Script=Hangul}{2,4}\s?[·,、]\s?){0,4}\p{Script=Hangul}{2,4}\s?(?:선임|인턴|수습|전문|객원)?(?:기자|특파원)(?:[\s,·]+(?=\p{L})|(?=[\])】]?$))){1,5})[\])】]?$/u.exec(
      text,
    )?.[1]
  if (korean !== undefined) return korean
  if (chineseReporters.test(text) || chineseAuthors.test(text) || chineseNamesIn(text) !== undefined) return text
  const rest = withoutLeadOf(language, behindNewsroom(text) ?? withoutLead(text))
  return rest !== text && rest.length >= 2 && rest.length <= 120 ? rest : undefined
}

/** A reporter's address of mail stands behind his name, or before it. */
function withoutMailbox(line: string): string {
  return line.length > 200 || !line.includes('@') ? line.trim() : line.replace(mailbox, (_, name = ' ') => name).trim()
}

/** The same for labels that stand before names only: `Penulis: Bagas Wiratama`. */
export function afterLabel(line: string): string | undefined {
  return sureLabel.test(line) ? line.replace(/^[（(【]/, '').replace(/[)）】]$/, '') : undefined
}

/**
 * Who reports, where agencies of East Asia say so: at the beginning of the text. `(서울=가나통신) 홍길동 기자 = …`,
 * `（记者 张三、李四）`, `（中央社記者陳小明台北1日電）`, `記者林美玲／台北報導`; or at its end: `…という。【鈴木一郎】`.
 */
export function reporterIn(line: string): string | undefined {
  const start = line.slice(0, 200)
  const found =
    /[)\]】]\s*([\p{Script=Hangul}]{2,4}(?:\s?[·,]\s?[\p{Script=Hangul}]{2,4})*)\s*(?:기자|특파원)\s*=/u.exec(start) ??
    // At the end of Korean texts, with his address.
    /^[([]?(\p{Script=Hangul}{2,4})\s?(?:\p{Script=Hangul}{0,4}기자|특파원)\s*[(/|=]?\s*[\w.+-]{1,64}@[\w.-]+[)\]]?$/u.exec(
      start,
    ) ??
    /记者\s*(\p{Script=Han}{2,4}(?:[、,，\s]\s*\p{Script=Han}{2,4})*)\s*[）)】]/u.exec(start) ??
    /[記记]者(\p{Script=Han}{3})\p{Script=Han}{2,4}\d{1,2}日(?:專?[電电]|报道|報導)/u.exec(start) ??
    // Mainichi Shimbun and others sign at the end of the text.
    /。\s*【(\p{Script=Han}{2,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,3}(?:、\p{Script=Han}{2,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,3})*)】$/u.exec(
      line.slice(-60),
    ) ??
    /^[（(【〔［[]?(?:\p{Script=Han}{0,6})[記记]者\s*(\p{Script=Han}{2,4}(?:、\p{Script=Han}{2,4})*)\s*[／/]/u.exec(
      start,
    )
  return found?.[1]
}

/** `本报记者 张伟 李娜`, `港口日报记者陈明 通讯员刘洋`: whose reporters they are, and their names a space apart. */
const chineseReporters =
  /^(?:文\s*[/／])?\s*\p{Script=Han}{0,12}[记記]者[\s:：]*(\p{Script=Han}{2,4}(?:[\s、，,]+(?!报道|報導|報道|摄影)(?:通讯员|通訊員|实习生|實習生)?\s*\p{Script=Han}{2,4})*)(?:\s*(?:报道|報導|報道|摄影报道|文\/图|摄))?$/u

/** `作者：李明 张晓华`: behind this label names stand a space apart; a name of Japan has a space in it, and another label before it. */
const chineseAuthors =
  /^(?:(?:作者|撰文|撰稿|采写|記者|记者)\s*[:：/／]|(?:文\s*[/／]\s*[图圖]|[图圖]\s*[/／]\s*文|[图圖]文)[\s:：/／])\s*(\p{Script=Han}{2,4}(?:[\s、，,]+\p{Script=Han}{2,4})*)$/u

/** Names that most Chinese families have, in both kinds of characters: `文：王小红 陈建国` is two, `文：山田 太郎` one of Japan. */
const chineseFamilies =
  /^[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文]\p{Script=Han}{1,2}$/u

/** Whether a text is a Chinese name, by its family. */
export function isChineseName(text: string): boolean {
  return chineseFamilies.test(text)
}

function chineseNamesIn(line: string): string | undefined {
  const names = /^文\s*[:：/／]\s*(\p{Script=Han}{2,3}(?:[\s、，,]+\p{Script=Han}{2,3})+)$/u.exec(line)?.[1]
  return names?.split(/[\s、，,]+/).every((name) => chineseFamilies.test(name)) ? names : undefined
}

/** `김민수 기자 이영희 기자` */
const koreanReporters = /^(?:\p{Script=Hangul}{2,4}\s?기자[\s,·]*){2,}$/u

/** Whether a line is nothing but the names of several Korean reporters. */
export function namesKoreans(line: string): boolean {
  return line.length <= 80 && koreanReporters.test(line)
}

/** Of two words and more, with capitals: less is an agency, initials or a place. */
const wholeName = /^\p{Lu}[\p{L}\p{M}’'.-]*(?:\s+[\p{L}\p{M}’'.-]+){0,2}\s+\p{Lu}[\p{L}\p{M}’'.-]*$/u
const notSigned =
  /(?<!\p{L})(?:press|presse|agency|agence|agencia|agentur|welle|times|post|online|media|radio|tv|news|group|photo|foto|story|stories|highlights?|updates?|breaking|live|exclusive|features?|review|reports?|analysis|opinion|editorial|gallery|video|podcast|local|national|international|business|sports?|politics|world|lifestyle|entertainment|health|science|technology|culture|travel|weather|crime|education|economy|markets?|today|latest|top|more|read|share|listen|watch|print|email|comments?|subscribers?|premium|free|access|minutes?|edition|issue|page|section|region|city|county|district|province|state)(?!\p{L})/iu

/** The whole name that a line begins with, where nothing but a post follows: `Jan de Vries redacteur Binnenland`. */
export function nameBeforePost(line: string): string | undefined {
  const name = line.replace(post, '').replace(/,?\s*$/u, '')
  return line.length <= 80 && name !== line && isWholeName(withoutLead(name)) ? name : undefined
}

/** Whether a text is a person's whole name and nothing else, as far as its letters tell. */
export function isWholeName(text: string): boolean {
  return wholeName.test(text) && !notSigned.test(text) && looksLikeName(text)
}

/** The same, also of names in scripts without capitals, as far as they are common ones. */
export function isPersonsName(text: string): boolean {
  // `Б.Номин`: in Mongolia the father's initial.
  return isWholeName(text) || isCaselessName(text) || /^\p{Lu}\.\p{Lu}\p{Ll}{2,}$/u.test(text)
}

/** Whether a line also names those who did something else: `Penulis: … Editor: …`. */
export function namesOtherRoles(line: string): boolean {
  return otherRoleInside.test(line)
}

/** Whether a line says first who did something else: `Edited by: …`. */
export function saysOtherRole(line: string): boolean {
  return line.length <= 80 && otherRole.test(line)
}

/** What a newsroom signs with where it names nobody. */
export function isNewsroom(text: string): boolean {
  return newsroom.test(text)
}

/** Whether a line says nothing but somebody's post (`Chief Reporter`, `Redakteurin`) or address of mail. */
export function isPost(line: string): boolean {
  if (line.length > 60) return false
  return credential.test(line) || post.test(`Ada Finch ${line}`) || line.replace(mailbox, '').trim() === ''
}

/** `Ada Finch is a freelance journalist based in Whitsand.`: whom a line tells to be of the press, and nothing before that. */
const toldOf =
  /^(\p{Lu}[\p{L}\p{M}’'.-]*(?:\s[\p{L}\p{M}’'.-]+){1,3}?)\s+(?:is|was|ist|est|es|è|é|är|er|on|jest|je|adalah|,)\s.{0,60}?(?:journalist|reporter|correspondent|editor\b|writer|columnist|redakt|korrespondent|journalist|periodista|corresponsal|giornalist|corrispondente|jornalista|repórter|dziennikar|novinar|novinář|novinár|toimittaja|wartawan|jurnalis|verslaggever|correspondant|reporter)/u

/** The person whom a line below the text tells of as its author. */
export function biographyOf(line: string): string | undefined {
  const name = toldOf.exec(line.slice(0, 300))?.[1]
  return name !== undefined && isWholeName(name) ? name : undefined
}

/** Who signs below the text: `(Ada Finch)`, `— Ada Finch`, or the last paragraph, set apart as a whole. */
export function signatureIn(html: string): string | undefined {
  const last = /<p\b[^>]*>((?:(?!<\/?p\b).)*)<\/p>(?:\s|<\/?\w+[^<>]*>)*$/su.exec(html.slice(-600))?.[1]?.trim() ?? ''
  // `<strong>Nguyễn Văn An</strong> (Theo <em>Reuters</em>)`
  const text = plainText(last).replace(/(?<=\p{L})\s*\((?:theo|according to|według|по)\s[^()]{2,40}\)$/iu, '')
  const isApart = /^<(em|i|strong|b)>[^<]*<\/\1>(?:\s*\((?:[^()<]|<\/?(?:em|i|b|strong)>){2,60}\))?$/i.test(last)
  const [, name = isApart ? text : ''] =
    /^(?:[（(［[]\s*(.{4,60}?)\s*[\])）］]|[-–—]{1,2}\s*(.{4,60}))[.]?$/u
      .exec(text)
      ?.filter((group) => group !== undefined) ?? []
  return isPersonsName(name) ? name : undefined
}

/** What a byline says after a name besides: the agency, or the editor's initials. */
const initials = /^\p{Lu}{2,5}$/u
/** `La rédaction avec AFP`: whose help he had. */
const helped = /\s+(?:avec|with|con|com|mit|met|med)\s+\p{Lu}{2,5}$/u
/** Or the medium he works for. */
const medium = /\s(?:news|newspapers?|newsroom|media|radio|tv|television|network|news agency|magazine|staff)$/iu

/** `CNN Indonesia`, `ARD-Studio Brüssel`, `Express News Service` */
const ofHouse = /^\p{Lu}{3,5}[\s-]\p{Lu}\p{Ll}|\s(?:[Ss]ervice|[Bb]ureau)$/u

function namesIn(byline: string): readonly string[] {
  const names = allNamesIn(byline)
  const isWhole = names.some((name) => /\S\s\S/.test(name))
  const isPerson = (name: string) =>
    !initials.test(name) && !medium.test(name) && !ofHouse.test(name) && !isAgencyName(name)
  return isWhole && names.some(isPerson) ? names.filter(isPerson) : names
}

/** `作者 | 李晓明 编辑 | 王芳`: the bar is a colon. */
const chineseBars =
  /(?<!\p{Script=Han})(作者|撰文|文|记者|記者|编辑|編輯|责编|校对|来源|來源|摄影|攝影|图)\s*[|｜]\s*(?=\p{Script=Han})/gu
/** `[서울=뉴시스] 김민수 기자`: where from and which agency. */
const koreanPlace =
  /^\[[^\]=]{1,20}=[^\]]{1,20}\]\s*|^\p{Script=Hangul}{2,6}=(?=\p{Script=Hangul}{2,4}\s?(?:기자|특파원))/u
/** `القاهرة - أحمد حسن`: a place of one word before a whole name. */
const arabicPlace = /^\p{Script=Arabic}+\s+[-–—]\s+(?=\p{Script=Arabic}+\s+\p{Script=Arabic}+)/u

/** `Nguyễn Văn An - Trần Thị Bình`: two whole names of Vietnam. */
const vietnameseDash =
  /(?<=^\p{Lu}[\p{Ll}\p{M}]*(?:\s\p{Lu}[\p{Ll}\p{M}]*){1,3})\s+[-–]\s+(?=\p{Lu}[\p{Ll}\p{M}]*(?:\s\p{Lu}[\p{Ll}\p{M}]*){1,3}$)(?=.*[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ])/u

/** `Oleh Siti Rahma 1.204 kali dibaca`, `Ann Lee 1,204 views` */
const views =
  /(?<=\p{L})\s+(?:leave a (?:comment|reply)|no comments?|add comment|deja un comentario|laisser un commentaire|kommentar (?:hinterlassen|schreiben)|lascia un commento|deixe um comentário|tinggalkan komentar|beri komentar|yorum yap)$|(?<=\p{L})\s+\p{Nd}[\p{Nd}.,]*\s?[kKmM]?(?:\s+\p{L}+){1,2}$/iu
/** `Ann Lee BBC News`: whom she works for, in capitals. */
const office = /(?<=\S\s\S+)\s+\p{Lu}{2,5}\s+(?:News|Sport|Radio|TV|World|World Service|Indonesia|Africa|Arabic)$/u

/** `Haber Merkezi - Elif Yıldız` */
function behindNewsroom(text: string): string | undefined {
  const [desk = '', name = ''] = text.split(/\s[-–—]\s/, 2)
  return newsroom.test(desk) && isWholeName(name) ? name : undefined
}

/** A line in which bars stand for colons, with colons. */
export function withColons(line: string): string {
  return line.replace(chineseBars, '$1：')
}

/** `By Mary Oakes. Additional reporting by Tom Birch`: who helped stands behind who wrote it. */
const helpers =
  /(?<=\p{L})[\s.;,|–—-]*[(（]?(?<!\p{L})(?:(?:with )?(?:additional|further|extra) (?:reporting|writing|research)|with (?:reporting|contributions?|input|assistance|files)|contribut(?:ing|ions?)(?: to this (?:report|story))?|(?:unter )?mitarbeit|mit (?:unterstützung|material) von|avec la (?:contribution|collaboration|participation) de|con (?:la )?(?:colaboraci[oó]n|información|collaborazione) (?:de|di)|com (?:a )?(?:colaboração|informações) d[eao]s?|współpraca|spolupráce|met medewerking van|med bidrag (?:från|fra|af))(?!\p{L}).*$/iu

function allNamesIn(byline: string): readonly string[] {
  let text = withColons(plainText(byline.slice(0, 1000)))
    .replace(helpers, '')
    .replace(picturedInBrackets, '')
    .replace(/[\s:–—-]+$/u, '')
    .replace(mailbox, (_, name: string | undefined) => name ?? ' ')
    .slice(0, 400)
    .replace(postBefore, '')
    .replace(koreanPlace, '')
    .replace(views, '')
    .replace(arabicPlace, '')
    .replace(vietnameseDash, '; ')
  text = behindNewsroom(text) ?? text
  const reporters = (chineseReporters.exec(text) ?? chineseAuthors.exec(text))?.[1] ?? chineseNamesIn(text)
  if (reporters !== undefined)
    return reporters
      .split(/[\s、，,]+/)
      .map((name) => name.replace(/^(?:(?:本[报報])?[记記]者|通讯员|通訊員|实习生|實習生)/u, ''))
      .filter((name) => name !== '')
  if (koreanReporters.test(text))
    return [...text.matchAll(/(\p{Script=Hangul}{2,4}?)\s?기자/gu)].map(([, name = '']) => name)
  if (/^(?:https?:)?\/\/|^@|^(?:www\.|facebook\.com|twitter\.com)/.test(text)) return []
  // `記者陳小明／台北報導`: what stands after the bar is where from.
  text = text.replace(/^[（(【]?(?:.{0,8}(?=記者))?記者\s*([\p{Script=Han}、\s]{2,20})[/／].{0,12}$/u, '$1')
  // `Luc Petit (Bordeaux, correspondant)`: what is told of him is no list of others.
  text = text.replace(
    /(?<=\S\s\S+)\s*[(（][^()（）]{1,60}[)）](?=\s*(?:$|[,;|]|(?:and|dan|und|y|et|e|og|och|en)\s))/giu,
    '',
  )
  text = text.replace(slashBetween, ' / ').replace(placeBehindBar, '').replace(capitalsBehindBar, '')
  const segments = text.split(nextLabel).flatMap((segment) => segment.split(/\s*[|;]\s*/))
  const own = segments.filter((segment) => !otherRole.test(segment.trim()))
  text = own.map((segment) => withoutSureLead(segment).replace(afterLast, '$1')).join('\n')
  return splitNames(text)
    .map((name) => {
      let bare = withoutSureLead(name)
      const short = bare.replace(tail, '').trim()
      if (short !== '') bare = short
      return bare.replace(/^[\s,:;|–—【「[-]+|[\s,:;|/&–—】」\]-]+$/gu, '')
    })
    .map((name) => [helped, aside, office, post, whereFrom].reduce((rest, told) => rest.replace(told, ''), name).trim())
    .filter(
      (name) =>
        !credential.test(name) &&
        !otherRole.test(name) &&
        !pictured.test(name) &&
        !circumstance.test(name) &&
        name.length > 1 &&
        name.length <= 80 &&
        !noName.test(name) &&
        !name.startsWith('@') &&
        !/^(?:https?:)?\/\//.test(name) &&
        // `9 Maret 2026`, `15.53`
        !/^\p{Nd}+\P{L}|\p{Nd}{4}$/u.test(name) &&
        /\p{L}/u.test(name),
    )
}

/** `Oleh Kharchenko`, `Von Miller`: before a single name what means "by" in one language may be a first name of another. */
const maybeName = /^(?:von|par|por|av|af|door|oleh)\s+\p{Lu}\p{Ll}+$/iu

function withoutSureLead(text: string): string {
  const name = text.trim()
  return maybeName.test(name) && /^\p{Lu}\S*\s\p{Lu}\p{Ll}/u.test(name) ? name : withoutLead(name)
}

/** `編集委員・山田太郎`, `社会部 山田太郎`: a post or a desk of Japan before the name. */
const japanesePost =
  /^[\p{Script=Han}\p{Script=Katakana}ー]{0,8}(?:編集委員|論説委員|解説委員|特派員|記者|支局長?|総局|社会部|政治部|経済部|文化部|国際部|運動部|編集長|ライター)[・･:：\s]\s*(?=\p{Script=Han}{2})/u

/** `【社会部・山田太郎】`: a post and a name in brackets. */
const bracketed = /^[【（(［[](.{4,30})[】）)］\]]$/u

function withoutLead(text: string): string {
  const inner = bracketed.exec(text.trim())?.[1] ?? ''
  const whole = japanesePost.test(inner) ? inner : text.trim()
  let rest = whole.replace(postBefore, '').replace(japanesePost, '')
  for (let turn = 0; turn < 2; turn++) rest = rest.replace(lead, '').replace(smallLead, '').trim()
  return rest
}

/** A comma parts names only when each part looks like a whole one: `Smith, John` and `John Smith, Reuters` are not lists. */
function splitNames(text: string): readonly string[] {
  const parts = text
    .split(between)
    .flatMap((part) => part.split(weakBetween))
    .flatMap((part) => part.split(arabicAnd))
    .filter((part) => part.trim() !== '')
  if (parts.length < 2) return parts
  const own = parts.filter((part) => !newsroom.test(part.trim()) && !isCity(part))
  if (own.length === 1) return own
  const commasOnly = text.split(/[,،，]\s*/).length === parts.length
  if (
    commasOnly &&
    parts.length === 2 &&
    parts.some((part) => !/\s|\p{Script=Han}|\p{Script=Hangul}/u.test(part.trim()))
  ) {
    const [first = '', second = ''] = parts
    if (/^(?:jr|sr|ph\.?d|md|m\.d|esq)\.?$/i.test(second.trim())) return [text]
    if (isAgencyName(first) && isWholeName(second.trim())) return [second]
    // One word behind a whole name is where he is, or whom he writes for: `Chinedu Okafor, Lagos`.
    if (!/\s/.test(second.trim())) return /\s/.test(first.trim()) ? [first] : [text]
    return [text]
  }
  // The same behind several.
  const last = parts.at(-1)?.trim() ?? ''
  const others = parts.slice(0, -1)
  const isPlace = /^\p{Lu}[\p{Ll}\p{M}’'-]+$/u.test(last)
  return commasOnly && isPlace && others.every((part) => /\S\s+\S/.test(part.trim())) ? others : parts
}
