import type { Report } from '../report.ts'
import { openFile } from './open-file.ts'
import { faultOf, hasShape } from './shape.ts'
import { readTracks } from './tracks.ts'

// Run by Node itself in a process of its own (see lib/files/measure.ts), never by a bundler: it reads what strangers
// made, so it has no secrets, little memory and little time, and may end in any way.

async function reportOn(path: string, mime: string): Promise<Report> {
  let isWhole = false
  try {
    const file = openFile(path)
    const fault = faultOf(file, mime)
    if (fault) return { fault }
    isWhole = hasShape(mime)
    return { fault: null, tracks: await readTracks(file, mime) }
  } catch (error) {
    const fault = String(error).slice(0, 200)
    return isWhole ? { fault: null, tracks: { fault } } : { fault }
  }
}

const [, , path = '', mime = ''] = process.argv
process.stdout.write(JSON.stringify(await reportOn(path, mime)))
