/** Names of parameters that hold what is not for everybody: `token`, `feed_token`, `apikey`, `X-Amz-Signature`. */
const SECRET =
  /(?:token|secret|passw(?:or)?d|passphrase|pwd|api[-_]?key|access[-_]?key|signature|jwt|sess(?:ion)?[-_]?id|credentials?)$|(?:^|[-_.])(?:auth|key|pass|sig|sid|session)$/i

/**
 * An address as others may see it, in what is published, in messages and on status pages: without a user, and with `***` in
 * place of what its parameters hold of secrets. As it is where there is nothing of that kind.
 */
export function publicUrl(url: string): string {
  return url
    .replace(/^(https?:\/\/)[^/?#@\s]*@/i, '$1')
    .replace(/([?&;])([^=&;#\s]+)=[^&;#\s]+/g, (whole, before: string, name: string) =>
      SECRET.test(name) ? `${before}${name}=***` : whole,
    )
}
