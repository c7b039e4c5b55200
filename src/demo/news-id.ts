import type { Piece } from './piece.ts'

/** Karya redaksi Kabar Nusa Tanara. */
export const indonesian: readonly Piece[] = [
  {
    story: 'bridge',
    headline: 'Jembatan Selat Marana Resmi Dibuka Setelah Sembilan Tahun Dibangun',
    summary:
      'Jembatan sepanjang 14 kilometer yang menghubungkan Velmar dan Kepulauan Tanara mulai dilalui kendaraan pada Senin. Perjalanan tiga jam dengan feri kini hanya dua puluh menit.',
    paragraphs: [
      'PORT AMERY - Jembatan Selat Marana sepanjang 14 kilometer resmi dibuka pada Senin setelah sembilan tahun pembangunan dengan biaya 3,2 miliar dolar. Kendaraan pertama melintas tidak lama setelah matahari terbit.',
      'Selama ini warga bergantung pada kapal feri yang menempuh perjalanan tiga jam dan tidak berlayar ketika angin kencang. Menteri Perhubungan Velmar Alina Corvane mengatakan jembatan akan tetap dibuka kecuali pada badai terburuk.',
      'Nelayan di sisi Tanara masih khawatir. Mereka menilai tiang jembatan dapat mengubah arus tempat mereka menebar jala, dan meminta kajian yang dijanjikan kedua pemerintah segera dimulai.',
    ],
    author: 'Ratna Puspita Dewi',
    category: 'Internasional',
  },
  {
    story: 'quake',
    headline: 'Gempa Magnitudo 6,1 Guncang Teluk Karang, 12 Orang Terluka',
    summary:
      'Gempa terjadi menjelang subuh dan merobohkan sejumlah dinding di kota lama. Peringatan dini tsunami dicabut satu jam kemudian.',
    paragraphs: [
      'TELUK KARANG - Gempa bermagnitudo 6,1 mengguncang Teluk Karang pada Senin menjelang subuh. Sebanyak 12 orang terluka tertimpa bata dan sejumlah dinding di kawasan kota lama roboh.',
      'Listrik padam dan warga berlarian ke jalan dalam gelap. Ribuan orang mengungsi ke perbukitan setelah peringatan dini tsunami dikeluarkan, tetapi peringatan itu dicabut satu jam kemudian.',
      'Wali Kota Dewi Larasati menyatakan sekolah diliburkan sampai semua gedung selesai diperiksa. Tidak ada laporan korban jiwa.',
    ],
    author: 'Bagas Wiratama',
    category: 'Internasional',
  },
  {
    story: 'fish',
    headline: 'Lima Negara Sepakat Pangkas Separuh Tangkapan Tuna di Laut Marana',
    summary: 'Kesepakatan dicapai setelah sebelas hari perundingan. Kapal kecil di bawah delapan meter dikecualikan.',
    paragraphs: [
      'PORT AMERY - Lima negara pesisir sepakat memangkas separuh tangkapan tuna di Laut Marana selama tiga tahun. Para ilmuwan memperingatkan bahwa stok tuna tinggal seperlima dibandingkan satu generasi yang lalu.',
      'Kesepakatan itu menetapkan kuota setiap armada dan mengizinkan pengawas negara anggota memeriksa kapal negara lain. Perahu di bawah delapan meter tidak terkena pembatasan.',
    ],
    author: 'Bagas Wiratama',
    category: 'Internasional',
  },
  {
    story: 'tenun',
    headline: 'Penenun Muda Tanara Hidupkan Lagi Motif Ombak yang Hampir Hilang',
    summary: 'Sebelas penenun muda mempelajari motif ombak dari selembar kain berusia seratus tahun di museum desa.',
    paragraphs: [
      'LEMBAYUNG - Sebelas penenun muda di Pulau Lembayung menghidupkan kembali motif ombak yang selama puluhan tahun tidak lagi ditenun. Mereka mempelajarinya dari selembar kain berusia seratus tahun di museum desa.',
      'Sekar Ayunda, 24 tahun, mengatakan satu kain memerlukan empat bulan pengerjaan. Pesanan sudah datang dari tiga negara.',
    ],
    author: 'Ratna Puspita Dewi',
    category: 'Budaya',
  },
  {
    story: 'comet',
    headline: 'Komet Temuan Pensiunan Sopir Bus Akan Terlihat Tanpa Teleskop',
    summary: 'Komet itu dapat diamati di langit barat setelah matahari terbenam pada pekan terakhir bulan ini.',
    paragraphs: [
      'Sebuah komet yang ditemukan pensiunan sopir bus di Whitsand akan terlihat tanpa teleskop pada pekan terakhir bulan ini. Peter Lund, 71 tahun, melihat noda samar ketika memotret langit di atas kebunnya.',
      'Tiga observatorium telah memastikan temuan itu. Komet tersebut baru akan kembali sekitar 4.600 tahun lagi.',
    ],
    author: 'Yohana Tirta',
    category: 'Sains',
  },
  {
    story: 'solar',
    headline: 'Kepulauan Tanara Matikan Pembangkit Diesel Terakhir',
    summary:
      'Seluruh kebutuhan listrik 640.000 warga kini dipasok tenaga surya dan baterai. Tarif turun sepersepuluh mulai Januari.',
    paragraphs: [
      'Pembangkit listrik tenaga diesel terakhir di Kepulauan Tanara dimatikan pada Minggu. Ladang surya dan baterai di sebelas pulau kini memasok listrik bagi 640.000 warga siang dan malam.',
      'Perusahaan listrik setempat menyatakan tarif akan turun sepersepuluh mulai Januari. Dua mesin tetap disiapkan sebagai cadangan pada musim hujan.',
    ],
    author: 'Yohana Tirta',
    category: 'Energi',
  },
  {
    story: 'mangrove',
    headline: 'Warga Pesisir Tanam 40.000 Bakau untuk Menahan Abrasi',
    summary: 'Garis pantai di tiga desa mundur hampir seratus meter dalam dua puluh tahun terakhir.',
    paragraphs: [
      'Warga tiga desa pesisir menanam 40.000 bibit bakau untuk menahan abrasi yang telah memundurkan garis pantai hampir seratus meter dalam dua puluh tahun.',
      'Bibit dirawat oleh murid sekolah dasar. Setiap kelas bertanggung jawab atas satu petak sampai mereka lulus.',
    ],
    author: 'Ratna Puspita Dewi',
    category: 'Lingkungan',
  },
]

/** Pasar Tanara: ekonomi. */
export const ekonomi: readonly Piece[] = [
  {
    story: 'coffee',
    headline: 'Harga Kopi Tertinggi dalam Sebelas Tahun Setelah Embun Beku',
    summary: 'Harga kopi arabika naik 6 persen setelah embun beku merusak seperempat panen dataran tinggi.',
    paragraphs: [
      'Harga kopi arabika naik 6 persen pada Senin dan mencapai titik tertinggi dalam sebelas tahun. Petani melaporkan bahwa embun beku selama dua malam merusak sekitar seperempat panen dataran tinggi.',
      'Perkebunan di Kepulauan Tanara tidak terdampak dan seluruh hasil panennya telah terjual.',
    ],
    author: 'Hendra Kusnadi',
    category: 'Komoditas',
  },
  {
    story: 'strike',
    headline: 'Buruh Pelabuhan Port Amery Akhiri Mogok Tiga Pekan',
    summary:
      'Serikat buruh menerima kenaikan upah 9 persen selama dua tahun. Antrean 41 kapal diperkirakan terurai dalam sepuluh hari.',
    paragraphs: [
      'Derek kembali bergerak di pelabuhan peti kemas terbesar Laut Marana setelah para buruh mengakhiri mogok tiga pekan. Mereka menerima kenaikan upah 9 persen selama dua tahun.',
      'Empat puluh satu kapal menunggu di luar pelabuhan. Otoritas memperkirakan antrean akan terurai dalam sepuluh hari.',
    ],
    author: 'Hendra Kusnadi',
    category: 'Bisnis',
  },
  {
    story: 'beras',
    headline: 'Stok Beras Aman Sampai Panen Raya, Kata Badan Pangan',
    summary: 'Gudang pemerintah menyimpan beras untuk kebutuhan lima bulan, terbanyak sejak delapan tahun.',
    paragraphs: [
      'Badan Pangan Tanara menyatakan stok beras di gudang pemerintah cukup untuk lima bulan, terbanyak dalam delapan tahun. Harga di pasar induk turun tipis dalam sepekan.',
    ],
    author: 'Sinta Maharani',
    category: 'Pangan',
  },
]

/** Siaran Radio Suara Selat: situsnya tidak mempunyai feed. */
export const portal: readonly Piece[] = [
  {
    story: 'talks',
    headline: 'Perundingan Batas Laut Velmar dan Sandoria Capai Kemajuan Penting',
    summary: 'Kedua negara menyepakati garis sementara di perairan utara.',
    paragraphs: [
      'Port Amery, Radio Suara Selat - Velmar dan Sandoria menyepakati garis batas sementara di perairan utara setelah dua hari perundingan, demikian diumumkan kementerian luar negeri kedua negara pada Minggu.',
      'Juru runding Sandoria, Emil Vastra, mengatakan dalam wawancara dengan Tanara Media Group (TMG) bahwa garis itu akan berlaku lima tahun sambil menunggu pengukuran bersama.',
      'Nelayan kedua negara tetap boleh melaut di wilayah yang dipersengketakan dengan jumlah kapal yang sama seperti sekarang.',
      '"Kami tidak ingin laut ini menjadi alasan bermusuhan," ujar Vastra. "Laut ini sudah memberi makan kita jauh sebelum ada garis di peta."',
    ],
    author: 'Laras Widyastuti',
    category: 'International',
  },
  {
    story: 'forum',
    headline: 'Forum Pangan Kawasan Bahas Cadangan Beras Bersama',
    summary: 'Delapan negara membahas cadangan beras bersama untuk menghadapi gagal panen.',
    paragraphs: [
      'Velmar City, Radio Suara Selat - Forum Pangan Kawasan yang dihadiri delapan negara membahas pembentukan cadangan beras bersama sebesar 900.000 ton untuk menghadapi gagal panen.',
      'Setiap negara akan menyimpan bagiannya sendiri dan wajib mengirimkannya dalam dua pekan apabila negara anggota lain mengalami bencana.',
      'Keputusan akhir diharapkan dalam pertemuan para menteri pertanian pada bulan depan.',
    ],
    author: 'Galih Pradipta',
    category: 'International',
  },
  {
    story: 'quake',
    headline: 'Bantuan Pertama Tiba di Teluk Karang Setelah Gempa',
    summary: 'Kapal pertama membawa tenda, selimut dan obat-obatan.',
    paragraphs: [
      'Teluk Karang, Radio Suara Selat - Kapal bantuan pertama tiba di Teluk Karang beberapa jam setelah gempa bermagnitudo 6,1, membawa tenda, selimut dan obat-obatan untuk tiga ribu orang.',
      'Sebagian besar warga telah kembali ke rumah, tetapi penghuni kota lama masih tidur di lapangan sampai bangunan mereka dinyatakan aman.',
      'Relawan dari tiga pulau membuka dapur umum di halaman masjid agung dan gereja pelabuhan.',
    ],
    author: 'Laras Widyastuti',
    category: 'International',
  },
  {
    story: 'beasiswa',
    headline: 'Sandoria Tawarkan 200 Beasiswa bagi Mahasiswa Kepulauan',
    summary: 'Beasiswa mencakup kedokteran, kelautan dan teknik.',
    paragraphs: [
      'Sandoria, Radio Suara Selat - Pemerintah Sandoria menawarkan 200 beasiswa bagi mahasiswa dari negara kepulauan untuk belajar kedokteran, ilmu kelautan dan teknik mulai tahun ajaran depan.',
      'Pendaftaran dibuka hingga akhir Januari. Peserta akan mengikuti kursus bahasa selama enam bulan sebelum kuliah dimulai.',
    ],
    author: 'Galih Pradipta',
    category: 'International',
  },
  {
    story: 'festival',
    headline: 'Festival Film Samudra Dibuka dengan Karya Sutradara Tanara',
    summary: 'Film tentang penjaga mercusuar membuka festival.',
    paragraphs: [
      'Whitsand, Radio Suara Selat - Festival Film Samudra dibuka dengan karya sutradara Tanara, Maya Anindita, tentang seorang penjaga mercusuar yang menolak pensiun.',
      'Sebanyak 64 film dari 29 negara akan diputar selama sepuluh hari, sebagian di layar terbuka di tepi pantai.',
    ],
    author: 'Laras Widyastuti',
    category: 'International',
  },
  {
    story: 'penyu',
    headline: 'Ribuan Tukik Dilepas ke Laut di Pantai Utara Velmar',
    summary: 'Pelepasan tukik tahun ini yang terbanyak sejak pencatatan dimulai.',
    paragraphs: [
      'Hollin, Radio Suara Selat - Lebih dari enam ribu tukik dilepas ke laut di pantai utara Velmar pada akhir pekan, jumlah terbanyak sejak pencatatan dimulai tiga puluh tahun lalu.',
      'Penjaga pantai meminta warga memadamkan lampu pada malam hari agar tukik tidak tersesat ke daratan.',
    ],
    author: 'Galih Pradipta',
    category: 'International',
  },
  {
    story: 'bridge',
    headline: 'Sepekan Dibuka, Jembatan Selat Marana Dilalui 90.000 Kendaraan',
    summary: 'Jumlah kendaraan dua kali lipat dari perkiraan.',
    paragraphs: [
      'Port Amery, Radio Suara Selat - Jembatan Selat Marana dilalui 90.000 kendaraan pada pekan pertama, dua kali lipat dari perkiraan pengelola.',
      'Antrean terpanjang terjadi pada sore hari di sisi Tanara. Pengelola berjanji menambah gerbang pembayaran sebelum musim liburan.',
    ],
    author: 'Laras Widyastuti',
    category: 'International',
  },
  {
    story: 'satelit',
    headline: 'Satelit Pemantau Badai Milik Lima Negara Mulai Mengorbit',
    summary: 'Peringatan badai akan keluar enam jam lebih awal.',
    paragraphs: [
      'Velmar City, Radio Suara Selat - Satelit pemantau badai yang dibangun bersama oleh lima negara mulai mengorbit. Peringatan badai diharapkan keluar enam jam lebih awal daripada sekarang.',
      'Data satelit akan dibuka bagi umum, termasuk bagi nelayan melalui siaran radio setiap tiga jam.',
    ],
    author: 'Galih Pradipta',
    category: 'International',
  },
]
