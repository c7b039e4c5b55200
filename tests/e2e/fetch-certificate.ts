import { createSign, generateKeyPairSync } from 'node:crypto'

/** Just enough DER (ITU-T X.690) to write a certificate that signs itself: no key lies in the repository, none expires. */
export type Certificate = { readonly key: string; readonly cert: string }

const SHA256_WITH_RSA = '300d06092a864886f70d01010b0500'
const COMMON_NAME = '0603550403'
const SUBJECT_ALT_NAME = '0603551d11'
const BASIC_CONSTRAINTS = '0603551d13'

/** A certificate for one DNS name or IPv4 address, its own authority, valid from a day ago (or `days` before today when negative). */
export function selfSigned(name: string, days = 30): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const now = Date.now()
  const ends = now + days * 86_400_000
  const starts = Math.min(now, ends) - 86_400_000
  const issuer = der(0x30, der(0x31, der(0x30, hex(COMMON_NAME), der(0x0c, Buffer.from(name)))))
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(name)
  const names = der(0x30, address ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)))
  const extensions = der(
    0xa3,
    der(
      0x30,
      der(0x30, hex(SUBJECT_ALT_NAME), der(0x04, names)),
      der(0x30, hex(BASIC_CONSTRAINTS), der(0x01, hex('ff')), der(0x04, der(0x30, der(0x01, hex('ff'))))),
    ),
  )
  const certificate = der(
    0x30,
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    hex(SHA256_WITH_RSA),
    issuer,
    der(0x30, utcTime(starts), utcTime(ends)),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  )
  const signature = createSign('sha256').update(certificate).sign(privateKey)
  const signed = der(0x30, certificate, hex(SHA256_WITH_RSA), der(0x03, hex('00'), signature))
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  }
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${digits}Z`))
}
