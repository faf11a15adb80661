import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { removeBackground } from '@/lib/sandbox/pixels/remove-background'

async function cutOut(bytes: Uint8Array) {
  const png = await removeBackground(bytes)
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  expect(info.channels).toBe(4)
  const alpha = (x: number, y: number) => data[(Math.round(y) * info.width + Math.round(x)) * 4 + 3] ?? -1
  const colour = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 3),
  ]
  const covered =
    data.reduce((sum, value, i) => sum + (i % 4 === 3 ? value : 0), 0) / (255 * info.width * info.height)
  return { data, info, alpha, colour, covered }
}

/** A picture drawn as SVG, with the noise of a camera. */
async function noisy(width: number, height: number, drawn: string, sigma = 6) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn}</svg>`
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const spread = data.map((value) => {
    const gauss = Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.min(255, Math.round(value + sigma * gauss)))
  })
  return sharp(spread, { raw: info }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** Overlap of the alpha with a known shape. */
function overlap(
  { info, alpha }: Awaited<ReturnType<typeof cutOut>>,
  inside: (x: number, y: number) => boolean,
) {
  let [both, either] = [0, 0]
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const [mine, theirs] = [alpha(x, y) > 127, inside(x, y)]
      if (mine && theirs) both++
      if (mine || theirs) either++
    }
  }
  return both / either
}

const photo = (name: string) => readFileSync(join(process.cwd(), 'tests/fixtures/photos', name))

// A loaded machine may take some seconds for each picture.
describe('removing the background', { timeout: 90_000 }, () => {
  it.each([
    [700, 500, 'on a light ground', '#e8e6e2', '#3a6fb0'],
    [700, 500, 'on a dark ground', '#23262b', '#c9a35b'],
    [256, 256, 'of a small picture', '#dfe4e8', '#b5452f'],
  ])('finds a disc in %i × %i px of noise %s', async (width, height, _, ground, colour) => {
    const [cx, cy, r] = [width * 0.55, height * 0.5, height * 0.3]
    const picture = await noisy(
      width,
      height,
      `<rect width="100%" height="100%" fill="${ground}"/><circle cx="${cx}" cy="${cy}" r="${r}" fill="${colour}"/>`,
    )
    const cut = await cutOut(picture)
    expect([cut.info.width, cut.info.height]).toEqual([width, height])
    expect(overlap(cut, (x, y) => Math.hypot(x - cx, y - cy) < r)).toBeGreaterThan(0.95)
    expect(cut.alpha(2, 2)).toBe(0)
    expect(cut.alpha(cx, cy)).toBe(255)
  })

  it('keeps a ring open, leaves a soft shadow behind and the edge without the ground in it', async () => {
    const ring = `
      <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f4f1ea"/><stop offset="1" stop-color="#c9c4ba"/></linearGradient>
      <filter id="b" x="-50%" y="-300%" width="200%" height="700%"><feGaussianBlur stdDeviation="26"/></filter></defs>
      <rect width="100%" height="100%" fill="url(#g)"/>
      <ellipse cx="440" cy="425" rx="150" ry="26" fill="#000" opacity="0.35" filter="url(#b)"/>
      <circle cx="400" cy="280" r="115" fill="none" stroke="#1f7a4d" stroke-width="44"/>`
    const cut = await cutOut(await noisy(800, 600, ring, 3))
    const on = (x: number, y: number) => Math.abs(Math.hypot(x - 400, y - 280) - 115) < 22
    expect(overlap(cut, on)).toBeGreaterThan(0.93)
    expect(cut.alpha(400, 280), 'inside the ring').toBe(0)
    expect(cut.alpha(540, 440), 'in the shadow').toBe(0)
    for (let angle = 0; angle < 2 * Math.PI; angle += 0.05) {
      for (let r = 130; r < 142; r++) {
        const [x, y] = [Math.round(400 + r * Math.cos(angle)), Math.round(280 + r * Math.sin(angle))]
        const alpha = cut.alpha(x, y)
        // #1f7a4d is far from the light ground: a half-transparent pixel must not be light.
        if (alpha > 40 && alpha < 215) expect(cut.colour(x, y)[0], `red at ${x}, ${y}`).toBeLessThan(150)
      }
    }
  })

  it('leaves what is transparent already as it is', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><circle cx="150" cy="150" r="90" fill="#888"/></svg>'
    const given = await sharp(Buffer.from(svg)).png().toBuffer()
    const cut = await cutOut(given)
    expect(Buffer.from(cut.data).equals(await sharp(given).raw().toBuffer())).toBe(true)
  })

  it('keeps everything where nothing stands out', async () => {
    const flat = await sharp({ create: { width: 300, height: 260, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
    expect((await cutOut(flat)).covered).toBe(1)
  })

  it('turns a picture as its camera held it, and takes grey and many-bit ones', async () => {
    const upright = await noisy(
      300,
      400,
      '<rect width="100%" height="100%" fill="#eee"/><circle cx="150" cy="200" r="90" fill="#234"/>',
    )
    const lying = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).toBuffer()
    expect((await cutOut(lying)).info).toMatchObject({ width: 300, height: 400 })
    const grey = await sharp(upright).greyscale().toColourspace('grey16').png().toBuffer()
    expect((await cutOut(grey)).alpha(150, 200)).toBe(255)
  })

  it('refuses torn pictures', async () => {
    const picture = await noisy(300, 300, '<rect width="100%" height="100%" fill="#eee"/>')
    await expect(removeBackground(picture.subarray(0, picture.length >> 1))).rejects.toThrow()
  })

  it('finds the astronaut', async () => {
    const cut = await cutOut(photo('astronaut.png'))
    expect([cut.info.width, cut.info.height]).toEqual([512, 512])
    expect(cut.covered).toBeGreaterThan(0.35)
    expect(cut.covered).toBeLessThan(0.65)
    const [face, hair, suit, wall, flag, shuttle] = [
      [225, 130],
      [225, 45],
      [150, 330],
      [340, 60],
      [25, 120],
      [410, 130],
    ].map(([x = 0, y = 0]) => cut.alpha(x, y))
    expect({ face, hair, suit }).toEqual({ face: 255, hair: 255, suit: 255 })
    expect({ wall, flag, shuttle }).toEqual({ wall: 0, flag: 0, shuttle: 0 })
  })

  it('finds the cup and its saucer', async () => {
    const cut = await cutOut(photo('coffee.png'))
    expect([cut.info.width, cut.info.height]).toEqual([600, 400])
    expect(cut.covered).toBeGreaterThan(0.3)
    expect(cut.covered).toBeLessThan(0.6)
    const [coffee, rim, saucer, table, corner] = [
      [290, 140],
      [290, 40],
      [180, 270],
      [560, 60],
      [40, 300],
    ].map(([x = 0, y = 0]) => cut.alpha(x, y))
    expect({ coffee, rim, saucer }).toEqual({ coffee: 255, rim: 255, saucer: 255 })
    expect({ table, corner }).toEqual({ table: 0, corner: 0 })
  })
})
