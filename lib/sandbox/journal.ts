import 'server-only'
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'

export type Journal = { append: (line: unknown) => void; close: () => void }

/** Reads a file of JSON lines. A kill may have torn the last one, so a line that is no JSON is left out. */
export function readLines(path: string): unknown[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown]
    } catch (error) {
      if (error instanceof SyntaxError) return []
      throw error
    }
  })
}

/** Begins the file anew with `lines` (so that it stays short) and keeps it open for more. */
export function openJournal(path: string, lines: unknown[]): Journal {
  const draft = `${path}.new`
  writeFileSync(draft, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  renameSync(draft, path)
  const file = openSync(path, 'a')
  let open = true
  return {
    append: (line) => {
      if (open) writeSync(file, `${JSON.stringify(line)}\n`)
    },
    close: () => {
      if (open) closeSync(file)
      open = false
    },
  }
}
