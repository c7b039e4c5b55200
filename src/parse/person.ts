import type { FeedPerson } from '../model/feed.ts'
import { resolveUrl } from './link.ts'
import { labelIn } from './text-construct.ts'
import { attribute, childOf, childrenOf, textOf, type XmlElement } from './xml-tree.ts'

/** Lengths as RFC 5321 section 4.5.3.1 limits them, which also bounds the search. */
const email = /(?<![^\s<>()[\]"',;:@])[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@]{1,255}/

/** Longer ones are no names. */
const maxChars = 1_000

/** With one space where there is other white space, or more of it. Nearly all are such already, which is seen sooner than replaced. */
function oneSpaced(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isPlain =
      code < 128 ? code > 32 || (code === 32 && text.charCodeAt(at + 1) !== 32) : code !== 0xa0 && code < 0x1680
    if (!isPlain) return text.replace(/[^\S ]\s*| \s+/g, ' ')
  }
  return text
}

/** `a@b.example (Name)`, `Name <a@b.example>`, `mailto:`, a bare address or a bare name (RSS 2.0 `author`, RFC 822). */
export function parsePerson(written: string): FeedPerson | undefined {
  const text = oneSpaced(written.slice(0, maxChars)).trim()
  if (text === '') return undefined
  const address = text.includes('@') ? email.exec(text)?.[0].replace(/\.+$/, '') : undefined
  if (address === undefined || !/@.*\./.test(address)) return { name: text }
  const name = text
    .replace(/mailto:/i, '')
    .replace(address, '')
    .replace(/<\s*>|\(\s*\)|\[\s*\]/g, '')
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replace(/^"(.*)"$/s, '$1')
    .replace(/^[\s,;:<-]+|[\s,;:>-]+$/g, '')
  return name === '' ? { email: address } : { name, email: address }
}

/** An Atom person construct (RFC 4287 section 3.2; 0.3 says `url` for `uri`), or one that is mere text. */
export function atomPerson(element: XmlElement): FeedPerson | undefined {
  if (childrenOf(element).length === 0) return parsePerson(labelIn(element) ?? '')
  const person: { -readonly [K in keyof FeedPerson]: FeedPerson[K] } = {}
  for (const child of childrenOf(element)) {
    const value = textOf(child)
    if (value === '') continue
    const local = child.name.local.toLowerCase()
    if (local === 'name') person.name ??= value.replace(/\s+/g, ' ')
    else if (local === 'email') person.email ??= value.replace(/^mailto:/i, '')
    else if (local === 'uri' || local === 'url' || local === 'homepage') {
      const url = resolveUrl(value, child.base)
      if (url !== undefined) person.url ??= url
    }
  }
  return person.name === undefined && person.email === undefined && person.url === undefined ? undefined : person
}

/** Dublin Core's creator may be RDF: `<foaf:Person foaf:name="…"/>` or elements inside. */
export function creatorOf(element: XmlElement): FeedPerson | undefined {
  const inner = childrenOf(element)[0]
  if (inner === undefined || textOf(element) !== '') return parsePerson(labelIn(element) ?? '')
  const name = attribute(inner, 'foaf:name') ?? childOf(inner, '?:name')?.nodes.join('')
  return name === undefined ? undefined : parsePerson(name)
}

/** One person once: what two elements say of the same name, or one of a name and one of its address, is put together. */
export function mergePeople(people: readonly FeedPerson[]): readonly FeedPerson[] {
  if (people.length < 2) return people
  const merged = new Map<string, FeedPerson>()
  const byEmail = new Map<string, string>()
  for (const person of people) {
    const { name, email: address } = person
    const known = address === undefined ? undefined : byEmail.get(address)
    const nameless = name === undefined || (known !== undefined && merged.get(known)?.name === undefined)
    const key = (nameless ? known : undefined) ?? name ?? address ?? person.url ?? ''
    merged.set(key, { ...person, ...merged.get(key) })
    if (address !== undefined && !byEmail.has(address)) byEmail.set(address, key)
  }
  return [...merged.values()]
}
