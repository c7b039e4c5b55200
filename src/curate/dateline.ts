/** Where and through whom a copy came, not what it says: each at the very beginning of a text. */
const DATELINES: readonly RegExp[] = [
  // `(서울=연합뉴스) 홍길동 기자 = `
  /^[(（[][^()（）[\]\n]{1,14}=[^()（）[\]\n]{2,14}[)）\]]\s*(?:[^=.\n]{2,30}(?:기자|특파원|통신원|논설위원)\s*)?=\s*/u,
  // `新华社北京11月27日电（记者张三）`, `（中央社記者張三台北27日電）`
  /^(?:新华社|新華社|中新社|中新网|中央社)[^，。,.\n]{0,24}?[电電](?:\s*[（(][^（）()\n]{1,24}[)）])?\s*/u,
  /^[（(]中央社[^（）()\n]{2,28}[电電][)）]\s*/u,
  // `【ソウル共同】`, `[東京 27日 ロイター] - `
  /^(?:【[^【】\n]{2,24}】|\[[^[\]\n]{2,24}(?:ロイター|時事|共同|AFP)\])\s*(?:[-–—]\s*)?/u,
  // `МОСКВА, 27 ноября. /ТАСС/. `
  /^\p{Lu}[^/.!?\n]{2,40}\.?\s*\/\p{Lu}{2,12}\/\.?\s*/u,
  // `الخرطوم (رويترز) - `, `(AA) - `
  /^(?:\p{Lo}[\p{Lo}\p{M} ]{1,29}\s*)?[(（][\p{Lo}\p{Lu}][^()（）\n]{1,18}[)）]\s*[-–—:]{1,2}\s+/u,
  // `EVORA, Portugal, Nov. 20, 2026 /PRNewswire/ -- `, `EVORA, Portugal--(BUSINESS WIRE)--`, `OSLO, Nov. 20, 2026 (GLOBE NEWSWIRE) -- `
  /^\p{Lu}[^!?\n/()]{2,70}(?:\/[\p{L} -]{3,24}\/|\([\p{Lu} ]{0,20}WIRE\))\s*[-–—]{1,2}\s*/u,
  // `JAKARTA, KOMPAS.com - `, `BEIJING (Reuters) — `, `МОСКВА, 27 ноя - РИА Новости. `
  /^[\p{Lu}\d][^.!?\n]{0,58}?(?:\([^()\n]{2,40}\)|\.com|\.id|, [\p{L}. ]{2,20})?\s*[-–—]{1,2}\s+(?:(?:РИА Новости|Интерфакс|ТАСС)\.\s+)?/u,
]

const LONGEST = 120
/** What ends one; most texts have none of it in the first words. */
const ENDS = /[-–—=電电】\]/:)）]/u

/** `text` without its dateline. */
export function withoutDateline(text: string): string {
  const trimmed = text.trimStart()
  const start = trimmed.slice(0, LONGEST)
  if (!ENDS.test(start)) return trimmed
  for (const pattern of DATELINES) {
    const found = pattern.exec(start)
    if (found !== null) return trimmed.slice(found[0].length)
  }
  return trimmed
}

/** Behind the last sentence, in brackets: who took the pictures, who edited it, for whom. */
const CREDIT = /(?<=[.!?…。！？।۔؟][)"”»’」』]?)\s*[([（【][^()[\]（）【】\n]{2,60}[)\]）】]\s*$/u

/** `text` without a credit at its very end. */
export function withoutCredit(text: string): string {
  return /[)\]）】]\s*$/.test(text.slice(-3)) ? text.replace(CREDIT, '') : text
}
