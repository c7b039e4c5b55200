import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import type { Entry } from '../model/entry.ts'
import { compare } from './similarity.ts'
import { pieceOf } from './piece.ts'
import type { Surroundings } from './text-likeness.ts'

const hour = 3_600_000

type Side = { readonly title: string; readonly text?: string; readonly more?: Partial<Entry> }

function likeness(a: Side, b: Side, language = 'en', around: Surroundings = {}) {
  const piece = ({ title, text = '', more }: Side, key: string) =>
    pieceOf(entryOf(key, title, { language, ...more }), text)
  return compare(piece(a, 'a'), piece(b, 'b'), around)
}

/** Alike, and other news. */
const SEEMING: readonly (readonly [language: string, a: string, b: string])[] = [
  ['en', 'Nipah virus kills two in Kerala district', 'Covid kills two in Kerala district'],
  ['fi', 'Ruotsi kukisti Tšekin lentopallon EM-kisoissa', 'Ruotsi kukisti Tšekin miesten lentopallon EM-kisoissa'],
  [
    'cs',
    'Slovensko vyhrálo nad Švýcarskem finále mistrovství světa v hokeji',
    'Slovensko vyhrálo nad Švýcarskem finále mistrovství světa juniorů v hokeji',
  ],
  [
    'hu',
    'Szerbia kikapott Olaszországtól a röplabda-bajnokság döntőjében',
    'Szerbia kikapott Olaszországtól a strandröplabda-bajnokság döntőjében',
  ],
  ['hu', 'A miniszter aláírja az energiaszerződést Bakuban', 'A miniszter nem írja alá az energiaszerződést Bakuban'],
  ['ro', 'Primarul va demola stadionul din Craiova', 'Primarul nu va demola stadionul din Craiova'],
  [
    'el',
    'Ο υπουργός παραιτήθηκε μετά το σκάνδαλο με τις επιδοτήσεις',
    'Ο υπουργός δεν παραιτήθηκε μετά το σκάνδαλο με τις επιδοτήσεις',
  ],
  [
    'ar',
    'المغرب يهزم الجزائر في بطولة أفريقيا للكرة الطائرة',
    'المغرب يهزم الجزائر في بطولة أفريقيا للكرة الطائرة للناشئين',
  ],
  [
    'fa',
    'تیم فوتبال ایران عراق را در جام ملت‌های آسیا شکست داد',
    'تیم فوتبال بانوان ایران عراق را در جام ملت‌های آسیا شکست داد',
  ],
  ['he', 'הממשלה אישרה את תקציב הביטחון לשנה הבאה', 'הממשלה לא אישרה את תקציב הביטחון לשנה הבאה'],
  ['hi', 'रेलवे ने दिवाली पर विशेष ट्रेनों का किराया बढ़ाया', 'रेलवे ने दिवाली पर विशेष ट्रेनों का किराया नहीं बढ़ाया'],
  ['bn', 'নেপালকে হারিয়ে দক্ষিণ এশীয় ভলিবলের ফাইনাল জিতল ভারত', 'নেপালকে হারিয়ে দক্ষিণ এশীয় নারী ভলিবলের ফাইনাল জিতল ভারত'],
  [
    'sw',
    'Tanzania yaifunga Rwanda fainali ya mpira wa kikapu',
    'Tanzania yaifunga Rwanda fainali ya mpira wa kikapu ya vijana',
  ],
  [
    'tr',
    'Türkiye Polonya’yı devirip Avrupa Hentbol Şampiyonu oldu',
    'Türkiye Polonya’yı devirip Avrupa Plaj Hentbolu Şampiyonu oldu',
  ],
  ['ko', '대만, 호주 꺾고 아시아 소프트볼 선수권 우승', '대만 남자, 호주 꺾고 아시아 소프트볼 선수권 우승'],
  [
    'bg',
    'Сърбия победи Гърция на финала на европейското по баскетбол',
    'Сърбия победи Гърция на финала на европейското по баскетбол за младежи',
  ],
  [
    'ru',
    'Минобороны закупит новые вертолёты для спасателей в Якутске',
    'Минобороны опровергло: новые вертолёты для спасателей в Якутске не закупят',
  ],
  [
    'ru',
    'Мужской турнир по пляжному волейболу в Сочи отложен из-за шторма',
    'Турнир по пляжному волейболу в Сочи отложен из-за шторма',
  ],
  [
    'fr',
    'Le Sénégal bat le Cameroun en finale de la Coupe d’Afrique',
    'Le Sénégal bat le Cameroun en finale de la Coupe d’Afrique de futsal',
  ],
  [
    'id',
    'Malaysia juara Piala Asia setelah tundukkan Vietnam 2-0',
    'Malaysia juara Piala Asia futsal setelah tundukkan Vietnam 2-0',
  ],
  [
    'pt',
    'Portugal bate a Espanha na final do Mundial de andebol',
    'Portugal bate a Espanha na final do Mundial de andebol de praia',
  ],
  [
    'ro',
    'Francul se apreciază față de dolar la bursa din Zurich',
    'Francul se depreciază față de dolar la bursa din Zurich',
  ],
  ['en', 'Emigration from Latvia falls to lowest in decade', 'Immigration from Latvia falls to lowest in decade'],
  ['pt', 'Filha do prefeito Amaral é detida no Recife', 'Prefeita Amaral é detida no Recife'],
  ['nl', 'Broer van wethouder Smit opgepakt in Breda', 'Wethouder Smit opgepakt in Breda'],
  ['tr', 'Vali Aksoy’un kardeşi Bursa’da gözaltına alındı', 'Vali Aksoy Bursa’da gözaltına alındı'],
  ['ar', 'القبض على شقيق محافظ البصرة في عمان', 'القبض على محافظ البصرة في عمان'],
  ['hi', 'मंत्री अरुण सिंह की पत्नी को पुलिस ने पटना में हिरासत में लिया', 'मंत्री अरुण सिंह को पुलिस ने पटना में हिरासत में लिया'],
  ['bn', 'সাবেক সচিব কামাল উদ্দিন চট্টগ্রামে আটক', 'সচিব কামাল উদ্দিন চট্টগ্রামে আটক'],
  ['vi', 'Vợ ca sĩ Minh Quân qua đời ở Huế', 'Ca sĩ Minh Quân qua đời ở Huế'],
  ['ro', 'Fostul primar Ionescu a fost audiat la Iași', 'Primarul Ionescu a fost audiat la Iași'],
  ['th', 'น้องรัฐมนตรีอนันต์ถูกจับที่ระยอง', 'รัฐมนตรีอนันต์ถูกจับที่ระยอง'],
  ['zh', '导演王强之子在广州被拘留', '导演王强在广州被拘留'],
  ['en', 'China expels Japanese diplomats over remarks', 'Japan expels Chinese diplomats over remarks'],
  ['en', 'Four children injured in Kenya bus crash', 'Four children killed in Kenya bus crash'],
  ['en', 'UK inflation falls to 2% as food prices ease', 'US inflation falls to 2% as food prices ease'],
  ['en', 'Dutch king visits Germany for talks on trade', 'Danish king visits Germany for talks on trade'],
  [
    'en',
    'Gaza death toll rises to 687 dead, health ministry says',
    'Gaza death toll rises to 1,354 dead, health ministry says',
  ],
  [
    'en',
    'Knesset rejects Palestinian statehood in symbolic vote',
    'UN disappointed that Knesset rejects Palestinian statehood in symbolic vote',
  ],
  ['en', 'Brazil beat Italy in Olympic volleyball final', 'Brazil beat Italy in Olympic beach volleyball final'],
  [
    'en',
    "Brazil wins gold in women's volleyball at Tokyo Olympics",
    "Brazil wins gold in men's volleyball at Tokyo Olympics",
  ],
  [
    'en',
    'Israeli air strike hits hospital in Gaza City, dozens dead',
    'Israeli air strike hits school in Gaza City, dozens dead',
  ],
  [
    'en',
    'Magnitude 5.1 earthquake strikes off the coast of Sumatra, Indonesia',
    'Magnitude 6.1 earthquake strikes off the coast of Sumatra, Indonesia',
  ],
  [
    'en',
    'Earthquake strikes off the coast of Sumatra, Indonesia',
    'Earthquake strikes off the coast of Sulawesi, Indonesia',
  ],
  [
    'en',
    'Fed raises interest rates by quarter point as inflation persists',
    'Fed cuts interest rates by quarter point as inflation persists',
  ],
  [
    'en',
    'Prime Minister of India visits London for trade talks with Britain',
    'Prime Minister of Pakistan visits London for trade talks with Britain',
  ],
  [
    'en',
    'Apple unveils new iPhone 15 Pro with titanium frame',
    'Apple unveils new iPhone 15 Pro Max with titanium frame',
  ],
  [
    'en',
    'Man arrested in connection with downtown Denver shooting',
    'Second man arrested in connection with downtown Denver shooting',
  ],
  [
    'en',
    'Judge blocks Trump order on birthright citizenship',
    'Appeals court blocks Trump order on birthright citizenship',
  ],
  [
    'en',
    'Thousands protest in Tbilisi over foreign agents law',
    'Thousands protest in Tbilisi against fraud in elections',
  ],
  [
    'en',
    'Actor John Smith dies aged 74 after long illness',
    'Actor John Smith has not died aged 74 after long illness, family says',
  ],
  [
    'en',
    'Russia attacks Kyiv with drones overnight, injuring three',
    'Russia attacks Kharkiv with drones overnight, injuring three',
  ],
  ['en', 'Weather forecast for Monday in southern England', 'Weather forecast for Tuesday in southern England'],
  ['en', 'Morning briefing: what you need to know today', 'Morning briefing: what you need to know today'],
  [
    'en',
    'Your daily horoscope for all twelve zodiac signs today',
    'Your daily horoscope for all twelve zodiac signs today',
  ],
  [
    'en',
    "Friday's newspaper front pages: minister resigns over scandal",
    "Friday's newspaper front pages: minister resigns over scandal",
  ],
  [
    'id',
    'Gempa M 5,1 Guncang Bengkulu, Tidak Berpotensi Tsunami',
    'Gempa M 5,6 Guncang Bengkulu, Tidak Berpotensi Tsunami',
  ],
  [
    'id',
    'Israel Terus Gempur Gaza, Korban Jiwa Bertambah Jadi 687 Orang',
    'Israel Terus Gempur Gaza, Korban Tewas Bertambah Jadi 1.354 Orang',
  ],
  [
    'id',
    'Menteri Kesehatan Resmikan Rumah Sakit Baru di Surabaya',
    'Menteri Kesehatan Resmikan Rumah Sakit Baru di Semarang',
  ],
  [
    'id',
    'Timnas Indonesia U-23 Kalahkan Vietnam di Final Piala AFF',
    'Timnas Indonesia U-19 Kalahkan Vietnam di Final Piala AFF',
  ],
  ['zh', '中国男子篮球队在亚运会决赛中击败日本队夺得金牌', '中国女子篮球队在亚运会决赛中击败日本队夺得金牌'],
  ['zh', '北京市发布暴雨红色预警 多个地铁站关闭', '上海市发布暴雨红色预警 多个地铁站关闭'],
  ['ja', '東京で震度5弱の地震 津波の心配なし', '東京で震度3の地震 津波の心配なし'],
  ['ja', '大阪府知事が新型コロナ感染を発表', '京都府知事が新型コロナ感染を発表'],
  ['th', 'นายกรัฐมนตรีไทยเดินทางเยือนจีนอย่างเป็นทางการ', 'นายกรัฐมนตรีไทยเดินทางเยือนญี่ปุ่นอย่างเป็นทางการ'],
  ['ru', 'В Москве скончался известный актер Иван Петров', 'В Москве госпитализирован известный актер Иван Петров'],
  ['ru', 'Путин провел переговоры с президентом Турции в Сочи', 'Путин провел переговоры с президентом Ирана в Сочи'],
  [
    'de',
    'Bayern München gewinnt gegen Borussia Dortmund im Pokalfinale',
    'Bayern München verliert gegen Borussia Dortmund im Pokalfinale',
  ],
  [
    'es',
    'El Gobierno aprueba la reforma laboral tras meses de negociación',
    'El Gobierno retira la reforma laboral tras meses de negociación',
  ],
  [
    'fr',
    'Un homme tué par balles à Marseille dans le 3e arrondissement',
    'Un homme tué par balles à Marseille dans le 13e arrondissement',
  ],
  ['ar', 'مقتل 12 شخصا في غارة إسرائيلية على غزة', 'مقتل 35 شخصا في غارة إسرائيلية على غزة'],
  ['ko', '서울 아파트 화재로 3명 사망', '서울 아파트 화재로 5명 사망'],
  ['ko', '윤석열 대통령 일본 방문 기시다 총리와 정상회담', '윤석열 대통령 중국 방문 시진핑 주석과 정상회담'],
  ['en', 'Is the housing market heading for a crash in 2024?', 'The housing market heading for a crash in 2024'],
  [
    'en',
    'Opinion: Biden should step aside before the Democratic convention',
    'Biden should step aside before the Democratic convention',
  ],
  [
    'en',
    'Tesla shares fall 5% after earnings miss expectations',
    'Tesla shares rise 5% after earnings beat expectations',
  ],
  [
    'en',
    'Chelsea sign Brazilian forward from Santos on seven-year deal',
    'Chelsea sign Brazilian defender from Santos on seven-year deal',
  ],
  ['en', 'Arsenal 2-1 Chelsea: Premier League result', 'Arsenal 3-1 Chelsea: Premier League result'],
  ['en', 'COVID-19: Indonesia reports 5,432 new cases', 'COVID-19: Malaysia reports 5,432 new cases'],
  ['en', 'Senate passes bill to fund government through March', 'House passes bill to fund government through March'],
  ['en', 'North Korea fires ballistic missile into sea', 'South Korea fires ballistic missile into sea'],
  ['en', 'Ukraine war live updates: Russia strikes Odesa port', 'Ukraine war live updates: Russia strikes Odesa port'],
  [
    'en',
    'Police deny report that mayor was arrested in corruption probe',
    'Police report that mayor was arrested in corruption probe',
  ],
  [
    'en',
    'Former president of Peru arrested in corruption investigation',
    'President of Peru arrested in corruption investigation',
  ],
  ['en', 'US imposes new sanctions on Iranian oil exports', 'EU imposes new sanctions on Iranian oil exports'],
  [
    'en',
    'Boeing 737 crashes in southern China with 132 aboard',
    'Boeing 747 crashes in southern China with 132 aboard',
  ],
  [
    'en',
    'Suicide bomber kills dozens at mosque in Peshawar, Pakistan',
    'Suicide bomber kills dozens at mosque in Kunduz, Afghanistan',
  ],
  ['en', 'Germany wins bronze in mixed doubles luge', 'Germany wins silver in mixed doubles luge'],
  [
    'en',
    'Thousands evacuated as wildfire spreads in northern California',
    'Thousands evacuated as wildfire spreads in southern California',
  ],
  [
    'en',
    'Stocks close higher on Wall Street as tech shares rally',
    'Stocks open higher on Wall Street as tech shares rally',
  ],
  [
    'en',
    'Harvey Weinstein found guilty of rape in Los Angeles trial',
    'Harvey Weinstein found not guilty of rape in Los Angeles trial',
  ],
  [
    'id',
    'Presiden Jokowi Resmikan Bendungan di Nusa Tenggara Timur',
    'Presiden Jokowi Resmikan Bendungan di Nusa Tenggara Barat',
  ],
  ['id', 'Polisi Tangkap Pelaku Pembunuhan di Bekasi', 'Polisi Bebaskan Pelaku Pembunuhan di Bekasi'],
  [
    'id',
    'KPK Tetapkan Bupati Bogor sebagai Tersangka Kasus Suap',
    'KPK Tetapkan Wakil Bupati Bogor sebagai Tersangka Kasus Suap',
  ],
  ['id', 'Harga Emas Antam Hari Ini Naik Rp 5.000 per Gram', 'Harga Emas Antam Hari Ini Turun Rp 5.000 per Gram'],
  ['id', 'Banjir Rendam Ratusan Rumah di Kabupaten Demak', 'Banjir Rendam Ratusan Rumah di Kabupaten Kudus'],
  [
    'en',
    'Djokovic reaches Wimbledon final after beating Sinner',
    'Djokovic reaches Wimbledon semi-final after beating Sinner',
  ],
  [
    'en',
    'Family of missing Texas girl offers reward for information',
    'Missing Texas girl found safe, family says reward paid',
  ],
  [
    'en',
    'Taylor Swift announces new album at Grammy Awards ceremony',
    'Taylor Swift fans react to new album announced at Grammy Awards ceremony',
  ],
  [
    'en',
    'World leaders condemn assassination attempt on Slovak prime minister',
    'Assassination attempt on Slovak prime minister',
  ],
  [
    'en',
    'Explosion at chemical plant in Texas kills two workers',
    'Explosion at chemical plant in Ohio kills two workers',
  ],
  ['en', 'Bus crash in northern Mexico kills 15', 'Bus crash in northern Peru kills 15'],
  ['en', 'Nintendo announces Switch 2 price and release date', 'Nintendo delays Switch 2 price and release date'],
  [
    'en',
    'SpaceX launches 23 Starlink satellites from Florida',
    'SpaceX launches 23 Starlink satellites from California',
  ],
  ['en', 'Man dies after falling from cliff in Cornwall', 'Woman dies after falling from cliff in Cornwall'],
  ['en', 'France defeats Spain to reach the World Cup final', 'Spain defeats France to reach the World Cup final'],
  ['en', 'India overtakes China as most populous country', 'China overtakes India as most populous country'],
  [
    'en',
    'Israel attacks Iran in retaliation for missile strike',
    'Iran attacks Israel in retaliation for missile strike',
  ],
  ['en', 'Death toll in Nepal bus crash rises to 14', 'Death toll in Nepal bus crash rises to 19'],
  ['en', 'Toll in Nepal bus crash rises to 14', 'Nepal bus crash kills dozens'],
  ['en', 'Live: Chelsea v Everton, Premier League', 'Live: Chelsea v Everton, FA Cup'],
  ['en', 'Chelsea beat Everton 2-1 at Stamford Bridge', 'Chelsea beat Everton 3-1 at Stamford Bridge'],
  ['en', 'Chelsea women beat Everton at Stamford Bridge', 'Chelsea beat Everton at Stamford Bridge'],
  ['en', 'Chelsea beat Everton to go top of the league', 'Everton beat Chelsea to go top of the league'],
  ['en', 'Tokyo stocks open lower on tech sell-off', 'Tokyo stocks close lower on tech sell-off'],
  ['en', 'Tokyo stocks open higher after Wall Street gains', 'Seoul stocks open higher after Wall Street gains'],
  ['en', 'Oil prices rise as OPEC cuts output', 'Oil prices fall as OPEC cuts output'],
  ['en', 'Weather forecast for Thursday: rain in the north', 'Weather forecast for Friday: rain in the north'],
  ['en', 'Horoscope for June 12: Aries to Pisces', 'Horoscope for June 13: Aries to Pisces'],
  ['en', 'Senate confirms Miller as ambassador to Kenya', 'Senate confirms Miller as ambassador to Ghana'],
  ['en', 'Senate confirms Miller as ambassador to Kenya', 'Senate set to confirm Miller as ambassador to Kenya'],
  ['en', 'Apple to open second store in Mumbai this month', 'Apple to open third store in Mumbai this month'],
  [
    'en',
    'Volleyball: Brazil beat Poland to reach Olympic final',
    'Beach volleyball: Brazil beat Poland to reach Olympic final',
  ],
  ['en', 'Knesset rejects bill on draft exemption', 'UN disappointed that Knesset rejects bill on draft exemption'],
  ['en', 'Court acquits mayor of bribery charges', 'Court convicts mayor of bribery charges'],
  ['en', 'Police arrest suspect in Leeds stabbing', 'Police seek suspect in Leeds stabbing'],
  ['en', 'Ministers deny plan to raise fuel duty', 'Ministers plan to raise fuel duty'],
  ['en', 'Quake of magnitude 5.1 hits Sumatra', 'Quake of magnitude 5.4 hits Sumatra'],
  ['en', 'Man charged with murder of teenager in Bristol', 'Man charged with murder of teenager in Cardiff'],
  ['en', 'Ryanair pilots in Spain to strike in August', 'Ryanair pilots in Italy to strike in August'],
  ['en', 'Opinion: Ministers must act on river pollution now', 'Ministers must act on river pollution now'],
  ['en', 'Has the minister lied about river pollution report?', 'The minister has lied about river pollution report'],
  ['en', 'Toyota recalls 12,000 Corolla cars over airbag fault', 'Toyota recalls 12,000 Camry cars over airbag fault'],
  ['en', 'Tesla cuts prices of Model 3 in China', 'Tesla cuts prices of Model Y in China'],
  ['id', 'Harga Emas Antam Hari Ini Naik Rp5.000 per Gram', 'Harga Emas Antam Hari Ini Naik Rp7.000 per Gram'],
  ['id', 'Harga Emas Antam Hari Ini Naik', 'Harga Emas Antam Hari Ini Turun'],
  ['id', 'Jadwal Salat Jakarta 12 Juni', 'Jadwal Salat Bandung 12 Juni'],
  ['id', 'Gempa M 4,5 Guncang Sukabumi', 'Gempa M 4,8 Guncang Sukabumi'],
  ['id', 'Persib Bandung Kalahkan Persija Jakarta 2-0', 'Persib Bandung Dikalahkan Persija Jakarta 2-0'],
  [
    'id',
    'KPK Tetapkan Bupati Cirebon Jadi Tersangka Korupsi',
    'KPK Tetapkan Mantan Bupati Cirebon Jadi Tersangka Korupsi',
  ],
  ['ms', 'Harga minyak RON95 kekal minggu ini', 'Harga minyak RON97 kekal minggu ini'],
  ['es', 'El Barça gana al Sevilla en el Camp Nou', 'El Barça pierde con el Sevilla en el Camp Nou'],
  [
    'es',
    'Muere el actor mexicano Pedro Armendáriz a los 71 años',
    'Muere el actor argentino Pedro Armendáriz a los 71 años',
  ],
  [
    'es',
    'Sube a 12 la cifra de muertos por las lluvias en Bolivia',
    'Sube a 15 la cifra de muertos por las lluvias en Bolivia',
  ],
  ['es', 'La bolsa de Madrid abre con subidas', 'La bolsa de Madrid cierra con subidas'],
  ['ar', 'ارتفاع حصيلة ضحايا الزلزال إلى 120 قتيلا', 'ارتفاع حصيلة ضحايا الزلزال إلى 150 قتيلا'],
  ['ar', 'وزير الخارجية المصري يصل إلى بغداد', 'وزير الخارجية الأردني يصل إلى بغداد'],
  ['ar', 'ارتفاع أسعار النفط في ختام التعاملات', 'انخفاض أسعار النفط في ختام التعاملات'],
  ['ru', 'Спартак обыграл Зенит в Санкт-Петербурге', 'Зенит обыграл Спартак в Санкт-Петербурге'],
  ['ru', 'Курс доллара вырос до 92 рублей', 'Курс евро вырос до 99 рублей'],
  ['ru', 'Президент Франции прибыл с визитом в Астану', 'Президент Италии прибыл с визитом в Астану'],
  ['ru', 'Цены на нефть растут на фоне решения ОПЕК', 'Цены на нефть падают на фоне решения ОПЕК'],
  ['zh', '今日油价上调每升涨0.12元', '今日油价下调每升跌0.12元'],
  ['zh', '北京发布暴雨蓝色预警信号', '天津发布暴雨蓝色预警信号'],
  ['zh', '法国总统抵达北京进行国事访问', '德国总统抵达北京进行国事访问'],
  ['zh', '中国女排3比1战胜日本队', '中国男排3比1战胜日本队'],
  ['ja', '東京株式 午前の日経平均は反発', '東京株式 午前の日経平均は反落'],
  ['ja', '大阪で震度4の地震 津波の心配なし', '東京で震度4の地震 津波の心配なし'],
  ['ja', '首相、フランス大統領と会談', '首相、ドイツ首相と会談'],
  ['th', 'ราคาทองวันนี้ปรับขึ้น 100 บาท', 'ราคาทองวันนี้ปรับลง 100 บาท'],
  ['th', 'ไฟไหม้โกดังสินค้าที่สมุทรปราการ', 'ไฟไหม้โกดังสินค้าที่ชลบุรี'],
  [
    'en',
    'Police attacked protesters in central Lyon on Sunday',
    'Police attacked by protesters in central Lyon on Sunday',
  ],
  [
    'en',
    'Iran strikes Israel with ballistic missiles overnight',
    'Israel strikes Iran with ballistic missiles overnight',
  ],
  [
    'en',
    'Wall Street ends higher as investors await Fed decision',
    'Wall Street ends mixed as investors await Fed decision',
  ],
  [
    'en',
    'Wall Street opens higher as investors await Fed decision',
    'Wall Street ends higher as investors await Fed decision',
  ],
  [
    'en',
    'Australia win toss and bat against Pakistan in Perth',
    'Pakistan win toss and bat against Australia in Perth',
  ],
  [
    'en',
    'Djokovic through to Wimbledon quarter-finals in straight sets',
    'Djokovic through to Wimbledon semi-finals in straight sets',
  ],
  ['en', 'Amazon workers in Coventry vote for strike', 'Amazon workers in Coventry vote against strike'],
  ['en', 'Hospital strike in Kenya enters second week', 'Hospital strike in Kenya enters third week'],
  ['en', 'Gunman kills two at Atlanta supermarket', 'Gunman kills two at Atlanta school'],
  ['en', 'Ex-minister Brown to stand for parliament', 'Minister Brown to stand for parliament'],
  ['en', 'Fire breaks out at Mumbai textile mill', 'Fire at Mumbai textile mill under control'],
  ['en', 'Mayor apologises for remarks about refugees', 'Mayor refuses to apologise for remarks about refugees'],
  ['en', 'EU leaders agree on migration deal', 'EU leaders fail to agree on migration deal'],
  ['en', 'Google unveils Pixel 9 phones', 'Google unveils Pixel 9 Pro phones'],
  ['en', 'Bank of Canada holds rates at 4.5%', 'Bank of Canada cuts rates to 4.25%'],
  ['en', 'Bank of England holds interest rates', 'Bank of Japan holds interest rates'],
  ['en', 'Germany: train derails near Munich, four dead', 'Germany: train derails near Munich, dozens hurt'],
  ['en', 'Daughter of jailed activist wins Nobel prize', 'Jailed activist wins Nobel prize'],
  ['en', 'China warns US over arms sales to Taiwan', 'US warns China over arms sales to Taiwan'],
  [
    'en',
    'Pope Francis taken to hospital with breathing problems',
    'Pope Francis leaves hospital after breathing problems',
  ],
  ['en', 'Boeing delivers 35 jets in May', 'Airbus delivers 35 jets in May'],
  ['en', 'Quick crossword No 16,888', 'Quick crossword No 16,889'],
  ['en', 'Missing hiker found alive in Snowdonia', 'Missing hiker found dead in Snowdonia'],
  ['en', 'Parents of missing hiker in Snowdonia appeal for help', 'Missing hiker in Snowdonia: appeal for help'],
  ['id', 'IHSG Dibuka Menguat ke Level 7.200', 'IHSG Ditutup Menguat ke Level 7.200'],
  ['id', 'Timnas U-20 Indonesia Kalahkan Thailand', 'Timnas U-23 Indonesia Kalahkan Thailand'],
  ['id', 'Prabowo Bertemu Putin di Moskow', 'Gibran Bertemu Putin di Moskow'],
  ['id', 'Polisi Tangkap Pengedar Narkoba di Medan', 'Polisi Tangkap Pengedar Narkoba di Palembang'],
  ['id', 'Banjir Rendam 3 Desa di Demak', 'Banjir Rendam 5 Desa di Demak'],
  ['id', 'Menkes: Vaksin TBC Aman untuk Warga', 'Menkes Bantah Vaksin TBC Tidak Aman untuk Warga'],
  ['id', 'Anak Buah Ferdy Sambo Ditahan', 'Ferdy Sambo Ditahan'],
  [
    'id',
    'Kecelakaan Beruntun di Tol Cipularang, 2 Tewas',
    'Kecelakaan Beruntun di Tol Cipularang, Sopir Jadi Tersangka',
  ],
  ['id', 'Jokowi Tinjau Tol Cisumdawu', 'Jokowi Resmikan Tol Cisumdawu'],
  ['es', 'Detenido el presunto asesino de una mujer en Sevilla', 'Detenido el presunto asesino de una mujer en Málaga'],
  ['ru', 'ВСУ атаковали Белгород беспилотниками', 'ВСУ атаковали Курск беспилотниками'],
  ['ru', 'Суд арестовал бывшего мэра Владивостока', 'Суд отпустил бывшего мэра Владивостока'],
  ['ru', 'Медведев поздравил россиян с праздником', 'Путин поздравил россиян с праздником'],
  ['ar', 'مقتل 5 جنود في هجوم مسلح شمال مالي', 'مقتل 5 مدنيين في هجوم مسلح شمال مالي'],
  ['ar', 'الهلال يفوز على النصر في الدوري السعودي', 'النصر يفوز على الهلال في الدوري السعودي'],
  ['zh', '苹果发布新款iPhone 16手机', '苹果发布新款iPhone 15手机'],
  ['zh', '上海迪士尼门票价格上调', '上海迪士尼门票价格下调'],
  ['zh', '外交部回应美国对华关税', '商务部回应美国对华关税'],
  ['zh', '四川泸定发生5.1级地震', '四川泸定发生3.1级地震'],
  ['ja', '巨人が阪神に3対2で勝利', '阪神が巨人に3対2で勝利'],
  ['ja', '日銀、金利据え置きを決定', '日銀、利上げを決定'],
  ['ja', 'トヨタ自動車、過去最高益を更新', 'ホンダ、過去最高益を更新'],
  ['th', 'ทีมชาติไทยชนะเวียดนาม 2-1', 'ทีมชาติไทยแพ้เวียดนาม 2-1'],
  ['th', 'ฝนตกหนักน้ำท่วมเชียงใหม่', 'ฝนตกหนักน้ำท่วมเชียงราย'],
]

/** Unlike at first sight, and one piece. */
const COPIES: readonly (readonly [language: string, a: string, b: string])[] = [
  [
    'en',
    'Virus cases found at ski resort in Austria as season opens',
    'Ski resort in Austria reports COVID-19 cases as season opens',
  ],
  ['en', 'Cholera cluster in Malawi lake town closes schools', 'Cholera hits Malawi lake town, closes schools'],
  ['en', 'British police arrest three over museum theft', 'UK police arrest three over museum theft'],
  [
    'en',
    'French farmers block roads into Paris over import rules',
    'Farmers in France block roads into Paris over import rules',
  ],
  [
    'en',
    'Lorry carrying chemicals overturns on motorway near Leeds',
    'Truck carrying chemicals overturns on motorway near Leeds',
  ],
  ['en', 'Former coach of Leeds dies aged 70', 'Ex-coach of Leeds dies aged 70'],
  [
    'en',
    'Sbarro files for second bankruptcy in three years',
    'UPDATE 1-Sbarro files for bankruptcy, second time in three years',
  ],
  [
    'en',
    'Japanese siblings sweep 2 judo golds at Games',
    'Japanese siblings sweep two judo golds at Tokyo Games | WXYZ',
  ],
  ['en', '“Glittering gold” distracts from Tokyo’s woes', 'Glittering gold distracts from Tokyo woes - The China Post'],
  ['en', 'Mayor of Lyon resigns over school canteen scandal', 'MAYOR OF LYON RESIGNS OVER SCHOOL CANTEEN SCANDAL'],
  [
    'en',
    'Djokovic beats Dimitrov to reach Paris Masters final',
    'Djokovic downs Dimitrov to reach Paris Masters final',
  ],
  [
    'id',
    'Presiden Lepas 51,5 Ton Bantuan untuk Palestina',
    '[FULL] Momen Presiden Lepas 51,5 Ton Bantuan untuk Palestina',
  ],
  ['id', 'Presiden: Kita Mendukung Kemerdekaan Rakyat Palestina', 'Presiden: Kita Dukung Kemerdekaan Rakyat Palestina'],
  ['ru', 'На Донбассе под обстрел попали наблюдатели ОБСЕ', 'Под обстрел на Донбассе попали наблюдатели ОБСЕ'],
  ['zh', '中国探测器成功在月球背面着陆并采集样本', '【视频】中国探测器成功在月球背面着陆并采集样本'],
  ['th', 'นายกรัฐมนตรีไทยเดินทางเยือนจีนอย่างเป็นทางการ', 'นายกรัฐมนตรีไทย เดินทางเยือนจีนอย่างเป็นทางการ'],
  ['de', 'Bundestag beschließt Haushalt für das kommende Jahr', 'Bundestag beschliesst Haushalt für das kommende Jahr'],
  [
    'en',
    'Greek ferry crew rescues 23 migrants from sinking boat off Crete',
    'Crew of Greek ferry rescues 23 migrants from sinking boat off Crete',
  ],
  [
    'en',
    'Canadian Pacific to cut 500 jobs amid falling grain shipments',
    'UPDATE 2-Canadian Pacific to cut 500 jobs amid falling grain shipments',
  ],
  [
    'en',
    'Peru declares state of emergency in Amazon region after oil spill',
    'Peru Declares State of Emergency in Amazon Region After Oil Spill | Reuters',
  ],
  ['en', 'Norway’s Ruud wins Barcelona title for first time', 'Ruud wins Barcelona title for first time'],
  ['id', 'Polisi Tangkap Tiga Pelaku Pembobolan ATM di Bekasi', 'Polisi Tangkap 3 Pelaku Pembobolan ATM di Bekasi'],
  [
    'id',
    'Gunung Semeru Erupsi, Warga Diminta Jauhi Besuk Kobokan',
    'VIDEO: Gunung Semeru Erupsi, Warga Diminta Jauhi Besuk Kobokan',
  ],
  ['ms', 'Banjir di Kelantan: 4,200 mangsa dipindahkan ke PPS', '4,200 mangsa banjir di Kelantan dipindahkan ke PPS'],
  [
    'es',
    'El Gobierno aprueba la reforma de las pensiones de los autónomos',
    'Gobierno aprueba reforma de las pensiones de los autónomos',
  ],
  ['ar', 'السعودية تعلن إطلاق مشروع للطاقة الشمسية في نيوم', 'السعودية تعلن اطلاق مشروع للطاقة الشمسية في نيوم'],
  [
    'ru',
    'Власти Казахстана ввели режим ЧС из-за паводков на севере страны',
    'В Казахстане ввели режим ЧС из-за паводков на севере страны',
  ],
  ['ja', '台風10号が九州に上陸、交通機関に乱れ', '台風10号が九州に上陸 交通機関に乱れ'],
  ['en', 'Bomb found near embassy in Madrid', 'Bomb found near Ukrainian embassy in Madrid'],
  ['en', 'Turkey lifts ban on Wikipedia after three years', 'Turkey lifts ban on Wikipedia'],
  ['id', 'Jokowi Resmikan Tol Cisumdawu', 'Jokowi Resmikan Jalan Tol Cisumdawu'],
]

const LEDE =
  'Hong Kong’s biggest music festival has been cancelled because of the political unrest in the city, the organisers ' +
  'said on Thursday, citing the safety of the audience, the artists and the crew after months of protest.'

describe('what seems alike', () => {
  test.each(SEEMING)('%s: “%s” is other news than “%s”', (language, a, b) => {
    expect(likeness({ title: a }, { title: b }, language)).toMatchObject({ isCopy: false })
    expect(likeness({ title: b }, { title: a }, language)).toMatchObject({ isCopy: false })
  })
})

describe('copies', () => {
  test.each(COPIES)('%s: “%s” is “%s”', (language, a, b) => {
    expect(likeness({ title: a }, { title: b }, language)).toMatchObject({ isCopy: true })
  })

  test('the same text under another headline is the same piece', () => {
    const a = { title: 'Clockenflap cancelled over Hong Kong unrest', text: LEDE }
    const b = { title: 'Organisers pull plug on festival', text: `HONG KONG (Reuters) - ${LEDE} More to come.` }
    expect(likeness(a, b)).toMatchObject({ isCopy: true, rule: 'same-text' })
  })

  test.each([
    [
      'pl',
      'Pożar stodoły pod Lublinem, ranny strażak',
      'Ranny strażak po pożarze pod Lublinem. Spłonęła stodoła',
      'Strażak został ranny w piątek, gdy gasił pożar stodoły we wsi pod Lublinem.',
    ],
    [
      'fi',
      'Hirvi juoksi jäähalliin Kuopiossa',
      'Kuopiossa hirvi jäähallissa, ottelu keskeytyi',
      'Hirvi juoksi perjantaina Kuopiossa jäähalliin ja ottelu keskeytyi puoleksi tunniksi, kertoi liitto.',
    ],
    [
      'id',
      'BMKG: gempa guncang Luwuk',
      'BMKG: gempa guncang Luwuk dini hari, warga berhamburan',
      'Gempa mengguncang Luwuk pada Jumat dini hari dan warga berhamburan keluar rumah, kata BMKG.',
    ],
  ])('the same sentence, and no other, under another headline is the same piece: %s', (language, a, b, text) => {
    expect(likeness({ title: a, text }, { title: b, text }, language)).toMatchObject({ isCopy: true })
  })

  test.each([
    [
      'Fire in flat in Leeds leaves three homeless',
      'Fire in shop in Leeds leaves nobody hurt',
      'Read the whole story with pictures and videos on the site of your paper.',
    ],
    [
      'Man arrested in Leeds after chase',
      'Man arrested in Hull after chase',
      'A man was arrested on Friday after a chase, the police of the county said.',
    ],
    [
      'Anna and Ben talk football: Arsenal',
      'Anna and Ben talk football: Chelsea',
      'Each week Anna and Ben talk about football and all that comes with it.',
    ],
  ])('one sentence under “%s” and “%s” may be hung under anything', (a, b, text) => {
    expect(likeness({ title: a, text }, { title: b, text })).toMatchObject({ isCopy: false })
  })

  test('a comparison says rule, score, threshold and shared words, and is the same from both sides', () => {
    const a = { title: 'Sbarro files for second bankruptcy in three years', more: { key: 'a' } }
    const b = { title: 'Sbarro files second bankruptcy in three years', more: { key: 'b' } }
    const found = likeness(a, b)
    expect(found).toMatchObject({ a: 'a', b: 'b', rule: 'same-title', threshold: 0.8 })
    expect(found.score).toBeGreaterThan(0.9)
    expect(found.shared).toContain('sbarro')
    const piece = (side: typeof a) => pieceOf(entryOf(side.more.key, side.title, side.more), '')
    expect(compare(piece(b), piece(a))).toEqual(compare(piece(a), piece(b)))
  })
})

const RAIN = (town: string) =>
  `The national weather service has issued a yellow warning of heavy rain for ${town} from this evening until noon tomorrow, and asks people to keep away from rivers and the shore while the storm passes over the island.`
const HUJAN = (town: string) =>
  `Badan Meteorologi, Klimatologi, dan Geofisika memperkirakan hujan lebat disertai petir akan turun di ${town} mulai sore ini sampai tengah malam nanti, dan meminta warga di bantaran sungai tetap waspada serta tidak berteduh di bawah pohon.`
const BAOYU = (town: string) =>
  `${town}市气象台今天下午发布暴雨红色预警信号，预计未来六小时大部分地区降雨量将超过一百毫米，多个地铁站已经关闭，请市民尽量减少外出，远离河道和低洼地带，注意防范可能出现的城市内涝和山洪灾害。`

describe('what forbids', () => {
  const title = 'Ministers agree on fishing quotas for the Baltic Sea'

  test('titles longer than what is compared that end otherwise, or whose ends were cut off', () => {
    const long = `${title} and on many other things besides. `.repeat(8)
    const [a, b] = [`${long}The harbour opens.`, `${long}The harbour closes.`]
    const both = (one: string, other: string, ofOne = 'It opened.', ofOther = 'It closed.') =>
      likeness({ title: one, text: ofOne }, { title: other, text: ofOther })
    expect(both(a, b)).toMatchObject({ isCopy: false, veto: 'texts-differ' })
    expect(both(`${long}…`, `${long}…`)).toMatchObject({ isCopy: false, veto: 'texts-differ' })
    expect(both(`${long}…`, `${long}…`, LEDE, LEDE)).toMatchObject({ isCopy: true })
    expect(both(a, a)).toMatchObject({ isCopy: true })
    expect(both(title, title)).toMatchObject({ isCopy: true })
  })

  test('texts that have nothing in common under one title', () => {
    const other =
      'A recipe for soused herring with onions, juniper, bay leaves and a little sugar, to be eaten cold with rye bread and butter.'
    expect(likeness({ title, text: LEDE }, { title, text: other })).toMatchObject({
      isCopy: false,
      veto: 'texts-differ',
    })
  })

  test.each([
    [
      'en',
      'Norway beat Hungary in handball World Cup final',
      'Norway beat Hungary by four goals in the World Cup final in Herning on Sunday to win their second handball title, watched by a record crowd.',
      'Norway beat Hungary in women’s handball World Cup final',
      'Norway beat Hungary by four goals in the women’s World Cup final in Herning on Sunday to win their fifth handball title, watched by a record crowd.',
    ],
    [
      'es',
      'El Betis gana al Levante y es campeón de la Copa',
      'El Betis ganó al Levante por 2 a 1 este domingo en Sevilla ante treinta mil personas y es campeón de la Copa',
      'El Betis gana al Levante y es campeón de la Copa sub-19',
      'El Betis ganó al Levante por 2 a 1 este domingo en Sevilla ante treinta mil personas y es campeón de la Copa sub-19.',
    ],
  ])('texts told in the same words of the one and the other of several: %s', (language, a, textA, b, textB) => {
    expect(likeness({ title: a, text: textA }, { title: b, text: textB }, language)).toMatchObject({ isCopy: false })
  })

  test('texts that have the day in common and no other name', () => {
    const a = {
      title: 'John Adams museum shows letters',
      text: 'The museum of John Adams in Quincy shows letters to Abigail on Friday.',
    }
    const b = {
      title: 'John Q Adams museum shows letters',
      text: 'The museum of John Q. Adams in Vermont shows letters from Petersburg on Friday.',
    }
    expect(likeness(a, b)).toMatchObject({ isCopy: false })
  })

  test('what one title says of which, where the texts are one or the other was cut before it, is no other piece', () => {
    const text =
      'Norway beat Hungary by four goals in the final in Herning on Sunday to win their second handball title, watched by a record crowd of women and men.'
    const [a, b] = [
      { title: 'Norway beat Hungary in handball final', text },
      { title: 'Norway women beat Hungary in handball final' },
    ]
    expect(likeness(a, { ...b, text })).toMatchObject({ isCopy: true })
    expect(likeness({ ...a, text: text.slice(0, 105) }, { ...b, text })).toMatchObject({ isCopy: true })
  })

  test('reports from one template with other figures', () => {
    const quake = (size: string, depth: string, time: string) =>
      `An earthquake of magnitude ${size} was recorded off the coast at a depth of ${depth} kilometres at ${time} local time, the agency said, and no tsunami is expected after it`
    const a = { title: 'Earthquake recorded off the coast', text: quake('4.1', '35', '07:15') }
    const b = { title: 'Earthquake recorded off the coast', text: quake('5.3', '12', '16:40') }
    expect(likeness(a, b)).toMatchObject({ isCopy: false, veto: 'numbers' })
  })

  test.each([
    ['en', 'Cork', 'Kerry', (town: string) => `Rain warning issued for ${town} as storm nears`, RAIN],
    ['id', 'Bekasi', 'Depok', (town: string) => `BMKG Minta Warga ${town} Waspada Hujan Lebat`, HUJAN],
    ['zh', '苏州', '杭州', (town: string) => `${town}市发布暴雨红色预警 多个地铁站关闭`, BAOYU],
  ])('reports from one template of two places: %s', (language, one, other, title, text) => {
    const [a, b] = [one, other].map((town) => ({ title: title(town), text: text(town) }))
    if (a === undefined || b === undefined) throw new Error('two')
    expect(likeness(a, b, language)).toMatchObject({ isCopy: false, veto: 'exchanged-words' })
    // The same of one place under another headline is told again.
    expect(likeness(a, { ...b, text: a.text }, language)).toMatchObject({ isCopy: true, rule: 'same-text' })
  })

  test('a title that recurs within a source', () => {
    expect(likeness({ title }, { title }, 'en', { titleRecurs: true })).toMatchObject({
      isCopy: false,
      veto: 'recurring-title',
    })
  })

  test('a text that recurs within a source proves nothing', () => {
    const text =
      'Subscribe to our newsletter and never miss a story again, with the best of our reporting every morning in your mailbox, free of charge for a month.'
    const [a, b] = [
      { title: 'Volcano erupts in Iceland', text },
      { title: 'Parliament elects a speaker', text },
    ]
    expect(likeness(a, b, 'en', { textRecurs: true }).isCopy).toBe(false)
  })

  test('one source twice under one title, with nothing to show that it is one piece', () => {
    const more = { sourceId: 'same' }
    expect(likeness({ title, more }, { title, more })).toMatchObject({ isCopy: false, veto: 'sent-again' })
    const later = { ...more, firstSeen: 25 * hour }
    expect(likeness({ title, more }, { title, more: later })).toMatchObject({ isCopy: false, veto: 'same-source' })
  })

  test.each([
    [
      'de',
      'Polizei sucht Zeugen nach Unfallflucht',
      'Die Polizei sucht Zeugen: Am Freitag hat ein Unbekannter in der Mühlgasse in Aalen einen geparkten Seat Ibiza beschädigt und ist geflüchtet. Hinweise nimmt die Wache entgegen.',
      'Die Polizei sucht Zeugen: Am Freitag hat ein Unbekannter in der Bergstraße in Celle einen geparkten Fiat Panda beschädigt und ist geflüchtet. Hinweise nimmt die Wache entgegen.',
    ],
    [
      'es',
      'Muere Pedro Ruiz a los 79 años',
      'El alfarero Pedro Ruiz ha muerto el viernes a los 79 años en Úbeda, según su familia.',
      'El geólogo Pedro Ruiz ha muerto el viernes a los 79 años en Burgos, según su familia.',
    ],
    [
      'zh',
      '李志明逝世 享年79岁',
      '画家李志明周五在苏州逝世，享年79岁，家属证实。',
      '航海家李志明周五在大连逝世，享年79岁，家属证实。',
    ],
  ])(
    'two texts of one source under one headline, one word in them another (%s)',
    (language, headline, first, second) => {
      const sent = (text: string) => ({ title: headline, text, more: { sourceId: 'same' } })
      expect(likeness(sent(first), sent(second), language).isCopy).toBe(false)
      expect(likeness(sent(first), sent(first), language).isCopy).toBe(true)
    },
  )

  test('a warning for the one place, and the same list of precautions under that for another, of one source', () => {
    const list =
      ' Take in what stands in gardens and on balconies, keep doors and windows shut, stay away from trees and scaffolds, do not drive if you need not, and listen to what the radio and the fire brigade tell you for the night and for the morning.'
    const more = { sourceId: 'same' }
    const [all, one] = [
      {
        title: 'Official warning of violent gusts',
        text: `Gusts of 80 km an hour are expected in Angus.${list}`,
        more,
      },
      { title: 'Official warning of violent gusts: Isle of Bute', text: `Gusts are expected.${list}`, more },
    ]
    expect(likeness(all, one).isCopy).toBe(false)
  })

  test('more than three days between them', () => {
    expect(likeness({ title }, { title, more: { firstSeen: 73 * hour } })).toMatchObject({
      isCopy: false,
      veto: 'too-far-apart',
    })
  })

  test('two languages', () => {
    expect(likeness({ title }, { title, more: { language: 'de' } })).toMatchObject({ isCopy: false, veto: 'language' })
  })

  test.each([
    [
      'fr',
      'Crue à Ségou : quatorze blessés',
      'Quatorze personnes ont été blessées lundi dans une crue à Ségou, 6 500 ont fui leurs maisons, a dit le préfet Adama Sow.',
      'Crue à Ségou : 14 blessés',
      '14 personnes ont été blessées lundi dans une crue à Ségou, 6500 ont fui leurs maisons, a dit le préfet Adama Sow.',
    ],
    [
      'pt',
      'Cheia em Estrela fere catorze',
      'Catorze pessoas ficaram feridas na segunda-feira numa cheia em Estrela e 6,5 mil fugiram, disse o prefeito Elmar Schneider.',
      'Cheia em Estrela fere 14',
      '14 pessoas ficaram feridas na segunda-feira numa cheia em Estrela e 6.500 fugiram, disse o prefeito Elmar Schneider.',
    ],
  ])('no figure that is written otherwise, but another one (%s)', (language, a, textA, b, textB) => {
    expect(likeness({ title: a, text: textA }, { title: b, text: textB }, language).isCopy).toBe(true)
    const other = { title: b.replace('14', '15'), text: textB.replace('14', '15') }
    expect(likeness({ title: a, text: textA }, other, language).isCopy).toBe(false)
  })

  test('no declared language that the words are plainly not in, and none where the texts are one', () => {
    const headline = 'Zwei Wisente im Rothaargebirge ausgewildert'
    const text =
      'Zwei Wisente sind am Montag im Rothaargebirge ausgewildert worden, sagte Försterin Anke Voss in Bad Berleburg. Beide tragen einen Sender.'
    const declared = (language: string, said = text) => ({ title: headline, text: said, more: { language } })
    expect(likeness(declared('en-US'), declared('de')).isCopy).toBe(true)
    expect(likeness(declared('da'), declared('fi')).isCopy).toBe(true)
    const other = 'Am Montag kamen zwei Wisente ins Rothaargebirge, wo sie seither ohne Zaun unter den Buchen weiden.'
    expect(likeness(declared('en-US', other), declared('de', other.slice(0, -30))).isCopy).toBe(true)
    // One headline of names in two languages.
    const result = (language: string) => ({ title: 'Flamengo Palmeiras Santos Cruzeiro Grêmio', more: { language } })
    expect(likeness(result('es'), result('pt')).veto).toBe('language')
    expect(likeness(result('nb'), result('no')).veto).toBeUndefined()
  })

  test.each(['A', '🎉🎉🎉', '…', 'Live', 'Video', '速報', '今日'])('a title that says as little as “%s”', (short) => {
    expect(likeness({ title: short }, { title: short }).isCopy).toBe(false)
  })
})

test('a title of ten thousand characters is compared in bounded time', () => {
  const long = 'gempa mengguncang '.repeat(600)
  expect(likeness({ title: long }, { title: `${long}!` }, 'id').isCopy).toBe(false)
})
