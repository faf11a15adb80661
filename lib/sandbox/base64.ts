import 'server-only'

/** The bytes in base64 text, bare or as a data URL, with the type that the latter names; null when it is none. */
export function readBase64(text: string): { bytes: Buffer; mime: string | null } | null {
  const [, mime, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(text) ?? [null, null, text]
  if (!data || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) return null
  return { bytes: Buffer.from(data, 'base64'), mime: mime ?? null }
}
