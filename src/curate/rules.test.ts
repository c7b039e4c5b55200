import { describe, expect, test } from 'vitest'
import type { Rule, RuleField } from '../model/section.ts'
import { compileRules, type Subject } from './rules.ts'

const subject: Subject = {
  title: 'KTT ASEAN dibuka di Jakarta',
  text: 'Para pemimpin Asia  Tenggara bertemu.',
  authors: ['Eko Satrio'],
  categories: ['Internasional'],
  link: 'https://example.org/berita/ktt-asean',
  source: 'example',
  language: 'id-ID',
}
const rule = (action: Rule['action'], fields: Partial<Record<RuleField, string[]>>): Rule => ({
  action,
  when: { kind: 'words', fields },
  at: 'feeds/a.yaml:1',
})
const kept = (rules: Rule[], of: Partial<Subject> = {}) => compileRules(rules).decide({ ...subject, ...of }).kept

describe('rules', () => {
  test('words match whole, in any case', () => {
    expect(kept([rule('drop', { title: ['asean'] })])).toBe(false)
    expect(kept([rule('drop', { title: ['asea'] })])).toBe(true)
    expect(kept([rule('drop', { title: ['ean'] })])).toBe(true)
  })

  test('an asterisk lets any ending follow', () => {
    expect(kept([rule('drop', { title: ['ase*'] })])).toBe(false)
    expect(kept([rule('drop', { title: ['sea*'] })])).toBe(true)
  })

  test('several words in a row match across any white space', () => {
    expect(kept([rule('drop', { text: ['Asia Tenggara'] })])).toBe(false)
  })

  test('text means title and text', () => {
    expect(kept([rule('drop', { text: ['Jakarta'] })])).toBe(false)
  })

  test('in scripts without spaces a word matches as any part', () => {
    expect(kept([rule('drop', { title: ['东盟'] })], { title: '第四十六届东盟峰会开幕' })).toBe(false)
    expect(kept([rule('drop', { title: ['อาเซียน'] })], { title: 'ประชุมสุดยอดอาเซียนเปิดแล้ว' })).toBe(false)
  })

  test('Arabic and Devanagari words match whole', () => {
    expect(kept([rule('drop', { title: ['قمة'] })], { title: 'افتتاح قمة جاكرتا' })).toBe(false)
    expect(kept([rule('drop', { title: ['भारत'] })], { title: 'भारतीय टीम' })).toBe(true)
  })

  test('characters of regular expressions mean themselves', () => {
    expect(kept([rule('drop', { title: ['C++ (new)'] })], { title: 'c++ (new) released' })).toBe(false)
    expect(kept([rule('drop', { title: ['.*'] })], { title: 'anything' })).toBe(true)
    expect(kept([rule('drop', { title: ['co-op'] })], { title: 'A co-op opens' })).toBe(false)
  })

  test('all fields of one rule must match, any word of a field may', () => {
    expect(kept([rule('drop', { title: ['ASEAN'], source: ['other'] })])).toBe(true)
    expect(kept([rule('drop', { title: ['x', 'ASEAN'], source: ['example'] })])).toBe(false)
  })

  test('the first drop or keep decides', () => {
    const keep = rule('keep', { source: ['example'] })
    const drop = rule('drop', { title: ['ASEAN'] })
    expect(kept([keep, drop])).toBe(true)
    expect(kept([drop, keep])).toBe(false)
  })

  test('only drops what does not match, and a keep before it holds', () => {
    expect(kept([rule('only', { language: ['en'] })])).toBe(false)
    expect(kept([rule('only', { language: ['id', 'en'] })])).toBe(true)
    expect(kept([rule('keep', { source: ['example'] }), rule('only', { language: ['en'] })])).toBe(true)
  })

  test('a language matches its regions, not its neighbours', () => {
    const only = [rule('only', { language: ['zh'] })]
    expect(kept(only, { language: 'zh-Hant' })).toBe(true)
    expect(kept(only, { language: 'zho' })).toBe(false)
    expect(kept(only, { language: undefined })).toBe(false)
  })

  test('the rule that dropped is named', () => {
    const drop = rule('drop', { author: ['eko'] })
    expect(compileRules([drop]).decide(subject)).toEqual({ kept: false, rule: drop })
  })

  test('hostile words cost linear time', () => {
    const words = Array.from({ length: 200 }, (_, i) => `${'a '.repeat(20)}${i}*`)
    expect(kept([rule('drop', { text: words })], { text: 'a '.repeat(50_000) })).toBe(true)
  })
})
