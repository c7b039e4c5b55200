import { expect, test } from 'vitest'
import { markOf, refusalOf } from './article-check.ts'

const text = (words: string) =>
  Array.from({ length: 8 }, () => `${words} as was said on the day, and more besides.`).join(' ')
const claim = { title: 'Harbour of Jakarta opens again', summary: '', content: '' }

test('a text with the words of the title is the piece, however they are bent', () => {
  expect(refusalOf({ text: text('The harbour in Jakarta was opened') }, claim)).toBeUndefined()
  expect(
    refusalOf(
      { text: text('В порту открыли новую гавань для кораблей') },
      { ...claim, title: 'Новая гавань открыта в порту' },
    ),
  ).toBeUndefined()
  expect(refusalOf({ text: text('上海港口今天重新开放') }, { ...claim, title: '上海港口重新开放' })).toBeUndefined()
})

test('a text about something else is not', () => {
  expect(refusalOf({ text: text('Subscribe now to read everything we publish') }, claim)).toBe(
    'another text than the title and summary promise',
  )
  expect(refusalOf({ text: text('请订阅以继续阅读') }, { ...claim, title: '上海港口重新开放' })).toBeDefined()
})

test('the summary may speak for it where the title plays with words', () => {
  const play = { ...claim, title: 'Full steam ahead', summary: 'Ships may enter Jakarta harbour again' }
  expect(refusalOf({ text: text('Ships entered the harbour of Jakarta') }, play)).toBeUndefined()
})

/** Features under a figure of speech: no word of the headline is in the text, nor the other way round. */
const features = [
  [
    'en',
    'Against the tide',
    'Ida Marrow has repaired accordions in a lighthouse since her brother left for Norway. Customers row over on Sundays with broken bellows under their coats. She asks for nothing but stamps, of which she has nine thousand. In June the parish will give her a bench.',
  ],
  [
    'de',
    'Noch einmal mit Gefühl',
    'Hanne Wolters hat mit siebzig das Trapez für sich entdeckt. Montags hängt sie kopfüber in der Turnhalle von Bad Lohe. Ihr Enkel hält das Netz und schweigt dazu. Im Advent tritt die Truppe vor der Kirche auf.',
  ],
  [
    'es',
    'Contra viento y marea',
    'Rosario Peña aprendió a soldar cuando cumplió sesenta y ocho años. Sus vecinos le llevan rejas, columpios y bicicletas viejas. Con lo que gana compra libros para la escuela del barrio. En mayo expondrá sus primeras esculturas.',
  ],
  [
    'id',
    'Pelangi Setelah Hujan',
    'Bu Ratmi menenun tikar pandan sejak umur tujuh tahun. Anyamannya kini dipajang di hotel-hotel di Makassar. Tiga cucunya belajar menenun setiap Minggu sore. Tahun depan mereka akan berangkat ke pameran di Kuching.',
  ],
  [
    'ru',
    'Второе дыхание',
    'Пётр Ильич собрал телескоп из водопроводных труб и старых очков. По пятницам к нему во двор приходят дети со всей улицы. Прошлой зимой они увидели кольца Сатурна. Теперь слесарь пишет письмо в Пулково.',
  ],
  [
    'ar',
    'خيط من نور',
    'تعلمت أم ياسين القراءة وهي في السبعين من عمرها. تمشي كل مساء إلى المدرسة القديمة برفقة حفيدتها. كتبت أول رسالة إلى أختها في المغرب قبل شهر. وتستعد الآن لحفظ ديوان كامل من الشعر.',
  ],
  [
    'zh',
    '一步一腳印',
    '林阿嬤七十歲才學會騎單車。她每天清晨載著豆花穿過三座村莊。孫女在車後綁了一面小紅旗。明年春天，她打算騎到花蓮看海。',
  ],
  [
    'hi',
    'उम्मीद की किरण',
    'कमला बाई ने साठ साल की उम्र में तैरना सीखा। अब वे हर सुबह तालाब पर बच्चियों को सिखाती हैं। गांव की पंचायत ने घाट पर रस्सी बंधवा दी है। अगले महीने पहली प्रतियोगिता होगी।',
  ],
] as const

test.each(features)('a headline may be a figure of speech where the page bears it too: %s', (language, title, told) => {
  const claim = { title, summary: '', content: '' }
  const of = (found: object) => refusalOf({ text: told, languages: [language], isHeaded: true, ...found }, claim)
  expect(of({})).toBeUndefined()
  expect(of({ text: Array.from({ length: 5 }, () => told).join('\n') })).toBeUndefined()
  const refused = 'another text than the title and summary promise'
  expect(of({ isHeaded: false })).toBe(refused)
  expect(of({ others: [markOf(told, title)] })).toBe(refused)
  // Walls of other languages are known by fewer words; and what is declared may be wrong.
  expect(of({ languages: [language, 'yo'] })).toBe(refused)
  expect(
    of({
      text: told
        .split(/(?<=[.。।])/u)
        .slice(0, 2)
        .join('')
        .padEnd(200),
    }),
  ).toBe(refused)
  expect(of({ text: 'ნავი დაბრუნდა ნაპირთან. მეთევზეები კმაყოფილი არიან. '.repeat(4) })).toBe(refused)
})

test('a headline may be a figure of speech, but a summary promises something', () => {
  const [[language, title, told]] = features
  const summary = 'The provincial parliament in Leeuwarden votes on Thursday about the sluice and its budget.'
  expect(
    refusalOf({ text: told, languages: [language], isHeaded: true }, { title, summary, content: '' }),
  ).toBeDefined()
})

/** Under the piece's own headline, in words that ask nobody for anything. */
test.each([
  [
    'en',
    'The page is being repaired. A fault was found in the archive this morning. Readers will find everything in its place by noon. The Argus regrets the inconvenience.',
  ],
  [
    'en',
    'Independent journalism is expensive. Reporters work for weeks on one piece. Friends of the Argus pay for that. A season is had for the price of a loaf.',
  ],
  [
    'de',
    'Ein Fehler ist aufgetreten. Der Beitrag konnte nicht geladen werden. Die Technik sucht nach der Ursache. Gegen Mittag läuft alles wieder.',
  ],
  [
    'fr',
    'Le journalisme de terrain coûte cher. Les abonnés le rendent possible. La formule de saison vaut un euro. Elle comprend les archives et le magazine.',
  ],
  [
    'es',
    'El periodismo local cuesta dinero. Los socios lo hacen posible cada mañana. La tarifa de temporada vale un euro. Incluye la hemeroteca y los suplementos.',
  ],
  [
    'ru',
    'Во время загрузки произошла ошибка. Специалисты ищут причину. К полудню всё должно заработать. Приносим извинения за неудобства.',
  ],
  [
    'zh',
    '本站正在維護。工程師正在處理問題。預計中午恢復。造成不便之處，敬請見諒。感謝各位讀者的耐心與支持，我們很快回來。',
  ],
])('what stands in place of a text is none, though the page bears the headline: %s %#', (language, notice) => {
  const title = features.find(([tag]) => tag === language)?.[1] ?? 'La vie devant elles'
  expect(refusalOf({ text: notice, languages: [language], isHeaded: true }, { title, summary: '', content: '' })).toBe(
    'another text than the title and summary promise',
  )
})

test('a teaser shorter than what the source itself sends is refused', () => {
  const sent = text('The harbour in Jakarta was opened')
  expect(refusalOf({ text: sent.slice(0, 300) }, { ...claim, content: sent })).toBe('the source itself says more')
  expect(refusalOf({ text: 'Harbour of Jakarta' }, claim)).toBe('too little text')
})

test('a title that says nothing to compare is no reason to refuse', () => {
  expect(refusalOf({ text: text('The harbour') }, { title: 'Live', summary: '', content: '' })).toBeUndefined()
})

const title = 'Harbour of Whitsand opens again after two weeks of storm'
const summary = 'Ships may enter the harbour of Whitsand from Monday, the port authority said.'

test.each([
  [
    'en',
    `Continue reading “${title}”\nTo continue reading this article, subscribe today. Get unlimited access to all our stories on all your devices. Only $1 for the first month, cancel any time.\nAlready a subscriber? Log in.`,
  ],
  [
    'en',
    `We and our 842 partners store and/or access information on a device, such as cookies, and process personal data, such as unique identifiers sent by a device for personalised ads and content. ${title}. With your permission we may use precise geolocation data. You may click to consent to our processing.`,
  ],
  [
    'en',
    `Checking your browser before accessing the site. This process is automatic. Your browser will redirect to your requested content shortly. Please allow up to 5 seconds. Please enable JavaScript and cookies to continue. Ray ID: 81a2b3c4d5. Requested: ${title}`,
  ],
  [
    'en',
    `${summary} The last storm had closed it, and fishermen waited for days.\nThis story is for subscribers only. Subscribe now from $2 a week.\nThe best of our journalism, on every device, with puzzles, podcasts and newsletters from our editors.`,
  ],
  [
    'de',
    `${title}\nDieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit dem Digitalabo: Alle Artikel auf unserer Seite lesen und die App nutzen. 4 Wochen für nur 1 Euro testen, danach 9,90 Euro im Monat, jederzeit kündbar.`,
  ],
  [
    'id',
    `${title}\nArtikel ini khusus untuk pelanggan. Silakan berlangganan untuk melanjutkan membaca. Dapatkan akses tanpa batas ke semua konten premium mulai Rp 25.000 per bulan, tanpa iklan, di semua perangkat Anda. Sudah berlangganan? Masuk di sini.`,
  ],
  [
    'ja',
    `${title}\nこの記事は有料会員限定です。続きを読むには会員登録が必要です。初月無料で、すべての記事を読み放題でお楽しみいただけます。すでに会員の方はログインしてください。ご不明な点はお問い合わせ窓口までご連絡ください。`,
  ],
])('a wall is none, though it repeats the title: %s %#', (language, wall) => {
  for (const said of [summary, '', title])
    expect(refusalOf({ text: wall, languages: [language, 'en'] }, { title, summary: said, content: '' })).toBeDefined()
})

/** Languages with fewer newspapers: the summary, and what is to be done to read on. */
test.each([
  [
    'sw',
    'Kivuko kurudi kwenye ratiba yake',
    'Kampuni ya kivuko imesema itarejea kwenye ratiba yake baada ya siku mbili za dhoruba zilizofunga gati la kaskazini.',
    'Soma makala kamili kwa kulipia shilingi 50 kwa siku. Tayari una akaunti? Ingia hapa na uendelee kusoma habari zote.',
  ],
  [
    'sw',
    'Kivuko kurudi kwenye ratiba yake',
    'Kampuni ya kivuko imesema itarejea kwenye ratiba yake baada ya siku mbili za dhoruba zilizofunga gati la kaskazini.',
    'Ili kuendelea kusoma makala haya, jiandikishe au ingia kwenye akaunti yako leo.',
  ],
  [
    'mr',
    'दोन दिवसांच्या वादळानंतर बोट हिवाळी वेळापत्रकावर',
    'दोन दिवसांच्या वादळामुळे उत्तर धक्का बंद राहिल्यानंतर बोट कंपनी हिवाळी वेळापत्रकावर परतत असल्याचे सांगितले.',
    'हा लेख फक्त सदस्यांसाठी आहे. सर्व बातम्या वाचण्यासाठी आजच नोंदणी करा.',
  ],
  [
    'ne',
    'दुई दिनको आँधीपछि डुंगा हिउँदे तालिकामा फर्कियो',
    'दुई दिनको आँधीका कारण उत्तरी घाट बन्द भएपछि डुंगा कम्पनी हिउँदे तालिकामा फर्किने बताएको छ।',
    'पूरा समाचार पढ्न सदस्यता लिनुहोस्। पहिले नै सदस्य हुनुहुन्छ?',
  ],
  [
    'so',
    'Doontu waxay ku noqotay jadwalka jiilaalka',
    'Shirkadda doonta ayaa sheegtay inay ku noqonayso jadwalka jiilaalka ka dib laba maalmood oo duufaan ah.',
    'Si aad u sii akhriso maqaalka oo dhan, is-diiwaangeli ama gal akoonkaaga. Bishiiba waa 2 doolar oo keliya.',
  ],
  [
    'ha',
    'Jirgin fasinja ya koma jadawalin hunturu',
    'Kamfanin jirgin ya ce zai koma jadawalin hunturu bayan kwana biyu na guguwa da ta rufe tashar arewa.',
    'Domin ci gaba da karantawa, yi rijista ko shiga asusunka. Naira 500 kacal a wata.',
  ],
  [
    'my',
    'ကူးတို့သင်္ဘော ဆောင်းရာသီအချိန်ဇယားသို့ ပြန်သွား',
    'နှစ်ရက်ကြာမုန်တိုင်းကြောင့် မြောက်ဘက်ဆိပ်ကမ်းပိတ်ပြီးနောက် ကူးတို့ကုမ္ပဏီက ဆောင်းရာသီအချိန်ဇယားသို့ ပြန်သွားမည်ဟု ဆိုသည်။',
    'ဆက်လက်ဖတ်ရှုရန် စာရင်းသွင်းပါ။ အကောင့်ရှိပြီးသားလား။ ဝင်ရောက်ပါ။',
  ],
])('a wall in %s behind its summary is refused', (language, title, summary, wall) => {
  for (const claim of [
    { title, summary, content: '' },
    { title, summary: '', content: '' },
  ])
    expect(refusalOf({ text: `${summary}\n${wall}`, languages: [language] }, claim)).toBeDefined()
})

test.each([
  [
    'pl',
    'Port znów otwarty po burzach',
    'Statki wpłyną do portu w poniedziałek rano.',
    'Pozostała część tekstu dostępna dla subskrybentów. Odblokuj artykuł już za 3,50 zł tygodniowo.',
  ],
  [
    'cs',
    'Přístav je po bouřích otevřen',
    'Lodě vplují v pondělí.',
    'Pokračování článku je dostupné předplatitelům. První měsíc vyjde na pouhých 29 Kč, každý další potom na 129 Kč, a to na webu i v tisku.',
  ],
  [
    'sk',
    'Prístav je po búrkach otvorený',
    'Lode vplávajú v pondelok.',
    'Zvyšok článku je určený predplatiteľom. Prvý mesiac vyjde na jedno euro, každý ďalší potom na štyri eurá, a to na webe aj v tlači.',
  ],
  [
    'hr',
    'Luka je opet otvorena nakon oluja',
    'Brodovi uplovljavaju u ponedjeljak.',
    'Nastavak članka namijenjen je pretplatnicima. Prvi mjesec stoji samo jedan euro, a svaki sljedeći četiri eura, na webu i u tisku zajedno.',
  ],
  [
    'ru',
    'Порт снова открыт после штормов',
    'Суда войдут в понедельник.',
    'Продолжение статьи увидят подписчики. Первый месяц обойдётся всего в один рубль, каждый следующий в двести, на сайте и в печати.',
  ],
  [
    'uk',
    'Порт знову відкрили після штормів',
    'Судна зайдуть у понеділок.',
    'Решта статті для підписників. Перший місяць коштує лише одну гривню, кожен наступний по сто гривень, на сайті та у друкованій газеті.',
  ],
])('in %s the rest of an article may be promised to subscribers, and only that', (language, title, summary, wall) => {
  expect(
    refusalOf({ text: `${summary}\n${wall}`, languages: [language] }, { title, summary, content: '' }),
  ).toBeDefined()
})

test('that a magazine is free for its subscribers is news', () => {
  const title = 'Biuletyn gminny bezpłatny dla prenumeratorów'
  const text =
    'Biuletyn gminny będzie od marca bezpłatny dla prenumeratorów, którzy ukończyli siedemdziesiąt lat. Dotąd pozostała część nakładu trafiała do kiosków w Sieradzu i Warcie. Wójt Adam Lis zapowiada, że pieniądze na druk da powiat, a listonosze rozniosą biuletyn w każdy piątek przed południem.'
  expect(refusalOf({ text, languages: ['pl'] }, { title, summary: '', content: '' })).toBeUndefined()
})

test('news of Kenya that tell how to pay and to register are no wall', () => {
  const title = 'Wapiga kura wapya waanza kujiandikisha'
  const text =
    'Tume ya uchaguzi imesema wapiga kura wapya wameanza kujiandikisha katika kaunti zote. Wananchi wametakiwa kujisajili kabla ya mwisho wa mwezi. Serikali italipia gharama za usafiri kwa wazee na walemavu katika vijiji vya mbali. Mkuu wa tume alisema kazi hiyo itaendelea kwa siku thelathini na kwamba vituo vitafunguliwa asubuhi na mapema kila siku.'
  expect(refusalOf({ text, languages: ['sw'] }, { title, summary: '', content: '' })).toBeUndefined()
})

test.each([
  [
    'hr',
    'Trajekt se vraća zimskom redu plovidbe',
    'Trajektna tvrtka se u utorak vratila zimskom redu plovidbe nakon dva dana oluje koja je zatvorila sjeverni gat i ostavila putnike da čekaju. „Znamo koliko je to ljudima bilo teško“, rekla je Marta Hollis, koja vodi terminal. Gradsko vijeće izdvojilo je novac za popravke.',
  ],
  [
    'pt',
    'Balsa volta ao horário de inverno',
    'A empresa de balsas volta ao horário de inverno depois de dois dias de temporal que fecharam o cais norte da cidade. Nos últimos dias, centenas de passageiros ficaram nos terminais. A prefeitura prometeu reparos nos próximos meses.',
  ],
  [
    'ru',
    'Паром вернулся к зимнему расписанию',
    'Паромная компания вернулась к зимнему расписанию после двух дней шторма, из-за которого был закрыт северный причал. «Мы знаем, как тяжело пришлось людям, — сказала Марта Холлис. — Наши экипажи были готовы всю ночь».',
  ],
  [
    'hi',
    'दो दिन के तूफान के बाद नौका शीतकालीन समय सारिणी पर लौटी',
    'नौका कंपनी ने कहा कि दो दिनों के तूफान के बाद वह अपनी शीतकालीन समय सारिणी पर लौट रही है और उत्तरी घाट फिर खुल गया है। मार्ता होलिस ने कहा, "हम जानते हैं कि यह कितना कठिन था। हमारे कर्मचारी पूरी रात तैयार थे।"',
  ],
])(
  'a brief in %s is one, though a word of it speaks to readers elsewhere, or somebody is quoted',
  (language, title, text) => {
    for (const summary of ['', text.split(/(?<=[.।])\s/)[0] ?? ''])
      expect(refusalOf({ text, languages: [language] }, { title, summary, content: '' })).toBeUndefined()
  },
)

test('an article is one, though it is about subscriptions or ends with a word to its reader', () => {
  const about = `Streamline raises its prices. The streaming service will ask 18 dollars per month from March. "You can cancel any time", a speaker said. ${'Competitors had raised the prices of their streaming services before, and analysts expected as much from Streamline. '.repeat(4)}`
  expect(refusalOf({ text: about }, { ...claim, title: 'Streaming service Streamline raises prices' })).toBeUndefined()
  const ended = `Ships entered the harbour of Whitsand on Monday morning, as the port authority had said. The wind had turned in the night, and the crews were ready at dawn. Two trawlers that lost their nets in the storm were towed in by a tug, and the pilots will work double shifts until the end of the week. Nobody was hurt.\nSubscribe to our newsletter here.\nRead more about ferries.`
  expect(refusalOf({ text: ended }, { title, summary, content: '' })).toBeUndefined()
  // Function words alone are no overlap.
  expect(
    refusalOf(
      { text: text('What they have said about this will have been with them from then on') },
      { ...claim, title: 'What will this have said about them then' },
    ),
  ).toBeUndefined()
  expect(
    refusalOf(
      { text: text('What they have said about this will have been with them from then on') },
      { ...claim, title: 'What Fernbrook will have said about its lighthouse' },
    ),
  ).toBe('another text than the title and summary promise')
})

test('a title that is only repeated is no proof where the summary promises something else', () => {
  const empty = `${title}\n${'The readers of a paper know where to look for whatever they like best of all things. '.repeat(4)}`
  const promised = 'Fishermen cheered while the authority lifted every restriction on trawlers and cutters.'
  expect(refusalOf({ text: empty }, { title, summary: promised, content: '' })).toBeDefined()
  expect(refusalOf({ text: empty }, { title, summary: '', content: '' })).toBeUndefined()
})

test('a text that differs from those of two other entries by the title and the day only is a wall', () => {
  const wallFor = (name: string, day: number) =>
    `${name}\nOn 9.${day}.2026 you came here.\n${'The readers of a paper know where to look for whatever they like best of all things. '.repeat(4)}`
  const others = [markOf(wallFor('Bridge closes', 1), 'Bridge closes'), markOf(wallFor('Mayor goes', 2), 'Mayor goes')]
  expect(others[0]).toBe(others[1])
  const wall = { text: wallFor(title, 3), others }
  expect(refusalOf(wall, { title, summary: '', content: '' })).toBe('the same text as on the pages of other entries')
  expect(refusalOf({ ...wall, others: others.slice(1) }, { title, summary: '', content: '' })).toBeUndefined()
  // A bulletin that is written by a template says in other sentences too what its title is about.
  const bulletin = { text: `${wall.text} The harbour of Whitsand opens after a storm.`, others: [] }
  const same = [markOf(bulletin.text, title), markOf(bulletin.text, title)]
  expect(refusalOf({ ...bulletin, others: same }, { title, summary: '', content: '' })).toBeUndefined()
})

test('a short text of a page that is not free is its beginning, a long one all of it', () => {
  const short = text('The harbour of Whitsand was opened')
  expect(refusalOf({ text: short, mayBeCut: true }, { title, summary, content: '' })).toBeDefined()
  expect(refusalOf({ text: short.repeat(4), mayBeCut: true }, { title, summary, content: '' })).toBeUndefined()
})

const vote = 'Night market permits of Whitsand go to a vote'
const vow = 'Night market permits: the provincial council heard residents and engineers on Thursday before deciding.'

test.each([
  ['hu', 'A cikk folytatása csak előfizetőink számára érhető el. Válassza ki az Önnek megfelelő csomagot!'],
  ['de', 'Sie haben noch 0 Artikel. Mit einem Konto lesen Sie jeden Monat drei weitere Beiträge ohne Bezahlung.'],
  ['de', 'Zum Weiterlesen laden Sie bitte unsere App herunter.'],
  ['en', 'This video is not available in your region.'],
  ['en', 'Not available in your location. Sorry for the inconvenience.'],
  ['en', 'Tap the button below to play the clip in full screen on your phone.'],
  ['fr', 'Cet article n’est pas disponible dans votre pays.'],
  ['fr', 'Pour des raisons de droits, cette vidéo ne peut être lue depuis votre position géographique.'],
  ['fr', 'Ouvrez l’application pour lire la suite.'],
  ['es', 'Abra la aplicación para leer.'],
  ['es', 'Este contenido no está disponible en su país por motivos de derechos.'],
  ['es', 'Haga clic para ver el vídeo.'],
  ['pt', 'Este conteúdo não está disponível na sua região.'],
  ['pt', 'Toque para assistir ao vídeo no aplicativo.'],
  ['it', 'Apri l’app per leggere l’articolo.'],
  ['it', 'Questo contenuto non è disponibile nel tuo Paese.'],
  ['pl', 'Otwórz w aplikacji, aby przeczytać całość.'],
  ['pl', 'Ta treść jest niedostępna w Twoim regionie.'],
  ['cs', 'Obsah není ve vaší zemi dostupný.'],
  ['ru', 'Откройте в приложении, чтобы прочитать.'],
  ['ru', 'Материал недоступен в вашем регионе.'],
  ['ru', 'Нажмите, чтобы посмотреть видео.'],
  ['uk', 'Цей вміст недоступний у вашому регіоні.'],
  ['tr', 'Okumak için uygulamada açın.'],
  ['tr', 'Bu içerik bulunduğunuz bölgede kullanılamıyor.'],
  ['ar', 'هذا المحتوى غير متاح في منطقتك.'],
  ['ar', 'افتح التطبيق للقراءة.'],
  ['fa', 'این محتوا در منطقه شما در دسترس نیست.'],
  ['he', 'התוכן אינו זמין באזור שלך.'],
  ['hi', 'यह सामग्री आपके क्षेत्र में उपलब्ध नहीं है।'],
  ['hi', 'पढ़ने के लिए ऐप में खोलें।'],
  ['bn', 'এই কনটেন্ট আপনার অঞ্চলে পাওয়া যাচ্ছে না।'],
  ['th', 'เนื้อหานี้ไม่สามารถเข้าชมได้ในพื้นที่ของคุณ'],
  ['th', 'เปิดในแอปเพื่ออ่าน'],
  ['vi', 'Nội dung này không có sẵn ở khu vực của bạn.'],
  ['vi', 'Mở trong ứng dụng để đọc.'],
  ['id', 'Konten ini tidak tersedia di wilayah Anda.'],
  ['id', 'Buka di aplikasi untuk membaca.'],
  ['ja', 'この動画はお住まいの地域では視聴できません。'],
  ['ja', 'アプリで開いて読む。'],
  ['ko', '이 콘텐츠는 현재 지역에서 이용할 수 없습니다.'],
  ['ko', '앱에서 열어 읽기'],
  ['zh', '此内容在您所在的地区不可用。'],
  ['zh', '在应用中打开阅读'],
  ['el', 'Αυτό το περιεχόμενο δεν είναι διαθέσιμο στην περιοχή σας.'],
  ['sv', 'Innehållet är inte tillgängligt i ditt område.'],
  ['nl', 'Deze video is niet beschikbaar in jouw regio.'],
  ['fi', 'Sisältö ei ole saatavilla alueellasi.'],
  ['ro', 'Acest conținut nu este disponibil în regiunea dvs.'],
  ['sw', 'Maudhui haya hayapatikani katika eneo lako.'],
])('a notice in place of the text is none, alone and below a sentence of the piece: %s %s', (language, notice) => {
  const teaser =
    'Engineers told critics of the permits that the provincial council would decide soon, after a hearing of everybody in the quarter.'
  for (const lead of ['', `\n${teaser}`, `\n${teaser.slice(0, 86)}...`])
    expect(
      refusalOf(
        { text: `${vow}${lead}\n${notice}`, languages: [language, 'en'] },
        { title: vote, summary: vow, content: '' },
      ),
    ).toBeDefined()
})

test('a text that breaks off above what has no word of it is a beginning, whatever that says', () => {
  const begun = `${vow}\nEngineers told critics of the permits, who had come in great numbers and with drums, that the provincial council would never have let it come so far, had anybody in the quarter warned it, but that it would now…\nLorem ipsum dolor sit amet consectetur.`
  expect(refusalOf({ text: begun, languages: ['en'] }, { title: vote, summary: vow, content: '' })).toBe(
    'only the beginning: it breaks off',
  )
  const whole = begun.replace('Lorem ipsum', 'The permits of the council lapse in May: lorem ipsum')
  expect(refusalOf({ text: whole, languages: ['en'] }, { title: vote, summary: vow, content: '' })).toBeUndefined()
})

test.each([
  [
    'en',
    'Water subscribers to pay more',
    'Subscribers of the municipal water company will pay four dollars more a month, the council decided. The mayor said that households already in arrears could register at the town hall until May.',
  ],
  [
    'en',
    'Ferry app to show departures',
    'The council said that its ferry app, available on Google Play and the App Store, would show departures. Residents asked for paper timetables as well, and the mayor promised both before the vote.',
  ],
  [
    'en',
    'Court orders platform to unblock video',
    'The platform must make the video available in the region again, the court ruled on Friday. It had been blocked for two years because of a complaint. The judges saw no reason for that, and the platform said it would not appeal.',
  ],
  [
    'de',
    'Stadtwerke erhöhen Preis für Abonnenten',
    'Abonnenten der Monatskarte zahlen ab Mai vier Euro mehr, wie die Stadtwerke am Dienstag mitteilten. Wer jährlich zahlt, bekommt einen Monat geschenkt. Der Fahrgastverband kritisierte die Erhöhung und verwies auf ausgefallene Züge.',
  ],
  [
    'fr',
    'Les abonnés du train manifestent à Lyrac',
    'Plusieurs dizaines d’abonnés du train ont manifesté lundi devant la gare de Lyrac. Ils demandent le remboursement des jours de grève. La direction a promis une réponse avant la fin du mois, sans avancer de montant.',
  ],
  [
    'es',
    'Un vídeo muestra el choque del tranvía',
    'Un vídeo grabado por un vecino muestra el choque del tranvía con un camión en la plaza mayor. Dos personas resultaron heridas leves. El ayuntamiento anunció que revisará los semáforos de toda la línea durante el verano.',
  ],
  [
    'id',
    'Aplikasi feri diluncurkan di Pelabuhan Amery',
    'Pemerintah kota meluncurkan aplikasi pemesanan tiket feri di Pelabuhan Amery, Senin. Warga dapat memesan sampai satu jam sebelum kapal berangkat. Wali kota berkata loket lama tetap dibuka sampai akhir tahun.',
  ],
  [
    'ru',
    'Подписчики библиотеки получат карты',
    'Подписчики городской библиотеки получат новые карты до конца мая, сообщила мэрия. Старые карты перестанут действовать летом. Директор библиотеки сказал, что очереди быть не должно: выдача пойдёт по районам.',
  ],
  [
    'zh',
    '市议会通过轮渡应用计划',
    '市议会周四通过轮渡应用计划，预计明年五月上线。市长表示，老人仍可在码头窗口买票，票价保持不变。有议员质疑预算过高，要求公布合同全文，并在听证会上说明维护费用由谁承担，议长答应下周提交报告。',
  ],
  [
    'ja',
    '市の渡し船アプリ、来年五月に開始',
    '市は二十日、渡し船の予約アプリを来年五月に始めると発表した。窓口での販売は続ける。議会では費用が高すぎるとの声も出たが、市長は「利用者は三年で倍になる」と述べ、予算案への理解を求めた。運賃は変わらない。',
  ],
  [
    'ar',
    'البلدية تطلق تطبيقا للعبارات',
    'أطلقت البلدية يوم الاثنين تطبيقا لحجز تذاكر العبارات في الميناء القديم. وقال رئيس البلدية إن شبابيك التذاكر ستبقى مفتوحة حتى نهاية العام، وإن الأسعار لن تتغير. وطالب أعضاء في المجلس بنشر العقد كاملا.',
  ],
])('a short piece is one, though it is about subscribers, applications or films: %s %s', (language, about, piece) => {
  for (const said of ['', piece.slice(0, 90)])
    expect(
      refusalOf({ text: piece, languages: [language] }, { title: about, summary: said, content: '' }),
    ).toBeUndefined()
})

test.each([
  [
    'ka',
    'ნავსადგური ორშაბათს გაიხსნა ქალაქის ცენტრში',
    'ნავსადგური ორშაბათს გაიხსნა, განაცხადა ქალაქის მერიამ, ორი კვირის ქარიშხლის შემდეგ.',
    'სტატიის სრულად წასაკითხად გამოიწერეთ გაზეთი. უკვე გაქვთ ანგარიში?',
  ],
  [
    'hy',
    'Նավահանգիստը վերաբացվեց',
    'Նավահանգիստը վերաբացվեց երկուշաբթի օրը, ասաց քաղաքապետը երկու շաբաթ տևած փոթորկից հետո։',
    'Ընտրեք ձեր փաթեթը և մնացեք մեզ հետ ամեն օր։ Ամսական միայն 900 ֏ ամբողջ կայքի համար։',
  ],
  [
    'eu',
    'Portua berriro ireki da',
    'Portua astelehenean ireki da berriro, esan zuen alkateak, bi asteko ekaitzaren ondoren, eta ontziak sartzen hasi dira.',
    'Aukeratu zure eskaintza eta jarraitu gurekin egunero. Hilean 3 € besterik ez. Badaukazu konturik?',
  ],
  [
    'en',
    title,
    summary,
    'Come in and stay a while, the kettle is on. Been here before? Thirty days of us are yours at £1, then £9.',
  ],
])(
  'behind the summary a question or a price without a word of the piece is a wall: %s',
  (language, told, lead, below) => {
    const found = { text: `${told}\n${lead}\n${below}`, languages: [language] }
    expect(refusalOf(found, { title: told, summary: lead, content: '' })).toBeDefined()
  },
)

test.each([
  [
    'en',
    title,
    summary,
    'They had waited since the storm. Tickets for the first boat cost £12 and are sold at the pier of Whitsand from eight.',
  ],
  [
    'ka',
    'ნავსადგური ორშაბათს გაიხსნა',
    'ნავსადგური ორშაბათს გაიხსნა, განაცხადა ქალაქის მერიამ, ორი კვირის ქარიშხლის შემდეგ.',
    'პირველი გემი დილით შევიდა და ორმოცი მგზავრი ჩამოიყვანა. ბილეთი ოცდახუთი ლარი ღირს, ბავშვებისთვის უფასოა.',
  ],
])('a short text with a price, or in a language of few known words, is a piece: %s', (language, told, lead, below) => {
  const found = { text: `${told}\n${lead}\n${below}`, languages: [language] }
  expect(refusalOf(found, { title: told, summary: lead, content: '' })).toBeUndefined()
})

/** News of what walls speak of: subscriptions, passwords, consent, who is registered already. */
const newsOfOffers = [
  [
    'en',
    'Gym chain fined over contracts that could not be cancelled',
    'A gym chain was fined £200,000 because customers could not cancel their membership online. A free trial turned into a plan of £30 a month after seven days. The regulator called it a trap.',
  ],
  [
    'de',
    'Bibliothek schafft Jahresgebühr ab',
    'Die Stadtbibliothek schafft zum Februar die Jahresgebühr von 18 Euro ab. Wer bereits angemeldet ist, muss nichts tun. Neue Nutzer können sich online registrieren oder am Schalter einen Ausweis holen.',
  ],
  [
    'fr',
    'L’orchestre offre un concert à ses abonnés',
    'L’orchestre invite ses abonnés à un concert en avril. La carte, sans engagement, coûte ensuite 9 euros par mois. Déjà abonné ? La salle ouvre mardi, précise le chef.',
  ],
  [
    'pt',
    'Ingresso do museu sobe para R$ 20',
    'O ingresso do museu sobe para R$ 20 em fevereiro. Quem já é sócio paga R$ 10 por mês e entra quando quiser. O cadastro é feito na bilheteria, informou a secretaria.',
  ],
  [
    'pl',
    'Wyciek haseł z urzędu gminy',
    'Z urzędu gminy wyciekły hasła 3 tysięcy mieszkańców. Wójt poprosił, by zalogować się ponownie i zmienić hasło. Sprawę bada prokuratura w Sieradzu.',
  ],
  [
    'hi',
    'मेट्रो पास अब 500 रुपये प्रति माह',
    'मेट्रो का मासिक पास अब 500 रुपये प्रति माह में मिलेगा। जिन यात्रियों के पास पहले से पास है उन्हें नया खरीदने की जरूरत नहीं। यात्री ऐप पर लॉग इन कर भी इसे ले सकेंगे, निगम ने बताया।',
  ],
  [
    'zh',
    '图书馆取消年费',
    '市图书馆从一月起取消每年五十元的年费。已有会员账号的读者无需重新注册，新读者可以在网站注册或到前台办理。馆长李明表示，预计新增读者两万人。',
  ],
  [
    'ko',
    '통신사 고객 비밀번호 3만건 유출',
    '통신사 고객 비밀번호 3만건이 유출됐다고 회사가 24일 밝혔다. 회사는 고객에게 비밀번호를 바꾸고 다시 로그인해 달라고 요청했다. 경찰은 해커를 쫓고 있다.',
  ],
] as const

test.each(newsOfOffers)('news of subscriptions, passwords and members are no wall: %s %s', (language, title, told) => {
  for (const summary of ['', told.split(/(?<=[.。।])\s?/u)[0] ?? ''])
    expect(refusalOf({ text: told, languages: [language] }, { title, summary, content: '' })).toBeUndefined()
})

/** Walls that speak of third parties, name a day or only a price, or stand before news of subscriptions. */
test.each([
  [
    'en',
    'Rail season tickets frozen for a year',
    'Fares stay as they are.',
    'Support local news. From £4 per month you get every story, the quiz and the weekend pages.\nLog in',
  ],
  [
    'en',
    'Gazette raises subscription price',
    'A digital subscription will cost £3 a week.',
    'This story is for Gazette subscribers. Subscribe from £1 a week and cancel any time.\nAlready a subscriber? Log in.',
  ],
  [
    'de',
    'Hacker erbeuten Kundendaten',
    'Die Polizei ermittelt seit Montag.',
    'Mit dem Passwort geht es weiter. Passwort vergessen?\nNoch kein Zugang? Hier registrieren.',
  ],
  [
    'de',
    'Feuerwehr rettet Katze aus Brunnen',
    'Der Einsatz dauerte drei Stunden.',
    'Sie haben Ihre drei Gratisartikel in diesem Monat gelesen. Weiter geht es mit dem Monatspass für 2,99 Euro.\nSie sind schon dabei? Einloggen',
  ],
  [
    'fr',
    'La bibliothèque passe à la gratuité',
    'Plus de cotisation.',
    'Plus de cotisation dès avril, a dit le maire.\nLa suite pour 1 € par mois. Offre valable jusqu’au 31 décembre.\nJ’en profite',
  ],
  [
    'it',
    'Piscina chiusa per lavori',
    'Riapre a giugno.',
    'Tutti gli articoli a 2 euro al mese per chi si abbona entro domenica.\nScopri l’offerta',
  ],
  [
    'ru',
    'Газета повышает цену подписки',
    'Подписка подорожает до 300 рублей.',
    'Этот материал доступен только по подписке. Подписка на газету стоит 1 рубль за первый месяц.\nУже есть подписка? Войти',
  ],
  [
    'pl',
    'Bociany wróciły do Warty',
    'Gniazdo stoi na ratuszu.',
    'Wygląda na to, że blokujesz reklamy. Dzięki reklamom serwis jest darmowy. Wyłącz blokadę i odśwież stronę.',
  ],
  [
    'ar',
    'ولادة نادرة في حديقة الحيوان',
    'وزن الصغير كيلوغرام ونصف.',
    'سجل مجانا لتكمل القراءة. كل ما تحتاجه هو بريدك الإلكتروني.\nالمتابعة عبر غوغل',
  ],
  [
    'tr',
    'Gazete öğrenciye bedava',
    'Kampanya haziranda bitiyor.',
    'Abone olanlar giriş yaparak okuyabilir. Diğer okurlar için aylık 45 TL.\nGiriş',
  ],
  ['zh', '健身房被罚五万元', '拒不退费。', '已有账号的读者请登录。每月九元即可阅读全部报道，周日前订阅另有优惠。'],
])('a wall is told from news of what it speaks of: %s %s', (language, title, summary, wall) => {
  for (const echo of ['', `${title}\n`])
    for (const said of [summary, ''])
      expect(
        refusalOf(
          { text: `${echo}${summary}\n${wall}`, languages: [language], isHeaded: true },
          { title, summary: said, content: '' },
        ),
      ).toBeDefined()
})

test('two sentences under the piece’s own heading are a brief; a caption, or less than the source sends, is none', () => {
  const title = 'Weather vane stolen from chapel'
  const brief = (text: string, claimed: object = {}, found: object = {}) =>
    refusalOf({ text, languages: ['en'], isHeaded: true, ...found }, { title, summary: '', content: '', ...claimed })
  const told = 'Thieves took the weather vane of Orford chapel on Sunday. A cockerel, it weighs half a ton.'
  expect(brief(told)).toBeUndefined()
  expect(brief(told, {}, { isHeaded: false })).toBe('too little text')
  expect(brief(told, { summary: `${told} It dates from 1790, the vicar says, and was gilded twice.` })).toBe(
    'too little text',
  )
  expect(brief('The weather vane of Orford chapel in a picture of last year, by Ann Reed')).toBe('too little text')
  expect(brief('Thieves took the weather vane of Orford chapel. Sign in to read the rest of it.')).toBe(
    'too little text',
  )
})

test('a wall in Serbian is known in both its scripts', () => {
  const [title, summary] = ['Отворен нови мост код Вршца', 'Мост има две траке.']
  const wall = 'Остатак чланка доступан је само претплатницима. Претплатите се за 250 динара месечно.'
  expect(
    refusalOf({ text: `${summary}\n${wall}`, languages: ['sr'], isHeaded: true }, { title, summary, content: '' }),
  ).toBeDefined()
})

/** One sentence each, as news desks flash it. */
const flashes = [
  ['en', 'Ferry sailings resume at Corran', 'Ferry sailings at Corran resumed at noon after a ramp was repaired.'],
  ['id', 'Harga emas hari ini', 'Harga emas pada Rabu turun Rp5.000 menjadi Rp1.120.000 per gram.'],
  ['it', 'Scossa di terremoto nelle Marche', 'Una scossa di magnitudo 3,2 è stata registrata martedì nelle Marche.'],
  ['tr', 'Elektrik kesintisi', "Karşıyaka'da perşembe günü bakım nedeniyle elektrik kesintisi yapılacak."],
  ['ru', 'Курс доллара на среду', 'Центробанк установил курс доллара на среду в размере 91,2 рубля.'],
  ['zh', '台鐵花蓮段恢復通車', '台鐵花蓮至和平路段經搶修後，4日下午3時恢復雙線通車。'],
  ['th', 'แผ่นดินไหวที่เชียงราย', 'เกิดแผ่นดินไหวขนาด 3.4 ที่จังหวัดเชียงราย เมื่อเช้าวันอังคาร'],
] as const

test.each(flashes)(
  'one sentence under its own headline is a piece, also where the source says the same: %s',
  (language, title, text) => {
    const of = (summary: string, said: string = text) =>
      refusalOf({ text: said, languages: [language], isHeaded: true }, { title, summary, content: '' })
    expect(of('')).toBeUndefined()
    expect(of(text)).toBeUndefined()
    expect(of(`${text} ${text}`)).toBe('too little text')
    expect(of('', text.replace(/.?$/u, '…'))).toBeDefined()
  },
)

test.each([
  ['en', 'Dollar at five-month low', 'Support independent local reporting.'],
  ['en', 'Dollar at five-month low', 'Enjoying this preview?'],
  ['ro', 'Apa, oprită în Dorobanți', 'Acest articol este disponibil doar abonaților.'],
  ['de', 'Stadtbad bleibt zu', 'Die gesuchte Seite existiert nicht.'],
  ['es', 'Corte de agua', 'Lo sentimos, la página que buscas no existe.'],
  ['ja', '東海道線が運転再開', 'お探しのページは見つかりませんでした。'],
])('the title and one sentence of a wall or a notice are no piece: %s %s %s', (language, title, wall) => {
  for (const text of [`${title} – ${wall}`, `${title}\n${wall}`, wall])
    for (const summary of ['', title])
      expect(refusalOf({ text, languages: [language], isHeaded: true }, { title, summary, content: '' })).toBeDefined()
})
