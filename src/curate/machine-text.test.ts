import { describe, expect, test } from 'vitest'
import { isMachineText } from './machine-text.ts'

describe('what a machine wrote about itself', () => {
  test.each([
    '404 Not Found',
    '403 Forbidden',
    'Error 503: Service Unavailable',
    'HTTP 500',
    '502 Bad Gateway',
    'Just a moment...',
    'Attention Required! | Cloudflare',
    'Access denied',
    'Error establishing a database connection',
    'Bridge returned error 403! (19000)',
    'Warning: mysqli_connect(): refused in /var/www/html/db.php on line 12',
    'Please enable cookies.',
    'Index of /feeds',
  ])('is "%s"', (title) => {
    expect(isMachineText(title)).toBe(true)
  })

  test.each([
    '404 migrants rescued off Lampedusa',
    '500',
    'Access denied: how villages lost their river',
    'Human error blamed for rail crash',
    'Page not found: the vanishing of public records',
    'Not found guilty',
    'Just a moment: the photographs of the year',
    'Warning: heavy rain expected in Jakarta',
    'Dubes Kazakhstan: SCO akan Memainkan Peran Aktif',
    '2024',
  ])('is not "%s"', (title) => {
    expect(isMachineText(title)).toBe(false)
  })
})
