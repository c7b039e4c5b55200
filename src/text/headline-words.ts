/**
 * Words that headlines are made with, whatever the news: they tell little, though they are not among the commonest of
 * the language. Written by hand, in the spelling of `words.ts`.
 */
export const HEADLINE_WORDS: Readonly<Record<string, string>> = {
  en: `
    announce announces announced reveal reveals revealed unveil unveils unveiled report reports reported confirm confirms confirmed become becomes became
    hit hits face faces faced see sees saw come comes came go goes went get gets got make makes made take takes took give gives gave set sets
    show shows shown find finds found begin begins began keep keeps kept put puts bring brings brought hold holds held plan plans planned
    seek seeks sought urge urges look looks looking aim aims move moves moved turn turns turned head heads headed mark marks marked spark sparks sparked
    prompt prompts trigger triggers cause causes caused lead leads leading led leave leaves amid despite over among across ahead latest new fresh major big top
    key huge massive ever likely expected set due official officials source sources people man woman report data year years month week day time
    says said tells told according authorities government country nation state city area region case cases number total more most another
    name names named call calls called face facing fight fights battle deal talks issue issues crisis concern concerns fears risk plan bid
    wind winds draw draws end ends ending way back home world record high low says inside why how what watch meet meets visit visits strike strikes
    game games team final match season player players win wins won beat beats claim claims claimed grab grabs clinch clinches scoop scoops seal seals secure secures
    earn earns edge edges down downs defeat defeats sweep sweeps cap caps capping capped open opens opening start starts started test tests tested
    cluster clusters outbreak outbreaks scare spate case found confirmed positive update updates story stories photo photos video
  `,
  id: `
    jadi menjadi bakal akan telah sudah tengah sedang usai setelah pasca saat ketika soal terkait tentang hingga sampai kini sejak jelang bertambah capai mencapai
    tembus sebut sebutkan ungkap ungkapkan jelaskan paparkan beberkan kata ujar minta imbau ajak gelar adakan lakukan temui bertemu tiba hadiri hadir
    resmi resmikan buka tutup mulai akhirnya kembali terus masih segera terbaru fakta momen detik detik-detik viral heboh tegas tragis miris sederet daftar
    simak intip begini inilah ini itu alasan cara apa siapa kenapa mengapa bagaimana orang warga pihak pemerintah presiden menteri gubernur
    lawan melawan hadapi menghadapi diduga ternyata kini makin
    wilayah daerah kota kabupaten negara dunia hari tahun bulan pekan jam menit kali baru lama besar kecil lebih banyak sejumlah beberapa seorang satu dua
    korban jiwa tewas meninggal luka sidang rapat upaya aksi kasus perang konflik agresi serangan serang gempur gempuran bantuan dukung
  `,
  es: `
    anuncia anuncian anuncio revela revelan confirma confirman confirmo tras segun ante contra hasta desde durante nuevo nueva nuevos nuevas gran primer primera
    hoy ayer ano anos gobierno presidente ministro pais ciudad caso casos plan medida acuerdo dice dijo hace hacen busca buscan llega llegan
  `,
  fr: `
    annonce annoncent annoncé revele devoile confirme selon apres contre avant depuis pendant nouveau nouvelle nouveaux nouvelles premier premiere grand grande
    an ans annee gouvernement president ministre pays ville cas plan accord dit fait font cherche arrive
  `,
  de: `
    meldet melden kundigt bestatigt enthullt laut nach gegen vor seit wahrend neue neuer neues neuen erste erster ersten grosse grosser jahr jahre jahren
    regierung prasident minister land stadt fall falle plan will wollen sagt macht kommt geht steht gibt
  `,
  pt: `
    anuncia anunciam revela confirma confirmam apos segundo contra ate desde durante novo nova novos novas primeiro primeira grande ano anos governo presidente
    ministro pais cidade caso casos plano acordo diz faz busca chega
  `,
  it: `
    annuncia rivela conferma dopo secondo contro fino durante nuovo nuova nuovi nuove primo prima grande anno anni governo presidente ministro paese citta caso casi
    piano accordo dice fa cerca arriva
  `,
  ru: `
    сообщил сообщила сообщили рассказал рассказала рассказали назвал назвала назвали объявил объявила объявили раскрыл раскрыли стало стали известно
    известны подробности после из-за новый новая новое новые первый первая год года лет россии российский власти страны человек смi сми глава
    может могут будет будут хочет хотят
  `,
}

/** Words of order and novelty: one desk writes them, the next leaves them out. */
export const PASSING_WORDS: Readonly<Record<string, string>> = {
  en: 'first ever new latest now just newly',
  id: 'pertama baru terbaru kini',
  es: 'primer primera primero nuevo nueva',
  fr: 'premier premiere nouveau nouvelle',
  de: 'erste erster erstes ersten neue neuer neues neuen',
  ru: 'первый первая первое новый новая новое',
}
