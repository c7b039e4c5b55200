import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanAuthors, signatureIn } from './article-author.ts'

const names = (...bylines: readonly string[]) => cleanAuthors(bylines.map((name) => ({ name }))).map(({ name }) => name)

/** Bylines in which one language's word for "by" begins a name in another. */
test.each([
  ['sw', 'Na Asha Juma', 'Asha Juma'],
  ['sw', 'Na FATUMA OMAR', 'FATUMA OMAR'],
  ['tl', 'Ni Juan Santos', 'Juan Santos'],
  ['ro', 'De Ion Popescu', 'Ion Popescu'],
  ['ro-RO', 'De Ion Popescu', 'Ion Popescu'],
  ['sq', 'Nga Arben Hoxha', 'Arben Hoxha'],
  ['ca', 'Per Jordi Puig', 'Jordi Puig'],
  ['bg', 'от Иван Иванов', 'Иван Иванов'],
  ['el', 'Από τη Μαρία Νικολάου', 'Μαρία Νικολάου'],
  ['af', 'Deur Pieter Botha', 'Pieter Botha'],
  ['it', 'A cura di Paolo Russo', 'Paolo Russo'],
  ['nl', 'De Jong Peter', 'De Jong Peter'],
  ['zh', 'Na Li Ming', 'Na Li Ming'],
  ['sw', 'Na Li', 'Na Li'],
])('in %s, "%s" is by %s', (language, byline, name) => {
  expect(cleanAuthors([{ name: byline }], new Set(), language)).toEqual([{ name }])
})

describe('cleanAuthors', () => {
  test.each([
    ['By Ada Finch', ['Ada Finch']],
    ['Haber Merkezi', ['Haber Merkezi']],
    ['Haber Merkezi - Elif Yıldız', ['Elif Yıldız']],
    ['Ada Finch, Reuters', ['Ada Finch']],
    ['By Ada Finch and Reuters', ['Ada Finch']],
    ['By Ada Finch and Peter Lund, The Associated Press', ['Ada Finch', 'Peter Lund']],
    ['Reuters', ['Reuters']],
    ['Anna Svensson/TT', ['Anna Svensson']],
    ['Jan Kowalski, PAP', ['Jan Kowalski']],
    ['Иван Петров, ТАСС', ['Иван Петров']],
    ['Ada Finch, BBC News', ['Ada Finch']],
    ['By Ada Finch BBC News, Nairobi', ['Ada Finch']],
    ['Budi Santoso, CNN Indonesia', ['Budi Santoso']],
    ['Ada Finch | Express News Service', ['Ada Finch']],
    ['By Ada Finch Political Editor', ['Ada Finch']],
    ['By Ada Finch, Correspondent in Berlin', ['Ada Finch']],
    ['By Ada Finch 1,204 views', ['Ada Finch']],
    ['Words by Ada Finch, photos by Peter Lund', ['Ada Finch']],
    ['Reported by Ada Finch, edited by Peter Lund', ['Ada Finch']],
    ['Autor: Jan Kowalski, Źródło: PAP', ['Jan Kowalski']],
    ['Rep: Budi Santoso / Red: Siti Rahma', ['Budi Santoso']],
    ['Laporan Wartawan Kabar Selat, Budi Santoso', ['Budi Santoso']],
    ['Ana Pérez, Buenos Aires', ['Ana Pérez']],
    ['Toimittaja: Ville Virtanen', ['Ville Virtanen']],
    ['Підготувала Олена Коваль', ['Олена Коваль']],
    ['Автор материала: Иван Петров', ['Иван Петров']],
    ['Opracowała Anna Nowak', ['Anna Nowak']],
    ['Kovács János írása', ['Kovács János']],
    ['Autoři: Jan Novák, Eva Dvořáková', ['Jan Novák', 'Eva Dvořáková']],
    ['Ρεπορτάζ: Μαρία Νικολάου', ['Μαρία Νικολάου']],
    ['Հեղինակ՝ Արամ Սարգսյան', ['Արամ Սարգսյան']],
    ['سامر الخطيب نشر', ['سامر الخطيب']],
    ['القاهرة - أحمد حسن', ['أحمد حسن']],
    ['سارا احمدی، تهران', ['سارا احمدی']],
    ['Nguyễn Văn An - Trần Thị Bình', ['Nguyễn Văn An', 'Trần Thị Bình']],
    ['作者 | 李晓明 编辑 | 王芳', ['李晓明']],
    ['文｜李晓明', ['李晓明']],
    ['[서울=가나통신] 김민수 기자', ['김민수']],
    ['Von unserem Redaktionsmitglied Anna Weber', ['Anna Weber']],
    ['Aus Brüssel von Anna Weber', ['Anna Weber']],
    ['redaksi@portal.example', []],
    ['mailto:siti@portal.example', []],
    ['siti@portal.example (Siti Rahma)', ['Siti Rahma']],
    ['Siti Rahma &lt;siti@portal.example&gt;', ['Siti Rahma']],
    ['info@portal.example, Siti Rahma', ['Siti Rahma']],
    ['Rahma, Tim Redaksi', ['Rahma']],
    ['Siti Rahma, Dewi Lestari, Tim Redaksi', ['Siti Rahma', 'Dewi Lestari']],
    ['Ada Finch, Foreign Desk', ['Ada Finch']],
    ['Siti Rahma - Kabar Selat - Senin, 9 Maret 2026', ['Siti Rahma']],
    ['来源：新华网 作者：张伟', ['张伟']],
    ['来源：新华网作者：张伟', ['张伟']],
    ['作者：张伟 来源：中国新闻网', ['张伟']],
    ['来源：新华社　作者：张伟　责任编辑：李娜', ['张伟']],
    ['来源：新华网', []],
    ['Jeanne Martin, envoyée spéciale à Beyrouth, avec AFP', ['Jeanne Martin']],
    ['Jeanne Martin envoyée spéciale à Kiev avec AFP', ['Jeanne Martin']],
    ['envoyée spéciale Jeanne Martin avec AFP', ['Jeanne Martin']],
    ['De notre envoyé spécial à Rome, Paul Roux', ['Paul Roux']],
    ['dal nostro inviato Paolo Russo', ['Paolo Russo']],
    ['Von unserem Korrespondenten Lars Ott', ['Lars Ott']],
    ['Oleh: Eko Satrio Wibowo', ['Eko Satrio Wibowo']],
    ['Penulis: Bagas Wiratama | Editor', ['Bagas Wiratama']],
    ['Von Anna Weber und Jan Krüger', ['Anna Weber', 'Jan Krüger']],
    ['Par Jeanne Moreau et Luc Petit', ['Jeanne Moreau', 'Luc Petit']],
    ['Ada Finch, Peter Lund and Grace Holt', ['Ada Finch', 'Peter Lund', 'Grace Holt']],
    ['Автор: Вера Лугинина', ['Вера Лугинина']],
    ['记者 顾清和', ['顾清和']],
    ['作者：顾清和', ['顾清和']],
    ['Ada Finch, MS, RDN', ['Ada Finch']],
    ['Ada Finch is a writer in Whitsand', ['Ada Finch']],
    ['Ada Finch ada@harbour.example', ['Ada Finch']],
    ['Moritz Bachmann publiziert am', ['Moritz Bachmann']],
    ['Smith, John', ['Smith, John']],
    ['Ana de Armas', ['Ana de Armas']],
    ['Ian Byers', ['Ian Byers']],
    ['Bywater Jones', ['Bywater Jones']],
    ['Reuters', ['Reuters']],
    ['Oleh Kharchenko', ['Oleh Kharchenko']],
    ['Von Miller', ['Von Miller']],
    ['Ana Pérez Corresponsal en Madrid', ['Ana Pérez']],
    ['Oleh Eko Satrio', ['Eko Satrio']],
    ['Par AFP', ['AFP']],
    ['Penulis: Bagas Wiratama | Editor: Sari Dewi', ['Bagas Wiratama']],
    ['Penulis: Bagas Wiratama Editor: Sari Dewi', ['Bagas Wiratama']],
    ['Pewarta: Katri Ana', ['Katri Ana']],
    ['Reporter: A. Satrio, Editor: B. Lim, C. Tan', ['A. Satrio']],
    ['João Silva e Maria Souza', ['João Silva', 'Maria Souza']],
    ['João da Costa e Silva', ['João da Costa e Silva']],
    ['Ana Pérez y Luis Gómez', ['Ana Pérez', 'Luis Gómez']],
    ['José Ortega y Gasset', ['José Ortega y Gasset']],
    ['Jan Novák a Eva Malá', ['Jan Novák', 'Eva Malá']],
    ['张三,李四', ['张三', '李四']],
    ['張三、李四', ['張三', '李四']],
    ['约翰·史密斯', ['约翰·史密斯']],
    ['홍길동 기자', ['홍길동']],
    ['홍길동기자', ['홍길동']],
    ['홍길동·김철수 기자', ['홍길동', '김철수']],
    ['홍길동 기자 hong@x.example', ['홍길동']],
    ['記者陳小明／台北報導', ['陳小明']],
    ['文／林美玲', ['林美玲']],
    ['文/林美玲', ['林美玲']],
    ['撰文：林美玲', ['林美玲']],
    ['di Mario Rossi', ['Mario Rossi']],
    ['Di Maria', ['Di Maria']],
    ['Ángel Di María', ['Ángel Di María']],
    ['Jane Doe (AFP)', ['Jane Doe']],
    ['JANIE HAR Associated Press', ['JANIE HAR']],
    ['Nama Orang - detikNews', ['Nama Orang']],
    ['Jane Doe, Europe correspondent', ['Jane Doe']],
    ['Jane Doe and agencies', ['Jane Doe']],
    ['By Jane Doe, Staff Writer', ['Jane Doe']],
    ['Autor: Marek Kowalski, Anna Nowak', ['Marek Kowalski', 'Anna Nowak']],
    ['Írta: Kovács János', ['Kovács János']],
    ['Yazar: Ali Veli', ['Ali Veli']],
    ['โดย สมชาย ใจดี', ['สมชาย ใจดี']],
    ['بقلم: أحمد علي', ['أحمد علي']],
    ['מאת דנה כהן', ['דנה כהן']],
    ['Par Jeanne Moreau, avec AFP', ['Jeanne Moreau']],
    ['Jane Doe in Berlin', ['Jane Doe']],
    ['Jane Doe, in Berlin', ['Jane Doe']],
    ['Anna Weber/dpa', ['Anna Weber']],
    ['By Ada Finch, Peter Lund, Grace Holt and Sam Roe', ['Ada Finch', 'Peter Lund', 'Grace Holt', 'Sam Roe']],
    ['Tekst: Kari Nordmann Foto: Ola Hansen', ['Kari Nordmann']],
    ['Text: Anna Weber, Fotos: Jan Krüger', ['Anna Weber']],
    ['Nguyễn Văn A và Trần Thị B', ['Nguyễn Văn A', 'Trần Thị B']],
    ['John Smith, Jr.', ['John Smith, Jr.']],
    ['Ludwig van Beethoven', ['Ludwig van Beethoven']],
    ['Redaksi', ['Redaksi']],
    ['Anastasia', ['Anastasia']],
    ['Byron York', ['Byron York']],
    ['Ni Xue', ['Ni Xue']],
    ['Alva Noë', ['Alva Noë']],
    ['Πέτρος Παπάς και Άννα Νίκου', ['Πέτρος Παπάς', 'Άννα Νίκου']],
    ['Иван Петров и Анна Котова', ['Иван Петров', 'Анна Котова']],
    ['أحمد علي، سارة حسن', ['أحمد علي', 'سارة حسن']],
    ['Davide Ni', ['Davide Ni']],
    ['Nicole Vulser', ['Nicole Vulser']],
    ['A.B. Carter / Reuters', ['A.B. Carter']],
    ['山田太郎', ['山田太郎']],
    ['【山田太郎】', ['山田太郎']],
    ['取材・文：山田太郎', ['山田太郎']],
    ['Door Jan de Vries en Piet Bakker', ['Jan de Vries', 'Piet Bakker']],
    ['本报记者 张伟', ['张伟']],
    ['港口日报记者陈明 刘洋', ['陈明', '刘洋']],
    ['文/记者 张伟 通讯员 李娜', ['张伟', '李娜']],
    ['Reported by: Rahul Sharma, Edited by: Neha Verma', ['Rahul Sharma']],
    ['Priya Nair / TNN', ['Priya Nair']],
    ['Katarzyna Nowak, oprac. JK', ['Katarzyna Nowak']],
    ['AFP', ['AFP']],
    ['By Chinedu Okafor, Lagos', ['Chinedu Okafor']],
    ['Анна Котова, Иван Петров, Самара', ['Анна Котова', 'Иван Петров']],
    ['By MARIA SANTOS, GMX Integrated News', ['MARIA SANTOS']],
    ['Harbour News', ['Harbour News']],
    ['Por: Juan Pérez, Periodista de El Puerto', ['Juan Pérez']],
    ['เรื่อง: สมชาย ใจดี | ภาพ: สมหญิง งามตา', ['สมชาย ใจดี']],
    ['opracowanie: Tomasz Zieliński', ['Tomasz Zieliński']],
    ['By Ada Finch, Beacon Staff', ['Ada Finch']],
    ['Beacon Staff', ['Beacon Staff']],
    ['La rédaction avec AFP', ['La rédaction']],
    ['Maria Santos / @msantos', ['Maria Santos']],
    ['Von Anna Weber und Jan Krüger, Berlin', ['Anna Weber', 'Jan Krüger']],
  ])('%s', (byline, expected) => {
    expect(names(byline)).toEqual(expected)
  })

  test('what stands in the place of a name is none', () => {
    expect(
      names(
        'admin',
        'webadmin',
        'gazetteadmin2',
        'https://harbour.example/ada',
        'www.facebook.com/ada',
        '@ada',
        '',
        '42',
        'By',
        'None',
      ),
    ).toEqual([])
  })

  test('the site is no author where there is another', () => {
    const site = new Set(['harbourgazette'])
    const clean = (...all: string[]) =>
      cleanAuthors(
        all.map((name) => ({ name })),
        site,
      ).map(({ name }) => name)
    expect(clean('Ada Finch', 'Harbour Gazette')).toEqual(['Ada Finch'])
    expect(clean('Harbour Gazette')).toEqual(['Harbour Gazette'])
  })

  test('what stands behind the name of the site is its address', () => {
    const clean = cleanAuthors([{ name: 'DER HAFEN, Hamburg, Germany' }], new Set(['derhafen']))
    expect(clean).toEqual([{ name: 'DER HAFEN' }])
  })

  test('a newsroom is no author where there is another', () => {
    expect(names('Redaksi', 'Bagas Wiratama')).toEqual(['Bagas Wiratama'])
    expect(names('Redaksi')).toEqual(['Redaksi'])
  })

  test('a name that is given twice is one', () => {
    expect(names('Ada Finch', 'ADA FINCH')).toEqual(['Ada Finch'])
  })

  test('clean names stay as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }), (bylines) => {
        const once = names(...bylines)
        for (const name of once) expect(name).toBe(name?.trim())
        expect(once.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})

test.each([
  ['<p>It opened.</p><p>(Ada Finch)</p>', 'Ada Finch'],
  ['<div><p>It opened.</p><p>— Ada M. Finch</p></div>', 'Ada M. Finch'],
  ['<p>It opened.</p><p><em>Ada Finch</em></p>\n', 'Ada Finch'],
  ['<p>It opened.</p><p><strong>Вера Лугинина</strong></p>', 'Вера Лугинина'],
  ['<p>It opened.</p><p>(AFP)</p>', undefined],
  ['<p>It opened.</p><p>(Associated Press)</p>', undefined],
  ['<p>It opened.</p><p>Ada Finch</p>', undefined],
  ['<p>It opened.</p><p><strong>More to come</strong></p>', undefined],
  ['<p>(Ada Finch)</p><p>It opened.</p>', undefined],
  ['<p>It opened (Ada Finch)</p>', undefined],
])('who signs the last paragraph: %s', (html, name) => {
  expect(signatureIn(html)).toBe(name)
})
