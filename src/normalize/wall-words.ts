/**
 * What walls say, in the manner of publishers of some forty languages: always to the reader, never of a third party, so that
 * news about subscriptions and cookies says little of it.
 */

const any = (...parts: readonly string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${parts.join('|')})`, 'iu')

/** The text is not for whoever does not pay or sign in. */
const cuts = any(
  // English
  '(?:to )?(?:access|unlock|view) (?:the (?:full|whole|entire|rest)|this (?:full|entire|premium|exclusive)?) ?(?:of (?:this|the) )?(?:article|story|piece|post|content|text|page)',
  '(?:subscribe|sign up|sign in|log in|register|create an? (?:free )?account)(?: now| today| here)? to (?:read|continue|keep|view|unlock|access|get (?:full|unlimited))',
  '(?:this|the) (?:article|story|content|page|post|feature|text) is (?:only |exclusively |reserved |available )*(?:for|to) (?:our |paying |registered |digital |premium )*(?:subscribers|members|users)',
  '(?:premium|subscriber|members?)[ -](?:only|exclusive) (?:content|article|story)',
  "you(?:’|'| ha)?ve (?:reached|used|read|hit|exceeded) (?:your|all|the|\\d+)",
  'remaining (?:free )?(?:article|stor)',
  // German, Dutch, Nordic
  '(?:diese[rnms]?|der|den) (?:ganzen?|vollständigen?|gesamten?)? ?(?:artikel|text|beitrag|inhalt) (?:ist )?(?:nur |exklusiv )?(?:für|mit|als) (?:\\p{L}+ )?(?:abo|plus)',
  '(?:ganzen|vollständigen|gesamten) (?:artikel|text|beitrag) lesen',
  'lees het hele artikel (?:met|als)',
  // French, Spanish, Portuguese, Italian, Romanian, Catalan
  '(?:article|contenu) (?:est )?(?:réservé|exclusivement|accessible)(?: \\p{L}+){0,3} abonné|(?:suite|article) (?:\\p{L}+ )?réservée?s? (?:à nos|aux) (?:abonné|membre)',
  'il vous reste \\d+ ?%',
  // So many a month are free
  '(?:your|last|remaining|monthly) (?:\\p{L}+ )?(?:free|complimentary) (?:article|stor)\\p{L}*|ihre? (?:\\p{L}+ )?(?:gratis|kostenlosen?|freien?) ?artikel|(?:je|uw) (?:\\p{L}+ )?gratis artikel|(?:dina?|dine) (?:\\p{L}+ )?(?:gratis|fria) (?:artiklar|artikler)',
  '(?:vos|tous les) (?:\\d+ |\\p{L}+ )?articles (?:gratuits|offerts)|tus (?:\\p{L}+ )?(?:artículos|noticias) (?:gratis|gratuit)|limite de (?:\\d+ |\\p{L}+ )?(?:matérias|notícias|artigos)|límite de (?:\\d+ |\\p{L}+ )?(?:artículos|notas)|(?:i tuoi|tuoi) (?:\\p{L}+ )?articoli gratuiti',
  '(?:ücretsiz (?:haber|yazı|okuma) (?:hakkın|limit))|(?:batas|kuota) (?:artikel|bacaan) gratis|limit (?:darmowych|bezpłatnych) (?:artykułów|tekstów)|limit (?:článků|bezplatných)|лимит (?:бесплатных )?(?:статей|материалов)|ліміт (?:безкоштовних )?(?:статей|матеріалів)',
  '(?:contenido|artículo|conteúdo|artigo|notícia|noticia|texto|matéria)(?: \\p{L}+){0,2} (?:exclusiv[oa]|reservad[oa]|sólo|solo)(?: \\p{L}+){0,3} (?:suscriptor|assinante|socio|registrad)',
  '(?:contenuto|articolo)(?: \\p{L}+){0,2} (?:riservat[oa]|esclusiv[oa])',
  // Indonesian, Malay, Filipino, Vietnamese, Swahili, Turkish
  '(?:artikel|konten|berita|kandungan)(?: \\p{L}+){0,3} (?:khusus|eksklusif|hanya)(?: \\p{L}+){0,2} (?:pelanggan|anggota|member)',
  // Slavic, Baltic, Hungarian, Greek, Albanian
  'celý článok? (?:len|je)|odomknite|odemkněte',
  '(?:dalsz|pozostał|pełn|cał|reszt)\\p{L}* (?:\\p{L}+ )?(?:artykuł|tekst|treści|materiał)\\p{L}* (?:\\p{L}+ ){0,3}(?:subskrybent|prenumerat|abonent)',
  '(?:наставак|остатак) (?:текста|чланка) (?:\\p{L}+ ){0,4}претплатни',
  '(?:zbytek|zvyšok|pokračov\\p{L}+|cel[ýé]) (?:článk|člán|text)\\p{L}* (?:\\p{L}+ ){0,4}(?:předplatitel|predplatiteľ)|(?:ostatak|nastavak) (?:članka|teksta) (?:\\p{L}+ ){0,4}pretplatni',
  '(?:полный|весь|остальной|продолжение|остаток|окончание) (?:текста?|статьи|материала?) (?:\\p{L}+ ){0,4}подписчик|(?:повний|весь|решта|продовження) (?:тексту?|статті|матеріалу?) (?:\\p{L}+ ){0,4}(?:передплатник|підписник)',
)

/** The same where words are not parted as in Europe. */
const cutsElsewhere =
  /لمتابعة القراءة|(?:لتكمل|لإكمال|لاستكمال|أكمل) (?:القراءة|المقال)|今月の無料記事|(?:本月|每月)(?:的)?免[费費](?:文章|阅读|閱讀)|무료 기사를? 모두|لمواصلة القراءة|لقراءة (?:المقال|الخبر|المزيد|بقية)|(?:محتوى|مقال) (?:حصري )?للمشتركين|برای (?:ادامه|خواندن|مطالعه) (?:مطلب|متن|کامل|ادامه)|مکمل (?:خبر|مضمون) پڑھنے|להמשך קריאה|(?:ל|כדי ל)המשיך לקרוא|(?:पूरी ख़?बर|पूरा लेख|आगे) पढ़(?:ने|ें) के लिए|(?:সম্পূর্ণ|বাকি|পুরো) (?:খবর|লেখা|সংবাদ)?\s*পড়তে|தொடர்ந்து (?:படிக்க|வாசிக்க)|อ่านต่อ(?:ได้|โดย|กรุณา|เต็ม)|เพื่ออ่าน(?:ต่อ|บทความ|เนื้อหา)|(?:继续|繼續|完整)(?:阅读|閱讀)|阅读(?:全文|完整)|閱讀(?:全文|完整)|剩余\s?\d+\s?[%％]|続きを(?:読む|お読み|ご覧)|(?:全文|続き)(?:を|は)?(?:お?読み|閲覧|ご覧)|残り\s?\d+\s?文字|계속 (?:읽|보)|(?:전체|전문)(?:을|를)? (?:기사|내용|읽|보)/u

/** This very text, as walls call it before they say for whom it is. */
const thisText = any(
  '(?:this|the) (?:article|story|content|page|post|feature|text|piece)|(?:dieser?|diesen) (?:artikel|text|beitrag|inhalt)|dit artikel|den här artikeln|denne artikkelen|denne artikel(?:en)?|tämä artikkeli',
  '(?:cet article|ce contenu)|est[ea] (?:contenido|artículo|conteúdo|artigo|noticia|notícia|matéria|texto)|quest[oa] (?:articolo|contenuto)|acest (?:articol|conținut)|aquest (?:article|contingut)',
  '(?:artikel|konten|berita|kandungan) ini|(?:bài viết|nội dung)(?: này)?|bu (?:haber|içerik|yazı|makale)|makala h[ai]ya|habari hii',
  '(?:ten|tego) (?:artykuł|tekst|materiał)\\p{L}*|tento (?:článek|článok|text|obsah)|ov(?:aj|o) (?:članak|tekst|sadržaj)|ta (?:članek|vsebina)',
  '(?:этот|данный) (?:материал|текст)|эта статья|полный текст|(?:цей|весь) (?:матеріал|текст)|ця стаття|тази статия|това съдържание|ov[ае] (?:чланак|текст)|ова[јк] (?:чланак|текст)',
  '(?:ez )?a cikk|(?:αυτό )?το (?:άρθρο|περιεχόμενο)|το υπόλοιπο του άρθρου|šis straipsnis|šis raksts|see artikkel',
)
const thisTextElsewhere =
  /هذا (?:المحتوى|المقال|الخبر)|این (?:مطلب|مقاله|خبر)|یہ (?:خبر|مضمون)|כתבה זו|תוכן זה|यह (?:लेख|ख़?बर)|এই (?:খবর|লেখা)|இந்த(?:க்)? (?:கட்டுரை|செய்தி)|เนื้อหานี้|บทความนี้|本文|本篇|此文|[该該]文|この記事|本記事|(?:이|본) (?:기사|글|콘텐츠)/u

/** Only for those who have subscribed or signed in, or a question to them: news are of such too. */
const holders = any(
  '(?:available|reserved|exclusive(?:ly)?) (?:only )?(?:to|for) (?:our |paying |registered |digital |premium )*(?:subscribers|members)',
  '(?:already|are you) an? (?:\\w+ )?(?:subscriber|member|registered user)|already (?:subscribed|have an account|a subscriber|a member|registered)',
  '(?:bereits|schon) (?:abonnent|abonniert|registriert|ein abo|kunde|mitglied|angemeldet)|nur für (?:abonnent|registrierte|mitglieder|digitalabo|plus)',
  'alleen voor (?:abonnees|leden)|al (?:een )?(?:abonnee|abonnement|account|lid)\\b',
  '(?:for|för) (?:abonnenter|abonnementer|prenumeranter)|(?:redan|allerede) (?:prenumerant|abonnent|kunde|medlem)|(?:vain|on) tilaajille|oletko jo tilaaja|áskrifendum',
  '(?:déjà|vous êtes) (?:un |une )?(?:abonné|inscrit|membre)|réservée?s? (?:à nos|aux) (?:abonné|membre)',
  '(?:ya|já) (?:eres|es|é|sou|soy|tienes|tem) (?:um |un |uma |una )?(?:suscri|assinante|socio|cuenta|conta|registrad)|exclusiv[oa]s? para (?:suscriptores|assinantes|socios|nuestros)',
  'riservat[oa] agli abbonati|(?:sei )?già (?:abbonat|registrat|iscritt)|(?:doar|exclusiv|numai) (?:pentru )?abonați|(?:ești|sunteți) deja abonat|(?:només )?per (?:a )?subscriptors',
  'khusus (?:untuk )?(?:pelanggan|member|anggota)|(?:sudah|telah|telah pun) (?:berlangganan|melanggan|punya akun|memiliki akun|menjadi pelanggan|terdaftar|jadi member)',
  '(?:dành|chỉ) (?:riêng )?(?:cho|dành cho) (?:thuê bao|hội viên|thành viên|người đăng ký)|đã có tài khoản|(?:yalnızca|sadece) (?:abone|üye)|(?:zaten|hâlâ) (?:abone|üye)',
  '(?:tylko |dostępn[aey] )(?:tylko )?dla (?:naszych )?(?:subskrybent|prenumerat|abonent|zalogowanych)|(?:masz już|jesteś już) (?:subskryp|konto|prenumerat|abonent)',
  '(?:pouze |jen |len |iba )pre? (?:předplatitel|predplatiteľ|přihlášen|prihlásen)|(?:již|už) (?:máte|jste|ste) (?:předplat|predplat|účet|konto)',
  'само (?:за )?претплатни|већ (?:сте претплатни|имате (?:налог|претплат))',
  'samo za pretplatnike|već ste pretplatnik|već imate (?:nalog|račun|pretplat)|samo za naročnike',
  '(?:доступ(?:ен|на|но)|только|материал) (?:только )?(?:для|по) (?:наших )?(?:подписчик|подписке|зарегистрированн)|уже (?:есть подписка|подписаны|зарегистрированы|подписчик)',
  '(?:лише|тільки|доступн[оаий]+) (?:лише |тільки )?для (?:передплатник|підписник)|вже (?:є передплатник|маєте|підписан)|само за абонати|вече (?:сте|имате) (?:абонат|абонамент|акаунт|профил)',
  '(?:csak )?előfizetőknek|már (?:előfizető|regisztrál)|(?:μόνο|αποκλειστικά) για (?:συνδρομητές|μέλη)|(?:είστε )?ήδη (?:συνδρομητής|μέλος)|tik prenumeratoriams|tikai abonentiem|ainult tellijatele',
)
const holdersElsewhere =
  /للمشتركين فقط|مشترك بالفعل|لديك (?:حساب|اشتراك)|ویژه (?:مشترکان|مشترکین|اعضا)|למנויים בלבד|כבר (?:מנוי|רשומ)|केवल (?:सदस्यों|ग्राहकों|सब्सक्राइबर)|पहले से (?:सदस्य|सब्सक्राइबर)|শুধু(?:মাত্র)? (?:গ্রাহক|সদস্য)|சந்தாதாரர்களுக்கு|เฉพาะสมาชิก|เป็นสมาชิก(?:อยู่)?แล้ว|(?:仅|僅|只)(?:限|供|对|對)?(?:订阅|訂閱|付费|付費|会员|會員)|(?:订户|訂戶|会员|會員|付费|付費)(?:专享|專享|专属|專屬|限定)|(?:已(?:经|經)?(?:是|有))(?:会员|會員|订户|訂戶|账号|帳號|帳戶)|(?:有料|無料)?会員(?:限定|専用|の方|登録(?:する|いただ|が必要|を))|(?:購読者|有料)(?:限定|専用)|(?:구독자|회원|유료)\s?(?:전용|만)|이미 (?:회원|구독)/u

/** The text goes on, for whoever does what stands beside it. Alone it may also be a button, or point past a picture. */
const goOn = any(
  '(?:continue|keep|finish) reading|read (?:the|this) (?:full|whole|entire|rest)|read (?:on|more)\\b|(?:um )?weiter(?: |zu)?lesen|(?:ganzen|vollständigen|gesamten) (?:artikel|text|beitrag)|(?:verder|door) te lezen|lees verder|(?:läs|les|læs) (?:hela|hele|vidare|videre|resten)|fortsätt läsa|fortsett å lese|fortsæt (?:med at )?læs|jatka lukemista|lesa áfram',
  "(?:lire|continuer (?:à|de|la|votre)) (?:la suite|lire|lecture|l[’']intégralité|l[’']article)|(?:sigue|seguir|siga|continuar?|continúa|continue) (?:\\p{L}+ ){0,2}(?:leyendo|lendo|leitura|lectura|ler\\b|leer\\b)|continua(?:re)? (?:a leggere|la lettura)|continuă (?:să citești|lectura)|continuar? llegint",
  '(?:melanjutkan|lanjut|lanjutkan|terus|teruskan) (?:mem)?baca|baca (?:artikel |berita )?(?:ini )?(?:selengkapnya|selanjutnya)|(?:đọc|xem) (?:tiếp|toàn bộ|đầy đủ)|kuendelea kusoma|okumaya devam|devamını (?:oku|gör)|(?:haberin|yazının|makalenin) (?:tamamı|devamı)',
  '(?:kontynuować|przeczytać|czytaj|czytać) (?:dalej|czytanie|cały)|(?:pokračov\\p{L}+ (?:ve? )?(?:čten|čítan)\\p{L}*|celý článek|celý článok)|nastav(?:ak|iti|ili) (?:čita|sa čita)|nadaljevanje branja|(?:продолжить чтение|дочитать|читать (?:далее|полностью)|прочитать полностью)|продовжити (?:читання|читати)|(?:продължите|прочетете) (?:четенето|цял)|teljes cikk|továbbolvas|συνεχίσετε|διαβάσετε (?:ολόκληρο|όλο)|tęskite skaitym|lasi(?:et)? tālāk|(?:jätka|loe) (?:lugemist|edasi)',
)
const goOnElsewhere =
  /(?:متابعة|مواصلة) القراءة|ادامه (?:مطلب|متن)|המשך קריאה|להמשיך לקרוא|पूरी ख़?बर|আরও পড়তে|தொடர்ந்து (?:படிக்க|வாசிக்க)|อ่านต่อ|(?:继续|繼續)(?:阅读|閱讀)|続きを(?:読む|お読み|ご覧)|계속 (?:읽|보)/u

/** What is sold or asked for, in place of news or beside it: offers, accounts, consent, checks of browsers, apologies. */
const pitches = any(
  'subscribe (?:now|today|for|from|to|and|here|or)|(?:start|get|choose|manage|become|try|activate) (?:your |an? |our |with )*(?:\\w+ )?(?:subscri(?:ption|ber)|membership|member|free trial|trial|plan)\\b|(?:cancel|unsubscribe)(?: at)? any ?time|(?:unlimited|full|instant) (?:digital )?access|(?:per|a|each|every|/) ?(?:month|week|year)(?:,| for the first| until|\\.$| after)|(?:free|trial) (?:for|period)|support (?:our|quality|independent) journalism|(?:without|no|free of) (?:ads|advertis)',
  "(?:sign|log) ?in (?:to|with|or|below|here|now)|(?:create|open) an? (?:free )?account|forgot(?:ten)? (?:your )?password|(?:enter|your) (?:e-?mail(?: address)?|password)|register (?:now|for free|here|to)|don[’']t have an account",
  '(?:we|our partners|this (?:web)?site|us) (?:and (?:our|\\d+) [\\w ]{0,20}?)?(?:use|store|process|may)[\\w ]{0,12} (?:cookies|and\\/or access)|(?:accept|reject|manage|decline)(?: all)?(?: your)? (?:cookies|preferences|consent|choices)|your (?:consent|privacy choices|cookie)|(?:withdraw|change|give) your (?:consent|mind|choice)|legitimate interest|personal(?:ised|ized) (?:ads|content|advertis)|cookie (?:policy|settings|preferences)|by (?:clicking|continuing)',
  "(?:enable|turn on|allow|activate) (?:your )?(?:java ?script|cookies|js)\\b|(?:check|verif)\\w* (?:that )?(?:your browser|you are (?:a )?human|you(?:’|')re (?:a )?human|the security of your)|(?:not|are) a (?:ro)?bot\\b|unusual (?:traffic|activity)|(?:disable|turn off|whitelist|using an?) (?:your )?ad ?-?block|access (?:to this (?:page|site) )?(?:has been |was |is )?(?:denied|blocked)|security check|complete the captcha|(?:ray|reference|request|incident) id\\b|your (?:browser|ip address|connection)|supported browser",
  "(?:not|un)available in your (?:country|region|location)|(?:european economic area|gdpr)[^.]{0,60}(?:cannot|access|unavailable)|page (?:you[^.]{0,40})?(?:cannot|could not|can[’']t|was not|not) (?:be )?found|(?:no longer|not) (?:available|exists?)|(?:(?:we(?:’|')re|we are|oops|sorry)[,!]? (?:sorry|but|we|this|the page|something)|we apologi[sz]e)|download (?:our|the) app|try again later|temporarily unavailable|contact (?:customer|us|support)",
  // There is no such page
  "(?:page|pagina|seite|strona|stránka|stranica|страница|сторінка|sidan|siden|sivu\\p{L}*|oldal|σελίδα|trang)(?!\\p{L})[^.]{0,40}(?:n[’']existe|non esiste|existiert nicht|nie istnieje|neexistuje|ne postoji|nu există|не существует|не існує|bestaat niet|finns inte|(?:finnes|findes) ikke|ei löydy|nem létezik|δεν υπάρχει|không tồn tại)",
  // German, Dutch, Nordic
  'jetzt (?:\\p{L}+ )?(?:abonnieren|anmelden|testen|registrieren|lesen|bestellen|freischalten|sichern|zugang)|(?:abonnieren|registrieren|loggen|melden) sie|(?:monatlich|jederzeit) kündbar|(?:euro|€|pro|im) (?:pro |im )?(?:ersten )?monat|(?:kostenlos|gratis) (?:testen|registrieren|anmelden|lesen)|unbegrenzten? zugang|passwort (?:vergessen|eingeben)|(?:wir|unsere partner|diese website)[^.]{0,60}cookies|(?:alle )?(?:cookies )?akzeptieren|(?:ihre?|mit) (?:einwilligung|zustimmung)|zustimmen|werbe(?:frei|tracking)|(?:aktivieren|erlauben) sie (?:java ?script|cookies)|(?:ein|kein) (?:mensch|roboter) sind|(?:seite|artikel) (?:wurde )?nicht (?:gefunden|verfügbar)|zugriff verweigert|datenschutzerklärung',
  'abonneer|neem een abonnement|(?:word|nu) (?:lid|abonnee)|per maand|maak een account|log (?:nu )?in\\b|wachtwoord|(?:wij|we|deze website)[^.]{0,60}cookies|(?:cookies )?accepteren|toestemming|opzegbaar|onbeperkt|pagina niet gevonden',
  'prenumerera|teckna|bestill|bliv abonnent|bli (?:medlem|abonnent)|kr(?:onor|oner)? ?(?:per|i|/|pr\\.?) ?m[åa]n|logg(?:a)? in(?:n)?\\b|log ind\\b|lösenord|passord|adgangskode|(?:vi|denne|denna)[^.]{0,60}(?:cookies|kakor|informasjonskaps)|samtyck|samtykk|godkänn|(?:avsluta|säg upp|opsig|si opp) (?:när|når)|tilaa (?:nyt|lehti|digi)|kirjaudu|rekisteröidy|evästei|salasana|skráðu þig|vafrakök',
  // Romance
  "abonnez-vous|je m[’']abonne|s[’']abonner|(?:profitez|à partir) de[^.]{0,40}(?:abonnement|€|euros?|mois)|sans engagement|(?:euros?|€)[^.]{0,20}(?:par|/) ?mois|connectez-vous|se connecter|identifiez-vous|créez? (?:votre|un) compte|inscrivez-vous|mot de passe|(?:nous|nos partenaires|ce site)[^.]{0,80}cookies|accepter (?:et|tout|les cookies)|votre consentement|(?:activer|autoriser) (?:les cookies|javascript)|(?:pas un|êtes un) (?:robot|humain)|page (?:introuvable|n[’']existe)|bloqueur de publicité|résiliable",
  'suscríbete|suscríbase|suscribirse|hazte (?:socio|suscriptor|premium)|(?:euros?|€|pesos|dólares|reais|R\\$)[^.]{0,20}(?:al|por|/) ?m[eê]s|cancela(?:r)? cuando|(?:inicia|iniciar) sesión|regístrate|regístrese|crea(?:r)? (?:tu|una) cuenta|contraseña|(?:utilizamos|usamos|nuestros socios|este sitio)[^.]{0,80}cookies|acept(?:ar|a) (?:y|todas|las cookies|cookies)|(?:tu|su) consentimiento|(?:activa|habilit)\\w* (?:javascript|las cookies)|(?:no eres|no soy) un robot|página (?:que (?:\\p{L}+ ){1,3})?no (?:encontrada|existe)|bloqueador de (?:anuncios|publicidad)|acceso (?:ilimitado|denegado)',
  'assine (?:agora|já|o|a|por|e)|faça (?:seu )?(?:login|cadastro)|cadastre-se|crie (?:sua|uma) conta|(?:sua )?senha|(?:utilizamos|usamos|este site|nossos parceiros)[^.]{0,80}cookies|aceitar (?:e|todos|cookies|os)|(?:seu|o seu) consentimento|(?:ative|habilite) o? ?javascript|não é um robô|página (?:não encontrada|que (?:\\p{L}+ ){1,3}não existe)|acesso (?:ilimitado|negado)|inicie sessão|torne-se',
  "abbonati (?:ora|subito|a|per|e)|(?:attiva|sottoscrivi|scegli) (?:un |l[’'])?abbonamento|(?:euro|€)[^.]{0,20}(?:al|/) ?mese|(?:accedi|registrati|iscriviti)(?: |$|[.,])|password|(?:utilizziamo|usiamo|questo sito|nostri partner)[^.]{0,80}cookie|accetta(?:re)? (?:e|tutti|i cookie)|(?:il tuo|tuo|vostro) consenso|(?:abilita|attiva) javascript|pagina non trovata|disdi(?:re|ci) quando|senza pubblicità",
  'abonează-te|abonați-vă|autentifică|creează (?:un )?cont|(?:folosim|utilizăm|acest site)[^.]{0,80}cookie|(?:lei|ron)[^.]{0,20}(?:pe|/) ?lună|pagina nu a fost găsită|parol[aă]|subscriu-te|inicia la sessió|galetes',
  // South-East Asia, Turkish, Swahili
  'berlangganan (?:sekarang|untuk|mulai|dan|hanya|seharga)|(?:mulai|langganan|paket) [^.]{0,30}(?:rp|per bulan|/bulan)|(?:per|sebulan|setiap) bulan(?:,|\\.$| tanpa| untuk)|(?:silakan|silahkan|sila) (?:masuk|login|daftar|log masuk|berlangganan|melanggan)|(?:masuk|login|daftar)(?: \\p{L}+){0,2} (?:dengan akun|akun|gratis|sekarang|untuk membaca)|(?:buat|belum punya) akun|kata (?:sandi|laluan)|(?:kami|situs ini|mitra kami|laman web ini)[^.]{0,80}(?:cookie|kuki)|(?:terima|setuju)[^.]{0,20}(?:cookie|kuki|semua)|persetujuan anda|(?:aktifkan|nyalakan|hidupkan) (?:javascript|cookie)|bukan (?:robot|bot)|halaman (?:yang anda cari )?tidak (?:ditemukan|ada|tersedia)|tanpa iklan|langgan sekarang|batalkan kapan',
  'mag-?subscribe|mag-?log ?in|đăng ký (?:ngay|để|tài khoản|gói|thuê bao)|đăng nhập (?:để|ngay|vào)|mật khẩu|(?:chúng tôi|trang web này|website này)[^.]{0,80}cookie|(?:bật|kích hoạt) javascript|không phải (?:là )?(?:robot|người máy)|không tìm thấy trang|(?:đồng|vnd|đ) ?\\/ ?tháng|jisajili|ingia ili',
  '(?:hemen |şimdi )?abone ol|üye ol|giriş yap(?:ın(?:ız)?|arak|mak)?(?!\\p{L})|(?:aylık|ayda) [^.]{0,20}(?:tl|lira|₺)|şifre|(?:sitemiz|web sitemiz|kullanıyoruz|ortaklarımız)[^.]{0,80}çerez|çerez(?:leri|lere)? (?:kabul|politika|kullan)|javascript[^.]{0,20}etkin|robot ol|sayfa bulunamadı|reklamsız',
  // Slavic, Baltic, Hungarian, Greek
  'zasubskrybuj|odblokuj (?:dostęp|artykuł|treś|tekst|pełn|cał)|kup (?:dostęp|subskrypcję|prenumeratę)|wykup|(?:zł|pln)[^.]{0,20}(?:za|/) ?(?:miesiąc|mies)|zaloguj(?: się)?(?!\\p{L})|zarejestruj|załóż konto|hasło|(?:używamy|nasi partnerzy|ta strona|serwis)[^.]{0,80}(?:cookie|ciastecz)|(?:akceptuj|zgadzam)|(?:twoj|państwa) (?:zgod|dane)|włącz (?:javascript|obsługę)|nie jesteś robotem|strona nie (?:została znaleziona|istnieje)|bez reklam',
  '(?:předplaťte|predplaťte|objednejte|objednajte|koupit předplatné|získajte)|přihl[aá]s(?:te|it) se|prihlás(?:te|iť) sa|zaregistrujte|heslo|(?:kč|€)[^.]{0,20}(?:měsíčně|mesačne|na měsíc)|(?:používáme|používame|naši partneři|tento web)[^.]{0,80}(?:cookie|súbor)|souhlas(?:ím|em|u)\\b|súhlas(?:ím|om|u)\\b|nejste robot|stránka (?:nebyla nalezena|neexist|sa nenašla)|bez reklam',
  'претплатите се|пријавите се|региструјте се|лозинк|месечно|колачић|прихват(?:и|ам|ите) (?:све|колачиће)',
  'pretplatite se|prijavite se|registrirajte|registrujte|lozink|(?:koristimo|naši partneri|ova stranica|ovaj sajt)[^.]{0,80}(?:kolačić|cookie)|prihvat(?:i|am|ite) (?:sve|kolačiće)|mjesečno|mesečno|stranica nije pronađena|naročite|prijavite|piškotk',
  'оформ(?:ите|ить|ляйте) подписк|подпишитесь|подписаться|(?:руб(?:лей|\\.)?|₽)[^.]{0,20}(?:в|за|/) ?мес|войдите|войти (?:в|через|на|с)|зарегистрируйтесь|введите (?:парол|e-?mail|почт|телефон)|парол[ья]|(?:мы|сайт|наши партн[её]ры)[^.]{0,80}(?:cookie|куки)|(?:включите|разрешите) (?:javascript|cookie|поддержку)|(?:не робот|не бот)|страница не найдена|доступ (?:запрещ|огранич)|без рекламы|отключите блокировщик|ваш(?:его|ему|им)? (?:браузер|согласи)',
  'передплатіть|оформіть передплат|підпишіться|увійдіть|увійти (?:в|через|до)|зареєструйтес|грн[^.]{0,20}(?:на|/) ?міс|(?:ми|сайт)[^.]{0,80}(?:cookie|файли кук)|сторінк[уа] не знайдено|не робот|абонирайте|влезте в|регистрирайте|бисквитк|страницата не е намерена|не сте робот',
  'fizessen elő|előfizet(?:és|ek)|jelentkez(?:zen|z|ek) be|regisztrálj|jelszó|(?:ft|forint)[^.]{0,20}(?:havonta|/hó|hónap)|(?:sütiket|cookie)[^.]{0,40}(?:használ|elfogad)|hozzájárul|az oldal nem található|nem (?:vagy|ön) robot',
  'γίνετε συνδρομητ|συνδεθείτε|εγγραφείτε|κωδικ(?:ός|ό) πρόσβασης|(?:χρησιμοποιούμε|ο ιστότοπος|συνεργάτες μας)[^.]{0,80}cookies|αποδοχή|τη συγκατάθεσή|τον μήνα|δεν είστε ρομπότ|η σελίδα δεν βρέθηκε|prenumeruok|prisijun(?:kite|gti)|slapuk|abonē|pieslēg|sīkdat|tellimus|logi sisse|küpsis',
)

/** What the reader's browser keeps away. */
const blockers = any(
  'ad(?:vert)?-? ?block|werbeblocker|advertentieblokker|annonsblockerare|reklameblok|annonseblokk|mainosten ?est|bloqueur de pub|bloqueador(?:es)? de (?:anuncios|anúncios|publicidad)|blocco (?:degli annunci|della pubblicità)|blocator de reclame|pemblokir iklan|penyekat iklan|chặn quảng cáo|reklam engelle',
  'blok(?:ujesz|owanie|ada|adę|uje) reklam|blokátor|blokator oglasa|blokiranje oglasa|блокировщик рекламы|блокувальник реклами|блокатор реклам|блокиране на реклами|reklámblokkoló|αποκλεισμού διαφημίσεων|wyłącz blokad',
)
const blockersElsewhere =
  /(?:مانع|حاجب|حظر) الإعلانات|(?:مسدودکننده|مسدودساز) تبلیغات|חוסם (?:פרסומות|מודעות)|(?:विज्ञापन|ऐड|एड) ?ब्लॉक|বিজ্ঞাপন ব্লক|பிளாக்கர்|บล็อกโฆษณา|[广廣]告(?:拦截|攔截|屏蔽|封鎖|过滤|過濾)|広告ブロック|광고 ?차단/u

/** Sums by the month, passwords, consent to cookies: pitches name them, and so do news. */
const matters =
  /(?<!\p{L})(?:(?:per|a|each|every|pro|im|par|al|por|na|za|i|в|на|\/) ?(?:month|week|year|monat|mois|m[eê]s|mese|bulan|maand|måned(?:en)?|månad|lună|miesiąc|měsíc|mesiac|месяц|місяць|месец)|sebulan|setiap bulan|monatlich|miesięcznie|měsíčně|mesačne|mjesečno|mesečno|havonta|havi|τον μήνα|aylık|ayda|(?:monatlich|jederzeit) kündbar|opzegbaar|sans engagement|résiliable|password|passwort|wachtwoord|lösenord|passord|adgangskode|salasana\p{L}*|mot(?:s)? de passe|contraseñas?|senhas?|parol[aă]|hasł[oa]|heslo|lozink\p{L}*|лозинк\p{L}*|месечно|парол\p{L}*|jelszó\p{L}*|kata (?:sandi|laluan)|mật khẩu|şifre\p{L}*)(?!\p{L})|đồng ?\/ ?tháng|شهري[اً]+|كلم(?:ة|ات) (?:المرور|السر|مرور)|رمز عبور|לחודש|סיסמ(?:ה|אות)|प्रति माह|पासवर्ड|পাসওয়ার্ড|கடவுச்சொல்|ต่อเดือน|รหัสผ่าน|每月|密[码碼]|月額|パスワード|월 ?[\p{Nd},]+ ?원|비밀번호/giu

const pitchesElsewhere =
  /اشترك (?:الآن|في|لقراءة|معنا)|(?:سجّ?ل|سجّ?لوا|تسجيل) (?:الدخول|الآن|حساب)|إنشاء حساب|كلمة (?:المرور|السر)|(?:نستخدم|يستخدم (?:هذا )?الموقع|شركاؤنا)[^.]{0,60}(?:الكوكيز|ملفات تعريف|الارتباط)|(?:قبول|أوافق|موافقتك)|(?:تفعيل|فع[ّ]?ل) (?:جافا|الجافا|ملفات)|(?:لست|أنك) (?:روبوت|إنسان)|الصفحة غير موجودة|شهري[اً]|ثبت.?نام کنید|وارد (?:شوید|حساب)|رمز عبور|اشتراک (?:بخرید|تهیه)|کوکی|سبسکرائب|לרכישת מנוי|הצטרפו|התחברו|הירשמו|סיסמה|עוגיות|לחודש|सब्सक्राइब करें|सदस्यता (?:लें|खरीदें)|लॉग ?इन करें|साइन इन|पासवर्ड|कुकीज़?|प्रति माह|পাসওয়ার্ড|সাবস্ক্রাইব|লগ ?ইন কর|নিবন্ধন কর|কুকি|சந்தா(?: செலுத்த|வைப்)|உள்நுழை|கடவுச்சொல்|குக்கீ|สมัคร(?:สมาชิก|รับ|เลย)|เข้าสู่ระบบ|ลงทะเบียน|รหัสผ่าน|คุกกี้|ต่อเดือน|ไม่พบหน้า|(?:立即|马上|馬上|请|請)(?:订阅|訂閱|登录|登錄|登入|注册|註冊|购买|購買|开通|成为|成為|加入)|(?:订阅|訂閱)(?:即可|后|後|方案|以|我们|我們|会员|會員)|(?:登录|登錄|登入|注册|註冊)(?:以|后|後|即可|账|帳|会员|會員|您|你)|(?:每月|\/月|每年)(?:仅|僅|只|低|优惠|優惠|\d|[，。])|密码|密碼|(?:我们|我們|本网站|本網站|本站)[^。]{0,20}(?:cookies?|小型文字)|(?:接受|同意)(?:所有|全部|并|並|使用|我们|我們)?\s?cookies?|(?:启用|啟用|开启|開啟)\s?(?:java ?script|cookies?)|(?:不是|非)(?:机器人|機器人)|安全(?:验证|驗證)|(?:页面|頁面|网页|網頁)(?:不存在|无法|無法|找不到)|(?:找不到|没有找到|沒有找到)[^。]{0,12}(?:页面|頁面|网页|網頁)|ページ(?:は|が)(?:見つかりません|存在しません)|페이지를 찾을 수 없|無廣告|无广告|(?:購読|お申し?込み|会員登録|ログイン|無料登録|新規登録)(?:する|して|は|いただ|が|を|ください|すると|で)|パスワード|月額|(?:初月|1カ月|1か月)(?:無料|間)|(?:当サイト|本サイト|当社)[^。]{0,30}(?:cookie|クッキー)|(?:cookie|クッキー)[^。]{0,20}(?:使用|同意|有効)|ロボットではない|ページが見つかりません|java ?script\s?を有効|구독(?:하기|하시|하면|을 시작|신청|하고)|로그인(?:하|이 필요| 후|해)|회원 ?가입|비밀번호|월 ?[\d,]+ ?원|쿠키(?:를|의)? ?(?:사용|허용|동의)|자바스크립트를|로봇이 아닙|페이지를 찾을 수|광고 없이/iu

/** The same in languages of which fewer words are known here. */
const pitchesOfOthers =
  /გამოიწერ|შეიძინეთ გამოწერა|გაიარეთ (?:ავტორიზაცია|რეგისტრაცია)|შედით (?:სისტემაში|ანგარიშ)|გაქვთ ანგარიში|განაგრძეთ კითხვა|բաժանորդագրվ|մուտք գործ|գրանցվեք|(?<!\p{L})(?:abunə ol|daxil olun|qeydiyyatdan keç|obuna bo[ʻ'‘’]ling|ro[ʻ'‘’]yxatdan o[ʻ'‘’]ting|abonohu|identifikohu|harpidetu|hasi saioa)|(?<!\p{L})(?:жазылыңыз|тіркеліңіз|претплатете се|најавете се|бүртгүүлнэ үү|нэвтэрнэ үү)|సబ్‌?స్క్రైబ్|లాగిన్|ಚಂದಾದಾರರಾಗಿ|ಲಾಗಿನ್|സബ്‌?സ്ക്രൈബ്|ലോഗിൻ|સબ્સ્ક્રાઇબ|લોગ ?ઇન|ਸਬਸਕ੍ਰਾਈਬ|ਲਾਗ ?ਇਨ|දායක වන්න|පිවිසෙන්න|ចូលគណនី|ជាវឥឡូវ|စာရင်းသွင်း|အကောင့်ဝင်|ສະໝັກສະມາຊິກ|ເຂົ້າສູ່ລະບົບ|ይመዝገቡ|ይግቡ/iu

/** And in languages with fewer newspapers: to subscribe, to sign in, to register, to read on; only as they are asked for. */
const pitchesOfFewer =
  /(?<![\p{L}\p{M}])(?:jiandikishe|jisajili (?:sasa|hapa|ili|au|kusoma|bure)|ingia (?:kwenye akaunti|hapa|ili)|kuendelea kusoma|soma (?:makala|habari) (?:kamili|yote)|waliojisajili pekee|wasajili pekee|lipia sasa|una akaunti|shilingi \p{Nd}+ kwa (?:mwezi|siku|wiki)|subscríbete|xa es subscritor|tanysgrifi(?:wch|o)|mewngofnod|cofrestrwch|is-?diiwaangeli|sii akhris|gal akoon|yi rijista|shiga asusun|ci gaba da karanta|forúkọ sílẹ̀|debanye aha|bhalisa (?:manje|ukuze)|ngena ngemvume|síntiúsáil|logáil isteach|abbona ruħek|idħol fil|lee die volle|reeds (?:’n|'n) intekenaar|meld (?:hier )?aan|teken (?:nou )?in om|bibe abone|têkev(?:e|in)|obuna shaved|падпішыцеся|увайдзіце|зарэгіструйцеся|жазылыңыз|катталыңыз|кириңиз|ýazylyň|обуна шавед|ворид шавед|бүртгүүлнэ үү|нэвтэрнэ үү|सदस्यता (?:घ्या|लिनु)|सदस्यांसाठी|नोंदणी करा|(?:लॉग ?इन|सब्सक्राइब|सबस्क्राइब) (?:करा|गर्नु)|लगइन गर्नु|दर्ता गर्नुहोस्|सदस्य (?:आहात|हुनुहुन्छ)|(?:पूरा|पूर्ण) समाचार पढ्न|(?:लेख|बातमी|बातम्या|पुढे) वाचण्यासाठी|സബ്സ്ക്രൈബ് ചെയ്യ|ലോഗിൻ ചെയ്യ|തുടർന്ന് വായിക്ക|ਸਬਸਕ੍ਰਾਈਬ ਕਰੋ|ਲੌਗ ?ਇਨ ਕਰੋ|ਰਜਿਸਟਰ ਕਰੋ|ਅੱਗੇ ਪੜ੍ਹ|ସବସ୍କ୍ରାଇବ|ଲଗ୍ ?ଇନ୍|ګډون وکړئ|نوم لیکنه وکړئ|مکمل (?:مضمون|خبر) پڑھنے|بەشداری بکە|چوونەژوورەوە)|စာရင်းသွင်းပါ|အကောင့်ရှိ|ဆက်လက်ဖတ်|ဝင်ရောက်ပါ|ជាវ(?:ដើម្បី|ឥឡូវ)|មានគណនី|ចូលគណនី|បន្តអាន|ລົງທະບຽນ(?:ເພື່ອ|ດຽວ)|ເຂົ້າສູ່ລະບົບ|ສະໝັກສະມາຊິກ|ለማንበብ ይመዝገቡ/iu

/** The same for the text being kept from whoever does not pay or sign in. */
const cutsOfFewer =
  /(?<![\p{L}\p{M}])(?:ili kuendelea kusoma|waliojisajili pekee|wasajili pekee|si aad u sii akhrisato|si aad u sii akhriso|domin ci gaba da karanta|i ddarllen yr erthygl|irakurtzen jarraitzeko|(?:फक्त|केवळ) सदस्यांसाठी|पुढे वाचण्यासाठी|पूरा समाचार पढ्न|തുടർന്ന് വായിക്കാൻ|ముందుకు చదవడానికి|ಮುಂದೆ ಓದಲು|આગળ વાંચવા)|ဆက်လက်ဖတ်ရှုရန်|បន្តអានអត្ថបទ|ເພື່ອອ່ານຕໍ່|ለማንበብ ይመዝገቡ/iu

/** Who is spoken to, and what is asked of him politely: the few words that each language has for it. News tell of third parties. */
const readers = any(
  "(?:you(?:r|rs|’re|'re|’ve|'ve|’ll|'ll)?|please|click|tap)(?!\\p{L})",
  '(?:dich|dir|dein(?:e[mnrs]?)?|euch|euer|eure[mnrs]?|bitte|klicken)(?!\\p{L})|sie (?:haben|können|sind|müssen|möchten|brauchen|benötigen|sehen|lesen|wollen|nutzen|verwenden)(?!\\p{L})',
  '(?:jij|jou|jouw|uw|alstublieft|klik|ditt|dina|dere|deres|vänligen|vennligst|venligst|klicka|klikk|klikkaa|sinun|sinulla|sinulle|teidän|þú|þinn|þín|vinsamlegast|smelltu)(?!\\p{L})',
  '(?:vous|votre|vos|veuillez|cliquez|appuyez|usted(?:es)?|tuyo|le rogamos|por favor|haga clic|haz clic|pulse|você|vocês|clique|vostr[oaie]|clicca|fai clic|per favore|si prega|dumneavoastră|dvs|dumneata|tău|vă rugăm|apăsați|sisplau|si us plau|feu clic)(?!\\p{L})',
  '(?:kamu|kalian|silakan|silahkan|mohon|klik|ketuk|bạn|quý (?:vị|khách|độc giả)|vui lòng|xin|nhấn|nhấp|ikaw|iyong|mangyaring|pakiusap|i-click|tafadhali|bofya|wewe|siz(?:in|e|i|den)?|lütfen|tıklayın|xahiş|zəhmət)(?!\\p{L})',
  '(?:proszę|kliknij|twój|twoj\\p{L}*|państwa|państwo|masz|prosím|prosíme|klikněte|kliknite|váš|vaš\\p{L}*|vaše\\p{L}*|vám|vás|máte|molimo|vaš|vama|imate|prosimo|kérjük|kattintson|jūsų|jums|prašome|spustelėkite|jūsu|lūdzu|noklikšķiniet|teie|teil|palun|klõpsake|ju lutem|klikoni)(?!\\p{L})',
  '(?:вы|вас|вам|вами|ваш\\p{L}*|пожалуйста|нажмите|ви|вами|будь ласка|натисніть|моля|вие|вашия\\p{L}*|щракнете|ве молиме|кликнете|молимо|кликните|сіз\\p{L}*|өтінеміз|σας|εσείς|παρακαλώ|παρακαλούμε|κάντε κλικ|πατήστε)(?!\\p{L})',
)
/** Words that speak to the reader in some languages and are common words of others: `je` is "you" in Dutch and "is" in Croatian. */
const readersOfLanguage: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:nl|af)/, any('(?:je|ons)(?!\\p{L})')],
  [/^(?:sv|no|nb|nn|da)/, any('(?:din|dig|deg)(?!\\p{L})')],
  [/^(?:fr|es|it|ca|pt|ro|gl)/, any('(?:tu|tus|ti|teu|tua|tuo|tuoi|tue)(?!\\p{L})')],
  [/^(?:id|ms)/, any('(?:anda|sila|awak)(?!\\p{L})')],
  [/^fi/, any('(?:voit|olet)(?!\\p{L})')],
  [/^fr/, any('nos(?!\\p{L})')],
  [/^hu/, any('ön(?:nek|t|re|é)?(?!\\p{L})')],
  [/^sq/, any('ju(?!\\p{L})')],
]
const readersElsewhere =
  /(?<!\p{L})(?:يرجى|الرجاء|من فضلك|لديك|يمكنك|عليك|اضغط|انقر|بإمكانك|لطفا|لطفاً|شما|کلیک|براہ کرم|آپ|کلک|אנא|בבקשה|שלך|לחצו|ברשותך)(?!\p{L})|(?<![\p{L}\p{M}])(?:कृपया|आप|आपक[ोाेी]|आपने|क्लिक|অনুগ্রহ|আপনি|আপনার|দয়া করে|ক্লিক|தயவுசெய்து|நீங்கள்|உங்கள்|దయచేసి|మీరు|ദയവായി|നിങ്ങൾ|કૃપા|તમે|ਕਿਰਪਾ|ਤੁਸੀਂ|කරුණාකර|ඔබ|გთხოვთ|თქვენ|խնդրում|դուք)|คุณ|ท่าน(?:ผู้อ่าน|สามารถ)|กรุณา|โปรด|คลิก|您|请(?!求|愿|假|示|客|辞|战)|請(?!求|願|假|示|客|辭|戰)|点击|點擊|点选|點選|ください|下さい|あなた|クリック|タップ|하세요|하십시오|주세요|주십시오|십시오|세요[.?!]|니까\?|가요\?|클릭|ກະລຸນາ|សូម|ကျေးဇူးပြု/u
/** `lesen Sie`: in small letters it is of others. */
const germanReaders = /(?<=[\p{Ll}\d][\s,]{1,3})(?:Sie|Ihnen|Ihre?[mnrs]?)(?!\p{L})/u
/** Whose the page is: who speaks of what is ours sells it. And where applications are had from, whatever the language. */
const sellers = any(
  '(?:our|unser(?:e[mnrs]?)?|onze|vår(?:t|a|e)?|vores|meidän|notre|nuestr[oa]s?|nosso|nossa|nossos|nossas|nostr[oaie]|noastr[aăe]\\p{L}*|nostru|nasz\\p{L}{0,3}|naše\\p{L}*|náš|našom|našem|naš\\p{L}{0,3}|наш\\p{L}{0,3}|kami|bizim|mūsų|mūsu|meie|μας)(?!\\p{L})',
  '(?:app ?store|google ?play|appgallery|apple store|play store)(?!\\p{L})|(?:vpn|qr)(?!\\p{L})',
)
const sellersElsewhere =
  /(?:打开|打開|下载|下載|安装|安裝)\s?(?:APP|应用|應用|客户端|客戶端)|二维码|二維碼|QRコード|アプリ(?:を|で|版)|앱(?:에서|을) |본사|当サイト|本网|本站|เว็บไซต์(?:นี้|ของเรา)|แอป(?:ของเรา|พลิเคชัน)|موقعنا|تطبيقنا|हमार[ेाी]|আমাদের/iu
/** What a page is made of, as notices call it: content, application, film. */
const media = any(
  '(?:this|the) (?:content|article|page|story|clip|player)(?!\\p{L})|(?:app|apps)(?!\\p{L})|vid[eé]o\\p{L}*',
  '(?:inhalt|inhoud|innehåll|innhold|indhold|sisältö|contenu|contenido|conteúdo|contenuto|conținut|treść|treści|obsah|sadržaj|vsebin|turinys|saturs|sisu|tartalom|içeri[kğ]|konten|kandungan|maudhui|nội dung)\\p{L}{0,5}',
  '(?:anwendung|applikation|sovellu|aplicación|aplicativo|applicazione|aplica[tț]i|aplikac|aplikasi|alkalmazás|uygulama|ứng dụng|programu ya|εφαρμογή|приложени|додат(?:ок|ку)|апликациј)\\p{L}{0,5}',
  '(?:контент|содержим|вміст|съдържани|περιεχόμενο|βίντεο|видео|відео|videó)\\p{L}{0,5}',
)
const mediaElsewhere =
  /محتوى|تطبيق|فيديو|محتوا|اپلیکیشن|ویدیو|مواد|ویڈیو|תוכן|אפליקצי|סרטון|सामग्री|ऐप|वीडियो|কনটেন্ট|অ্যাপ|ভিডিও|உள்ளடக்க|செயலி|เนื้อหา|แอป|วิดีโอ|コンテンツ|アプリ|動画|콘텐츠|동영상|앱(?:에서|으로|을)|内容|內容|应用|應用|客户端|视频|視頻|影片/u
/** What others are quoted with. */
const quoted =
  /“[^”]{0,600}”|"[^"]{0,600}"|„[^“”]{0,600}[“”]|«[^»]{0,600}»|「[^」]{0,600}」|『[^』]{0,600}』|‘[^’]{20,600}’/gu

/** A quotation of several sentences begins in one and ends in another. */
const quoteBegun = /(?<=^|[\s(–—-])["“„«「『](?=\s?\S)[^”»」』]*$/u
const quoteEnded = /^[^“„«「『]*(?<=\S)["”“»」』](?=$|[\s,.;:!?)–—-])/u

/** Those of a text's sentences that stand in a quotation of several: others are quoted with them. */
export function spokenOf(text: string, sentences: readonly string[]): ReadonlySet<string> {
  const spans = Array.from(text.matchAll(quoted), ({ index, 0: { length } }) => ({ from: index, to: index + length }))
  const spoken = new Set<string>()
  let at = 0
  for (const sentence of sentences) {
    const from = text.indexOf(sentence, at)
    if (from < 0) continue
    at = from + sentence.length
    if (spans.some((span) => span.from <= from && span.to >= at)) spoken.add(sentence)
  }
  return spoken
}

/** What a sentence says in its own name. */
function withoutSpeech(sentence: string): string {
  return sentence.replace(quoted, ' ').replace(quoteBegun, ' ').replace(quoteEnded, ' ')
}

/** Whether a sentence, of a text in these languages, speaks to its reader in its own name, or sends him elsewhere. Alone it may be advice: news give that too. */
export function addressesReader(sentence: string, languages: readonly string[] = []): boolean {
  if (sentence.length > mostOfPitch) return false
  const own = withoutSpeech(sentence)
  return (
    [readers, germanReaders, readersElsewhere, sellers, sellersElsewhere].some((words) => words.test(own)) ||
    readersOfLanguage.some(
      ([tags, words]) =>
        (languages.length === 0 || languages.some((tag) => tags.test(tag.toLowerCase()))) && words.test(own),
    ) ||
    saysGoOn(own)
  )
}

/** Whether a short sentence names what the page is made of. News do that too: it tells only of what stands last. */
export function namesMedium(sentence: string): boolean {
  const own = withoutSpeech(sentence)
  return sentence.length <= mostOfNotice && (media.test(own) || mediaElsewhere.test(own))
}

/** What notices say of themselves, and what offers praise: faults, excuses, the worth of journalism. */
const notices = any(
  '(?:error|erreur|errore|eroare|fehler|kesalahan|ralat|fout|virhe|hiba|hata|błąd|chyb|grešk|napak|klaid|kļūd|lỗi|hitilafu|erro(?!\\p{L}))|(?:went wrong|not be loaded|maintenance|apologi[sz]|regrets? (?:the|any) )',
  '(?:inconvenien|désagrément|unannehmlichkeit|molestias|disagio|transtorno|ongemak|olägenhet|besvär(?!\\p{L})|ulempe|häiriö|rahatsızlık|utrudnieni|potíže|neugodnost|nevšečnost|kellemetlenség|nepatogum|neērtīb|ebamugav|ketidaknyamanan|bất tiện|usumbufu|неудобств|незручност|ταλαιπωρία)',
  '(?:journalis[mt]|periodismo|jornalismo|giornalismo|jurnalisme?|dziennikarstw|žurnalistik|žurnālistik|novinařin|novinarstv|újságírás|gazetecilik|báo chí|uandishi wa habari|ajakirjandus|δημοσιογραφί|журналисти|журналісти)',
  '(?:half price|offers? (?:ends?|costs?|is)|(?:offre|oferta|offerta|angebot|aanbieding|erbjudande) )',
  '(?:ошибк|помилк|σφάλμα)',
)
const noticesElsewhere =
  /خطأ|الإزعاج|الصحافة|خطای|خطایی|پوزش|روزنامه‌?نگاری|שגיאה|אי הנוחות|מתנצל|עיתונאות|त्रुटि|असुविधा|पत्रकारिता|ত্রুটি|অসুবিধা|সাংবাদিকতা|பிழை|சிரமத்|ข้อผิดพลาด|ขออภัย|错误|錯誤|不便之[处處]|见谅|見諒|谅解|諒解|[维維][护護]中|[优優][质質]新[闻聞]|エラー|メンテナンス|ご迷惑|ジャーナリズム|오류|점검|불편을|저널리즘/u

/** Whether a sentence says what stands in place of a text: that something failed, or what good journalism costs. News do that too. */
export function excusesItself(sentence: string): boolean {
  const own = withoutSpeech(sentence)
  return notices.test(own) || noticesElsewhere.test(own)
}

/**
 * What walls and notices speak of, in whatever words: the site and its readers, access, accounts, browsers. So do some news:
 * it tells only where nothing else tells that a text is the piece.
 */
const siteWords = any(
  '(?:ad-?block|browser|captcha|cookie|copyright|e-?mail|firewall|https?|internet|java ?script|newsletter|offline|online|password|premium|server|web ?site|url|www)\\p{L}*',
)
const siteWordsOfLanguage: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:en)(?![a-z])/,
    any(
      '(?:access(?:ed|ible)?|accounts?|advert\\p{L}*|browser|bots?|connections?|consent|editions?|errors?|ip|licen[cs]\\p{L}*|log(?:ged)? ?in|maintenance|newspapers?|newsrooms?|pages?|partners?|privacy|proxy|publish(?:er|ers|ing)|readers?|register\\p{L}*|robots?|services?|sign(?:ed)? ?in|sites?|subscri\\p{L}*|technical|visitors?|web)(?!\\p{L})',
    ),
  ],
  [
    /^(?:de)(?![a-z])/,
    any(
      '(?:abo|abos|abonn|anmeld|angebot|anzeigen|artikel|browser|daten|dienst|fehler|geräte?|inhalt|konto|leser|lese|mitglied|nutzer|nutzung|registrier|redaktion|seite|technisch|verlag|verfügbar|werbung|website|zeitung|zugang|zugriff|zustimm)\\p{L}*',
    ),
  ],
  [
    /^(?:nl|af|sv|no|nb|nn|da|fi|is)(?![a-z])/,
    any(
      '(?:abonne|bezoeker|gebruiker|krant|lezer|lid|pagina|toegang|uitgever|webbplats|annons|användare|besökare|läsare|medlem|prenumer|sida|sidan|tidning|tillgång|tjänst|åtkomst|adgang|avis|bruker|bruger|læser|leser|nettsted|side|siden|kirjautu|käyttäjä|lehti|lukij|mainos|palvelu|sivu|sivusto|tilaa|tilaus|tunnus|verkko|áskrift|lesendur|vefsíð|vefur)\\p{L}*',
    ),
  ],
  [
    /^(?:fr|es|it|ca|pt|ro|gl)(?![a-z])/,
    any(
      '(?:abonn|accès|accéd|adhér|annonc|compte|connexion|connect|contenu|dispositif|donnée|éditeur|inscri|journal|lecteur|lectrice|navigateur|publicit|rédaction|réservé|serveur|site|utilisateur|visiteur|acces|anunci|artículo|cuenta|datos|disponible|editor|lector|navegador|página|periódico|publicidad|redacci|servicio|servidor|sitio|socio|suscri|usuario|visitante|anúncio|artigo|assinant|assinatur|conta|conteúdo|dados|disponív|jornal|leitor|publicidade|redaç|serviço|sócio|usuári|utilizador|abbon|accesso|contenut|giornale|lettor|navig|pagin|pubblicit|redazion|registra|riservat|servizi|sit[oi]|utent|abonam|citit|conținut|cont|publicați|pagin|ziar|lector|subscri|diari|usuari)\\p{L}*',
    ),
  ],
  [
    /^(?:id|ms|vi|sw|fil|tl|tr)(?![a-z])/,
    any(
      '(?:akses|akun|anggota|artikel|berlangganan|halaman|iklan|koran|layanan|laman|langganan|pelanggan|pembaca|pengguna|peramban|redaksi|situs|surat ?kabar|akhbar|ahli|pelayar|portal|bài viết|báo|độc giả|tài khoản|truy cập|trang|trình duyệt|quảng cáo|thành viên|thuê bao|dịch vụ|người (?:dùng|đọc)|akaunti|habari|huduma|kurasa|makala|mtandao|msomaji|tovuti|wasajili|wasomaji|watumiaji|mambabasa|pahina|pahayagan|abone|erişim|gazete|hesab|hizmet|internet|içerik|kullanıcı|okur|okuyucu|reklam|sayfa|site|tarayıcı|üye|ziyaretçi|yayın)\\p{L}*',
    ),
  ],
  [
    /^(?:pl|cs|sk|hr|bs|sr|sl)(?![a-z])/,
    any(
      '(?:abonam|abonent|artykuł|czytelni|czytan|dostęp|gazet|konto|konta|portal|prenumer|przeglądark|reklam|redakc|serwis|stron|subskr|użytkown|wydawc|článek|článk|člán|čtenář|čitateľ|deník|denník|noviny|novin|předplat|predplat|přístup|prístup|prohlížeč|prehliadač|přihl|prihl|reklam|stránk|účet|účt|uživatel|používateľ|čitatelj|čitaoc|bralc|članak|članc|članek|člank|korisni|uporabnik|oglas|naročni|nalog|pretplat|pristup|dostop|preglednik|brskalnik|račun|stranic|portal)\\p{L}*',
    ),
  ],
  [
    /^(?:ru|uk|bg|sr)(?![a-z])/,
    any(
      '(?:абон|аккаунт|акаунт|браузер|газет|доступ|издани|издател|интернет|контент|материал|новин|ошибк|подписк|подписч|пользовател|портал|реклам|редакц|регистрац|сайт|сервер|сервис|страниц|статья|статьи|стать|учетн|учётн|читател|чтени|читач|видан|видав|інтернет|матеріал|передплат|підпис|користувач|помилк|сторінк|статт|потребител|претплат|читалац|корисни|страна|услуг)\\p{L}*',
    ),
  ],
  [
    /^(?:hu|el|lt|lv|et)(?![a-z])/,
    any(
      '(?:cikk|előfizet|felhasznál|fiók|hirdet|hozzáfér|lap|oldal|olvas|böngész|regisztr|szolgáltat|tag|újság|άρθρ|αναγνώστ|αναγνωστ|διαφημ|εγγραφ|εφημερίδ|ιστοσελίδ|ιστότοπ|λογαριασμ|μέλη|μέλος|περιηγητ|πρόσβασ|σελίδ|συνδρομ|σύνδεσ|υπηρεσί|χρήστ|prenumer|paskyr|puslap|skaityt|svetain|naršykl|straipsn|vartotoj|prieig|reklam|abon|kont|lapas|lapa|lasīt|pārlūk|piekļuv|rakst|vietn|lietotāj|ligipääs|konto|kasutaja|leht|lugeja|lehekül|tellij|tellim|brauser|artik)\\p{L}*',
    ),
  ],
]
const siteWordsElsewhere =
  /اشتراك|مشترك|حساب|موقع|صفحة|متصفح|الوصول|إعلان|قراء|القارئ|صحيفة|خدمة|خوادم|الخادم|الإنترنت|بيانات|زوار|مستخدم|عضو|محتوى|المقال|مشترک|اشتراک|سایت|صفحه|مرورگر|دسترس|تبلیغ|روزنامه|خواننده|خوانندگان|کاربر|عضویت|مطلب|مقاله|خدمات|صارف|قارئین|ویب|رسائی|اخبار|اکاؤنٹ|אתר|דף|דפדפן|גישה|מנוי|מנויים|חשבון|קורא|פרסומ|עיתון|שירות|משתמש|כתבה|תוכן|सदस्य|साइट|पेज|पृष्ठ|ब्राउज़र|पहुंच|पहुँच|विज्ञापन|पाठक|अखबार|अख़बार|सेवा|खाता|खाते|लेख|सब्सक्र|इंटरनेट|सर्वर|গ্রাহক|সাইট|পৃষ্ঠা|পাতা|ব্রাউজার|প্রবেশ|বিজ্ঞাপন|পাঠক|পত্রিকা|সেবা|অ্যাকাউন্ট|সদস্য|ব্যবহারকারী|সার্ভার|சந்தா|தளம்|தளத்|பக்க|உலாவி|அணுக|விளம்பர|வாசகர்|நாளிதழ்|சேவை|கணக்கு|உறுப்பின|பயனர்|สมาชิก|เว็บ|เพจ|เบราว์เซอร์|เข้าถึง|เข้าใช้|โฆษณา|ผู้อ่าน|หนังสือพิมพ์|บริการ|บัญชี|บทความ|ผู้ใช้|เซิร์ฟเวอร์|ระบบ|网站|網站|网页|網頁|页面|頁面|本站|浏览器|瀏覽器|访问|訪問|存取|广告|廣告|读者|讀者|订阅|訂閱|订户|訂戶|会员|會員|账号|帳號|账户|帳戶|用户|用戶|服务器|伺服器|服务|服務|登录|登入|注册|註冊|权限|權限|阅读|閱讀|网络|網絡|網路|版权|版權|编辑部|編輯部|文章|サイト|ページ|ブラウザ|アクセス|広告|読者|購読|会員|アカウント|サーバ|サービス|ログイン|登録|記事|閲覧|利用者|ユーザ|通信|電子版|사이트|페이지|브라우저|접속|접근|광고|독자|구독|회원|계정|서버|서비스|로그인|가입|기사|이용자|사용자|열람|콘텐츠/u

/** Whether a sentence, of a text in these languages, names what a site is made of, or who reads it. */
export function namesSite(sentence: string, languages: readonly string[]): boolean {
  return (
    siteWords.test(sentence) ||
    siteWordsElsewhere.test(sentence) ||
    namesMedium(sentence) ||
    siteWordsOfLanguage.some(
      ([tags, words]) => languages.some((tag) => tags.test(tag.toLowerCase())) && words.test(sentence),
    )
  )
}

/** Whether nearly all letters of a text are of scripts in which walls are known here: what is declared may be wrong. */
export function isInKnownScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters > 0 && (text.match(knownLetters)?.length ?? 0) > 0.95 * letters
}

const knownLetters =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}](?<=\p{L})/gu

const mostOfNotice = 160

/** Characters of a sentence that asks for something; what is longer tells something besides. */
export const mostOfPitch = 500

/** Whether a sentence says that the text is not for whoever does not pay or sign in. */
export function saysCut(sentence: string): boolean {
  const isOf = (words: RegExp): boolean => words.test(sentence)
  return (
    [cuts, cutsElsewhere, cutsOfFewer].some(isOf) || (saysWhoHas(sentence) && [thisText, thisTextElsewhere].some(isOf))
  )
}

/** Whether a sentence says what is for those who pay or sign in, or asks whether one does. */
export function saysWhoHas(sentence: string): boolean {
  return holders.test(sentence) || holdersElsewhere.test(sentence)
}

/** Whether a sentence says that the text goes on elsewhere. */
export function saysGoOn(sentence: string): boolean {
  return goOn.test(sentence) || goOnElsewhere.test(sentence)
}

/** Whether a sentence asks the reader for money, an account, consent or another browser, or excuses itself. */
export function isPitch(sentence: string): boolean {
  if (sentence.length > mostOfPitch) return false
  return wordsOfPitches.some((words) => words.test(sentence))
}

const wordsOfPitches = [
  pitches,
  pitchesElsewhere,
  pitchesOfOthers,
  pitchesOfFewer,
  blockers,
  blockersElsewhere,
  cuts,
  cutsElsewhere,
  cutsOfFewer,
  holders,
  holdersElsewhere,
]

/** Who reads, and what there is to read or to be had: of these walls speak, and news of swimming baths do not. */
const readings = any(
  'read(?:er|ers|ing)?(?!\\p{L})|articles?(?!\\p{L})|(?:stor(?:y|ies)|offer|content|edition)s?(?!\\p{L})|(?:every|all the) news',
  '(?:artikel|beitr[aä]g|bericht|inhalt|leser|lesen|liest|angebot|zugang|lezer|lezen|leest|artikelen|inhoud|aanbieding|läs|läsar|artikl|innehåll|erbjudand|les(?:er|e)(?!\\p{L})|innhold|tilbud|læs|indhold|luke|lukija|artikkeli|tarjou)\\p{L}*',
  '(?:lect(?:eur|rice|ure|or)|lire(?!\\p{L})|lisez|articles?|contenu|offre|suite(?!\\p{L})|artículo|contenido|leer|lee(?!\\p{L})|oferta|promoci|leitor|leia|ler(?!\\p{L})|matéria|artigo|conteúdo|promoç|lettor|legg|articol|contenut|offert|citit|citi(?!\\p{L})|conținut|ofert|llegi|contingut)\\p{L}*',
  '(?:artikel|berita|pembaca|membaca|baca|konten|paket|bài|độc giả|bạn đọc|đọc|nội dung|ưu đãi|haber|oku|içerik|yazı|makale|habari|msomaji|wasomaji|kusoma)\\p{L}*',
  '(?:czyta|czytel|artykuł|tekst|treś|ofert|čten|čtení|čtenář|číst|článek|článk|obsah|nabíd|čita|člank|članak|sadržaj|ponud|bral|bere(?!\\p{L}))\\p{L}*',
  '(?:чита|чтен|прочит|стать|статей|статті|материал|матеріал|контент|предложени|пропозиц|статия|четен|съдържани|оферт|чланак|чланк)\\p{L}*',
  '(?:olvas|cikk|tartal|ajánlat|αναγνώστ|διαβά|άρθρ|περιεχόμεν|προσφορ|skait|straipsn|turin|pasiūlym|lasī|rakst|saturs|lug|artik|sisu|pakkumi)\\p{L}*',
)
const readingsElsewhere =
  /قارئ|قراء|القراءة|المقال|المحتوى|العرض|عروض|خوانندگ|خواننده|خواندن|مطلب|مطالب|مقاله|محتوا|پیشنهاد|قارئین|پڑھ|مضمون|קורא|לקרוא|כתבה|תוכן|מבצע|पाठक|पढ़|लेख|खबर|ख़बर|सामग्री|পাঠক|পড়|লেখা|খবর|வாசக|படிக்க|செய்தி|கட்டுரை|อ่าน|บทความ|เนื้อหา|ข่าว|[读讀]者|[阅閱][读讀]|文章|[报報][道導]|全文|[内內]容|[优優]惠|記事|読[むみめ]|閲覧|コンテンツ|特典|기사|독자|읽|콘텐츠|혜택/u

/** Whether a sentence names readers, reading, or what there is to read. */
export function namesReading(sentence: string): boolean {
  return readings.test(sentence) || readingsElsewhere.test(sentence)
}

/** Whether all that makes a pitch of a sentence is what news name too: a sum by the month, a password. */
export function isMatter(sentence: string): boolean {
  return isPitch(sentence) && !isPitch(sentence.replace(matters, ' – '))
}

/** Languages in whose words walls are known here. */
const known = new Set(
  'en de nl sv no nb nn da fi is fr es pt it ro ca id ms fil tl vi sw tr pl cs sk sr hr bs sl ru uk bg hu el lt lv et ar fa ur he hi bn ta th zh ja ko'.split(
    ' ',
  ),
)

/** Whether walls in a language, by its BCP 47 tag, are told by their words: in others only by what they leave out. */
export function knowsWallsOf(language: string): boolean {
  return known.has(language.toLowerCase().split('-')[0] ?? '')
}

/** Whether a sentence is a question: `Already registered?` is one in every language. */
export function asksSomething(sentence: string): boolean {
  return /[?？؟]["'”»)]?$|՞|[\p{Script=Greek}];$/u.test(sentence.trim())
}

/** Whether a sentence names a sum of money by its sign. */
export function namesPrice(sentence: string): boolean {
  return /\p{Nd}\s?\p{Sc}|\p{Sc}\s?\p{Nd}/u.test(sentence)
}
