/** Longer ones are attacks or accidents: no server in use accepts them. */
const MAX_URL_LENGTH = 8192

/** A registered name of letters, digits, hyphens and underscores, or an address in brackets: what a server can have. */
const HOSTNAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$|^\[[0-9a-f:.]+\]$/

/**
 * What the URL parser would leave as it is, once there is no dot at the beginning of a path segment: most links of feeds.
 * A host whose last label is of letters is no number, one without `xn--` needs no decoding.
 */
const PLAIN =
  /^https?:\/\/(?!xn--)[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?!xn--)[a-z0-9]+(?:-[a-z0-9]+)*)*\.[a-z]{2,}\/[\w./~,;:=@+!-]*(?:\?[\w./~,;:=@+!&?-]*)?$/

function isPlain(url: string): boolean {
  return PLAIN.test(url) && !url.includes('/.') && url.length <= MAX_URL_LENGTH
}

/**
 * `href` as an absolute http(s) URL (WHATWG), resolved against `base`; undefined for every other scheme and for what no
 * server can answer to. White space around it is dropped, the fragment kept, credentials removed: they are a secret of
 * the publisher or a disguise of the host.
 */
export function absoluteUrl(href: string, base: string | undefined): string | undefined {
  if (href.length > MAX_URL_LENGTH) return undefined
  if (isPlain(href)) return href
  const url = parseUrl(href, base)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  if (!HOSTNAME.test(url.hostname)) return undefined
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
  }
  return url.href.length > MAX_URL_LENGTH ? undefined : url.href
}

/** What is surely nothing without a base: the parser need not be asked. */
const SCHEMELESS = /^[\w.%~+-]*(?:[/?#]|$)/

function parseUrl(href: string, base: string | undefined): URL | null {
  // WHATWG trims C0 controls and spaces; feeds also have NBSP and BOM around links.
  const trimmed = href.trim()
  if (trimmed === '') return null
  const alone = SCHEMELESS.test(trimmed) ? null : URL.parse(trimmed)
  if (alone !== null || base === undefined) return alone
  return URL.parse(trimmed, base)
}

/** Parameters that say how a reader came, never what he reads. Compared in lower case. */
const TRACKING_NAMES = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh mibextid ' +
    'sfnsn epik srsltid rb_clickid irclickid zanpid s_kwcid _openstat mkt_tok mc_cid mc_eid _hsenc _hsmi __hssc __hstc ' +
    '__hsfp hsctatracking hss_channel vero_id vero_conv wickedid oly_anon_id oly_enc_id dm_i ml_subscriber ' +
    'ml_subscriber_hash emci emdi elqtrackid elqtrack spmailingid spuserid spjobid spreportid _branch_match_id ' +
    '_branch_referrer _ga _gl ga_source ga_medium ga_term ga_content ga_campaign cmp cmpid cmp_id wt_mc wt.mc_id wtmc wt_zmc ' +
    'wt.nav wt.rss_f wt.rss_a wt.rss_ev ito ocid xtor ftag ftcamp smid smtyp ncid icid intcid intcmp mbid cndid bxid ex_cid s_cid ' +
    'soc_src soc_trk guccounter guce_referrer guce_referrer_sig ref_src ref_url __twitter_impression __source taid ' +
    'feedtype feedname echobox wprov spm scm tpcc dicbo outbrainclickid tblci gaa_at gaa_n gaa_ts gaa_sig ' +
    'traffic_source trk trkcampaign cn-reloaded rssfeed fb_action_ids fb_action_types fb_source fb_ref'
  ).split(' '),
)

const TRACKING_PREFIX =
  /^(?:utm_|at_|(?:sa-)?ns_|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|piwik_|mtm_|matomo_|hsa_|itm_|stm_|sc_(?:cid|cmp|src|channel|campaign|country))/

/** Parameters that are tracking only where they name a feed: `?source=rss----4`, `?partner=rss&emc=rss`. */
const FEED_REFERRER_NAMES = new Set([
  'ref',
  'source',
  'src',
  'from',
  'cid',
  'partner',
  'emc',
  'mod',
  'via',
  'rss',
  'referrer',
])
const FEED_REFERRER_VALUE = /^(?:rss|atom|feed|rssfeed|rss[-_.0-9].*)$/

/** Parameters that servers name the session of who asks by where he brings no cookie: another one at each request. */
const SESSION_NAMES =
  /^(?:phpsessid|jsessionid|aspsessionid[a-z]*|asp\.net_sessionid|s?sess[\da-f]{8,}|oscsid|zenid|cftoken)$/
/** The same, where what they hold is a token: `session=3` may be that of a parliament. */
const SESSION_TOKEN_NAMES = /^(?:sid|sess(?:ion)?(?:[_-]?(?:id|key|token))?|cfid)$/
/** Of letters and digits mixed, and long: drawn by a machine, and no name of anything. */
const TOKEN = /^(?=[\w.,~-]*\d)(?=[\w.,~-]*[a-z])[\w.,~-]{16,}$/i

/** Whether a parameter's value was drawn by a machine, at random. */
export function isToken(value: string): boolean {
  return TOKEN.test(value)
}

function isSession(name: string, value: string): boolean {
  return SESSION_NAMES.test(name) || (SESSION_TOKEN_NAMES.test(name) && isToken(value))
}

/** The session in a path: `/news/5;jsessionid=0A1B` of servlets, `/(S(abcd1234))/news/5` of ASP.NET without cookies. */
const SESSION_IN_PATH = /;(?:jsessionid|phpsessid|sid|session(?:_?id)?)=[^/;?#]*|\/\(S\([a-z\d]{20,}\)\)(?=\/)/gi

function withoutSession(path: string): string {
  return path.includes(';') || path.includes('(') ? path.replace(SESSION_IN_PATH, '') : path
}

/** Whether a parameter says who asks or how he came, never what he reads. */
function isTracking(parameter: string): boolean {
  const equals = parameter.indexOf('=')
  const name = (equals === -1 ? parameter : parameter.slice(0, equals)).toLowerCase()
  if (TRACKING_NAMES.has(name) || TRACKING_PREFIX.test(name)) return true
  if (equals !== -1 && isSession(name, parameter.slice(equals + 1))) return true
  return FEED_REFERRER_NAMES.has(name) && FEED_REFERRER_VALUE.test(parameter.slice(equals + 1).toLowerCase())
}

/**
 * `url` without tracking parameters, in query or fragment (`#xtor=RSS-1`), and without the session that its server made for
 * us; everything else stays byte for byte, so that the link works exactly as the publisher wrote it.
 */
export function publishedUrl(url: string): string {
  const hash = url.indexOf('#')
  const fragment = hash === -1 ? '' : url.slice(hash + 1)
  const beforeHash = hash === -1 ? url : url.slice(0, hash)
  const question = beforeHash.indexOf('?')
  const path = question === -1 ? beforeHash : beforeHash.slice(0, question)
  const query = question === -1 ? '' : withoutTracking(beforeHash.slice(question + 1))
  // A single `?` that the publisher wrote stays only with something behind it.
  const kept = fragment.includes('=') && !fragment.includes('/') ? withoutTracking(fragment) : fragment
  return `${withoutSession(path)}${query === '' ? '' : `?${query}`}${kept === '' ? '' : `#${kept}`}`
}

function withoutTracking(parameters: string): string {
  return parameters
    .split('&')
    .filter((parameter) => parameter !== '' && parameter !== 'amp;' && !isTracking(parameter.replace(/^amp;/, '')))
    .join('&')
}

/** Fragments of the page's furniture, and text fragments: they lead to the same piece. */
const FURNITURE =
  /^(?:top|main|content|main-content|article|story|body|start|page|header|comments?|respond|reply|disqus_thread|commentaires|komentar|kommentare|comentarios|rss|:~:.*)?$/i

const INDEX_FILE = /\/(?:index|default)\.(?:html?|php|aspx?|shtml|jsp|cfm)$/i

/**
 * What `url` is compared by, never shown or fetched: scheme, default port, `www.`, `m.`, `mobile.` and `amp.` hosts, AMP
 * paths and caches, trailing slash, index file, order of parameters, tracking and furniture fragments are folded away.
 * `#!` and fragments that may name a piece on a page stay. What is no URL is its own key.
 */
export function urlKey(url: string): string {
  const parsed = partsOf(url)
  if (parsed === null || parsed.hostname === '') return url.trim()
  const unwrapped = fromAmpCache(parsed)
  if (unwrapped !== undefined) return urlKey(unwrapped)
  const port = parsed.port === '' || parsed.port === '80' || parsed.port === '443' ? '' : `:${parsed.port}`
  const parameters = parsed.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isTracking(parameter) && !AMP_PARAMETER.test(parameter))
    .map(unescapeUnreserved)
    .sort()
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`
  return `${keyHost(parsed.hostname)}${port}${keyPath(parsed.pathname)}${query}${keyFragment(parsed.hash.slice(1))}`
}

type UrlParts = Pick<URL, 'hostname' | 'port' | 'pathname' | 'search' | 'hash'>

function partsOf(url: string): UrlParts | null {
  if (!isPlain(url) || url.includes('?')) return URL.parse(url.trim())
  const hostAt = url.indexOf('//') + 2
  const pathAt = url.indexOf('/', hostAt)
  return { hostname: url.slice(hostAt, pathAt), port: '', pathname: url.slice(pathAt), search: '', hash: '' }
}

const AMP_PARAMETER = /^(?:amp(?:=1|=true)?|outputtype=amp|m=1)$/i

function keyHost(hostname: string): string {
  let host = hostname.replace(/\.$/, '')
  // Only in front of a name that is still a name: `m.com` stays.
  for (let next = host; ; host = next) {
    next = host.replace(/^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)/, '')
    if (next === host) return host.replace(/^([a-z]{2,3})\.m\.(?=[^.]+\.)/, '$1.')
  }
}

function keyPath(pathname: string): string {
  return withoutSession(unescapeUnreserved(pathname))
    .replace(/\/{2,}/g, '/')
    .replace(INDEX_FILE, '/')
    .replace(/^\/amp(?=\/.)|\/amp\/?$/, '')
    .replace(/\.amp(?=\.html?$|$)/, '')
    .replace(/\/+$/, '')
}

function keyFragment(fragment: string): string {
  if (FURNITURE.test(fragment)) return ''
  const kept = fragment.includes('=') && !fragment.includes('/') ? withoutTracking(fragment) : fragment
  return kept === '' ? '' : `#${kept}`
}

/** Percent-encoding in upper case, unreserved characters plain (RFC 3986 section 6.2.2). */
function unescapeUnreserved(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(/%([0-9a-f]{2})/gi, (written, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : written.toUpperCase()
  })
}

/** The publisher's own URL inside a Google AMP one. */
function fromAmpCache(url: UrlParts): string | undefined {
  const google = /^(?:www\.)?google\.[a-z.]+$/.test(url.hostname)
    ? /^\/amp\/s\/(.+)$/.exec(url.pathname)?.[1]
    : undefined
  const cache = url.hostname.endsWith('.cdn.ampproject.org') ? /^\/[acv]\/s\/(.+)$/.exec(url.pathname)?.[1] : undefined
  const inner = google ?? cache
  return inner === undefined ? undefined : `https://${inner}${url.search}${url.hash}`
}
