/** The visible last line where the operator gives none, in the language of the edition. */
const credits: Readonly<Record<string, string>> = {
  ar: 'المصدر: {source}',
  bn: 'সূত্র: {source}',
  cs: 'Zdroj: {source}',
  da: 'Kilde: {source}',
  de: 'Quelle: {source}',
  el: 'Πηγή: {source}',
  es: 'Fuente: {source}',
  fa: 'منبع: {source}',
  fi: 'Lähde: {source}',
  fil: 'Pinagmulan: {source}',
  fr: 'Source : {source}',
  he: 'מקור: {source}',
  hi: 'स्रोत: {source}',
  hu: 'Forrás: {source}',
  id: 'Sumber: {source}',
  it: 'Fonte: {source}',
  ja: '出典：{source}',
  jv: 'Sumber: {source}',
  kk: 'Дереккөз: {source}',
  ko: '출처: {source}',
  ms: 'Sumber: {source}',
  nb: 'Kilde: {source}',
  nl: 'Bron: {source}',
  no: 'Kilde: {source}',
  pl: 'Źródło: {source}',
  pt: 'Fonte: {source}',
  ro: 'Sursa: {source}',
  ru: 'Источник: {source}',
  su: 'Sumber: {source}',
  sv: 'Källa: {source}',
  sw: 'Chanzo: {source}',
  th: 'ที่มา: {source}',
  tr: 'Kaynak: {source}',
  uk: 'Джерело: {source}',
  ur: 'ماخذ: {source}',
  vi: 'Nguồn: {source}',
  zh: '来源：{source}',
  'zh-Hant': '來源：{source}',
}

/** The credit line of an edition in this language (BCP 47); English where we know no better. */
export function creditFor(language: string): string {
  const locale = new Intl.Locale(language).maximize()
  return credits[`${locale.language}-${locale.script}`] ?? credits[locale.language] ?? 'Source: {source}'
}
