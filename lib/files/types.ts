import 'server-only'

export type FileKind = 'image' | 'video' | 'audio' | 'text'

/** Every type that Loupe stores and serves; the first extension is the one that a download gets. */
const fileTypes: Record<string, { kind: FileKind; extensions: [string, ...string[]] }> = {
  'image/jpeg': { kind: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  'image/png': { kind: 'image', extensions: ['png'] },
  'image/webp': { kind: 'image', extensions: ['webp'] },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'] },
  'video/quicktime': { kind: 'video', extensions: ['mov', 'qt'] },
  'video/webm': { kind: 'video', extensions: ['webm'] },
  'audio/mpeg': { kind: 'audio', extensions: ['mp3'] },
  'audio/wav': { kind: 'audio', extensions: ['wav'] },
  'audio/mp4': { kind: 'audio', extensions: ['m4a', 'm4b'] },
  'audio/aac': { kind: 'audio', extensions: ['aac'] },
  'audio/ogg': { kind: 'audio', extensions: ['ogg', 'oga', 'opus'] },
  'audio/flac': { kind: 'audio', extensions: ['flac'] },
  'text/plain': { kind: 'text', extensions: ['txt', 'md', 'srt', 'vtt'] },
  'application/json': { kind: 'text', extensions: ['json'] },
}

const OTHER_PICTURES = ['gif', 'heic', 'heif', 'avif', 'svg', 'tif', 'tiff', 'bmp', 'ico', 'jxl']
const OTHER_MEDIA = ['mkv', 'avi', 'wmv', 'mpg', 'mpeg', '3gp', 'flv', 'ts', 'wma', 'aif', 'aiff', 'weba']
const known = new Set([
  ...Object.values(fileTypes).flatMap((type) => type.extensions),
  ...OTHER_PICTURES,
  ...OTHER_MEDIA,
])

export const kindOf = (mime: string): FileKind | null => fileTypes[mime]?.kind ?? null

/** Whether an extension (lower case, no dot) belongs to this type. */
export const hasExtension = (mime: string, extension: string): boolean =>
  fileTypes[mime]?.extensions.includes(extension) ?? false

/** The extension that a file of this type gets, without a dot. */
export const extensionOf = (mime: string): string => fileTypes[mime]?.extensions[0] ?? 'bin'

/** Whether an extension names a kind of media at all, so that a wrong one is replaced and not kept as a word. */
export const isMediaExtension = (extension: string): boolean => known.has(extension)

/** The type that a stored file is served with: ours, or nothing that a browser would run. */
export function servedType(mime: string): string {
  const kind = kindOf(mime)
  if (!kind) return 'application/octet-stream'
  return kind === 'text' ? `${mime}; charset=utf-8` : mime
}
