import { describe, expect, test } from 'vitest'
import { ParseError } from '../errors.ts'
import { parseArticle, parseListing } from './page.ts'

const url = 'https://g.example/news'
const headlines = [
  'Teachers vote for a strike in January',
  'Harbour opens again after the storm',
  'Council sells the old gasworks',
  'New timetable for the night buses',
  'Museum shows letters of fishermen',
]
const form =
  '<form action="/login" method="post"><input name="email"><input type="password" name="p"><button>Log in</button></form>'
const popUp = `<div class="modal">${form}</div>`
const imperva = '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script>'
const cards = headlines.map((title, n) => `<article class="c"><h2><a href="/n/${n}">${title}</a></h2></article>`)
const rows = headlines.map((title, n) => `<li><a href="/n/${n}">${title}</a></li>`)
const short = `<article><h1>Harbour opens again</h1><p>The harbour opened on Monday after two days of storm. Ferries keep to
  the winter timetable until the end of the week.</p><p>The office asks to book by telephone.</p></article>`
const wall = `<div class="text"><h1>Welcome to the readers of the Gazette</h1><p>Please give your address and your password to
  read on, as subscribers do every day.</p><p>Who has none yet may ask for one at the counter.</p></div>`
const help =
  '<a href="/password/forgot">Forgot the password that you chose?</a> <a href="/register">Create an account of your own here</a> <a href="/help">Read how to sign in with a key</a> <a href="/terms">Terms and conditions of use of this site</a> <a href="/privacy">What we do with what we know of you</a>'

function page(body: string, title = 'The Gazette'): Uint8Array {
  return new TextEncoder().encode(
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><header><nav><a href="/">Home</a></nav></header>${body}</body></html>`,
  )
}

async function codeOf(result: Promise<unknown>): Promise<string> {
  const error = await result.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof ParseError ? error.code : 'none'
}

describe('a short page is read', () => {
  test.each([
    ['headlines over a sign-in form', `<main>${cards.join('')}</main>${popUp}`, 'article.c'],
    ['headlines beside a form in the head', `<header>${form}</header><main>${cards.join('')}</main>`, undefined],
    ['headlines without headings', `<ul class="news">${rows.join('')}</ul><footer>${form}</footer>`, undefined],
    ['two headlines that were selected', `<ul class="news">${rows.slice(0, 2).join('')}</ul>${popUp}`, 'ul.news li'],
    ['headlines in a form around the whole page', `<form><main>${cards.join('')}</main>${form}</form>`, undefined],
    ['headlines beside a script of Imperva', `${imperva}<main>${cards.join('')}</main>`, undefined],
    [
      'headlines beside a script of Cloudflare',
      `<main>${cards.join('')}</main><script>a.src="/cdn-cgi/challenge-platform/h/g/scripts/invisible.js"</script>`,
      undefined,
    ],
  ])('%s', async (_, body, item) => {
    const { items } = await parseListing(page(body), { url, selectors: item === undefined ? {} : { item } })
    expect(items.map(({ title }) => title?.value)).toEqual(headlines.slice(0, items.length))
    expect(items.length).toBeGreaterThan(1)
  })

  test.each([
    ['a form that opens over it', short + popUp],
    ['a form in its foot', `${short}<footer>${form}</footer>`],
    ['a form below it', short + form],
    ['a script of Imperva', imperva + short],
    ['a captcha of Yandex for comments', `${short}<div class="SmartCaptcha"></div>`],
    ['a script of AWS', `<script>window.awsWafCookieDomainList = ["g.example"]</script>${short}`],
  ])('an article of three sentences with %s', async (_, body) => {
    const { item } = await parseArticle(page(body), { url: `${url}/a/1` })
    expect(item.content?.value).toContain('winter timetable')
  })
})

test('a brief of eighty characters beside a script of Imperva is read', async () => {
  const brief = `${imperva}<h1>The bridge closes</h1><p>The bridge stays closed until March.</p><p>So the mayor said on Tuesday.</p>`
  const { item } = await parseArticle(page(brief), { url: `${url}/a/1` })
  expect(item.content?.value).toContain('until March')
})

describe('what stands in the place of a page is refused, whatever is selected', () => {
  test.each([
    ['sign-in', 'a form alone', `${form}`],
    ['sign-in', 'a form that opens over nothing', popUp],
    ['sign-in', 'a form under its explanation', `<main>${wall}${form}</main>`],
    ['sign-in', 'a form beside its explanation, without a main', wall + form],
    ['sign-in', 'a form with links to help', `<main>${form}${help}</main>`],
    ['sign-in', 'a list in a form', `<main><form><input type="password"><ul>${rows.join('')}</ul></form></main>`],
    ['challenge', 'a script of Imperva alone', imperva],
    [
      'challenge',
      'an explanation of AWS',
      '<script>window.awsWafCookieDomainList = []; window.gokuProps = {}</script><div id="challenge-container"></div><h1>JavaScript is disabled</h1><p>In order to continue, we need to verify that you are not a robot.</p>',
    ],
    [
      'challenge',
      'a captcha of Yandex alone',
      '<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p><form class="SmartCaptcha"></form>',
    ],
    [
      'challenge',
      'a frame of Imperva',
      '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1&incident_id=12-34">Request unsuccessful. Incapsula incident ID: 12-34</iframe>',
    ],
    [
      'challenge',
      'an explanation of Cloudflare',
      '<div class="cf-error-details"><h1>Sorry, you have been blocked</h1><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block.</p></div>',
    ],
  ])('%s: %s', async (code, _, body) => {
    expect(await codeOf(parseArticle(page(body), { url }))).toBe(code)
    expect(await codeOf(parseListing(page(body), { url, selectors: {} }))).toBe(code)
    expect(await codeOf(parseListing(page(body), { url, selectors: { item: 'a, li' } }))).toBe(code)
  })

  test('a page that is called a sign-in is one, whatever it lists', async () => {
    const called = page(`<main>${cards.join('')}</main>${popUp}`, 'Log in - The Gazette')
    expect(await codeOf(parseListing(called, { url, selectors: {} }))).toBe('sign-in')
  })
})
