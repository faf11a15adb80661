import 'server-only'
import { exchange } from '@/lib/kie/request'
import { redactText } from '@/lib/log'
import { readAnswer } from './answer'
import type { Xty, XtyOutcome, XtyPicture } from './types'

const MAX_MESSAGE = 500
const MAX_PICTURE_BYTES = 10 * 1_048_576
/** XTY speaks of 3 to 10 s; a gateway in front of it may let a call wait. */
const TIMEOUT_MS = 120_000
const SUBJECT = 'a person'

/**
 * XTY behind this key. Keeps no state. What a reader should know: `refused` and `unavailable` are certain; a call is
 * never repeated in here; no message holds the key or the picture.
 */
export function createXty(
  { baseUrl, apiKey }: { baseUrl: string; apiKey: string },
  { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
): Xty {
  // Checked here, because a header that cannot be written would look like a network error later.
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new Error('XTY_API_KEY holds characters that no header can carry')
  const url = `${baseUrl.replace(/\/+$/, '')}/v1/chat/completions`

  const clean = (text: string) => redactText(text.replaceAll(apiKey, '[removed]')).slice(0, MAX_MESSAGE)
  /** Everything with words of XTY's leaves through here. */
  const told = (outcome: XtyOutcome): XtyOutcome =>
    'message' in outcome ? { ...outcome, message: clean(outcome.message) } : outcome

  return {
    async removeBackground({ picture, text = SUBJECT }, signal) {
      if ('dataUrl' in picture && bytesIn(picture.dataUrl) > MAX_PICTURE_BYTES) {
        const message = 'the picture exceeds 10 MB'
        return { kind: 'refused', reason: 'too_large', message, retryAfterMs: null }
      }
      const answer = await exchange({
        method: 'POST',
        url,
        apiKey,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(requestFor(picture, text)),
        timeoutMs,
        whom: 'XTY',
        // Not over an idle connection that XTY may be closing just now: then nobody would know what it has read.
        alone: true,
        signal,
      })
      return told(readAnswer(answer))
    },
  }
}

/** Bytes of the picture in a data URL. */
function bytesIn(dataUrl: string): number {
  const padding = dataUrl.endsWith('==') ? 2 : dataUrl.endsWith('=') ? 1 : 0
  return ((dataUrl.length - dataUrl.indexOf(',') - 1) * 3) / 4 - padding
}

const requestFor = (picture: XtyPicture, text: string) => ({
  model: 'remove-bg',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text },
        { type: 'image_url', image_url: { url: 'url' in picture ? picture.url : picture.dataUrl } },
      ],
    },
  ],
})
