import { foldWord } from '../text/date/fold.ts'
import { lexiconOf } from '../text/date/lexicon.ts'
import { wordsOf } from '../text/date/meaning.ts'

/**
 * What reports say and walls do not: who said it, on which day, and who else it is of. A sentence of these that speaks of
 * subscriptions, passwords or consent tells of those of others.
 */

const any = (...parts: readonly string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${parts.join('|')})(?!\\p{L})`, 'iu')

/** Said, told, announced: as reports attribute it, in the past or of a third party. */
const sayings = any(
  'said|says|told|announced|admitted|confirmed|reported|ruled|explained|argued|added|warned|claimed',
  'sagte|sagt|sagten|teilte|teilten|erklärte|urteilte|entschied|berichtet|berichtete|kündigte|betonte|meinte|beschloss|so (?:ein|eine|der|die) \\p{L}+',
  'zei|zegt|meldt|meldde|aldus|vertelt|vertelde|oordeelde|liet weten|laat weten',
  'sade|säger|uppger|uppgav|meddelade|berättar|sa|sier|sagde|siger|oplyser|opplyser|forteller|fortæller|ifølge|enligt|sanoi|sanoo|kertoi|kertoo|mukaan|ilmoitti|segir|sagði',
  'a (?:dit|déclaré|annoncé|expliqué|précisé|indiqué|jugé|décidé)|précise|explique|assure|indique|déclare|annonce|affirme|souligne',
  'dijo|dice|explicó|anunció|informó|recordó|aseguró|afirmó|señaló|indicó|declaró|pidió|explica|asegura',
  'disse|diz|informou|anunciou|explicou|afirmou|declarou|segundo (?:a|o|as|os)|orientou|pediu',
  'ha (?:detto|spiegato|annunciato|dichiarato)|spiega|dice|assicura|annuncia|secondo (?:il|la|l|lo|i|gli)|afferma|precisa',
  'a (?:spus|anunțat|declarat|precizat|explicat)|spune|anunță|potrivit|ha (?:dit|explicat|anunciat)|diu|segons',
  '(?:kata|ujar|tutur|ungkap|jelas|imbuh|katanya|ujarnya|tuturnya)(?! (?:sandi|laluan|kunci))|mengatakan|menyatakan|menjelaskan|mengumumkan|menurut|berkata|memberitahu',
  'ayon sa|sinabi|ani|cho biết|cho hay|khẳng định|thông báo|alisema|amesema|wamesema|walisema|anasema|alieleza|amesisitiza',
  'dedi|söyledi|açıkladı|belirtti|duyurdu|ifade etti|istedi|bildirdi|dediler|konuştu',
  'powiedzia(?:ł|ła)|mówi|poinformowa(?:ł|ła|no)|zapowiada|zapowiedzia(?:ł|ła)|twierdzi|dodaje|dodał|dodała|reklamuje|zachęca|wyjaśnia|przekazał|przekazała|poprosił|poprosiła|podkreśla|ogłosi(?:ł|ła)',
  'řek(?:l|la)|uved(?:l|la)|oznámi(?:l|la)|sděli(?:l|la)|vysvětli(?:l|la)|dodal|dodala|podle|povedal|povedala|uviedol|uviedla|oznámil|oznámila|podľa',
  'rek(?:ao|la)|kaže|izjavi(?:o|la)|objavi(?:o|la|li)|najavi(?:o|la)|poruči(?:o|la)|prema riječima|prema rečima|po besedah|je (?:povedal|povedala|dejal|dejala)|sporočil\\p{L}*',
  'рекао|рекла|каже|изјави(?:о|ла)|саопшти(?:о|ла|ли)|сообщи(?:л|ла|ли)|заяви(?:л|ла|ли)|сказа(?:л|ла|ли)|говорит|рассказа(?:л|ла|ли)|объясни(?:л|ла)|попроси(?:л|ла|ли)|пояснил|пояснила|пояснили|по словам',
  'сказа(?:в|ла|ли)|повідоми(?:в|ла|ли)|розпові(?:в|ла)|пояснив|пояснила|каза(?:в|ла)|заяви(?:в)|за словами|каза|съобщи|съобщиха|обясни|обяви',
  'mondta|közölte|elmondta|jelentette|bejelentette|szerint|είπε|δήλωσε|ανακοίνωσε|ανέφερε|τόνισε|εξήγησε|σύμφωνα με|sakė|pranešė|teigė|sacīja|paziņoja|ütles|teatas|selgitas',
  'تھا کہ|کہا کہ|کا کہنا|بتایا|अनुसार',
)

const sayingsElsewhere =
  /(?<!\p{L})[وف]?(?:قال|قالت|أعلن|أعلنت|أوضح|أوضحت|أكد|أكدت|ذكر|ذكرت|صرح|صرحت|حذر|حذرت|طلبت?|وفق(?:ا)?|بحسب)(?!\p{L})|(?<!\p{L})(?:گفت|گفتند|اعلام کرد|خبر داد|افزود|خواست|کہا|بتایا|אמר|אמרה|אמרו|הודיע|הודיעה|לדברי|מסר|מסרה)(?!\p{L})|(?:ने (?:कहा|बताया)|कहा कि|बताया कि)|जानकारी दी|(?:বলেছেন|জানিয়েছেন|জানান|বলেন)|(?:தெரிவித்தார்|கூறினார்|தெரிவித்தனர்)|(?:กล่าว(?!หา)|ระบุว่า|เผยว่า|แถลง|เปิดเผยว่า)|(?:说道|表示[，,：:]|表示将|指出|宣布|透露|介绍说|強調|强调|说[，,：:]|說[，,：:]|[认認]为|認為|要求業者)|(?:述べた|話した|説明した|発表した|明らかにした|語った|と話す|と説明|呼びかけ)|(?:밝혔다|말했다|전했다|설명했다|했다고|강조했다|발표했다|요청했다|밝힌)|(?:განაცხად|აღნიშნ)|ብለዋል|ተናግረ|ገልጸ|(?:తెలిపారు|చెప్పారు)|(?:പറഞ്ഞു|അറിയിച്ചു)|(?:ಹೇಳಿದರು|ತಿಳಿಸಿದ)/u

/** Those of whom something is told: who already pay, whoever wants to, must or may. */
const others = any(
  '(?:who|that|they|those|users|customers|visitors|residents|readers|passengers|people|members|subscribers|students|parents|fans|drivers) (?:\\p{L}+ ){0,2}(?:already|log|sign|pay|subscribe|register|accept|enter|change|have|had|were|can|could|must|may|will|need)|(?:must|had to|have to|has to|were (?:told|asked)) (?:\\p{L}+ )?(?:to )?(?:log|sign|subscribe|register|accept|create|change|enter)',
  '(?:wer|wem|kunden|nutzer|besucher|mitglieder|abonnenten|leser|bürger|fahrgäste) (?:\\p{L}+ ){0,3}(?:schon|bereits|kann|können|müssen|muss|zahlt|zahlen|dürfen|hat|haben|ist|sind|sich)|kann man',
  '(?:wie|klanten|bezoekers|lezers|leden|gebruikers|die) (?:\\p{L}+ ){0,2}(?:al|kan|kunnen|moeten|moesten|betalen|betaalt|hebben|heeft)|(?:den som|de som|som|kunder|besökare|medlemmar|medlemmer|abonnentene|läsare|lesere|asiakkaat|jäsenet) (?:\\p{L}+ ){0,2}(?:redan|allerede|kan|må|måste|har|er|får|ser|ovat|voivat|maksavat|vaihtavat)',
  '(?:ceux|celles) (?:qui|déjà)|qui (?:sont|ont|paient|veulent|ne)|(?:les|des) (?:\\p{L}+ )?(?:abonnés|internautes|visiteurs|clients|usagers|lecteurs|élèves|habitants) (?:\\p{L}+ ){0,2}(?:ont|sont|paieront|paient|doivent|devaient|peuvent|pourront|entrent|reçoivent|déjà)|on peut|il faut',
  '(?:quien(?:es)?|quem|los que|os que|las que|as que) (?:\\p{L}+ ){0,2}(?:ya|já|son|es|é|tiene[n]?|tem|têm|quier\\p{L}*|pag\\p{L}*)|(?:los|las|os|as) (?:suscriptores|usuarios|clientes|lectores|socios|abonados|vecinos|assinantes|usuários|sócios|leitores|clientes|alumnos|alunos)|hay que|se puede',
  '(?:chi|coloro che) (?:\\p{L}+ ){0,2}(?:è|ha|vuole|paga)|(?:gli|i) (?:abbonati|utenti|clienti|lettori|visitatori)|(?:cei|cele|celor) (?:care|ce)|els? (?:qui|que) (?:\\p{L}+ )?(?:ja|són)|els (?:subscriptors|abonats|usuaris)',
  '(?:warga|penumpang|pelanggan|pengguna|anggota|orang|mereka|siswa|peserta|pembaca|pengunjung|penduduk|ahli|orang tua) (?:\\p{L}+ ){0,2}(?:yang|dapat|bisa|boleh|harus|wajib|masuk|diminta|perlu|tidak|mengganti)|mereka yang|yang (?:sudah|telah)',
  'ang mga \\p{L}+ (?:na|ay)|mga (?:pasahero|miyembro|tao|residente)|(?:khách|khách hàng|người dân|hành khách|bạn đọc|học sinh|người dùng|thành viên|hội viên) (?:\\p{L}+ ){0,3}(?:đã|được|phải|có thể|cần|trả|đổi)|wa(?:nachama|nanchi|teja|tumiaji|somaji) (?:wa|wali|wata|wana|ambao)\\p{L}*',
  '\\p{L}+(?:anlar|enler|anların|enlerin|anlara|enlere)|\\p{L}+(?:an|en) (?:üyeler|kişiler|yolcular|okurlar|vatandaşlar|müşteriler)\\p{L}*',
  '(?:kto|którzy|które|która|który|osoby|mieszkańcy|mieszkańców|czytelnicy|klienci|pasażerowie) (?:\\p{L}+ ){0,3}(?:ma|mają|już|zapłac\\p{L}+|muszą|mogą|będą|nie)|by \\p{L}+ć się',
  '(?:kdo|ti|kteří|které|který|ktorí|ktoré|ktorý|čtenáři|klienti|zákazníci|cestující|předplatitelé|držitelia) (?:\\p{L}+ ){0,3}(?:již|už|mají|majú|si|se|zaplatí|musí|musia|mohou|môžu)|lze|možno',
  '(?:tko|ko|koji|koje|oni|građani|čitatelji|korisnici|putnici|članovi|kateri|ki) (?:\\p{L}+ ){0,2}(?:već|imaju|su|že|imajo|moraju|mogu|ne)',
  '(?:који|они|грађани|корисници|кто|те|тем|тех|которые|которых|которым|у которых|читатели|читателям|пользователи|пользователям|посетители|пассажиры|жители|жителям|родители|родителям|студенты|клиенты|клиентам|подписчики|всех) (?:\\p{L}+ ){0,3}(?:већ|имају|уже|есть|получат|должны|могут|смогут|нужно|не|сменить|будут)',
  '(?:хто|які|яких|яким|читачі|читачам|користувачі|мешканці|пасажири|передплатники|които|гражданите|читателите|потребителите|абонатите) (?:\\p{L}+ ){0,3}(?:вже|мають|є|зможуть|мусять|вече|имат|могат|трябва|не|получават)|можна',
  'aki|akik|akiknek|όσοι|όσες|όποιος|όσους|kurie|kurios|kuriems|kas jau|kes|kellel',
)

const othersElsewhere =
  /(?<!\p{L})(?:و?من (?:لديه|لديهم|يملك|كان)|الذين|للذين|(?:و?يمكن )?(?:لل|ال|من ال)(?:زوار|طلاب|ركاب|مواطنين|قراء|سكان|عملاء|مستخدمين|ناس)|(?:شهروندانی|کسانی|مشترکانی|کاربرانی|افرادی|خوانندگانی) که|از (?:مشترکان|کاربران|شهروندان|مردم)|(?:صارفین|مسافروں|شہریوں|قارئین|ممبران|طلبہ) (?:کو|نے|کے)|جو (?:لوگ|صارفین))(?!\p{L})|(?<!\p{L})(?:מי ש|(?:קוראים|תושבים|לקוחות|מנויים|נוסעים|משתמשים) (?:ש|יוכלו|אינם|צריכים|יכולים))|(?:जिन|जो|जिनके) (?:[\p{L}\p{M}]+ ){0,3}(?:पास|लोग|यात्री|सदस्य|पहले)|(?:लोगों|यात्रियों|सदस्यों|ग्राहकों|पाठकों|छात्रों) (?:को|ने|से)|(?:यात्री|ग्राहक|छात्र|पाठक|लोग) (?:[\p{L}\p{M}]+ ){0,4}(?:सकेंगे|सकते)|(?:যাঁরা|যারা|যাদের|যাঁদের)|(?:যাত্রী|পাঠক|গ্রাহক|শিক্ষার্থী)রা|(?:ியவர்கள|பவர்கள|யோரு|பயணிகள்|வாசகர்கள்|மாணவர்கள்)|(?:ผู้ที่|ผู้ซึ่ง|ผู้สมัคร(?:ใหม่|สามารถ)?|ผู้โดยสาร|ประชาชน|นักเรียน|ผู้ปกครอง)|(?:民[众眾]|[读讀]者(?!(?:您|你))|用[户戶](?=[^，。]{0,6}(?:更|修|改|必|需|可以))|[会會][员員]者|乘客|旅客|市民|[学學]生|家[长長]|者(?=可|需|须|須|不|僅|仅)|[戶户](?=下一|可|須|须))|(?:の人は|の人も|の利用者|利用者は|を払った|市民は|乗客|住民|客に|会員には|会員は(?!こちら))|(?:시민|고객|이용자|승객|학생|독자|주민|회원)(?:은|는|들은|들이|에게|이 )|ვისაც|რომლებსაც|მკითხველებ|አንባቢዎች|ተማሪዎች/u

/** Whether a sentence says who says so. */
export function isAttributed(sentence: string): boolean {
  return sayings.test(sentence) || sayingsElsewhere.test(sentence)
}

/** Whether a sentence is of others than its reader: `who already have an account`. */
export function isOfOthers(sentence: string): boolean {
  return others.test(sentence) || othersElsewhere.test(sentence)
}

/** Whether a sentence names a month or a day of the week, in words of these languages. */
export function namesDay(sentence: string, languages: readonly string[]): boolean {
  if (/\p{Nd}\s?(?:月|월)(?![額额])/u.test(sentence)) return true
  const folded = foldWord(sentence)
  return languages.some((language) => dayNamesOf(language.toLowerCase().split('-')[0] ?? '').test(folded))
}

/** A pure function's memory, bounded by the languages there are. */
const dayNames = new Map<string, RegExp>()

/** Short names are other words too (`so`, `mar`), and ends are bent: `pazartesiden`. */
function dayNamesOf(language: string): RegExp {
  const known = dayNames.get(language)
  if (known !== undefined) return known
  const names = wordsOf(lexiconOf(language))
    .filter(([, meanings]) => meanings.some(({ kind }) => kind === 'month' || kind === 'weekday'))
    .map(([name]) => name)
    .filter((name) => name.length >= (/\p{Script=Han}|\p{Script=Hangul}/u.test(name) ? 2 : 4) && /\p{L}/u.test(name))
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const [spaced, glued] = [
    names.filter((name) => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name)),
    names.filter((name) => !/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name)),
  ]
  const parts = [
    ...(spaced.length === 0 ? [] : [`(?<!\\p{L})(?:${spaced.join('|')})`]),
    ...(glued.length === 0 ? [] : [glued.join('|')]),
  ]
  const made = new RegExp(parts.length === 0 ? '(?!)' : parts.join('|'), 'u')
  dayNames.set(language, made)
  return made
}
