import 'server-only'
import type { Media } from './media'
import { type Order, setting, wordsOf } from './plan-order'
import { askedRatio, hasShape, pictureSide, type Size, sized } from './plan-size'
import type { PictureFormat, Recipe } from './recipe'

/** Without a size of its own to choose, a result has that of the picture given, up to so many pixels. */
const MOST_OWN_PIXELS = 4_200_000
/** Recraft's crisp upscale has no factor to choose. */
const STANDARD_FACTOR = 4
/** How many pictures came in recorded answers of models that are not asked how many. */
const recorded: Record<string, number> = { 'grok-imagine/text-to-image': 6, 'grok-imagine/image-to-image': 2 }

/** What is made for a model whose results are pictures. */
export function planPictures(order: Order): Recipe {
  const { model, media, place } = order
  const all = media.filter(({ kind, width }) => kind === 'image' && width !== null)
  const masks = all.filter(({ name }) => name === 'mask_url')
  const shown = all.filter(({ name }) => !name.includes('mask'))
  const first = shown[0]
  const picture = first ? place(first.kept.path) : ''

  if (first && model.task === 'background-removal') return { make: 'cut-out', picture }
  if (first && model.task === 'upscale') return { make: 'enlarge', picture, scale: factor(order) }
  if (first && model.id.endsWith('/segment-map')) return { make: 'segments', picture }
  if (first && model.id.endsWith('/subject-detection')) return { make: 'masks', picture }
  if (first && model.id.endsWith('-layer-decomposition')) {
    const longest = setting(order, 'size') === 'auto' ? null : pictureSide(order)
    return { make: 'layers', picture, longest, format: formatOf(order) }
  }
  return {
    make: 'pictures',
    ...sizeOf(order, first),
    format: formatOf(order),
    words: wordsOf(order),
    count: countOf(order),
    from: shown.map(({ kept }) => place(kept.path)),
    way: model.task === 'reframe' ? 'extend' : masks[0] ? 'masked' : 'restyle',
    mask: masks[0] && place(masks[0].kept.path),
    strength: strengthOf(setting(order, 'strength')),
  }
}

const factor = (order: Order) => Number(setting(order, 'upscale_factor') ?? STANDARD_FACTOR)
const strengthOf = (value: unknown) => (typeof value === 'number' ? Math.min(1, Math.max(0, value)) : 0.6)

function sizeOf(order: Order, first: Media | undefined): Size {
  const own = first?.width && first.height ? { width: first.width, height: first.height } : null
  if (own && !hasShape(order)) {
    const share = Math.min(1, Math.sqrt(MOST_OWN_PIXELS / (own.width * own.height)))
    return { width: Math.round(own.width * share), height: Math.round(own.height * share) }
  }
  return sized(askedRatio(order, own), pictureSide(order), 16)
}

function countOf(order: Order): number {
  for (const name of ['num_images', 'max_images', 'n']) {
    const count = Number(setting(order, name))
    if (count >= 1) return Math.min(12, Math.floor(count))
  }
  return recorded[order.model.id] ?? 1
}

/** As asked; where nobody asks, as recorded or usual. */
function formatOf(order: Order): PictureFormat {
  const asked = String(setting(order, 'output_format') ?? '').toLowerCase()
  if (asked === 'jpg' || asked === 'jpeg') return 'jpeg'
  if (asked === 'webp' || asked === 'png') return asked
  return order.model.id.startsWith('grok-imagine') ? 'jpeg' : 'png'
}
