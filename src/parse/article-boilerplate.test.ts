import { expect, test } from 'vitest'
import { isFurniture, isListHeading } from './article-boilerplate.ts'

test.each([
  'Share this article F',
  'Teilen: Facebook X',
  'Compartir Facebook Twitter WhatsApp',
  '分享到 F',
  'Iscriviti alla nostra newsletter e ricevi ogni mattina le notizie.',
  'メールマガジンに登録すると毎朝ニュースが届きます。',
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
