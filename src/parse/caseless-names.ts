/**
 * Names in scripts that have no capitals. Nothing in their letters tells a person from a section or a place; the names that many
 * bear do. One of them in two to four words of one script makes these a person's; rarer ones are missed.
 */
const common: readonly (readonly [script: string, names: string])[] = [
  [
    'Arabic',
    'محمد احمد محمود علي علی حسن حسين حسین عبدالله عبدالرحمن عبدالعزيز عبد ابراهيم ابراهیم خالد عمر يوسف یوسف مصطفى مصطفی سعيد سعید عمرو طارق هاني كريم کریم ياسر وليد سامي رامي سامر ماجد ناصر صالح جمال كمال عادل فهد سلطان سعد زياد بلال عثمان اسماعيل سليمان موسى عيسى طه سارة فاطمة مريم مریم ليلى لیلا منى هدى رنا دينا هبة نورا نور زينب زینب خديجة عائشة سلمى سمر ريم رضا زهرا فاطمه سارا مهدی رضایی کریمی محمدی احمدی حسینی موسوی امیر عباس نرگس الہام خان احمدزئی شاہ ملک چوہدری بٹ قریشی صدیقی انصاری اقبال جاوید عمران عثمان زبیر طاہر',
  ],
  [
    'Devanagari',
    'शर्मा वर्मा सिंह सिन्हा कुमार कुमारी गुप्ता यादव मिश्रा मिश्र तिवारी पांडेय पाण्डेय पांडे दुबे चौधरी जैन त्रिपाठी शुक्ला शुक्ल श्रीवास्तव पटेल झा ठाकुर राय खान अग्रवाल चौहान राठौर राजपूत सक्सेना द्विवेदी चतुर्वेदी उपाध्याय जोशी नेगी रावत बिष्ट भट्ट पाटील पाटिल देशमुख कुलकर्णी जाधव शिंदे पवार गायकवाड मोरे श्रेष्ठ थापा अधिकारी पौडेल भट्टराई गुरुङ तामाङ राई लिम्बू केसी खड्का आचार्य शाह',
  ],
  [
    'Bengali',
    'হোসেন হোসাইন ইসলাম রহমান আহমেদ আহমদ খান চৌধুরী উদ্দিন উদ্দীন আলী আলম হক মিয়া সরকার দাস রায় ঘোষ সেন পাল বসু চক্রবর্তী মুখোপাধ্যায় বন্দ্যোপাধ্যায় চট্টোপাধ্যায় ভট্টাচার্য মণ্ডল সাহা দত্ত আক্তার বেগম খাতুন সুলতানা মোহাম্মদ মুহাম্মদ হাসান মাহমুদ',
  ],
  [
    'Hebrew',
    'כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אזולאי מלכה כץ יוסף דוד עמר אוחיון חדד גבאי אדרי לוין טל קליין חן שפירא חזן משה אשכנזי אוחנה סגל יצחק שרון רוזן',
  ],
]

const japaneseFamilies =
  '佐藤|鈴木|高橋|田中|伊藤|渡辺|渡部|渡邉|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|斎藤|斉藤|齋藤|清水|山崎|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|中野|三浦|原田|中川|松田|竹内|小野|田村|中山|和田|石田|森田|上田|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|谷口|工藤|今井|高田|増田|丸山|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|久保|木下|佐野|野村|松尾|市川|菊地|杉本|古川|大西|島田|水野|桜井|高野|吉川'

const japanese = new RegExp(
  `^(?:${japaneseFamilies})[ 　]?[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]{1,3}$`,
  'u',
)

const scripts = common.map(([script, names]) => ({
  names: new Set(names.split(' ')),
  shape: new RegExp(`^[\\p{Script=${script}}\\p{M}'’.-]+(?:\\s+[\\p{Script=${script}}\\p{M}'’.-]+){1,3}$`, 'u'),
}))

/** Whether a text in a script without capitals is a person's name, by the names that many bear. */
export function isCaselessName(text: string): boolean {
  if (text.length > 40) return false
  if (japanese.test(text)) return true
  const script = scripts.find(({ shape }) => shape.test(text))
  return script !== undefined && text.split(/\s+/).some((word) => script.names.has(folded(word)))
}

/** The alif is written with its hamza and without. */
function folded(word: string): string {
  return word.replace(/[أإآ]/g, 'ا').replace(/[\u064B-\u0652]/g, '')
}
