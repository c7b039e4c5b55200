import { expect, test } from 'vitest'
import { isFurniture, isListHeading } from './article-boilerplate.ts'

test.each([
  'Share this article F',
  'Teilen: Facebook X',
  'Compartir Facebook Twitter WhatsApp',
  '分享到 F',
  'Iscriviti alla nostra newsletter e ricevi ogni mattina le notizie.',
  'メールマガジンに登録すると毎朝ニュースが届きます。',
  'Melden Sie sich für unseren Newsletter an und lesen Sie morgens das Wichtigste.',
  'Follow us on Google News and be the first to know',
  'Ακολουθήστε το Προβλήτα στο Google News και μάθετε πρώτοι όλες τις ειδήσεις',
  'Dziękujemy, że przeczytałeś artykuł do końca. Obserwuj nas w Google News.',
  'Подписывайтесь на наш Telegram-канал',
  'Siga o canal da Doca no WhatsApp',
  'Riproduzione riservata © Copyright Molo',
  'Tous droits réservés',
  '제보는 메일로 <저작권자(c) 부두뉴스, 무단 전재-재배포 금지> 2026/11/24 08:15 송고',
  'Temps de Lecture 3 min.',
  'Editor : M.I.',
  'Reporting by Ada Finch; Editing by Peter Lund',
  'By signing up you agree to our terms and privacy policy.',
  'Play Video',
  'Watch: the ferry leaves the harbour again',
  'This audio is generated automatically. Please let us know if you have feedback.',
  'Help us report in the public interest. Donate to the Gazette today.',
  'We use cookies to give you the best experience on our website. By continuing you agree to our use of cookies.',
  'Wir verwenden auf dieser Seite Cookies, um Ihnen das beste Erlebnis zu bieten.',
  'Have you been affected by the storm? Email us at haveyoursay@gazette.example.',
])('a row of buttons, or what invites to letters, is furniture: %s', (line) => {
  expect(isFurniture(line)).toBe(true)
})

test.each([
  'Delhi has turned into a gas chamber',
  'Share prices fell',
  'Delta',
  'Jaakko sanoi niin.',
  'The newsletter was founded in 1921.',
  'Two comments on the plan came in late',
  'Volgens het Telegram-kanaal van het leger is de brug gesloten.',
  'Google News must pay publishers, the court said on Tuesday.',
  'The minister wrote on his Telegram channel that the bridge is closed.',
  'Entre os canais do Telegram investigados há dois do porto.',
  'Editor: What did you see that night on the quay?',
  'The journey takes five minutes by ferry.',
  'We use the ferry every day. It is our road to work.',
  'Support for the wall fell to a third.',
  'Help us, the captain shouted into the radio.',
  'Video of the storm was seen by thousands. Nobody knows who made it.',
  'Have you seen the sea at night? I had not until then.',
  '.',
])('a sentence that begins like one is not: %s', (line) => {
  expect(isFurniture(line) || isListHeading(line)).toBe(false)
})

test.each([
  '2 comentarios',
  '2 комментария',
  'コメント（2）',
  '댓글 2',
  '2条评论',
  '۲ نظر',
  'تعليقان',
  '2 टिप्पणियाँ',
  '2 hozzászólás',
])('what counts the comments stands over them: %s', (line) => {
  expect(isListHeading(line)).toBe(true)
})

test('Turkish capitals with a dot stand over lists too', () => {
  expect(isListHeading('BUNLAR DA İLGİNİZİ ÇEKEBİLİR')).toBe(true)
})
