import { describe, expect, test } from 'vitest'
import { labelledParts, saysPublished, saysUpdated } from './page-date.ts'

describe('the time of a change', () => {
  test.each([
    'Last changed: 25 November 2026',
    'Edited on 25 November 2026',
    'Zuletzt bearbeitet: 25.11.2026',
    'Dernière modification : 25/11/2026',
    'Última edición: 25/11/2026',
    'Última alteração: 25/11/2026',
    'Ultima modifica: 25/11/2026',
    'Laatst aangepast: 25-11-2026',
    'Senast ändrad 25 november 2026',
    'Viimeksi muutettu 25.11.2026',
    'Ostatnia zmiana: 25.11.2026',
    'Naposledy změněno: 25. 11. 2026',
    'Utolsó módosítás: 2026. november 25.',
    'Последнее изменение: 25.11.2026',
    'Остання зміна: 25.11.2026',
    'Последна промяна: 25.11.2026',
    'Son değişiklik: 25.11.2026',
    'Chỉnh sửa lần cuối: 25/11/2026',
    'Terakhir diubah: 25 November 2026',
    'Τελευταία αλλαγή: 25/11/2026',
    'آخر تعديل: 25 نوفمبر 2026',
    'آخرین ویرایش: ۴ آذر ۱۴۰۵',
    'अंतिम संशोधन: 25 नवंबर 2026',
    'แก้ไขล่าสุด 25 พ.ย. 2569',
    '最終更新：2026年11月25日',
    '最后修改于 2026年11月25日',
    '최종수정 2026.11.25',
    'ბოლო ცვლილება: 25 ნოემბერი 2026',
  ])('%s', (line) => {
    expect(saysUpdated(line)).toBe(true)
    expect(saysPublished(line)).toBe(false)
  })

  test.each(['Edited by Ada Finch, 25 November 2026', 'Ada Finch, 25 November 2026', 'Published 25 November 2026'])(
    'is not told by %s',
    (line) => expect(saysUpdated(line)).toBe(false),
  )

  test('stands apart from that of publication in one line', () => {
    expect(labelledParts('Posted 24 November 2026 · Last changed 25 November 2026').map(saysUpdated)).toEqual([
      false,
      true,
    ])
  })
})
