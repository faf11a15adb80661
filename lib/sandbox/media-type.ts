import 'server-only'

const signatures: [type: string, extension: string, matches: (bytes: Uint8Array) => boolean][] = [
  ['image/jpeg', 'jpg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['image/png', 'png', (b) => text(b, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/webp', 'webp', (b) => text(b, 0, 4) === 'RIFF' && text(b, 8, 12) === 'WEBP'],
  ['image/gif', 'gif', (b) => text(b, 0, 4) === 'GIF8'],
]

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

/** Type and usual extension by the first bytes, whatever the name says. */
export function mediaType(bytes: Uint8Array): { type: string; extension: string } {
  const found = signatures.find(([, , matches]) => matches(bytes))
  return found
    ? { type: found[0], extension: found[1] }
    : { type: 'application/octet-stream', extension: 'bin' }
}
