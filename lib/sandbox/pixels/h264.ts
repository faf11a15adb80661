import { Bits, unit } from './bits.ts'

// A small H.264 writer for films in which a still picture drifts: the picture once, its samples as they are (I_PCM),
// then frames that only say how far it has moved. No search, no transform: a film takes some milliseconds, and any
// decoder of the baseline profile plays it.

const MACROBLOCK = 16
const IDR = 5
const SLICE = 1
const I_PCM = 25
const [SPS, PPS] = [0x67, 0x68]
/** Bits of frame_num and of the picture order count. */
const [FRAME_BITS, ORDER_BITS] = [4, 16]

/** The pixels of a frame that each level allows. */
const levels = [
  [921_600, 31],
  [2_097_152, 40],
  [5_652_480, 50],
] as const

/** Planes of Y, Cb and Cr, 4:2:0, of a size in whole macroblocks. */
export type Planes = { width: number; height: number; y: Uint8Array; cb: Uint8Array; cr: Uint8Array }
/** Px. */
export type Size = { width: number; height: number }

export const inMacroblocks = (px: number) => Math.ceil(px / MACROBLOCK) * MACROBLOCK

/** Sequence and picture parameters of a film; the upper left part of its coded picture is `shown`, in even numbers. */
export function parameters({ width, height }: Size, shown: Size) {
  const level = levels.find(([pixels]) => width * height <= pixels)?.[1] ?? 52
  const sps = new Bits(64)
    .u(8, 66)
    .u(8, 0xc0)
    .u(8, level)
    .ue(0)
    .ue(FRAME_BITS - 4)
    .ue(0)
    .ue(ORDER_BITS - 4)
    .ue(1)
    .u(1, 0)
    .ue(width / MACROBLOCK - 1)
    .ue(height / MACROBLOCK - 1)
    .u(1, 1)
    .u(1, 1)
    .u(1, 1)
    .ue(0)
    .ue((width - shown.width) / 2)
    .ue(0)
    .ue((height - shown.height) / 2)
    .u(1, 1)
  colours(sps)
  const pps = new Bits(16).ue(0).ue(0).u(1, 0).u(1, 0).ue(0).ue(0).ue(0).u(1, 0).u(2, 0).se(0).se(0).se(0)
  // The deblocking filter is controlled per slice: it is switched off there.
  pps.u(1, 1).u(1, 0).u(1, 0).trailing()
  return { level, sps: unit(SPS, sps.trailing().written()), pps: unit(PPS, pps.written()) }
}

/** Usability information: BT.709 in the narrow range, and that no frame waits for a later one. */
function colours(sps: Bits) {
  sps.u(1, 0).u(1, 0).u(1, 1).u(3, 5).u(1, 0).u(1, 1).u(8, 1).u(8, 1).u(8, 1)
  sps.u(1, 0).u(1, 0).u(1, 0).u(1, 0).u(1, 0)
  sps.u(1, 1).u(1, 1).ue(0).ue(0).ue(15).ue(15).ue(0).ue(1)
}

/** A whole picture, sample by sample. `id` must differ between neighbours. */
export function stillFrame(planes: Planes, id: number): Uint8Array {
  const { width, height } = planes
  const bits = new Bits(width * height * 1.6)
  bits.ue(0).ue(7).ue(0).u(FRAME_BITS, 0).ue(id).u(ORDER_BITS, 0)
  bits.u(1, 0).u(1, 0).se(0).ue(1)
  const samples = new Uint8Array(384)
  for (let top = 0; top < height; top += MACROBLOCK) {
    for (let left = 0; left < width; left += MACROBLOCK) {
      block(planes.y, width, left, top, MACROBLOCK, samples, 0)
      block(planes.cb, width / 2, left / 2, top / 2, 8, samples, 256)
      block(planes.cr, width / 2, left / 2, top / 2, 8, samples, 320)
      bits.ue(I_PCM).align().bytes(samples)
    }
  }
  return unit(0x60 | IDR, bits.trailing().written())
}

function block(
  plane: Uint8Array,
  stride: number,
  left: number,
  top: number,
  side: number,
  to: Uint8Array,
  at: number,
) {
  for (let row = 0; row < side; row++) {
    const from = (top + row) * stride + left
    to.set(plane.subarray(from, from + side), at + row * side)
  }
}

/** The last whole picture moved by quarters of a px; `n` counts the frames since it, from 1. */
export function movedFrame(width: number, height: number, n: number, x: number, y: number): Uint8Array {
  const blocks = (width / MACROBLOCK) * (height / MACROBLOCK)
  const bits = new Bits(blocks + 64)
  bits
    .ue(0)
    .ue(5)
    .ue(0)
    .u(FRAME_BITS, 1)
    .u(ORDER_BITS, 2 * n)
  bits.u(1, 0).u(1, 0).se(0).ue(1)
  // One vector for all: after the first block each finds it foretold, so that five ones say it.
  bits.ue(0).ue(0).se(x).se(y).ue(0)
  bits.ones(5 * (blocks - 1))
  // Nothing refers to these frames, so that no error adds up.
  return unit(SLICE, bits.trailing().written())
}
