import { DISTINCTIONS, EXPECTATIONS, NEGATIONS } from '../text/telling-words.ts'
import { wordForm } from './edited-words.ts'

/** Negations of languages whose headlines are not told apart by them, and how many or how surely: each turns its sentence. */
const MORE = `
  nobody noone nothing everybody everyone everything somebody someone all some any every each only few many most half almost nearly hardly barely least if unless
  mustnt neednt aint mightnt can cannot must should alleged allegedly reportedly
  semua seluruh sebagian setengah hanya beberapa banyak sedikit hampir bisa dapat harus mungkin boleh kalau jika seorang
  todo toda todos todas algun alguno alguna ningun ninguno ninguna nada nadie alguien solo pocos muchos mayoria casi podria podrian puede pueden debe si
  tout toute tous toutes rien personne quelques certains seul seulement peu presque moitie peut peuvent pourrait pourraient doit plus
  alle alles allen einige niemand nichts jemand nur wenige viele fast kaum halb kann konnen konnte konnten soll sollen muss mussen darf wenn falls kein keinen keiner keinem
  todos todas ninguem alguem algum alguns nenhum nada apenas so poucos muitos quase pode podem poderia deve se
  tutti tutte tutto nessuno niente nulla qualcuno alcuni solo pochi molti quasi puo possono potrebbe deve se
  allemaal iedereen niemand iemand niets enkele slechts weinig veel bijna kan kunnen zou moet als geen
  wszyscy wszystko nikt nic ktos tylko kilka wielu prawie moze musi jesli nie vsichni nikdo nic nekdo jen malo mnoho skoro muze musi ne neni neni
  alla ingen inget nagon bara fa manga nastan kan maste om inte icke ikke nikto alle noen kun mange nesten hvis kaikki kukaan vain harvat lahes voi ei eivat
  mindenki senki semmi csak nehany majdnem lehet nem toti nimeni nimic doar putini aproape poate nu niciun
  все всё никто ничто ничего кто-то некоторые лишь только мало много почти может могут должен если ни ни один нельзя якобы
  усі всі ніхто нічого хтось лише тільки мало багато майже може якщо ні немає
  никой всички само почти не δεν μην όχι κανεις κανενας ολοι μονο σχεδον δεν μη
  herkes kimse hicbir tum tumu bazi sadece yalnizca neredeyse degil yok
  כל כולם אף אחד לא אין רק כמעט אולי כל בעض كل جميع بعض لا أحد احد فقط كاد ربما قد غير بلا همه هیچ فقط تقریبا نه نیست شاید
  सभी सब कोई कुछ केवल सिर्फ लगभग नहीं न बिना मत কেউ সব সকল কিছু শুধু না নয় নেই প্রায়
  모두 아무도 일부 거의 안 못 없다 있다 않았다 못했다
  khong chua tat ca moi chi gan nhu co the neu không chưa chẳng tất cả mọi chỉ gần như
  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
  seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen dozens
  satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu ratusan ribuan juta jutaan miliar triliun
  uno dos tres cuatro cinco seis siete ocho nueve diez once doce veinte cien cientos mil millon millones millardos
  deux trois quatre cinq six sept huit neuf dix onze douze vingt cent cents mille million millions milliard milliards
  zwei drei vier funf sechs sieben acht neun zehn elf zwolf hundert hunderte tausend tausende million millionen milliarde milliarden
  dois duas quatro cinco sete oito nove dez onze doze cem centenas milhao milhoes bilhao bilhoes due quattro cinque sei sette otto nove dieci cento mila milione milioni miliardo miliardi
  один два две три четыре пять шесть семь восемь девять десять сто тысяча тысячи тысяч миллион миллионов миллиард миллиардов
`

const TURNING: ReadonlySet<string> = new Set(
  [...NEGATIONS, ...EXPECTATIONS, ...DISTINCTIONS, ...MORE.trim().split(/\s+/)].map(wordForm),
)

/** Whether a word's coming or going turns its sentence: a negation, how many, how surely, which of several. */
export function turns(form: string): boolean {
  return TURNING.has(form)
}

/** Characters that do in scripts without spaces: negations, numerals, directions, more and less, contraries. */
const TURNING_CHARACTER =
  /[不没沒未非否无無莫勿别別免反逆正对錯错真假有男女父母子夫妻老少前後后先再初末上下左右内內外東东西南北中高低大小多少增减減升降涨漲跌加除买買卖賣輸输赢贏胜勝败敗負负生死存亡开開关關始终終止停入出来來去进進退公私新旧舊全半一二三四五六七八九十百千万萬亿億兆两兩可能将將已曾了ない]|ไม่|มิ/u

export function turnsCharacter(character: string): boolean {
  return TURNING_CHARACTER.test(character)
}
