/** Letters of other scripts by the Latin consonant they are mostly written for; vowels by nothing. */
const LETTERS = `
  b=бβबभببب v=вव g=гґγगघگغ d=дδदडधढد z=жзζجजझزذظضژ k=кκкखकقکكخхχحهخчचछц l=лλलل m=мμमم n=нνनणنн p=пπपपپ r=рρरرर
  s=сσςसशषسصثшщش t=тτθतटथठتط f=фφफف h=ह ks=ξ ps=ψ
  p=ப k=க n=ஙஞநன m=ம s=சஜஷஸ t=டத n=ண r=ரற l=லழள v=வ h=ஹ
  ka=カキクケコ ga=ガギグゲゴ sa=サシスセソ za=ザジズゼゾ ta=タテトチツ da=ダヂヅデド na=ナニヌネノ n=ン ha=ハヒヘホ fa=フ ba=バビブベボ
  pa=パピプペポ ma=マミムメモ ra=ラリルレロ wa=ワ va=ヴ =йиіїыяюэеёоуаєъьαειοηυωاآعويیىئءأإؤۀهةアイウエオァィゥェォヤユヨャュョー
`

/** Characters that Chinese writes foreign names with, by the consonants they are read with. */
const HANZI = `
  b=巴芭比彼波勃伯博布贝柏鲍 bn=班邦本宾滨 p=帕佩皮普坡 pn=潘庞彭 m=马玛麦梅米莫姆穆默迈 mn=曼门蒙 f=法菲弗夫福佛 fn=凡芬丰
  d=达代德迪多杜道戴 dn=丹当登邓丁敦顿 t=塔泰特蒂提托图陶 tn=坦唐滕廷汤 n=纳娜奈内尼诺努 nn=南宁农 l=拉莱勒利里丽洛罗鲁卢雷瑞劳莉 ln=兰朗伦林龙隆
  g=加盖戈格古 gn=甘冈根贡 k=卡凯科克库考 kn=坎康肯孔 h=哈海赫胡霍豪 hn=汉亨洪 s=贾杰吉季西希谢扎泽兹佐祖茨察策萨塞斯索苏史施沙肖舍什
  sn=辛桑森松圣詹珍 ch=奇齐恰查切 v=瓦韦维沃 =威伍亚伊耶约尤阿埃艾爱奥厄乌 n=安昂恩因英温 r=尔
`

const CONSONANTS: ReadonlyMap<string, string> = new Map(
  `${LETTERS} ${HANZI}`
    .trim()
    .split(/\s+/)
    .flatMap((group) => {
      const at = group.indexOf('=')
      return at === -1 ? [] : [...group.slice(at + 1)].map((letter) => [letter, group.slice(0, at)] as const)
    }),
)

const INITIALS = ['k', 'k', 'n', 't', 't', 'r', 'm', 'p', 'p', 's', 's', '', 's', 's', 'k', 'k', 't', 'p', 'h']
const FINALS = ' k k k n n n t l l l l l l l l m p p s s n s k k t p h'.split(' ')
const HANGUL = 0xac00

const HANZI_NAME = new RegExp(`[${HANZI.replace(/[^\p{Script=Han}]/gu, '')}]{3,8}`, 'gu')

/** What may be foreign names in a Chinese text: three and more characters that such names are written with. */
export function namesInChinese(text: string): readonly string[] {
  const runs = text.match(HANZI_NAME) ?? []
  // A character before or behind may be a word of its own.
  return runs.flatMap((run) => (run.length === 3 ? [run] : [run, run.slice(1), run.slice(0, -1)]))
}

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
  return (
    latin
      .replace(/ph/g, 'f')
      .replace(/[ck]h?|q/g, 'k')
      .replace(/x/g, 'ks')
      .replace(/sch|sh|z|j/g, 's')
      .replace(/th|d/g, 't')
      .replace(/[bvf]/g, 'p')
      .replace(/g/g, 'k')
      .replace(/l/g, 'r')
      .replace(/[^bcdfghjklmnpqrstvxz]/g, '')
      // `Trump` and 特朗普: no Chinese syllable ends in m.
      .replace(/n(?=p)/g, 'm')
      .replace(/(.)\1+/g, '$1')
  )
}
