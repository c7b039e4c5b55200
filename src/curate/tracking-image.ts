/** Hosts and paths that serve nothing but pixels which count readers. */
const TRACKERS =
  /^https?:\/\/(?:[^/]*\.)?(?:feedburner\.com\/(?:~r|~ff)\/|feeds\.[^/]*\/~(?:r|ff)\/|pixel\.wp\.com\/|stats\.wordpress\.com\/|feeds\.wordpress\.com\/1\.0\/|feedsportal\.com\/|doubleclick\.net\/|google-analytics\.com\/|scorecardresearch\.com\/|pheedo\.com\/|pheedcontent\.com\/|quantserve\.com\/|facebook\.com\/tr[/?]|medium\.com\/_\/stat|rss-tracking\.|blogger\.googleusercontent\.com\/tracker\/|[^/]*\.blogspot\.com\/feeds\/|ad\.|ads\.|analytics\.|track(?:er|ing)?\.|pixel\.|beacon\.|counter\.)/i

const TRACKING_FILE =
  /\/(?:pixel|spacer|blank|clear|transparent|1x1|tracking|beacon|b)\.(?:gif|png)(?:\?|$)|\/wp-content\/plugins\/wp-rss-|\/piwik\.php|\/matomo\.php/i

/** Whether an image is there to count readers, not to be seen: at most 2 pixels wide or high, or from a known counter. */
export function isTrackingImage(src: string, attributes: Readonly<Record<string, string>>): boolean {
  if (isTiny(attributes['width']) || isTiny(attributes['height'])) return true
  if (/(?:width|height)\s*:\s*[01](?:px)?\s*(?:[;!]|$)|display\s*:\s*none/i.test(attributes['style'] ?? '')) return true
  return TRACKERS.test(src) || TRACKING_FILE.test(src)
}

/** How what stands in a picture's place until it is loaded is called, as a whole name but for its size: `lazy.png`, `img-placeholder@2x.svg`. */
const PLACEHOLDER_FILE =
  /\/(?:[^/?#]*[-_.])?(?:placeholder|lazy(?:[-_]?load(?:er|ing)?)?|load(?:ing|er)|spinner|preload(?:er)?|blank|spacer|clear|transparent|empty|dummy|pixel|1x1)(?:[-_@.]?[\dx]+)?\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i

/** Whether a picture only keeps another's place, by its name. */
export function isPlaceholder(src: string): boolean {
  return PLACEHOLDER_FILE.test(src)
}

/** Whether an image's class has a script load another in its place. */
export function isLazy(attributes: Readonly<Record<string, string>>): boolean {
  return /(?:^|\s)(?:js-)?lazy/i.test(attributes['class'] ?? '')
}

function isTiny(size: string | undefined): boolean {
  return size !== undefined && /^\s*[012](?:px)?\s*$/.test(size)
}
