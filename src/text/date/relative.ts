import type { Instant } from '../../model/instant.ts'
import { askPatterns, foldPhrase, type Pattern, readPatterns, type RelativeUnit, UNITS } from './cldr.ts'
import { PATTERNS } from './cldr-table.ts'
import { type Clock, dottedClock, findClocks, hasKind, meaningOf } from './clock.ts'
import { lexiconOf } from './lexicon.ts'
import type { Meaning } from './meaning.ts'
import { asUtc, type ParsedDate, wallFrom } from './moment.ts'
import { dateAt } from './standard.ts'
import { LANGUAGES, SPELLINGS } from './spellings.ts'
import { interpretTokens, type Token } from './tokens.ts'
import { localNow, type Reader } from './words.ts'
import { zoneAt } from './zone-text.ts'
import { offsetAt } from './zones.ts'

/** `text` as a distance from now (`3 jam yang lalu`) or a day named by it (`kemarin, 20:15`). Never of the future. */
export function readRelative(reader: Reader, text: string, language: string): ParsedDate | undefined {
  const { now } = reader.hints
  if (now === undefined) return undefined
  return readNamedDay(reader, language) ?? readDistance(text, language, now)
}

/** `kemarin, 20:15` or `Senin, 20:15`: a day that is named by how it lies to today. */
export function readNamedDay({ raw, hints }: Reader, language: string): ParsedDate | undefined {
  const { now } = hints
  if (now === undefined) return undefined
  const tokens = interpretTokens(raw, lexiconOf(language))
  const at = tokens.findIndex((_, index) => hasKind(tokens, index, 'dayref'))
  const dayref = meaningOf(tokens, at, 'dayref')
  const found = findClocks(tokens)
  if (found === 'impossible') return undefined
  const clock = found.clocks[0] ?? anyDottedClock(tokens)
  if (clock === 'impossible') return undefined
  const weekday = tokens.findIndex(
    (token, index) => token.kind === 'word' && token.key.length > 1 && hasKind(tokens, index, 'weekday'),
  )
  if (dayref === undefined && (weekday === -1 || clock === undefined)) return undefined
  const zone = clock === undefined ? undefined : zoneAt(tokens, clock.to, hints)
  if (zone === 'impossible') return undefined
  const inside = (index: number, span: { from: number; to: number } | undefined) =>
    span !== undefined && index >= span.from && index < span.to
  const rest = tokens.filter((_, index) => !inside(index, clock) && !inside(index, zone))
  // Numbers mean a day of their own; a day's word in a sentence dates the sentence, not the piece.
  if (rest.some((token) => token.kind === 'number')) return undefined
  const unknown = rest.filter((token) => token.kind === 'word' && token.meanings.length === 0).length
  if (unknown > (dayref === undefined ? 0 : 2)) return undefined
  if (rest.some((token) => token.kind === 'word' && token.meanings.some(isMonthOnly))) return undefined
  // Which day it is depends on where: the zone written, else the source's.
  const offset = zone === undefined ? undefined : offsetAt(zone.zone, wallFrom(now))
  const today = offset === undefined ? localNow(hints) : wallFrom(now + offset * 60_000)
  const back =
    dayref?.value ?? -daysSince(meaningOf(tokens, weekday, 'weekday')?.value ?? 0, new Date(asUtc(today)).getUTCDay())
  const day = wallFrom(asUtc(today) + back * 86_400_000)
  const wall = { ...day, hour: clock?.hour ?? 0, minute: clock?.minute ?? 0, second: clock?.second ?? 0, ms: 0 }
  const date = dateAt(wall, zone?.zone, clock === undefined ? 'day' : zone === undefined ? 'minute' : 'instant', hints)
  if (date === undefined) return undefined
  return dayref === undefined ? { ...date, confidence: 'low' } : date
}

function isMonthOnly(meaning: Meaning, _: number, meanings: readonly Meaning[]): boolean {
  return meaning.kind === 'month' && meanings.every((other) => other.kind === 'month')
}

function anyDottedClock(tokens: readonly Token[]): Clock | 'impossible' | undefined {
  for (let i = 0; i < tokens.length; i++) {
    const clock = dottedClock(tokens, i, () => true, true)
    if (clock !== undefined) return clock
  }
  return undefined
}

function daysSince(weekday: number, today: number): number {
  return (today - weekday + 7) % 7
}

function readDistance(text: string, language: string, now: Instant): ParsedDate | undefined {
  const folded = foldPhrase(text)
  const patterns = relativePatterns(language)
  const at = distanceOf(folded, patterns, now) ?? compoundDistance(folded, patterns, now)
  return at === undefined || at < Date.UTC(1990, 0) ? undefined : { at, confidence: 'low', precision: 'minute' }
}

function distanceOf(folded: string, patterns: readonly Pattern[], now: Instant): Instant | undefined {
  const number = /\d+/.exec(folded)
  const phrase = number === null ? folded : folded.replace(number[0], '#')
  const found = patternOf(phrase, number !== null, patterns)
  if (found === undefined) return undefined
  const count = number === null ? (found.number ?? 1) : Number(number[0])
  return count > 10_000 ? undefined : before(now, count, found.unit)
}

function patternOf(phrase: string, counted: boolean, patterns: readonly Pattern[]): Pattern | undefined {
  return patterns.find((pattern) => (pattern.number === undefined) === counted && matches(phrase, pattern))
}

const TWO_NUMBERS =
  /^(\D*)(\d{1,4})(\D{1,20}?)((?<=\s)(?:and|und|et|y|e|dan|en|i|og|och|и|و|a)\s+)?(\d{1,2})(\D{1,30})$/

/** `2 jam 15 menit lalu`: two distances in one frame, the larger unit first. */
function compoundDistance(folded: string, patterns: readonly Pattern[], now: Instant): Instant | undefined {
  const found = TWO_NUMBERS.exec(folded)
  if (found === null) return undefined
  const [, front = '', first, unit = '', , second, rest = ''] = found
  const smaller = patternOf(`${front}#${rest}`, true, patterns)
  if (smaller === undefined) return undefined
  // Where the smaller unit ends and the frame goes on is not known: the larger one tells, for it has the same frame.
  for (let at = 1; at <= rest.length; at++) {
    const larger = patternOf(`${front}#${unit}${rest.slice(at)}`.trimEnd(), true, patterns)
    if (larger === undefined || UNITS.indexOf(larger.unit) <= UNITS.indexOf(smaller.unit)) continue
    return before(before(now, Number(first), larger.unit), Number(second), smaller.unit)
  }
  return undefined
}

function before(now: Instant, count: number, unit: RelativeUnit): Instant {
  const date = new Date(now)
  switch (unit) {
    case 'second':
      return now - count * 1000
    case 'minute':
      return now - count * 60_000
    case 'hour':
      return now - count * 3_600_000
    case 'day':
      return now - count * 86_400_000
    case 'week':
      return now - count * 7 * 86_400_000
    case 'month':
      return monthsBefore(date, count)
    case 'year':
      return monthsBefore(date, count * 12)
  }
}

/** 31 July less a month is 30 June. */
function monthsBefore(date: Date, count: number): Instant {
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - count, 1)
  const last = new Date(Date.UTC(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1, 0)).getUTCDate()
  return first + (Math.min(date.getUTCDate(), last) - 1) * 86_400_000 + (date.getTime() % 86_400_000)
}

function matches(phrase: string, { text }: Pattern): boolean {
  if (!phrase.endsWith(text)) return false
  if (phrase.length === text.length) return true
  // About, updated, published: words in front say nothing else.
  const before = phrase.slice(0, -text.length)
  return before.length <= 40 && /[\s:|]$/.test(before) && !/[#\d]/.test(before)
}

/** CLDR's ways to say it in `language`, and those of the press. */
function relativePatterns(language: string): readonly Pattern[] {
  const known = patternsOf.get(language)
  if (known !== undefined) return known
  const patterns = [...cldrPatterns(language), ...pressPatterns(language)]
  patternsOf.set(language, patterns)
  return patterns
}

/**
 * The languages in which `text` may name a distance from now: those of which it has a word that says so.
 */
export function languagesOfDistance(text: string): readonly string[] {
  const folded = ` ${foldPhrase(text)} `
  return [...tellingWords()].flatMap(([language, words]) =>
    words.some((word) => folded.includes(word)) ? language : [],
  )
}

let tellingWordsMade: ReadonlyMap<string, readonly string[]> | undefined

function tellingWords(): ReadonlyMap<string, readonly string[]> {
  tellingWordsMade ??= new Map(
    LANGUAGES.map((language) => {
      const { today, yesterday, dayBefore } = SPELLINGS[language] ?? {}
      const days = [today, yesterday, dayBefore, NOW[language], TELLING[language]].flatMap(
        (list) => list?.split(',') ?? [],
      )
      const { frames = [], singular, units = '' } = PRESS[language] ?? {}
      const said = [...frames, ...(singular?.split(',') ?? [])].join(' ').replace(/[#~]/g, ' ').split(/\s+/)
      const framed = said.filter((word) => word.length > 1 || /[^\p{Script=Latin}]/u.test(word))
      // Hungarian says it by the endings of the units alone.
      const words = [...days, ...(framed.length > 0 ? framed : units.split(/[,|]/))]
      return [language, words.map(asTold).filter((word) => word !== '')] as const
    }),
  )
  return tellingWordsMade
}

/** As it is looked for: a whole word, where a script does not write others onto it. */
function asTold(word: string): string {
  const folded = foldPhrase(word)
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u.test(folded)
    ? ` ${folded} `
    : folded
}

/** The words by which CLDR's patterns of languages are known for which `PRESS` has no words, or others. */
const TELLING: Readonly<Record<string, string>> = {
  jv: 'kepungkur,wingi',
  ca: 'fa,ahir',
  gl: 'hai,onte',
  af: 'gelede,gister',
  is: 'fyrir,síðan,í gær',
  lv: 'pirms,vakar',
  lt: 'prieš,vakar',
  sl: 'pred,včeraj',
  bs: 'prije,jučer',
  mk: 'пред,вчера',
  be: 'таму,учора',
  kk: 'бұрын,кеше',
  uz: 'oldin,kecha',
  az: 'əvvəl,öncə,dünən',
  sq: 'më parë,dje',
  ps: 'مخکې,پرون',
  ne: 'पहिले,अघि,हिजो',
  te: 'క్రితం,నిన్న',
  kn: 'ಹಿಂದೆ,ನಿನ್ನೆ',
  ml: 'മുമ്പ്,ഇന്നലെ',
  gu: 'પહેલાં,ગઈકાલે',
  pa: 'ਪਹਿਲਾਂ,ਕੱਲ੍ਹ',
  si: 'පෙර,ඊයේ',
  lo: 'ກ່ອນ,ມື້ວານ',
  km: 'មុន,ម្សិលមិញ',
  my: 'ပြီးခဲ့သည့်,မနေ့က',
  mr: 'पूर्वी,काल',
  so: 'kahor,shalay',
  ha: 'gabata,jiya',
  am: 'በፊት,ትናንት',
  ka: 'წინ,გუშინ',
  hy: 'առաջ,երեկ',
  mn: 'өмнө,өчигдөр',
  eu: 'duela,atzo',
  et: 'eest',
  ur: 'گزشتہ',
  ga: 'ó shin,inné',
  cy: 'yn ôl,ddoe',
  eo: 'antaŭ,hieraŭ',
}

/** A pure function's memory, as in lexicon.ts. */
const patternsOf = new Map<string, readonly Pattern[]>()

function cldrPatterns(language: string): readonly Pattern[] {
  const line = Object.hasOwn(PATTERNS, language) ? PATTERNS[language] : undefined
  return line === undefined ? askPatterns(language) : readPatterns(line)
}

/** `before # after`, the units being what CLDR's patterns have and these. Parted by `|`, in the order of `UNITS`. */
const PRESS: Readonly<
  Record<string, { readonly frames: readonly string[]; readonly units: string; readonly singular?: string }>
> = {
  en: {
    frames: ['# ~ ago', 'about # ~ ago', '#~ ago'],
    units:
      'second,seconds,sec,secs,s|minute,minutes,min,mins,m|hour,hours,hr,hrs,h|day,days,d|week,weeks,wk,wks,w|month,months,mo,mos|year,years,yr,yrs,y',
    singular: 'a ~ ago,an ~ ago,one ~ ago,about a ~ ago,about an ~ ago',
  },
  id: {
    frames: ['# ~ yang lalu', '# ~ lalu', '# ~ yl', '# ~ silam', '# ~ yang silam'],
    units: 'detik,dtk|menit,mnt|jam|hari|minggu,pekan|bulan,bln|tahun,thn',
    singular: 'se~ yang lalu,se~ lalu,satu ~ yang lalu,satu ~ lalu',
  },
  ms: {
    frames: ['# ~ yang lalu', '# ~ lalu', '# ~ lepas', '# ~ yang lepas'],
    units: 'saat|minit|jam|hari|minggu|bulan|tahun',
    singular: 'se~ yang lalu,se~ lalu,satu ~ lalu',
  },
  de: {
    frames: ['vor # ~', 'vor etwa # ~', 'vor ca # ~'],
    units:
      'sekunde,sekunden,sek|minute,minuten,min|stunde,stunden,std|tag,tagen,tage|woche,wochen|monat,monaten,monate|jahr,jahren,jahre',
    singular: 'vor einer ~,vor einem ~',
  },
  fr: {
    frames: ['il y a # ~', 'il ya # ~', 'il y a environ # ~', 'depuis # ~'],
    units:
      'seconde,secondes,sec,s|minute,minutes,min,mn|heure,heures,h|jour,jours,j|semaine,semaines,sem|mois|an,ans,annee,annees',
    singular: 'il y a une ~,il y a un ~',
  },
  es: {
    frames: ['hace # ~', '# ~ atras', 'hace unos # ~', 'hace unas # ~'],
    units: 'segundo,segundos,seg|minuto,minutos,min|hora,horas,h|dia,dias|semana,semanas|mes,meses|ano,anos',
    singular: 'hace un ~,hace una ~',
  },
  pt: {
    frames: ['ha # ~', '# ~ atras', 'ha cerca de # ~', 'ha # ~ atras'],
    units: 'segundo,segundos,seg|minuto,minutos,min|hora,horas,h|dia,dias|semana,semanas|mes,meses|ano,anos',
    singular: 'ha um ~,ha uma ~',
  },
  it: {
    frames: ['# ~ fa', 'circa # ~ fa'],
    units: 'secondo,secondi|minuto,minuti,min|ora,ore|giorno,giorni|settimana,settimane|mese,mesi|anno,anni',
    singular: 'un ~ fa,una ~ fa',
  },
  nl: {
    frames: ['# ~ geleden'],
    units: 'seconde,seconden|minuut,minuten,min|uur|dag,dagen|week,weken|maand,maanden|jaar',
    singular: 'een ~ geleden',
  },
  ru: {
    frames: ['# ~ назад'],
    units:
      'секунду,секунды,секунд,сек|минуту,минуты,минут,мин|час,часа,часов,ч|день,дня,дней,дн|неделю,недели,недель,нед|месяц,месяца,месяцев,мес|год,года,лет',
    singular: '~ назад',
  },
  uk: {
    frames: ['# ~ тому'],
    units:
      'секунду,секунди,секунд|хвилину,хвилини,хвилин,хв|годину,години,годин,год|день,дні,днів|тиждень,тижні,тижнів|місяць,місяці,місяців|рік,роки,років',
    singular: '~ тому',
  },
  tr: {
    frames: ['# ~ önce', '# ~ evvel'],
    units: 'saniye,sn|dakika,dk|saat,sa|gün|hafta|ay|yil',
    singular: 'bir ~ önce',
  },
  ar: {
    frames: ['منذ # ~', 'قبل # ~'],
    units: 'ثانية,ثواني,ثوان|دقيقة,دقائق|ساعة,ساعات|يوم,أيام,يوما|أسبوع,أسابيع|شهر,أشهر,شهور|سنة,سنوات,عام,أعوام',
    singular: 'منذ ~,قبل ~',
  },
  fa: { frames: ['# ~ پیش', '# ~ قبل'], units: 'ثانیه|دقیقه|ساعت|روز|هفته|ماه|سال', singular: 'یک ~ پیش,یک ~ قبل' },
  ur: { frames: ['# ~ پہلے', '# ~ قبل'], units: 'سیکنڈ|منٹ|گھنٹے,گھنٹہ|دن|ہفتے,ہفتہ|ماہ,مہینے|سال' },
  hi: { frames: ['# ~ पहले', '# ~ पूर्व'], units: 'सेकंड|मिनट|घंटे,घंटा|दिन|सप्ताह,हफ्ते,हफ़्ते|महीने,माह|साल,वर्ष' },
  bn: { frames: ['# ~ আগে', '# ~ পূর্বে'], units: 'সেকেন্ড|মিনিট|ঘণ্টা,ঘন্টা|দিন|সপ্তাহ|মাস|বছর' },
  th: {
    frames: ['# ~ที่แล้ว', '#~ที่แล้ว', '# ~ ที่แล้ว', '#~ก่อน', '# ~ก่อน', '# ~ ก่อน', '# ~ที่ผ่านมา'],
    units: 'วินาที|นาที,น|ชั่วโมง,ชม|วัน|สัปดาห์,อาทิตย์|เดือน|ปี',
  },
  vi: { frames: ['# ~ trước', 'cách đây # ~'], units: 'giây|phút|giờ,tiếng|ngày|tuần|tháng|năm' },
  zh: {
    frames: ['#~前', '# ~前', '# ~ 前', '#~以前', '#~之前'],
    units: '秒,秒钟,秒鐘|分钟,分鐘,分|小时,小時,个小时,個小時|天,日|周,週,星期,个星期,個星期|个月,個月,月|年',
  },
  ja: { frames: ['#~前', '# ~前', '約#~前'], units: '秒|分|時間|日|週間,週|か月,ヶ月,カ月,ヵ月,ケ月|年' },
  ko: { frames: ['#~ 전', '#~전', '# ~ 전'], units: '초|분|시간|일|주,주일|개월,달|년' },
  pl: {
    frames: ['# ~ temu'],
    units:
      'sekund,sekundę,sekundy,sek|minut,minutę,minuty,min|godzin,godzinę,godziny,godz|dni,dzień|tygodni,tydzień,tygodnie|miesięcy,miesiąc,miesiące|lat,rok,lata',
    singular: '~ temu',
  },
  cs: {
    frames: ['před # ~', '# ~ zpět'],
    units:
      'sekundou,sekundami,s|minutou,minutami,minuty,minut,min|hodinou,hodinami,h|dnem,dny,dní|týdnem,týdny|měsícem,měsíci|rokem,lety,roky',
    singular: 'před ~',
  },
  sk: {
    frames: ['pred # ~'],
    units:
      'sekundou,sekundami|minútou,minútami|hodinou,hodinami|dňom,dňami|týždňom,týždňami|mesiacom,mesiacmi|rokom,rokmi',
    singular: 'pred ~',
  },
  ro: {
    frames: ['acum # ~', 'acum # de ~', '# ~ în urmă'],
    units: 'secundă,secunde|minut,minute|oră,ore|zi,zile|săptămână,săptămâni|lună,luni|an,ani',
    singular: 'acum o ~,acum un ~',
  },
  hu: {
    frames: ['# ~', '# ~ ezelőtt'],
    units: 'másodperce,másodperccel|perce,perccel|órája,órával|napja,nappal|hete,héttel|hónapja,hónappal|éve,évvel',
  },
  fi: {
    frames: ['# ~ sitten'],
    units:
      'sekunti,sekuntia,s|minuutti,minuuttia,min|tunti,tuntia,t,h|päivä,päivää,pv,p,pvä|viikko,viikkoa,vk,vko|kuukausi,kuukautta,kk|vuosi,vuotta,v,vv',
    singular: '~ sitten',
  },
  sv: {
    frames: ['för # ~ sedan', '# ~ sedan', 'för # ~ sen'],
    units: 'sekund,sekunder,sek|minut,minuter,min|timme,timmar,tim|dag,dagar|vecka,veckor|månad,månader|år',
    singular: 'för en ~ sedan,för ett ~ sedan',
  },
  da: {
    frames: ['for # ~ siden', '# ~ siden'],
    units: 'sekund,sekunder|minut,minutter,min|time,timer|dag,dage|uge,uger|måned,måneder|år',
    singular: 'for en ~ siden',
  },
  nb: {
    frames: ['for # ~ siden', '# ~ siden'],
    units: 'sekund,sekunder|minutt,minutter,min|time,timer|dag,dager|uke,uker|måned,måneder|år',
    singular: 'for en ~ siden',
  },
  el: {
    frames: ['πριν # ~', 'πριν από # ~', '# ~ πριν'],
    units:
      'δευτερόλεπτο,δευτερόλεπτα|λεπτό,λεπτά|ώρα,ώρες|ημέρα,ημέρες,μέρα,μέρες|εβδομάδα,εβδομάδες|μήνα,μήνες|χρόνο,χρόνια',
    singular: 'πριν μια ~,πριν από μία ~,πριν μία ~',
  },
  he: {
    frames: ['לפני # ~'],
    units: 'שניה,שניות|דקה,דקות|שעה,שעות|יום,ימים|שבוע,שבועות|חודש,חודשים|שנה,שנים',
    singular: 'לפני ~',
  },
  fil: {
    frames: ['# ~ ang nakalipas', '# ~ ang nakararaan', '# na ~ ang nakalipas'],
    units: 'segundo|minuto|oras|araw|linggo|buwan|taon',
  },
  sw: {
    frames: ['~ # zilizopita', '~ # iliyopita', 'dakika # zilizopita'],
    units: 'sekunde|dakika|saa|siku|wiki|miezi,mwezi|miaka,mwaka',
  },
  et: {
    frames: ['# ~ tagasi'],
    units: 'sekundit,sekund|minutit,minut|tundi,tund|päeva,päev|nädalat,nädal|kuud,kuu|aastat,aasta',
  },
  ta: {
    frames: ['# ~ முன்', '# ~ முன்பு'],
    units:
      'வினாடிகளுக்கு|நிமிடங்களுக்கு,நிமிடத்திற்கு|மணிநேரத்திற்கு,மணி நேரத்திற்கு|நாட்களுக்கு,நாளுக்கு|வாரங்களுக்கு|மாதங்களுக்கு|ஆண்டுகளுக்கு',
  },
  bg: {
    frames: ['преди # ~'],
    units: 'секунда,секунди|минута,минути,мин|час,часа|ден,дни|седмица,седмици|месец,месеца|година,години',
    singular: 'преди ~,преди един ~,преди една ~',
  },
  sr: {
    frames: ['pre # ~', 'пре # ~'],
    units:
      'sekundi|minut,minuta,минут,минута|sat,sata,sati,сат,сата,сати|dan,dana,дан,дана|nedelju,nedelje,nedelja|mesec,meseca,meseci|godinu,godine,godina',
  },
  hr: {
    frames: ['prije # ~'],
    units:
      'sekundu,sekunde,sekundi|minutu,minute,minuta|sat,sata,sati|dan,dana|tjedan,tjedna,tjedana|mjesec,mjeseca,mjeseci|godinu,godine,godina',
  },
}

/** Just now, in the words of the press; parted by commas. */
const NOW: Readonly<Record<string, string>> = {
  en: 'just now,now,moments ago,a moment ago,less than a minute ago',
  id: 'baru saja,barusan,beberapa saat lalu,beberapa detik yang lalu',
  ms: 'baru sahaja,sebentar tadi',
  de: 'gerade eben,soeben,eben gerade,jetzt',
  fr: "à l'instant,maintenant",
  es: 'ahora mismo,ahora',
  pt: 'agora mesmo,agora',
  it: 'adesso,poco fa',
  ru: 'только что,сейчас',
  zh: '刚刚,剛剛,刚才,剛才',
  ja: 'たった今,今',
  ko: '방금,방금 전',
  tr: 'az önce,şimdi',
  vi: 'vừa xong,mới đây',
  ar: 'الآن',
  nl: 'zojuist,nu',
}

/** Pairs that a language has a form of its own for: two minutes, two hours, two days … */
const DUALS: Readonly<Record<string, readonly (readonly [string, RelativeUnit, number])[]>> = {
  ar: [
    ['منذ دقيقتين', 'minute', 2],
    ['منذ ساعتين', 'hour', 2],
    ['منذ يومين', 'day', 2],
    ['منذ أسبوعين', 'week', 2],
    ['منذ شهرين', 'month', 2],
    ['قبل ساعتين', 'hour', 2],
    ['قبل يومين', 'day', 2],
    ['قبل دقيقتين', 'minute', 2],
  ],
  he: [
    ['לפני דקותיים', 'minute', 2],
    ['לפני שעתיים', 'hour', 2],
    ['לפני יומיים', 'day', 2],
    ['לפני שבועיים', 'week', 2],
  ],
  en: [['half an hour ago', 'minute', 30]],
  it: [["un'ora fa", 'hour', 1]],
  id: [
    ['setengah jam lalu', 'minute', 30],
    ['setengah jam yang lalu', 'minute', 30],
  ],
  ru: [['полчаса назад', 'minute', 30]],
}

function pressPatterns(language: string): readonly Pattern[] {
  const patterns: Pattern[] = []
  const press = PRESS[language]
  for (const [index, forms] of (press?.units ?? '').split('|').entries()) {
    const unit = UNITS[index]
    if (unit === undefined || press === undefined) continue
    for (const form of forms.split(',')) {
      for (const frame of press.frames) patterns.push({ text: foldPhrase(frame.replace('~', form)), unit })
      for (const frame of press.singular?.split(',') ?? []) {
        patterns.push({ text: foldPhrase(frame.replace('~', form)), unit, number: 1 })
      }
    }
  }
  for (const phrase of NOW[language]?.split(',') ?? [])
    patterns.push({ text: foldPhrase(phrase), unit: 'second', number: 0 })
  for (const [phrase, unit, number] of DUALS[language] ?? []) patterns.push({ text: foldPhrase(phrase), unit, number })
  return patterns
}
