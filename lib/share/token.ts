import 'server-only'
import { createHash } from 'node:crypto'
import { sign } from '@/lib/secret'

/** 22 letters of base64url: 132 bits. */
const TOKEN_CHARACTERS = 22
/** 60 bits: told apart within a link, and nobody's id. */
const KEY_CHARACTERS = 10

/** As with invitations: a MAC of the link's id, so that its owner can copy it again though only the hash is kept. */
const tokenOf = (shareId: string) => sign('share link', shareId).slice(0, TOKEN_CHARACTERS)

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

export const sharePath = (token: string): string => `/s/${token}`

/** The token of a new link, and what the database keeps of it. */
export function newToken(shareId: string): { token: string; hash: string } {
  const token = tokenOf(shareId)
  return { token, hash: tokenHash(token) }
}

/** A link's path for its owner; null when its token was made under another secret. */
export function pathAgain(share: { id: string; tokenHash: string }): string | null {
  const token = tokenOf(share.id)
  return tokenHash(token) === share.tokenHash ? sharePath(token) : null
}

/** What a result is called within one link: it stays when a board changes, and tells nothing of our own ids. */
export const itemKey = (shareId: string, fileId: string): string =>
  sign('share item', `${shareId}\n${fileId}`).slice(0, KEY_CHARACTERS)
