const titles =
  /<title[^>]*>\s*(?:just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you|are you (?:a robot|human)|robot check|security check|making sure you|pardon our interruption|human verification|bot verification|captcha|один момент)/i

/** What stands in the walls of Cloudflare, DataDome, PerimeterX, Imperva, Akamai, Sucuri and Anubis, and in no other page of theirs. */
const marks =
  /_cf_chl_opt|cf-browser-verification|captcha-delivery\.com|id=["']?px-captcha|Incapsula incident ID|errors\.edgesuite\.net|sucuri_cloudproxy_js|anubis_challenge/i

/** Whether a page is surely one that wants to see a browser, and a person before it. */
export function isBotWall(html: string): boolean {
  return titles.test(html) || marks.test(html)
}
