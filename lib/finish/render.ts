import 'server-only'
import type { OverlayOptions, Sharp } from 'sharp'
import { openPicture, openPixels } from '@/lib/files/decode'
import { groundOf } from './ground'
import { type Box, type Layout, layOut, type Size } from './layout'
import type { Recipe } from './schema'
import { shadowLayer } from './shadow'
import { subjectOf } from './subject'

const mimes = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const

/** What is to be drawn, once the subject is found. */
export type Plan = { box: Box; layout: Layout }

/** Finds the subject and where all lies. @param upright the picture's sides after its orientation. */
export async function plan(path: string, upright: Size, recipe: Recipe): Promise<Plan> {
  const box = recipe.crop === 'subject' ? await subjectOf(path, upright) : { left: 0, top: 0, ...upright }
  return { box, layout: layOut(recipe, box) }
}

/**
 * Draws a finished picture: sRGB, eight bits a channel (a picture in another colour space is converted by its profile),
 * upright, without any metadata. Layers are mixed as browsers mix them, so that the editor shows what comes out.
 * @param signal looked at between the steps; libvips itself cannot be stopped within one.
 */
export async function render(
  path: string,
  { box, layout }: Plan,
  recipe: Recipe,
  backgroundPath: string | null,
  signal?: AbortSignal,
): Promise<{ data: Buffer; mime: string }> {
  const subject = await openPicture(path)
    .autoOrient()
    .extract(box)
    .resize(layout.subject.width, layout.subject.height, { fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  signal?.throwIfAborted()
  const shadow = await shadowLayer(subject, layout)
  signal?.throwIfAborted()
  const ground = await groundOf(recipe.background, layout, backgroundPath)
  signal?.throwIfAborted()
  const { width, height, channels } = subject.info
  const layers: OverlayOptions[] = [
    ...(shadow ? [shadow] : []),
    {
      input: subject.data,
      raw: { width, height, channels },
      left: layout.subject.left,
      top: layout.subject.top,
    },
  ]
  const { data, info } = await ground
    .composite(layers)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  signal?.throwIfAborted()
  return { data: await encoded(openPixels({ data, info }), recipe).toBuffer(), mime: mimes[recipe.format] }
}

/** JPG knows no transparency: white is what a page or a print has there. */
function encoded(picture: Sharp, { format, quality }: Recipe): Sharp {
  if (format === 'png') return picture.png({ compressionLevel: 6 })
  if (format === 'webp') return picture.webp({ quality, effort: 3, smartSubsample: true })
  return picture.flatten({ background: '#fff' }).jpeg({ quality, chromaSubsampling: '4:4:4' })
}
