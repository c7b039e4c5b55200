import type { Era } from './meaning.ts'

/** Words that mean the same wherever they stand in a date, whatever the language. Parted by spaces; `_` joins a phrase. */

/** Say nothing between day, month and year: articles, prepositions, ordinal endings, "year". */
export const FILLERS =
  'of the de del dels do da dos di dal dell d den der das dem le la el els les on day year yr ad ce st nd rd th er ere ème eme o a ª º ' +
  'na ng ika ika_ dia tanggal tgl hari ni noong hb haribulan ' +
  'dne dnia dn z w v ve r roku rok rokov roka godine god leta let gada gads m d g gd metų mėn ' +
  'г года год годa р року рік г_г години года_ во на от від ' +
  'წ წლის წელი ' +
  'év évi yil yili yılı yılının жылы жылғы жылдын жыл ж йил йилнинг yilgi ' +
  'anno jahr jaar år ár an año ano ' +
  'عام سنة سنه سال ماه مورخ مورخه هش ه_ش هجری_شمسی تاریخ بتاریخ میلادی من في يوم روز ' +
  'सन् सन् साल को का की তারিখ সাল সালের ই লা রা ঠা শে ' +
  'वर्ष ஆம் தேதி ' +
  'เดือน วันที่ วัน ที่ ปี เมื่อ ' +
  'ngay ' +
  'गते ថ្ងៃ လ ' +
  'ב של ' +
  'il lo della delle ' +
  'ta tas en_el e y mh dhen ی оны'

/** Precede a time. */
export const CUES =
  'at time kl klo klokken klokka klockan kello kell um uhr à a_las a_la às as alle ore ora orë om te o ob u v в у о lúc vào_lúc vào ' +
  'pukul pkl pkl_ jam jm puku saat ساعت الساعة الساعه بوقت ساعة saa mnamo plkst plkst_ val óra kor ' +
  'เวลา ម៉ោង ເວລາ ໂມງ שעה בשעה klo_ alle_ore hs_ ' +
  'ώρα στις ' +
  'noong_ika ora_'

/** Follow an hour, minute or second that is written as a number of them. */
export const HOURS =
  'h hs hr hrs u uur uhr std stunden heures heure hod godz godzina годин час часа часов ч гадзін година години г_час val valanda 時 时 点 點 點鐘 時頃 시 giờ gio hora horas ora ore น นาฬิกา ໂມງ óra timer'
export const MINUTES = 'min minutes minute mins m мин минут хв хвилин хвілін 分 分钟 분 phút phut minut perc นาที ນາທີ'
export const SECONDS = 's sec sek сек секунд с 秒 초 giây วินาที ວິນາທີ'

export const YEARS = '年 년 年度 ခုနှစ်'
export const MONTHS = '月 월 сарын р_сарын'
export const DAYS = '日 号 號 일 日付 ရက်'

export const YEAR_LABELS = 'năm ឆ្នាំ ປີ'
export const MONTH_LABELS = 'tháng thg th ខែ ເດືອນ'
export const DAY_LABELS = 'ngày ថ្ងៃទី ទី ວັນທີ'

export const ERAS: Readonly<Record<string, Era>> = {
  民國: 'roc',
  民国: 'roc',
  中華民國: 'roc',
  令和: 'reiwa',
  平成: 'heisei',
  昭和: 'showa',
  พศ: 'buddhist',
  คศ: 'common',
  公元: 'common',
  西元: 'common',
  西暦: 'common',
}
