import type { Edition, EditionEntry } from '../../src/model/edition.ts'
import { entry } from '../fixtures/publish/edition.ts'

/** A morning's news as a small newsroom would publish it: five languages, three scripts' directions, all parts of an entry. */

type Piece = Partial<EditionEntry> & { readonly from: string; readonly minutes: number }

const NOON = Date.UTC(2024, 6, 1, 8, 53, 15)

const PIECES: readonly Piece[] = [
  {
    from: 'Radio Khatulistiwa',
    minutes: 0,
    title: 'Delegasi tiba di Astana menjelang pertemuan puncak negara-negara Asia Tengah',
    summary:
      'Delegasi dari sepuluh negara mulai berdatangan di Astana pada hari Senin. Pertemuan dua hari itu akan membahas jalur kereta api baru, harga gandum, dan pembagian air sungai yang melintasi batas negara.',
    authors: [{ name: 'Sri Wahyuni' }],
    image: 'https://images.example.org/astana.jpg',
    also: [
      {
        title: 'Delegations arrive in Astana ahead of Central Asian summit',
        url: 'https://wire.example.org/astana',
        source: 'Harbour Wire',
        language: 'en',
      },
      {
        title: 'الوفود تصل إلى أستانا قبيل القمة',
        url: 'https://sahifa.example.org/astana',
        source: 'صحيفة الميناء',
        language: 'ar',
      },
      {
        title: '代表团抵达阿斯塔纳出席峰会',
        url: 'https://ribao.example.org/astana',
        source: '江城日报',
        language: 'zh-Hans',
      },
    ],
  },
  {
    from: 'Harbour Wire',
    minutes: 34,
    language: 'en',
    title: 'Grain ships leave the strait after three weeks of waiting',
    summary:
      'Eleven freighters carrying wheat and maize sailed on Monday morning. Port officials said the queue would be gone by the end of the week if the weather held.',
    authors: [{ name: 'Tom Aldridge' }, { name: 'Mina Okafor' }],
    comments: { url: 'https://wire.example.org/grain#comments', count: 14 },
  },
  {
    from: 'صحيفة الميناء',
    minutes: 62,
    language: 'ar',
    title: 'وزراء الطاقة يتفقون على ربط شبكات الكهرباء بين خمس دول',
    summary:
      'اتفق وزراء الطاقة في خمس دول على ربط شبكات الكهرباء خلال ثلاث سنوات. وتقول الوزارات إن المشروع سيخفض الأسعار في الصيف، وإن الأعمال الأولى تبدأ في شهر سبتمبر.',
    authors: [{ name: 'ليلى حداد' }],
    image: 'https://images.example.org/grid.jpg',
  },
  {
    from: '江城日报',
    minutes: 95,
    language: 'zh-Hans',
    title: '跨境铁路新线试运行，首趟列车准点抵达',
    summary:
      '连接三国的铁路新线周一开始试运行。首趟列车载有四百名乘客，比原定时间提前两分钟到达终点站。沿线十二个车站将在年底前全部开放。',
  },
  {
    from: 'Gaceta del Sur',
    minutes: 140,
    language: 'es',
    title: 'El glaciar perdió doce metros en un año, según el nuevo estudio',
    summary:
      'Un equipo de tres universidades midió el hielo con drones y sondas. Los resultados se presentarán en octubre ante la comisión de aguas.',
    enclosures: [
      { url: 'https://gaceta.example.org/audio/glaciar.mp3', type: 'audio/mpeg', bytes: 4_200_000, seconds: 260 },
    ],
    rights: 'CC-BY-4.0',
  },
  {
    from: 'Вестник Севера',
    minutes: 500,
    language: 'ru',
    title: 'Ледокол вывел из льдов караван из семи судов',
    summary:
      'Операция продолжалась почти двое суток. Пострадавших нет, груз цел, порт принимает суда в обычном порядке.',
  },
  {
    from: 'विश्व समाचार',
    minutes: 620,
    language: 'hi',
    title: 'मानसून समय से पहले पहुँचा, किसानों को राहत',
    summary: 'मौसम विभाग के अनुसार इस वर्ष वर्षा सामान्य से कुछ अधिक रहने की संभावना है।',
  },
  {
    from: 'ข่าวท่าเรือ',
    minutes: 700,
    language: 'th',
    title: 'ท่าเรือน้ำลึกแห่งใหม่เปิดรับเรือลำแรก',
    summary: 'ท่าเรือรองรับเรือสินค้าขนาดใหญ่ได้พร้อมกันหกลำ และเชื่อมต่อกับทางรถไฟสายใต้',
  },
  {
    from: 'Radio Khatulistiwa',
    minutes: 760,
    title: 'Harga beras turun di tiga pelabuhan setelah panen raya',
    summary: undefined,
    content: undefined,
  },
  {
    from: 'כלכלה היום',
    minutes: 900,
    language: 'he',
    title: 'הנמל החדש יופעל החל מהסתיו',
    summary: 'החברה המפעילה הודיעה כי הניסויים הושלמו בהצלחה.',
  },
]

/** `count` entries, the pieces over and over from one of them on, each day a little earlier. */
export function newsroom(count: number, over: Partial<Edition> = {}, from = 0): Edition {
  const entries = Array.from({ length: count }, (_empty, n) => {
    const { from: name, minutes: _, ...piece } = PIECES[(n + from) % PIECES.length] ?? { from: '', minutes: 0 }
    const { minutes } = PIECES[n % PIECES.length] ?? { minutes: 0 }
    const at = NOON - minutes * 60_000 - Math.floor(n / PIECES.length) * 86_400_000
    const host = `s${(n + from) % PIECES.length}.example.org`
    return entry({
      id: `tag:news.example.org,2026:${(n * 2_654_435_761).toString(36)}`,
      url: `https://${host}/2024/07/01/${n}`,
      published: { at, offsetMinutes: 420 },
      updated: { at, offsetMinutes: 420 },
      firstSeen: at,
      source: { id: host, name, url: `https://${host}/`, feed: `https://${host}/rss.xml` },
      authors: [],
      ...piece,
    })
  })
  return {
    slug: 'international',
    title: 'Internasional',
    description: 'Kabar dunia dari redaksi-redaksi di lima benua, dalam bahasa aslinya',
    language: 'id',
    updated: NOON,
    ttlMinutes: 30,
    entries,
    ...over,
  }
}
