import 'server-only'
import { createHash, createHmac, randomBytes } from 'node:crypto'

// A code is 80 random bits in Crockford's base 32, which has no I, L, O or U: XXXX-XXXX-XXXX-XXXX.

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 16
const GROUP = 4
const WELL_FORMED = new RegExp(`^[${ALPHABET}]{${LETTERS}}$`)

/** What the codes of a batch are made of: 256 random bits. */
export const newSeed = (): string => randomBytes(32).toString('base64url')

/** The n-th code of a seed, in groups. Who does not have the seed cannot tell it from chance. */
export function codeOf(seed: string, n: number): string {
  const bits = BigInt(`0x${createHmac('sha256', seed).update(`code ${n}`).digest('hex').slice(0, 20)}`)
  const letters = Array.from({ length: LETTERS }, (_, at) => ALPHABET[Number((bits >> BigInt(5 * at)) & 31n)])
  return Array.from({ length: LETTERS / GROUP }, (_, at) =>
    letters.slice(at * GROUP, (at + 1) * GROUP).join(''),
  ).join('-')
}

/**
 * A code as somebody typed it, brought to its one form: any case, spaces and dashes of any kind, full-width letters,
 * and letters that look like digits. Null: it cannot be a code.
 */
export function readCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}\u2212]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return WELL_FORMED.test(plain) ? plain : null
}

/** All that is kept of a code, and what it is found by. Of 80 random bits a plain digest cannot be turned back. */
export const codeHash = (plain: string): string =>
  createHash('sha256').update(`code ${plain}`).digest('base64url')

/** The last letters, which a code is shown by. */
export const codeTail = (code: string): string => code.slice(-GROUP)
