import 'server-only'
import { randomBytes } from 'node:crypto'

declare const brand: unique symbol
/** A person's id that came out of a checked session. Only `lib/auth` makes one. */
export type UserId = string & { readonly [brand]: 'UserId' }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** 130 random bits as 26 letters and digits (Crockford's base 32), safe in paths and file names. */
export function newId(): string {
  return Array.from(randomBytes(26), (byte) => ALPHABET[byte & 31]).join('')
}
