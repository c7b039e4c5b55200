/** What a page says in its own voice. */
export type Words = {
  /** The language these words are in. */
  readonly language: string
  readonly skip: string
  readonly sections: string
  readonly everything: string
  readonly updated: string
  readonly count: (entries: number, sources: number) => string
  readonly empty: string
  readonly by: string
  readonly also: (count: number) => string
  readonly related: string
  readonly older: string
  readonly newer: string
  readonly page: (number: number, of: number) => string
  readonly comments: (count: number | undefined) => string
  readonly listen: string
  readonly subscribe: string
  readonly subscribeHint: string
  readonly formatHints: { readonly rss: string; readonly atom: string; readonly json: string; readonly opml: string }
  readonly embed: string
  readonly embedHint: string
  readonly embedWays: {
    readonly frame: string
    readonly script: string
    readonly php: string
    readonly wordpress: string
    readonly wordpressHint: string
  }
  readonly more: (section: string) => string
  readonly about: string
  readonly credit: string
  readonly home: string
  readonly notFound: string
  readonly notFoundHint: string
  readonly aboutPage: {
    readonly intro: (site: string) => string
    readonly pollsTitle: string
    readonly polls: readonly string[]
    readonly publishesTitle: string
    readonly publishes: readonly string[]
    readonly contactTitle: string
    readonly contact: string
    readonly noContact: string
    readonly leaveTitle: string
    readonly leave: readonly string[]
    readonly sourcesTitle: string
    readonly source: string
    readonly often: string
    readonly everyMinutes: (minutes: number) => string
  }
}

const english: Words = {
  language: 'en',
  skip: 'Skip to the news',
  sections: 'Sections',
  everything: 'Everything',
  updated: 'Updated',
  count: (entries, sources) =>
    `${entries} ${entries === 1 ? 'story' : 'stories'} from ${sources} ${sources === 1 ? 'source' : 'sources'}`,
  empty: 'Nothing has been published here yet.',
  by: 'by',
  also: (count) => `Also reported by ${count} ${count === 1 ? 'other source' : 'other sources'}`,
  related: 'Related',
  older: 'Earlier headlines',
  newer: 'Later headlines',
  page: (number, of) => `Page ${number} of ${of}`,
  comments: (count) => (count === undefined ? 'Comments' : count === 1 ? '1 comment' : `${count} comments`),
  listen: 'Media',
  subscribe: 'Subscribe',
  subscribeHint: 'Copy an address into your feed reader. New stories will come to you, without an account.',
  formatHints: {
    rss: 'for every reader',
    atom: 'with all related links',
    json: 'for programs',
    opml: 'all sections at once',
  },
  embed: 'Use this section on your own site',
  embedHint: 'The newest headlines, ready to include. Each links to its original.',
  embedWays: {
    frame: 'A frame',
    script: 'JavaScript',
    php: 'PHP',
    wordpress: 'WordPress',
    wordpressHint: 'Add the block “RSS” and paste this address:',
  },
  more: (section) => `All of ${section}`,
  about: 'For publishers',
  credit: 'Every story belongs to its publisher and links to the original.',
  home: 'Front page',
  notFound: 'This page is not here',
  notFoundHint: 'The address may be mistyped, or the section is no more. The news is on the front page.',
  aboutPage: {
    intro: (site) =>
      `${site} gathers headlines from the feeds and pages that publishers offer, and sends readers to the originals.`,
    pollsTitle: 'How your server is asked',
    polls: [
      'Each feed is requested on its own schedule, never more often than every 15 minutes, and less often when it changes seldom or when your server asks for it (Cache-Control, Retry-After, ttl).',
      'Requests are conditional (ETag, Last-Modified): an unchanged feed costs a 304. Requests to one domain are spaced out.',
      'The requests name themselves Warta in the User-Agent, with the contact below.',
    ],
    publishesTitle: 'What is published',
    publishes: [
      'The headline, a short excerpt where it is allowed, the name of the source and the link to the original. Full texts only where a licence or an agreement allows it; it is named with the entry.',
      'These pages ask search engines not to list them, so that yours is the one that is found.',
    ],
    contactTitle: 'Whom to write to',
    contact: 'Questions, corrections and wishes:',
    noContact: 'The operator of this site has not given an address yet.',
    leaveTitle: 'How to be left out',
    leave: [
      'Write to the address above: a source, or a single story, is removed at once, from the archives too.',
      'Or answer our requests with status 410: the feed is then not asked again.',
    ],
    sourcesTitle: 'What is asked, and how often',
    source: 'Source',
    often: 'At most',
    everyMinutes: (minutes) =>
      minutes % 60 === 0 ? (minutes === 60 ? 'every hour' : `every ${minutes / 60} hours`) : `every ${minutes} minutes`,
  },
}

const indonesian: Words = {
  language: 'id',
  skip: 'Langsung ke berita',
  sections: 'Rubrik',
  everything: 'Semua',
  updated: 'Diperbarui',
  count: (entries, sources) => `${entries} berita dari ${sources} sumber`,
  empty: 'Belum ada yang diterbitkan di sini.',
  by: 'oleh',
  also: (count) => `Juga diberitakan oleh ${count} sumber lain`,
  related: 'Terkait',
  older: 'Berita sebelumnya',
  newer: 'Berita sesudahnya',
  page: (number, of) => `Halaman ${number} dari ${of}`,
  comments: (count) => (count === undefined ? 'Komentar' : `${count} komentar`),
  listen: 'Media',
  subscribe: 'Berlangganan',
  subscribeHint: 'Salin salah satu alamat ke pembaca umpan Anda. Berita baru akan datang sendiri, tanpa akun.',
  formatHints: {
    rss: 'untuk semua pembaca',
    atom: 'dengan semua tautan terkait',
    json: 'untuk program',
    opml: 'semua rubrik sekaligus',
  },
  embed: 'Pasang rubrik ini di situs Anda',
  embedHint: 'Judul-judul terbaru, siap disertakan. Setiap judul bertaut ke sumber aslinya.',
  embedWays: {
    frame: 'Bingkai',
    script: 'JavaScript',
    php: 'PHP',
    wordpress: 'WordPress',
    wordpressHint: 'Tambahkan blok “RSS” dan tempelkan alamat ini:',
  },
  more: (section) => `Semua ${section}`,
  about: 'Untuk penerbit',
  credit: 'Setiap berita milik penerbitnya dan bertaut ke sumber aslinya.',
  home: 'Halaman depan',
  notFound: 'Halaman ini tidak ada',
  notFoundHint: 'Alamatnya mungkin salah ketik, atau rubriknya sudah tidak ada. Beritanya ada di halaman depan.',
  aboutPage: {
    intro: (site) =>
      `${site} menghimpun judul dari umpan dan halaman yang disediakan penerbit, lalu mengantar pembaca ke sumber aslinya.`,
    pollsTitle: 'Bagaimana server Anda dihubungi',
    polls: [
      'Setiap umpan diminta menurut jadwalnya sendiri, tidak pernah lebih sering dari 15 menit sekali, dan lebih jarang bila umpan jarang berubah atau bila server Anda memintanya (Cache-Control, Retry-After, ttl).',
      'Permintaan bersifat kondisional (ETag, Last-Modified): umpan yang tidak berubah cukup dijawab 304. Permintaan ke satu domain diberi jeda.',
      'Permintaan memperkenalkan diri sebagai Warta dalam User-Agent, dengan kontak di bawah ini.',
    ],
    publishesTitle: 'Apa yang diterbitkan',
    publishes: [
      'Judul, cuplikan singkat bila diizinkan, nama sumber, dan tautan ke aslinya. Teks lengkap hanya bila lisensi atau perjanjian mengizinkan, dan itu disebutkan pada beritanya.',
      'Halaman ini meminta mesin pencari untuk tidak mendaftarkannya, agar halaman Andalah yang ditemukan.',
    ],
    contactTitle: 'Kepada siapa menulis',
    contact: 'Pertanyaan, ralat, dan permintaan:',
    noContact: 'Pengelola situs ini belum mencantumkan alamat.',
    leaveTitle: 'Bagaimana agar tidak disertakan',
    leave: [
      'Tulislah ke alamat di atas: sebuah sumber atau satu berita segera dihapus, juga dari arsip.',
      'Atau jawab permintaan kami dengan status 410: umpan itu tidak akan diminta lagi.',
    ],
    sourcesTitle: 'Apa yang diminta, dan seberapa sering',
    source: 'Sumber',
    often: 'Paling sering',
    everyMinutes: (minutes) => (minutes % 60 === 0 ? `${minutes / 60} jam sekali` : `${minutes} menit sekali`),
  },
}

/** The words for a language: Indonesian for Indonesian and Malay, else English. */
export function wordsFor(language: string): Words {
  return /^(?:id|ms)(?:-|$)/i.test(language) ? indonesian : english
}
