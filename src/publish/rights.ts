/**
 * The address of a licence, for `creativeCommons:license` (RSS) and `rel="license"` (RFC 4946): of an SPDX name of the
 * Creative Commons family, or of `rights` that are an address already. Undefined for other words.
 */
export function licenseUrl(rights: string): string | undefined {
  if (/^https:\/\/\S+$/.test(rights)) return rights
  const cc = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)(?:-([A-Z]{2}))?$/i.exec(rights)
  if (cc !== null) {
    const country = cc[3] === undefined ? '' : `${cc[3].toLowerCase()}/`
    return `https://creativecommons.org/licenses/${cc[1]?.toLowerCase()}/${cc[2]}/${country}`
  }
  if (/^CC0-1\.0$/i.test(rights)) return 'https://creativecommons.org/publicdomain/zero/1.0/'
  return undefined
}
