/** Letters of other scripts by the Latin consonant they are mostly written for; vowels by nothing. */
const LETTERS = `
  b=бβबभببب v=вव g=гґγगघگغ d=дδदडधढد z=жзζجजझزذظضژ k=кκкखकقکكخхχحهخчचछц l=лλलل m=мμमم n=нνनणنн p=пπपपپ r=рρरرर
  s=сσςसशषسصثшщش t=тτθतटथठتط f=фφफف h=ह ks=ξ ps=ψ
  p=ப k=க n=ஙஞநன m=ம s=சஜஷஸ t=டத n=ண r=ரற l=லழள v=வ h=ஹ
  ka=カキクケコ ga=ガギグゲゴ sa=サシスセソ za=ザジズゼゾ ta=タテトチツ da=ダヂヅデド na=ナニヌネノ n=ン ha=ハヒヘホ fa=フ ba=バビブベボ
  pa=パピプペポ ma=マミムメモ ra=ラリルレロ wa=ワ va=ヴ =йиіїыяюэеёоуаєъьαειοηυωاآعويیىئءأإؤۀهةアイウエオァィゥェォヤユヨャュョー
`

const CONSONANTS: ReadonlyMap<string, string> = new Map(
  LETTERS.trim()
    .split(/\s+/)
    .flatMap((group) => {
      const at = group.indexOf('=')
      return at === -1 ? [] : [...group.slice(at + 1)].map((letter) => [letter, group.slice(0, at)] as const)
    }),
)

const INITIALS = ['k', 'k', 'n', 't', 't', 'r', 'm', 'p', 'p', 's', 's', '', 's', 's', 'k', 'k', 't', 'p', 'h']
const FINALS = ' k k k n n n t l l l l l l l l m p p s s n s k k t p h'.split(' ')
const HANGUL = 0xac00

/**
 * The consonants of a name, those that scripts and languages write alike as one: `Netanyahu`, `Нетаньяху`, `نتنياهو` are
 * all `ntnh` or near it. Empty for scripts whose letters say no sounds.
 */
export function skeletonOf(word: string): string {
  let latin = ''
  for (const letter of word) {
    const code = letter.codePointAt(0) ?? 0
    if (code >= HANGUL && code <= 0xd7a3) {
      const syllable = code - HANGUL
      latin += `${INITIALS[Math.floor(syllable / 588)] ?? ''}a${FINALS[syllable % 28] ?? ''}`
    } else latin += CONSONANTS.get(letter) ?? letter
  }
  return latin
    .replace(/ph/g, 'f')
    .replace(/[ck]h?|q/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/sch|sh|z|j/g, 's')
    .replace(/th|d/g, 't')
    .replace(/[bvf]/g, 'p')
    .replace(/g/g, 'k')
    .replace(/l/g, 'r')
    .replace(/[^bcdfghjklmnpqrstvxz]/g, '')
    .replace(/(.)\1+/g, '$1')
}
