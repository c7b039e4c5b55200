import type { ParseFailure } from '../errors.ts'
import { isBotWall } from '../text/bot-wall.ts'
import { htmlToText } from '../text/html-to-text.ts'
import type { Characters } from './characters.ts'

/** What bot walls leave besides in the pages they send instead of a document; an error's page may have it too. */
const walls =
  /\/cdn-cgi\/challenge-platform\/h\/|cf-error-details|_Incapsula_Resource|AwsWafIntegration|awsWafCookieDomainList|ddos-guard|smartcaptcha|class=["'](?:g-recaptcha|h-captcha|cf-turnstile)/i
const wallTitles = /<title[^>]*>\s*(?:access denied|please wait|ddos|sebentar)/i

/** A wall says less. */
const fewCharacters = 1500

/**
 * Why an HTML page came where a feed was asked for: `sign-in` when it asks for a password, `challenge` when it is a
 * bot wall, else `not-a-feed`.
 */
export function refuseHtml(page: Characters): { readonly code: ParseFailure; readonly detail: string } {
  const head = page.read(0, Math.min(page.bytes.length, 512 * 1024))
  // Their scripts stand in ordinary pages of the same customers too, which say more.
  if ((isBotWall(head) || wallTitles.test(head) || walls.test(head)) && htmlToText(head).length < fewCharacters)
    return { code: 'challenge', detail: 'a bot wall instead of a feed' }
  if (/<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(head)) {
    return { code: 'sign-in', detail: 'a sign-in page instead of a feed' }
  }
  return { code: 'not-a-feed', detail: 'an HTML page, not a feed' }
}
