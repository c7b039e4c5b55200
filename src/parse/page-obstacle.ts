import type { ParseFailure } from '../errors.ts'
import { type PageDocument, visibleText } from './page-dom.ts'

export type Obstacle = { readonly code: ParseFailure; readonly detail: string }

/** Marks that bot walls leave in their markup, and whose they are. A page with an article may carry them too. */
const wallMarks: readonly (readonly [RegExp, string])[] = [
  [/_cf_chl_opt|\/cdn-cgi\/challenge-platform\/h\/|cf-browser-verification|cf-error-details/, 'Cloudflare'],
  [/captcha-delivery\.com/, 'DataDome'],
  [/id=["']?px-captcha/, 'PerimeterX'],
  [/_Incapsula_Resource/, 'Imperva'],
  [/awsWafCookieDomainList|AwsWafIntegration/, 'AWS WAF'],
  [/sucuri_cloudproxy_js/, 'Sucuri'],
  [/ddos-guard\.net|DDoS-Guard/, 'DDoS-Guard'],
  [/anubis_challenge|id=["']anubis/, 'Anubis'],
  [/smartcaptcha\.yandexcloud|SmartCaptcha/, 'SmartCaptcha'],
  [/errors\.edgesuite\.net|Reference(?:&#32;|\s)*&?#35;?\d/, 'Akamai'],
]
/** What bot walls call themselves, in the languages they speak. */
const wallTitle =
  /^(?:just a moment\b|attention required!|checking your browser|ddos-guard$|access denied$|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot\??$|robot check$|please wait\b.*(?:verif|redirect)|security check$|making sure you're not a bot|un momento…?$|un instant…?$|einen moment…?$|please enable (?:js|javascript|cookies)|human verification|bot verification|pardon our interruption|captcha$|один момент|sebentar…?$|请稍候|しばらくお待ちください|잠시만 기다)/i
const signInTitle =
  /^(?:(?:please )?(?:log|sign)[ -]?in\b|log(?:in|ga in) (?:page|to|or|[|–-])|login$|masuk(?: ke| \||$| -)|anmelden\b|einloggen\b|iniciar sesi[oó]n|acceder$|connexion\b|se connecter|identifiez-vous|entrar$|accedi\b|вход(?: в|$| \|)|войти\b|تسجيل الدخول|登录|登入|ログイン|로그인|giriş yap|đăng nhập|เข้าสู่ระบบ|zaloguj)/i
const signInPath =
  /\/(?:log-?in|sign-?in|signon|wp-login(?:\.php)?|auth(?:enticate|orize)?|sso|sessions?\/new|accounts?\/login|masuk|anmelden|connexion)(?:[/.?;]|$)/i

/** Fewer visible characters than this and a wall's mark is the page; more, and the page is more than its wall. */
const fewCharacters = 1500

/**
 * What stands where a page should be: nothing, a bot wall, a sign-in form. Undefined for a page worth reading.
 * `url` is the address the page was finally fetched from.
 */
export function findObstacle(document: PageDocument, source: string, url: string): Obstacle | undefined {
  const text = visibleText(document.body, 4 * fewCharacters)
  const title = (document.querySelector('title')?.textContent ?? '').trim()
  if (text.length < fewCharacters) {
    const mark = wallMarks.find(([pattern]) => pattern.test(source))
    if (mark !== undefined) return { code: 'challenge', detail: `a challenge of ${mark[1]} instead of the page` }
    if (wallTitle.test(title))
      return { code: 'challenge', detail: `a challenge instead of the page: "${title.slice(0, 80)}"` }
  }
  const password = document.querySelector('input[type="password" i]')
  if (password !== null && proseLength(document) < 300) {
    if (signInTitle.test(title) || signInPath.test(pathOf(url)) || text.length < fewCharacters)
      return { code: 'sign-in', detail: 'a sign-in form instead of the page' }
  }
  if (password === null && signInPath.test(pathOf(url)) && text.length < fewCharacters && signInTitle.test(title))
    return { code: 'sign-in', detail: 'a sign-in page instead of the page' }
  const mute =
    text === '' && document.querySelector('meta[property^="og:"], script[type="application/ld+json" i]') === null
  return mute && document.querySelector('img') === null ? { code: 'empty', detail: 'a page without text' } : undefined
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

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? ''
}
