import { copyWithBaselines } from './bench-app.ts'
import { benchBooks } from './books.ts'
import { benchCompare } from './compare.ts'
import { benchForm } from './form.ts'
import { benchGallery } from './gallery.ts'
import { benchIsolation } from './isolation.ts'
import { benchPicture } from './picture.ts'
import { benchPreviews } from './previews.ts'
import { benchShare } from './share.ts'
import { benchStreams } from './streams.ts'
import { benchSubmit } from './submit.ts'
import { benchThousand } from './thousand.ts'
import { benchWeight } from './weight.ts'
import { benchZip } from './zip.ts'

// npm run bench [-- name …]: figures beside their baselines of the same run. Nothing fails by a clock.

const benches: Record<string, (dir: string) => Promise<void>> = {
  previews: () => benchPreviews(),
  weight: benchWeight,
  'submit-postgres': (dir) => benchSubmit(dir, 'postgres', 0.5),
  'submit-pglite': (dir) => benchSubmit(dir, 'pglite', 0.3),
  isolation: benchIsolation,
  picture: benchPicture,
  streams: benchStreams,
  compare: () => benchCompare(),
  form: benchForm,
  books: benchBooks,
  gallery: benchGallery,
  zip: benchZip,
  share: benchShare,
  thousand: () => benchThousand(),
}

const asked = process.argv.slice(2)
const copy = copyWithBaselines()
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length === 0 || asked.includes(name)) await bench(copy.dir)
  }
} finally {
  copy.remove()
}
process.exit(0)
