import 'server-only'

/** Bytes from `from` up to, not including, `to` that are not shown: `write`, then zeros, in their place. */
export type Patch = { from: number; to: number; write?: Buffer }

/** Reads a part of a blob; less where it ends. */
export type ReadAt = (from: number, bytes: number) => Promise<Buffer>

/** Finds what must not be shown of a film or a sound. Null: it cannot be told. */
export type Finder = (read: ReadAt, size: number) => Promise<Patch[] | null>

/** Changes a piece of the blob that begins at `start`; the piece itself is left as it was. */
export function patched(piece: Buffer, start: number, patches: readonly Patch[]): Buffer {
  const end = start + piece.length
  const near = patches.filter(({ from, to }) => from < end && to > start)
  if (near.length === 0) return piece
  const changed = Buffer.from(piece)
  for (const { from, to, write } of near) {
    changed.fill(0, Math.max(from, start) - start, Math.min(to, end) - start)
    for (let at = 0; at < (write?.length ?? 0); at++) {
      const place = from + at - start
      if (place >= 0 && place < changed.length) changed[place] = write?.[at] ?? 0
    }
  }
  return changed
}
