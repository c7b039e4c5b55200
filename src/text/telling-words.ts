import { folded, singular } from './words.ts'

/**
 * Small words that make one headline another piece of news, in the spelling of `words.ts` (lower case, without
 * accents and plural s). Written by hand; a language that is missing is held to stricter likeness by nothing but its
 * other words.
 */

/** Words of three letters keep their s: `wins`, `ends`, `says`. */
const withForms = (word: string): readonly string[] => (/^[a-z]{3}$/.test(word) ? [word, `${word}s`] : [word])

/** As written here and as words are compared: `мужской` is `мужскои`. */
const spelt = (list: string): readonly string[] =>
  list
    .trim()
    .split(/\s+/)
    .flatMap((word) => [word, folded(word), singular(folded(word))])

const exactly = (list: string): ReadonlySet<string> => new Set(spelt(list))

const words = (list: string): ReadonlySet<string> => new Set(spelt(list).flatMap(withForms))

/** Deny what the others say. */
export const NEGATIONS = words(`
  not no never none nor neither without cannot cant wont dont doesnt didnt isnt wasnt arent werent hasnt havent hadnt shouldnt couldnt wouldnt
  unlikely fail failed refuse refused refusing deny denied denie denying fake hoax false untrue debunked myth
  tidak tak bukan belum tanpa jangan batal bantah membantah dibantah hoaks hoax gagal menolak ditolak tolak mustahil
  nao jamais sem nega negou no nunca sin niega desmiente ne pas sans dement aucun nicht kein keine nie ohne dementiert non mai senza smentisce
  niet geen nooit zonder ei inte aldrig utan ikke aldri uden nie bez не нет без никогда опроверг опровергли опровергла отрицает фейк ні немає
  لا لم لن ليس بدون نفى ينفي تنفي degil yok yalanladı khong chua
  nem cáfolta cáfolja tagadja tagadta nu dezminte neagă δεν δε μην όχι διαψεύδει αρνείται לא אין הכחיש הכחישה מכחיש מכחישה מכחישים
  نه نیست تکذیب نشد نکرد नहीं बिना इनकार खंडन না নয় নেই নেয়নি হয়নি করেনি অস্বীকার নাকচ இல்லை மறுப்பு hakuna hapana akanusha yakanusha
  není nebude popírá popřel odmítá odmítl zaprzecza zaprzeczył dementuje odmawia odmówił ontkent bestreitet weigert
  afviser nægter benægter avviser nekter benekter förnekar dementerar avvisar eivät kiistää kieltää няма отрече отрича није неће нису негира nije neće nisu
  спростував спростувала спростували заперечив заперечує опровергла отвергла 안 않아 않는다 않기로 부인 아니다 없다 거부
`)

/** How verbs of Tamil, Malayalam, Kannada and Telugu deny. */
export const NEGATIVE_ENDING = /[\p{L}\p{M}]{3}(?:ாது|ாதீர்கள்|வில்லை|மாட்டார்(?:கள்)?|ില്ല|ದಿಲ್ಲ|ಲಾರರು|లేదు|లేరు|కాదు|రాదు|బోదు|వద్దు)$/u

/** Somebody speaks of the news: with a new name beside them the piece is about the reaction. Not `says`: it only names who told. */
export const REACTIONS = exactly(`
  say said saying tell told claim claimed react reaction respond responded response slam slammed condemn condemned welcome welcomed praise praised blast blasted
  disappointed regret warn warned criticise criticised criticize criticized hail hailed urge urged demand demanded call called calling accuse accused
  deplore mourn mourned congratulate thank express expressed voice concern concerned worried fear vow vowed defend defended mock mocked
  comment commented denounce denounced applaud reaffirm insist question questioned shocked outrage anger furious hope expect react
  kata sebut ujar ungkap tegas respon respons tanggapi menanggapi tanggapan kecam mengecam kecaman kutuk mengutuk sambut menyambut desak mendesak
  minta meminta imbau puji memuji kritik mengkritik sesalkan menyesalkan khawatir kaget heran dukung mendukung apresiasi soroti komentar buka suara klaim
  dice dijo afirma condena lamenta critica celebra rechaza responde reacciona dit affirme condamne regrette salue denonce reagit sagt kritisiert begrusst
  verurteilt bedauert warnt fordert disse afirma lamenta reage dice condanna commenta
  заявил заявила заявили осудил осудила осудили прокомментировал прокомментировала прокомментировали отреагировал отреагировали ответил призвал призвали назвал
  قال قالت يدين تدين أدان يرحب
`)

/** Which of several like things: one more or one other of them is another piece. */
export const DISTINCTIONS = words(`
  yarı çeyrek نصف ربع
  femminile femminili maschile maschili femenina feminina feminino feminine feminines kobiet mezczyzn kadın kadınlar erkek erkekler damlag herrlag kvinnor kvinner vrouwen
  жінки жіноча жіночий чоловіча чоловічий core loan women woman men man female male girl boy ladie lady mixed double single junior senior youth u17 u18 u19 u20 u21 u23 under beach indoor outdoor table
  relay team individual wheelchair paralympic para semi semifinal quarterfinal quarter qualifier qualifying preliminary final heat round leg playoff
  second third fourth fifth sixth seventh eighth ninth tenth 2nd 3rd 4th 5th 6th 7th 8th 9th 10th another again half twice
  upper lower
  ex former vice deputy acting interim elect son daughter wife husband widow brother sister mother father parent child uncle aunt cousin nephew grandson
  twin lawyer attorney aide spokesman spokesperson successor predecessor critic rival opponent supporter fan victim suspect survivor
  near attempted alleged planned possible fear rumour rumor test drill exercise simulation anniversary memorial funeral trial appeal retrial preview review recap
  sequel prequel remake trailer teaser transcript part episode season chapter volume pro max mini plus ultra lite
  putri putra wanita pria ganda tunggal campuran remaja senior kedua ketiga keempat kelima pantai mantan wakil istri suami
  anak adik kakak ayah ibu keluarga pengacara jubir babak semifinal perempat penyisihan lagi kembali
  mujere hombre femenino masculino segundo segunda tercer tercera hijo hija esposa hermano ex
  femme homme feminin masculin deuxieme troisieme fille epouse frere soeur
  frauen manner damen herren zweite zweiter dritte dritter tochter sohn frau bruder
  женщин мужчин женский мужской женская мужская второй вторая третий третья сын дочь жена брат экс бывший бывшая
  женские женского женской мужские мужского пляжный пляжного пляжному пляжном пляжная пляжной юниоров юниорок молодёжная молодёжной юношеской юношей девушек
  жінок жіночої жіночого чоловіків чоловічої пляжний пляжного пляжному молодіжна молодіжної юнацька юнацької юніорів жени мъже девойки юноши младежи плажен
  жене женска мушкарци мушка јуниори омладинци zene muskarci juniori mezczyzni plażowa plażowej plażowy plażowego juniorów juniorek młodzieżowa młodzieżowej
  naisten miesten tyttöjen poikien nuorten zen zeny zien muzi muzu juniorů juniorek dorostu plážovém plážový női férfi nők férfiak ifjúsági
  kvinder kvinderne herrer herrerne herrelandsholdet kvindelandsholdet kvinnene herrene jenter gutter kvinnelandslaget herrelandslaget
  damlandslaget herrlandslaget damerna herrarna herrar flickor pojkar juniorinnen junioren jugend masculin masculină feminin feminină tineret juniori junioare juvenil
  γυναικών ανδρών γυναίκες άνδρες νέων παίδων εφήβων κορασίδων kadinlar erkekler plaj nữ
  السيدات سيدات للسيدات الرجال رجال للرجال الناشئين ناشئين للناشئين الناشئات ناشئات للناشئات الشباب شباب للشباب الشاطئية زنان مردان بانوان جوانان نوجوانان ساحلی
  נשים הנשים לנשים גברים הגברים לגברים נוער הנוער לנוער נערות נערים הצעירה महिला महिलाओं पुरुष पुरुषों अंडर जूनियर নারী নারীদের মহিলা পুরুষ অনূর্ধ্ব
  மகளிர் பெண்கள் ஆண்கள் wanawake wanaume vijana 여자 여자부 남자 남자부 청소년 유소년
  filho filha esposa irmão irmã marido viúva figlio figlia moglie marito fratello sorella vedova zoon dochter vrouw broer zus weduwe syn córka żona mąż siostra wdowa
  dcera manželka bratr sestra vdova oğlu kızı eşi kardeşi fia lánya felesége testvére fiul fiica soția fratele γιος κόρη σύζυγος αδελφός син дочка дружина сестра вдова
  дъщеря съпруга ћерка супруга dotter fru bror syster søn datter kone søster sønn poika tytär vaimo veli sisko leski نجل ابن ابنة زوجة شقيق أرملة پسر دختر همسر برادر
  אשתו אחיו אלמנת בנו בתו बेटा बेटे बेटी पत्नी भाई ছেলে মেয়ে স্ত্রী ভাই மகன் மகள் மனைவி 아들 딸 아내 vợ chồng mke mume mtoto
  były była bývalý bývalá volt eski πρώην السابق السابقة سابق לשעבר पूर्व সাবেক முன்னாள் cựu zamani entinen fostul fosta fostului fostei бивш бившият бивша бивши колишній колишня oud voormalig ancien ancienne exministro ehemaliger ehemalige frühere früherer
  bivši bivša bivšeg bivšem bivšu бившег бившем бившу бившия nekdanji nekdanja nekdanjega nekdanjo bijušais bijusī bijušā bijušo bijušajam buvęs buvusi buvusį buvusio endine endise endist
  ish fyrrverandi sabiq sobiq бұрынғы былы былая поранешен поранешниот поранешна tidligere tidigare förre voormalige egykori antic antiga antigo
  bývalého bývalému byłego byłej byłemu бывшего бывшей бывшему бывших колишнього колишньої колишньому bekas zamani የቀድሞ նախկին ყოფილი ყოფილმა
  माजी માજી પૂર્વ ਸਾਬਕਾ හිටපු మాజీ ಮಾಜಿ മുൻ 
  vize wice вице вицепремьер заместитель заместителя замминистра заступник заступника заступниця зам заместник zástupce zástupca helyettes yardımcısı phó timbalan pemangku naibu kaimu
  نائب معاون سرپرست סגן סגנית उप उपमुख्यमंत्री উপ துணை ఉప ಉಪ ഉപ փոխ ვიცე ምክትል
  gedenken gedenkt gedenkfeier jahrestag gedenktag commemoration commemorates commémoration commémore anniversaire hommage aniversario conmemora conmemoración homenaje aniversário
  comemora homenagem commemora commemorazione anniversario rocznica rocznicę rocznicy výročí výročie yıldönümü anması годовщина годовщину годовщины річниця річницю
  годишнина godišnjica годишњица aniversare comemorare évforduló évfordulóján megemlékezés επέτειος επέτειο μνημόσυνο herdenking herdenkt jubileum årsdag mindehøjtidelighed minnestund
  vuosipäivä muistotilaisuus peringatan peringati سالگرد یادبود ذكرى الذكرى برسی जयंती पुण्यतिथि बरसी বার্ষিকী நினைவு நினைவுதினம் 추모 추모식 주기 주년 kumbukumbu maadhimisho
`)

/** Whose team it is, in words that texts say beside one headline: the women's, the men's, the young ones'. */
const TEAM_WORDS: readonly ReadonlySet<string>[] = [
  exactly(`
    femenina femenil feminina féminine féminines femminile azzurre leeuwinnen vrouwenelftal frauennationalmannschaft kadın kadınlar женская женской женскую женские жіноча жіночої жіночу
    женския женски женската женска женску żeńska żeńskiej kobieca ženská ženské ženskou ženska ženske női feminină feminine γυναικών damlandslaget kvindelandsholdet kvinnelandslaget naisten
    السيدات للسيدات زنان بانوان ویمنز خواتین הנשים महिला নারী மகளிர் 여자 nữ wanawake
  `),
  exactly(`
    masculina varonil masculine masculins maschile azzurri männernationalmannschaft erkek erkekler мужская мужской мужскую мужские чоловіча чоловічої чоловічу мъжкия мъжки мъжката мушка мушку
    męska męskiej mužská mužské mužskou muška muške férfi masculină ανδρών herrlandslaget herrelandsholdet herrelandslaget miesten الرجال للرجال مردان הגברים पुरुष পুরুষ ஆண்கள் 남자 wanaume
  `),
  exactly(`
    juvenil azzurrini молодёжная молодёжной молодёжную юниорская юниорской юниорскую юношеская юношеской юношескую молодіжна молодіжної молодіжну юнацька юнацької младежкия младежка
    młodzieżowa młodzieżowej młodzieżową juniorska mládežnická mládežnické ifjúsági tineret ungdomslandslaget nuorten الشباب للشباب الناشئين للناشئين جوانان نوجوانان הנוער הצעירה जूनियर अंडर অনূর্ধ্ব 청소년
  `),
]

/** Word → which team says it. */
export const TEAMS: ReadonlyMap<string, number> = new Map(
  TEAM_WORDS.flatMap((team, i) => Array.from(team, (word) => [word, i] as const)),
)

/**
 * Speaks of a competition, in the spelling of `words.ts`. Most are held for men, women, the young, and in several kinds of a sport:
 * one word more is another one. Not what is said of other things too (`final`, `européen`) but where a preposition follows.
 */
export const COMPETITION = new RegExp(
  [
    '(?<![\\p{L}\\p{M}])(?:championship|champion|trophy|tournament|playoff|grand slam|pokal|coppa|puchar|pohar|kampioen|campe[ao]|campion|mistrz|mistrovstv',
    'majstrovstv|mestaruu|finaali|mesterskab|mesterskap|masterskap|piala|juara|kombe|ubingwa|fainali|sampiyon|prvenstv|vo dich|chung ket',
    '(?:semi|halv|halb|viertel|quarter|demi|polu?)?final(?:e|en|i|a|u)?(?=$| (?:in|at|of|after|with|as|to|against|vs?|over|d[aeiou]|del|des|dell|i|w|na|u|mot|gegen)(?!\\p{L}))',
    'чемпион|чемпіон|куб(?:ок|к)|ф[иі]нал(?:а|е|і|у|ом)?(?!\\p{L})|п[ъе]?рвенств|европеиското по|πρωταθλ|κυπελλ|τον τελικο|του τελικου|μουντιαλ',
    'كاس|بطول[هة]|الدوري|قهرمان[يی]|فینال|אליפות|גביע|ליגת|(?:חצי|רבע) גמר|फाइनल|चैंपियन|ट्रॉफी|ফাইনাল|শিরোপা|চ্যাম্পিয়ন|கோப்பை|சாம்பியன்',
    '(?:cup|league|copa|taca|cupa|kupa(?:s[ıi])?|liga|ligue|ligi|(?:mundial|mondial) d[aeiou]|coupe d[eu]?s?|europe[oiu] d[aeiou]|جام|لیگ|कप|কাপ)(?![\\p{L}\\p{M}]))',
    'meisterschaft|bajnoksag|donto[jb]|선수권|우승|결승|리그|選手権|決勝|優勝|锦标赛|錦標賽|冠军|冠軍|决赛|決賽|联赛|聯賽|แชมป์|ชิงชนะเลิศ|บอลโลก',
  ].join('|'),
  'u',
)

/** The same as it is written: championships by their initials. */
export const COMPETITION_INITIALS = /(?<![\p{L}\p{N}])(?:EM|VM|WM|MM|WK|EK)(?![\p{L}\p{N}])/u

/** What is only expected, meant or threatened has not come about. */
export const EXPECTATIONS = words(`
  set expected poised likely might could will shall would may plan planned planning threat threaten threatened threatening want wanted aim aiming seek seeking mull
  mulling mulled consider considering eye eyeing vow vowed pledge pledged propose proposed proposing prepare preparing intend ready
  akan bakal hendak ingin berencana rencana ancam mengancam siap
  va vont veut menace prevoit quiere amenaza planea podria puede vai vao quer ameaca planeja droht vuole minaccia zal dreigt
  планирует намерен намерена намерены готова должен должна должны хочет хотят угрожает угрожают может могут готов готовы будет будут планує може хоче буде
  może mogą będzie będą chce chcą planuje zamierza může mohou bude budou chtějí plánuje môže môžu može
  soll sollen könnte könnten dürfte dürften wollen pourrait pourraient devrait devraient podrían deve devem pode podem deverá potrebbe dovrebbe
  forvente vänta skal vil ska wil willen zullen gaat készül tervez aikoo saattaa hazırlanıyor bekleniyor planlıyor θα μπορεί ще ће
  سوف يعتزم تعتزم ينوي خواهد צפוי צפויה सकता सकती सकते
`)

/** One more or some more of a kind are others. */
export const MORE = exactly(`
  more additional further extra mas otro otra otros otras mais outro outra outros outras autre autres davantage weitere weiterer weiteren altri altre
  еще другие ще nog daha
`)

/** Behind `more` these make a measure of it. */
export const THAN = exactly('than de als que di dari чем ніж')

/** `The driver of Diana`. */
export const OF = exactly('of de del du von di da van dari')

/** Somebody is dead. */
export const DEATH = words(`
  die dies dy died dying dead deadly death deaths kill kills killed killing fatal fatally fatality fatalitie fatalities lethal slain slay murder murdered homicide
  manslaughter perish perished body bodie bodies corpse corpses toll casualty casualtie casualties drown drowned drowning execute executed execution assassinated
  assassination suicide lynched beheaded victim victims funeral
  tewas meninggal wafat mati terbunuh dibunuh pembunuhan bunuh jenazah mayat korban gugur
  muere mueren muerte muerto muerta muertos muertas murio murieron fallece fallecen fallecio fallecido mata matan mato asesinado asesinato asesinan victima victimas cadaver mortal
  meurt meurent mort morte morts mortes mortel mortelle tue tuee tues tuent deces decede decedee assassine victime victimes cadavre
  stirbt sterben gestorben tot tote toten toter todlich todlicher todliche getotet tod tode leiche leichen opfer todesopfer ermordet mord erschossen
  muore muoiono morto morta morti morte ucciso uccisa uccisi uccide vittima vittime omicidio cadavere mortale
  morre morrem morreu morto morta mortos mortas mortal mata matou vitima vitimas
  умер умерла умерли погиб погибла погибли погибших погибшие погибшего гибель гибели убит убита убиты убитых убил убили убийство убийстве смерть смерти скончался скончалась тело тела жертв жертвы
  жертвами мертв мертвым насмерть смертельно погибают загинув загинула загинули загиблих помер померла
`)

/** What befalls a person, at the end of the name or of somebody of his. */
export const BEARER_ENDS = words(`
  die dies dy died dead dying killed shot hospitalised hospitalized arrested jailed charged sentenced convicted missing meninggal wafat tewas ditangkap
  muere fallece fallecio meurt mort decede stirbt tot gestorben muore morto morre умер умерла погиб погибла скончался скончалась задержан арестован
`)

/** Who is named behind them did it: with no other word moved, the roles are exchanged. */
export const AGENTS = words('by oleh par')

/** Which part of a place; with the place itself they only say where. */
export const DIRECTIONS = words(`
  north south east west northern southern eastern western central utara selatan timur barat tengah norte sur este oeste nord sud ouest ost
  северный южный восточный западный северной южной восточной западной
`)

/** Words that say the contrary of one another: one title with the one, the other with the other, are two pieces. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['win won winning beat beating victory triumph defeat', 'lose lost losing loss loses losse beaten draw drew drawn'],
  [
    'rise rose risen rising raise raised raising up higher gain gained increase increased increasing climb climbed soar soared jump jumped surge surged advance rally',
    'fall fell fallen falling down lower lowered lowering drop dropped decrease decreased decreasing slip slipped sink sank plunge plunged decline declined slide slid retreat',
  ],
  [
    'accept accepted approve approved approving pass passed back backed support supported',
    'reject rejected rejecting block blocked veto vetoed oppose opposed',
  ],
  [
    'open opened opening reopen start started begin began launch launched',
    'close closed closing shut end ended halt halted cancel cancelled suspend suspended stop stopped',
  ],
  [
    'arrest arrested detain detained jail jailed charged charge seize seized kidnap kidnapped abduct abducted hijack hijacked captured',
    'release released freed free acquit acquitted cleared',
  ],
  ['alive survive survived rescued', 'dead die died dy killed kill'],
  ['guilty convicted', 'innocent acquitted'],
  ['buy bought buying acquire', 'sell sold selling'],
  ['allow allowed permit legal', 'ban banned forbid illegal prohibit'],
  ['join joined enter entered', 'leave left leaving quit exit exited'],
  ['before ahead', 'after following'],
  ['for', 'against'],
  ['hire hired appoint appointed', 'fire fired sack sacked resign resigned'],
  ['best first top', 'worst last bottom'],
  ['yafungua imefungua wafungua', 'yafunga imefunga wafunga'],
  ['menang kemenangan', 'kalah kekalahan'],
  ['naik menguat meningkat', 'turun melemah menurun anjlok'],
  ['buka dibuka mulai dimulai', 'tutup ditutup selesai berakhir'],
  ['ditangkap ditahan', 'dibebaskan bebas'],
  ['selamat', 'tewas meninggal'],
  ['masuk', 'keluar'],
  ['sebelum jelang', 'setelah usai sesudah'],
  ['gana ganan sube suben', 'pierde pierden baja bajan'],
  ['gagne hausse', 'perd baisse'],
  ['gewinnt steigt steigen', 'verliert sinkt fallen'],
  ['выиграл вырос выросли', 'проиграл упал снизились'],
  // Opened and closed.
  [
    'abre abren abierto abierta reabre reabren reabierto reabierta aberto aberta reaberto reaberta ouvre rouvre ouvert ouverte rouvert rouverte apre riapre aperto aperta riaperto riaperta geöffnet öffnet wiedereröffnet geopend heropend öppnar öppnad öppnas åbner åbnet genåbnet åbnes genåbnes åpner åpnet gjenåpnet avataan avattiin avautui otwarto otwarty otwarta otwarte otevřen otevřena otvorený otvorili megnyitották megnyílt deschis deschisă redeschis άνοιξε ανοίγει açıldı açılıyor открыли открыт открыта открылся відкрили відкрито отворен отворена отвориха otvoren otvorena otvorili فتح باز بازگشایی נפתח נפתחה נפתחו खुला खुली खुले کھول کھل খুলল খুলেছে',
    'cierra cierran cerrado cerrada fecham fechado fechada fermé fermée chiude chiudono chiuso chiusa gesperrt geschlossen schließt gesloten sluit stänger stängd stängs lukker lukket lukkes stenger stengt stenges suljetaan suljettiin sulkeutui zamknięto zamknięty zamknięta zamknięte uzavřen uzavřena zavřen uzavretý uzavreli lezárták bezárt închis închisă έκλεισε κλείνει kapatıldı kapandı kapanıyor закрыли закрыт закрыта закрылся закрили закрито затворен затворена затвориха zatvoren zatvorena zatvorili إغلاق أغلقت بسته נסגר נסגרה נסגרו बंद بند বন্ধ',
  ],
  // Lifted and imposed, revoked and issued.
  [
    'lift lifted ease eased easing revoke revoked rescind rescinded withdrawn scrapped levanta levantan levantado levantada desactiva desactivan revoca revocan revocado revogado cancelado cancelada levé levée annulé annulée revocata revocato aufgehoben ingetrokken opgeheven hävs hävt upphävd ophævet opphevet kumottiin odwołany odwołano odwołał zniesiono odvolána odvolali zrušena zrušili feloldották feloldotta visszavonták ridicată anulată сняли отменили снят отменён скасували зняли отмениха вдигнаха kaldırıldı رفع إلغاء لغو הוסר בוטל dicabut ήρθη ανακλήθηκε हटा हटाया প্রত্যাহার اٹھا',
    'impose imposed tighten tightened issue issued order ordered declare declared decreta decretan decretado impone imponen emite emiten emitido emitida activa activan instaure instauré décrété emessa emesso verhängt angeordnet afgekondigd ingesteld införs utfärdat utfärdad indført udstedt innført utstedt ogłoszony ogłoszono ogłosił wprowadzono vyhlášen vydána vydali elrendelték elrendelte emisă instituită ввели введён объявили запровадили оголосили обявиха въведоха فرض برقرار הוטל הוכרז diberlakukan επιβλήθηκε εκδόθηκε लगा लगाया জারি نافذ',
  ],
  // Arrested and released.
  [
    'detenido detenida detienen arrestan arrestado preso presa detido detida arrêté arrêtée interpellé interpellée arrestato arrestata festgenommen verhaftet aangehouden gearresteerd gripen anhållen häktad anholdt pågrepet pidätettiin zatrzymany zatrzymana aresztowany zadržen zatčen letartóztatták arestat reținut арестовали арестован задержали задержан затримали заарештували арестуваха задържаха ухапсила ухапсили uhapsili uhapšen uhićen tutuklandı اعتقال اعتقلت بازداشت دستگیر נעצר נעצרה गिरफ्तार গ্রেপ্তার گرفتار akamatwa wakamatwa συνελήφθη',
    'liberado liberada liberan excarcelado solto solta libertado libéré libérée relâché liberato scarcerato rilasciato freigelassen vrijgelaten frigiven släppt løsladt løslatt vapautettiin zwolniony wypuszczony propuštěn elengedték szabadlábra eliberat освободили освобождён отпустили звільнили відпустили освободиха ослободила ослободили oslobodili pušten serbest إطلاق الإفراج آزاد שוחרר שוחררה रिहा মুক্তি رہا aachiwa waachiwa αφέθηκε απελευθερώθηκε',
  ],
  // Begins and ends.
  [
    'empieza empiezan comienza comienzan inicia começa começam commence débute inizia iniziano comincia beginnt begonnen begint inleds börjar begynder indledt alkoi alkaa rozpoczęty rozpoczął rozpoczęła začala začíná začal megkezdődött elkezdődött începe начался началась начали почався розпочався розпочали започна başladı بدء بدأ انطلاق آغاز החל החלה शुरू শুরু شروع waanza yaanza ξεκίνησε αρχίζει',
    'termina terminan acaba finaliza encerra finisce finiscono endet beendet eindigt beëindigd avslutas slutar avslutad slutter afsluttet avsluttet päättyi loppui zakończony zakończył zakończyła skončila skončil končí befejeződött încheie încheiat завершился завершилась закончился закончилась прекратили завершили припинили приключи bitti انتهاء انتهى پایان הסתיים הסתיימה समाप्त खत्म শেষ ختم wamalizika wasitishwa yamalizika τελείωσε ολοκληρώθηκε λήγει',
  ],
  // Rises and falls.
  [
    'sobe sobem salgono aumenta stijgt stijgen stiger ökar höjs höjer øker nousi nousee nousivat wzrosła rośnie rosną stoupla roste emelkedett crește растет растут повысил повысила повышает зростає зросли yükseldi arttı artırdı ارتفاع ارتفع ارتفعت افزایش بالا עלה עלתה עולה बढ़ा बढ़े बढ़ी बढ़ोतरी বাড়ল বেড়েছে বৃদ্ধি اضافہ yapanda αυξάνεται άνοδος tăng',
    'cai caem scende scendono cala daalt dalen sjunker minskar sänks sänker falder faller synker laski laskee laskivat spadła spada spadają klesla klesá csökkent scade падает падают снизил снизила снижает падає знизилися düştü azaldı indirdi انخفاض انخفض انخفضت تراجع کاهش پایین ירד ירדה יורד घटा घटे गिरा गिरावट কমল কমেছে হ্রাস کمی yashuka μείωση πτώση giảm',
  ],
  // Won and lost.
  [
    'ganha vence vince vincono wint winnen vann vinner vandt vinder vant voitti wygrał wygrała wygrywa vyhrál vyhrála vyhráli nyert győzött выиграла выиграли виграв виграла виграли спечели kazandı يفوز فوز برد پیروزی ניצח ניצחה जीता जीती ashinda κέρδισε',
    'perde perdono verliest verliezen förlorade förlorar tabte taber tapte hävisi przegrał przegrała przegrywa prohrál prohrála prohráli vesztett kikapott проиграла проиграли програв програла програли загуби yenildi يخسر خسارة باخت شکست הפסיד הפסידה हारा हारी ashindwa έχασε',
  ],
]

/** Word → pair and side: `+3` and `-3` contradict each other. */
export const SIDES: ReadonlyMap<string, string> = new Map(
  OPPOSITES.flatMap(([one, other], i) => [
    ...Array.from(words(one), (word) => [word, `+${i}`] as const),
    ...Array.from(words(other), (word) => [word, `-${i}`] as const),
  ]),
)

/** The same in scripts without spaces, as characters that occur among what differs, */
export const SPACELESS_VETO = /[不没沒未非否无無女男前副东西南北東第妻夫娘父母兄弟姉妹姐]|ない|なし|มิ/u

/** and as words of several characters, each of which is as often in both; so are rounds in words that without accents are others'. */
export const TOLD_AS_WRITTEN =
  /bán kết|tứ kết|chung kết|子供|息子|之子|儿子|兒子|遗孀|遺孀|反对|反對|批评|批評|谴责|譴責|周年|追悼|悼念|辟谣|闢謠|谣言|謠言|デマ|ไม่|หญิง|ชาย|อดีต|ครบรอบ|ปฏิเสธ|ลูก|ภรรยา|เมีย|สามี|น้อง|អតីត|អនុ(?=រដ្ឋ|ប្រធាន)|ອະດີດ|ຮອງ(?=ນາຍົກ|ປະທານ)|รอง(?=นายก|ประธาน|ผู้|อธิบดี)/gu

/** What stands before a headline and says nothing of the news: `VIDEO:`, `UPDATE 2-`, `[FULL]`. */
export const NEUTRAL_LABEL =
  /^\s*(?:[[(【]\s*(?:full|video|foto|photos?|watch|breaking|update[ds]?|exclusive|eksklusif|vid[eé]o)\s*[\])】]\s*[:\-–—|]?|(?:breaking(?: news)?|just in|update(?:d)?(?: \d+)?|wrapup(?: \d+)?|refile|exclusive|eksklusif|eilmeldung|urgent|urgente|videos?|v[ií]deo|foto|fotos|photos?|watch|the latest|[\p{L}\d ]{2,20} latest|top(?: story)?|breaking: update|news alert|alert|flash|full|populer|terpopuler)\s*(?:[:|–—]| ?- ?(?=\p{L})))\s*/iu

/** Kinds of pieces that are written by one desk for its own readers: never one with another outlet's. */
export const OWN_KIND =
  /\b(?:live(?: updates?| blog| coverage|blog)|as it happened|minute[- ]by[- ]minute|live ?ticker|en direct|en vivo|ao vivo|siaran langsung|live report|horoscopes?|zodiac|zodiak|ramalan|crossword|sudoku|wordle|quiz|kuis|podcast|newsletter|lottery|togel|jadwal|prakiraan cuaca|weather forecast|daily forecast|tv guide|obituaries)\b|^\s*live\s*[:|–—-]|[-:|–—]\s*live\s*$|онлайн[- ]трансляци|прямая трансляция|гороскоп|прогноз погоды|погода (?:в|на)(?!\p{L})|курс (?:валют|доллара)|星座|運勢|운세/iu

/** Recipes, offers of work, tenders, episodes: made of one template, of another thing each time. */
export const NOTICE =
  /(?<![\p{L}\p{M}])(?:recipes?|recettes?|rezepte?|recetas?|ricett[ae]|receitas?|recept(?:en|et)?|przepis(?:y)?|рецепты?|recepty|reseptit?|oppskrift(?:er)?|opskrift(?:er)?|resep|tarifi|re[tț]et[aăe]|συνταγ(?:ή|ές)|vacanc(?:y|ies)|job (?:offers?|openings?|advertisements?)|now hiring|offres? d['’]emploi|recrutements?|stellen(?:angebote?|anzeigen?|ausschreibung(?:en)?)|ofertas? de (?:empleo|trabajo|emprego)|vagas? de emprego|offert[ae] di lavoro|vacatures?|oferty? pracy|вакансі[яї]|вакансии?|lowongan(?: kerja)?|iş ilan[ıi]|tuyển dụng|tenders?|invitation to bid|contract notices?|ausschreibung(?:en)?|appels? d['’]offres|licitaci(?:ón|ones)|licitaç(?:ão|ões)|band[io](?: di gara)?|gara d['’]appalto|aanbesteding(?:en)?|przetargi?|тендеры?|ihalesi|lelang|đấu thầu|podcasts?|episodes?|épisodes?|episodios?|episódios?|aflevering(?:en)?|odcinek|подкаст[ыі]?|neue folge|folge \d+|وصفة|طريقة عمل|طرز تهیه|مناقصة|مزایده|بودكاست|पॉडकास्ट|रेसिपी|निविदा|রেসিপি|দরপত্র)(?![\p{L}\p{M}])|レシピ|求人|入札|ポッドキャスト|菜谱|食谱|招聘|招标|播客|레시피|채용|입찰|팟캐스트|สูตรอาหาร|รับสมัคร|ประกวดราคา/iu

/** Lists of the day's news. */
export const DIGEST =
  /\b(?:front ?pages?|headlines?|in brief|news briefs?|briefs|briefing|roundup|round[- ]up|digest|what (?:the )?papers say|paper review|press review|top (?:\d+ )?(?:stories|news)|(?:morning|evening|daily|weekly|nightly|weekend) (?:news|report|update|wrap|edition|links|bulletin)|business highlights|finance news update|things to know|what you need to know|here'?s what|today in history|on this day|this week in|photos? of the (?:day|week)|pictures of the (?:day|week)|letters to the editor|quotes? of the day|most read|terpopuler|berita (?:utama|terpopuler|terkini|hari ini)|kabar (?:hari ini|pagi)|sorotan|rangkuman|koran|halaman depan|revue de presse|les titres|l'essentiel|portadas|titulares|resumen|rese[nñ]a|presseschau|nachrichten(?:überblick|uberblick)|rassegna stampa|prime pagine|manchetes|capas)(?![\p{L}])|обзор (?:прессы|сми)|главное за|итоги дня|дайджест|헤드라인|头条|要闻|早报|晚报|新闻联播|今日の|朝刊|夕刊|头版|頭版|พาดหัว/iu

/** The same in other languages: the day in short, its papers, weather, stars, prices. */
export const DAILY =
  /(?<![\p{L}])(?:ce qu['’]il faut (?:retenir|savoir)|à retenir|actu(?:alité)?s? du jour|météo|das wichtigste|nachrichten des tages|tagesüberblick|wetter(?:vorhersage|bericht)|das wetter|notizie del giorno|previsioni meteo|meteo|oroscopo|not[ií]cias (?:do dia|del día|de hoy)|destaques do dia|resumo d[oa]|previsão do tempo|pronóstico del tiempo|lo más (?:importante|leído)|claves del día|hor[oó]scopo|belangrijkste nieuws|laatste nieuws|nieuws van vandaag|nieuwsoverzicht|weerbericht|najważniejsze (?:wydarzenia|informacje)|wydarzenia dnia|przegląd prasy|prognoza pogody|pogoda na|horoskop|günün (?:öne çıkan|önemli|özeti|manşet)|öne çıkan haber|gazete manşet|hava durumu|günlük burç|burç yorum|tin tức nổi bật|điểm (?:tin|báo)|tin trong ngày|dự báo thời tiết|tử vi|giá vàng hôm nay|foto pilihan|cuaca .{0,40}hari ini|harga emas .{0,40}hari ini|death notices?|funeral announcements?|school closings?|traffic (?:alert|report|update)|things to watch|what to watch)(?!\p{L})|главн(?:ые|ое) (?:новости|события)|новости (?:дня|к этому часу)|головн[іе] (?:новини|події)|новини дня|прогноз погоди|погода (?:в|у|на)(?!\p{L})|курс долара|오늘의 (?:날씨|운세|주요|뉴스)|주요 뉴스|뉴스 브리핑|天气预报|天氣預報|今日天[气氣]|天気予報|主なニュース|きょうの|ข่าวเด่น|สรุปข่าว|ดวงรายวัน|ดวงชะตา|พยากรณ์อากาศ|ราคาทองวันนี้|أبرز (?:عناوين|الأخبار)|عناوين الصحف|أهم الأخبار|حالة الطقس|الطقس (?:اليوم|غدا)|أسعار (?:الذهب|الدولار|العملات) اليوم|حظك اليوم|राशिफल|आज की (?:बड़ी|ताजा|ताज़ा) ख़?बर|ताजा ख़?बरें|आज का मौसम|मौसम का हाल|مهم‌?ترین (?:اخبار|عناوین)|قیمت (?:طلا|سکه|دلار) امروز|^\s*[[(【]?(?:trực tiếp|canlı(?: anlatım| yayın)?|(?:بث )?مباشر|(?:پخش )?زنده|שידור חי|लाइव|লাইভ|நேரலை|na żywo|živě|naživo|élő(?:ben)?|uživo|ao vivo|en vivo|in diretta|diretta|suora(?:na)?|ζωντανά|(?:в )?прямой эфир|в прямом эфире|наживо|на живо|生中継|生配信|直播|现场直播|現場直播|라이브|생중계|실시간|ถ่ายทอดสด|สด|mubashara|moja kwa moja)[\])】]?\s*[:：|｜–—]/iu

/** What desks call their own view of the news, and who speaks with them, in other languages than English. */
const VIEWS =
  "opini[oó]n|opini[ãa]o|opinie|opinia|an[aá]lisis|an[aá]lise|analisi|analiza|analyysi|analys|kommentar|kommentti|kommentaar|commentaire|komentarz|komentar|komentář|leitartikel|kolumne|kolumni|kolumn|glosse|glosa|meinung|ledare|debatt|krönika|kronik|pääkirjoitus|columna|coluna|tribuna|tribune|chronique|crónica|commento|commentaar|felieton|wywiad|rozhovor|vélemény|jegyzet|interjú|interviu|interview|intervju|haastattelu|entretien|entrevista|intervista|wawancara|мнение|колонка|комментарий|анализ|интервью|думка|коментар|аналіз|інтерв[’ʼ']ю|интервю|интервју|γνώμη|άποψη|σχόλιο|ανάλυση|συνέντευξη|yorum|görüş|analiz|köşe yazısı|röportaj|söyleşi|رأي|مقال|تحليل|مقابلة|حوار|یادداشت|سرمقاله|تحلیل|گفت‌?وگو|דעה|פרשנות|ניתוח|ראיון|विचार|राय|संपादकीय|विश्लेषण|साक्षात्कार|मतामत|मत|মতামত|সম্পাদকীয়|সাক্ষাৎকার|கருத்து|தலையங்கம்|maoni|tahariri|mahojiano|tajuk rencana|bình luận|xã luận|góc nhìn|phỏng vấn|사설|칼럼|기고|인터뷰|시론|社説|コラム|解説|論説|インタビュー|社论|社論|评论|評論|时评|時評|专访|專訪|观点|觀點|บทความ|บทบรรณาธิการ|สัมภาษณ์"

/** Says what kind of piece it is: an opinion on the news is not the news. */
export const KIND_LABEL = new RegExp(
  `^\\s*[[(【]?(opinion|opini|analysis|analisis|analyse|editorial|comment(?:ary)?|column|kolom|review|ulasan|profile|explainer|fact[- ]?check|cek fakta|correction|ralat|obituary|feature|preview|timeline|kronologi|q&a|poll|survey|letter|${VIEWS})\\s*(?:[\\])】]|[:：|｜–—-])`,
  'iu',
)

/** In front of a headline: that what was told before is wrong, or that what is told among people is. */
export const CORRECTION_LABEL =
  /^\s*[[(【]?\s*(?:corrections?|corrected|clarification|erratum|retraction|fact[- ]?check|fake|hoax|ralat|koreksi|klarifikasi|hoaks|pembetulan|cek fakta|rectificatif|correctif|rectificaci[oó]n|fe de errat[ao]s|correcci[oó]n|corre[cç][aã]o|errata|erramos|rettifica|errata corrige|berichtigung|korrektur|richtigstellung|correctie|rectificatie|rättelse|korrigering|rettelse|retting|oikaisu|korjaus|sprostowanie|korekta|oprava|helyesbítés|helyreigazítás|rectificare|erată|düzeltme|tekzip|yalanlama|đính chính|cải chính|исправление|опровержение|поправка|уточнение|виправлення|спростування|уточнення|корекция|исправка|διόρθωση|επανόρθωση|תיקון(?: טעות)?|הבהרה|تصحيح|تصويب|توضيح|اصلاحیه|تصحیح|تکذیبیه|تردید|भूल[- ]?सुधार|शुद्धिपत्र|संशोधन|সংশোধনী|திருத்தம்|marekebisho|정정(?:\s?보도)?|바로잡습니다|訂正|おわび|デマ|更正|勘误|勘誤|致歉|辟谣|闢謠|แก้ไขข่าว|แก้ข่าว)\s*[\])】]?\s*(?:[:：|–—」】\])]|\s-\s|-\s)/iu

/** The same behind a bar (`… | Editorial`), as a whole. */
export const KIND_BEHIND = new RegExp(
  `^(?:opinion|opini|analysis|analisis|analyse|editorial|comment(?:ary)?|column|kolom|review|ulasan|profile|explainer|letters?|obituary|${VIEWS})$`,
  'iu',
)

/** In the last part of a title these say that it names the outlet. */
export const OUTLET =
  /\b(?:news|times|post|herald|tribune|gazette|telegraph|guardian|journal|chronicle|tv|radio|fm|online|sports?|media|press|today|daily|magazine|network|wire|express|mail|star|globe|observer|report(?:er)?|berita|kompas|detik|tempo|antara|zeitung|nachrichten|noticias|not[ií]cias|actualit[eé]s|новости)\b|\.(?:com|net|org|co|id|tv|de|fr|es|it|uk)\b/iu
