import type { ParseFailure } from '../errors.ts'
import { plainText, widthOf } from './article-text.ts'
import { closestThat, type PageDocument, type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

export type Obstacle = { readonly code: ParseFailure; readonly detail: string }

/** Marks that bot walls leave in their markup, and whose they are. A page with an article may carry them too. */
const wallMarks: readonly (readonly [RegExp, string])[] = [
  // Beside scripts/ lies what Cloudflare puts into the ordinary pages of its customers.
  [
    /_cf_chl_opt|\/cdn-cgi\/challenge-platform\/h\/\w+\/(?!scripts\/)|cf-browser-verification|cf-error-details/,
    'Cloudflare',
  ],
  [/captcha-delivery\.com/, 'DataDome'],
  [/id=["']?px-captcha/, 'PerimeterX'],
  [/_Incapsula_Resource[^"'<>]*(?:incident_id|SWUDNSAI)|incapsula incident id|id=["']?main-iframe/i, 'Imperva'],
  [/window\.gokuProps/, 'AWS WAF'],
  [/sucuri_cloudproxy_js/, 'Sucuri'],
  [/ddos-guard\.net|DDoS-Guard/, 'DDoS-Guard'],
  [/anubis_challenge|id=["']anubis/, 'Anubis'],
  [/errors\.edgesuite\.net|Reference(?:&#32;|\s)*&?#35;?\d/, 'Akamai'],
]
/** Scripts of challenges that stand in ordinary pages of the same customers too: a text under a heading is no challenge. */
const customerMarks: readonly (readonly [RegExp, string])[] = [
  [/_Incapsula_Resource/, 'Imperva'],
  [/awsWafCookieDomainList|AwsWafIntegration/, 'AWS WAF'],
  [/smartcaptcha\.yandexcloud|SmartCaptcha/, 'SmartCaptcha'],
]
/** What challenges speak of. */
const wallWords =
  /captcha|java ?script|\brobots?\b|\bbots?\b|\bhuman\b|verif|your browser|unusual traffic|cookies|робот|проверк|подтверд|机器人|機器人|验证|驗證|로봇|ロボット/i
/** What bot walls call themselves, in the languages they speak. */
const wallTitle =
  /^(?:just a moment\b|attention required!|checking your browser|ddos-guard$|access denied$|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot\??$|robot check$|please wait\b.*(?:verif|redirect)|security check$|making sure you're not a bot|un momento…?$|un instant…?$|einen moment…?$|please enable (?:js|javascript|cookies)|human verification|bot verification|pardon our interruption|captcha$|один момент|sebentar…?$|请稍候|しばらくお待ちください|잠시만 기다)/i
const signInTitle =
  /^(?:(?:please )?(?:log|sign)[ -]?in\b|log(?:in|ga in) (?:page|to|or|[|–-])|login$|masuk(?: ke| \||$| -)|anmelden\b|einloggen\b|iniciar sesi[oó]n|acceder$|connexion\b|se connecter|identifiez-vous|entrar$|accedi\b|вход(?: в|$| \|)|войти\b|تسجيل الدخول|登录|登入|ログイン|로그인|giriş yap|đăng nhập|เข้าสู่ระบบ|zaloguj)/i
const signInPath =
  /\/(?:log-?in|sign-?in|signon|wp-login(?:\.php)?|auth(?:enticate|orize)?|sso|sessions?\/new|accounts?\/login|masuk|anmelden|connexion)(?:[/.?;]|$)/i

/** Where the links of a sign-in page lead, and those in the foot of any: to no news. */
const servicePath =
  /\/(?:[\w-]*(?:password|register|registr|sign-?up|account|konto|terms|privacy|cookie|contact|kontak|subscri|datenschutz|impressum|legal|help|support|faq)[\w-]*)(?:[/.?;]|$)/i
/** Class and id tokens of boxes that open over a page or stand beside its matter. */
const overlayNames =
  /(?:^|[\s_-])(?:modal|popup|pop-up|dialog|overlay|lightbox|dropdown|off-?canvas|drawer|collapse|sidebar|widget|top-?bar|masthead|site-?header|site-?footer|user-?(?:menu|box|panel|area|block))(?:$|[\s_-])/i

/** Fewer visible characters than this and a wall's mark is the page; more, and the page is more than its wall. */
const fewCharacters = 1500
/** Characters of the lines under a heading that are a text of its own, however short, and of each of them. */
const leastText = 60
const leastTextLine = 20
/** Of paragraphs: a sign-in page may explain itself in fewer. */
const leastProse = 300
/** The same where the form stands beside the text, under a heading of its own. */
const leastProseBeside = 120
/** Narrower lines are no sentence. */
const leastLine = 30
/** As wide as headlines are; a button or the name of a section is narrower. */
const leastHeadline = 15
const leastBareHeadline = 24

/**
 * What stands where a page should be: nothing, a bot wall, a sign-in form. Undefined for a page worth reading.
 * `url` is the address the page was finally fetched from; what matches `item` is the content of a list.
 */
export function findObstacle(
  document: PageDocument,
  source: string,
  { url, item }: { readonly url: string; readonly item?: string },
): Obstacle | undefined {
  const text = visibleText(document.body, 4 * fewCharacters)
  const title = (document.querySelector('title')?.textContent ?? '').trim()
  const isShort = text.length < fewCharacters
  if (isShort) {
    const mark =
      wallMarks.find(([pattern]) => pattern.test(source))?.[1] ??
      (hasOwnText(document) ? undefined : customerMarks.find(([pattern]) => pattern.test(source))?.[1])
    if (mark !== undefined && !listsHeadlines(document, item))
      return { code: 'challenge', detail: `a challenge of ${mark} instead of the page` }
    if (wallTitle.test(title))
      return { code: 'challenge', detail: `a challenge instead of the page: "${title.slice(0, 80)}"` }
  }
  const password = document.querySelector('input[type="password" i]')
  if (password !== null && proseLength(document) < leastProse) {
    const isCalledSo = signInTitle.test(title) || signInPath.test(pathOf(url))
    if (isCalledSo || (isShort && !listsHeadlines(document, item) && !hasTextBeside(document, password)))
      return { code: 'sign-in', detail: 'a sign-in form instead of the page' }
  }
  if (password === null && signInPath.test(pathOf(url)) && isShort && signInTitle.test(title))
    return { code: 'sign-in', detail: 'a sign-in page instead of the page' }
  const mute =
    text === '' && document.querySelector('meta[property^="og:"], script[type="application/ld+json" i]') === null
  return mute && document.querySelector('img') === null ? { code: 'empty', detail: 'a page without text' } : undefined
}

/** Whether lines under a heading tell something, and not that the reader is to show that he is no robot. */
function hasOwnText(document: PageDocument): boolean {
  const lines = linesOf(document.body, 200).filter(({ element }) => !isApart(element))
  const heading = lines.findIndex(({ element }) => element.closest('h1, h2') !== null)
  if (heading < 0 || wallWords.test(lines[heading]?.text ?? '')) return false
  const below = lines.slice(heading + 1).filter(({ text }) => widthOf(text) >= leastTextLine)
  const own = below.filter(({ text }) => !wallWords.test(text))
  return own.length * 2 > below.length && own.reduce((sum, { text }) => sum + widthOf(text), 0) >= leastText
}

/** Characters of the paragraphs long enough to be prose. */
function proseLength(document: PageDocument): number {
  let length = 0
  for (const paragraph of document.querySelectorAll('p')) {
    const text = visibleText(paragraph, 1000)
    if (text.length > 80) length += text.length
  }
  return length
}

/**
 * Whether a page lists headlines with links, which are its content without a teaser too: three in headings, five that stand
 * by themselves, two in what the operator selected. What a sign-in page leads to besides does not count.
 */
function listsHeadlines(document: PageDocument, item: string | undefined): boolean {
  const inSelected = [...(item === undefined ? [] : document.querySelectorAll(item))].flatMap((element) =>
    element.localName === 'a' ? [element] : [...element.querySelectorAll('a[href]')],
  )
  if (placesOf(inSelected, leastHeadline, isInForm) >= 2) return true
  const links = [...document.querySelectorAll('a[href]')]
  const inHeadings = links.filter(
    (link) => link.querySelector('h1, h2, h3, h4, h5, h6') ?? link.closest('h1, h2, h3, h4, h5, h6'),
  )
  return placesOf(inHeadings, leastHeadline, isApart) >= 3 || placesOf(links, leastBareHeadline, isApart) >= 5
}

/** How many places the links lead to whose words are headlines: the lesser of the addresses and the words. */
function placesOf(links: readonly PageElement[], least: number, isOutside: (element: PageElement) => boolean): number {
  const places = new Set<string>()
  const words = new Set<string>()
  for (const link of links) {
    const href = link.getAttribute('href')?.trim() ?? ''
    const said = plainText(visibleText(link, 300))
    if (/^(?:#|$|mailto:|tel:|javascript:)/i.test(href) || servicePath.test(href) || signInPath.test(href)) continue
    if (widthOf(said) < least || isOutside(link)) continue
    places.add(href)
    words.add(said)
  }
  return Math.min(places.size, words.size)
}

/** Whether a form for a password stands beside a short text under its heading: in the page's head or foot, or what opens over it. */
function hasTextBeside(document: PageDocument, password: PageElement): boolean {
  const box = document.querySelector('article, main, [role="main"], [itemprop~="articleBody"]')
  if (!isApart(password.closest('form')?.parentElement ?? password) && (box === null || box.contains(password)))
    return false
  const lines = linesOf(document.body, 200).filter(({ element }) => !isApart(element))
  const isHeading = ({ element, text }: (typeof lines)[number]) =>
    element.closest('h1, h2') !== null && widthOf(text) >= leastHeadline && !signInTitle.test(text)
  const heading = lines.findIndex(isHeading)
  const prose = heading < 0 ? [] : lines.slice(heading + 1).filter(({ text }) => widthOf(text) >= leastLine)
  return prose.reduce((sum, { text }) => sum + widthOf(text), 0) >= leastProseBeside
}

function isInForm(element: PageElement): boolean {
  const form = element.closest('form')
  return form !== null && !isAroundAll(form) && form.querySelector('input[type="password" i]') !== null
}

/** Whether an element stands in the page's head or foot, in a menu, in a form, or in what opens over the page. */
function isApart(element: PageElement): boolean {
  return closestThat(element, isApartItself) !== null
}

/** Some systems put all of a page into one form. */
function isAroundAll(form: PageElement): boolean {
  return form.querySelector('main, article, nav, header, footer') !== null
}

function isApartItself(element: PageElement): boolean {
  if (element.localName === 'header') return element.closest('article, main') === null
  if (element.localName === 'form') return !isAroundAll(element)
  return (
    /^(?:nav|footer|aside|dialog)$/.test(element.localName) ||
    element.hasAttribute('hidden') ||
    /^(?:dialog|navigation|banner|contentinfo)$/.test(element.getAttribute('role') ?? '') ||
    (!/^(?:html|body|main|article)$/.test(element.localName) && overlayNames.test(`${element.className} ${element.id}`))
  )
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? ''
}
