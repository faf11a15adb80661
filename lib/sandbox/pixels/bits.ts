/** Writes the bits of an H.264 syntax structure, most significant first. */
export class Bits {
  #bytes: Uint8Array
  #length = 0
  #current = 0
  #free = 8

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity)
  }

  /** The lowest `count` bits of `value`; at most 31. */
  u(count: number, value: number): this {
    for (let bit = count - 1; bit >= 0; bit--) {
      this.#current = (this.#current << 1) | ((value >>> bit) & 1)
      if (--this.#free === 0) this.#push()
    }
    return this
  }

  /** Exp-Golomb, for small numbers. */
  ue(value: number): this {
    const length = 32 - Math.clz32(value + 1)
    return this.u(length - 1, 0).u(length, value + 1)
  }

  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value)
  }

  /** So many ones. */
  ones(count: number): this {
    const first = Math.min(count, this.#free % 8)
    const whole = (count - first) >> 3
    this.u(first, 255).bytes(new Uint8Array(whole).fill(255))
    return this.u(count - first - 8 * whole, 255)
  }

  /** Zeros up to the next whole byte. */
  align(): this {
    return this.#free === 8 ? this : this.u(this.#free, 0)
  }

  /** Whole bytes; only where the stream is aligned. */
  bytes(data: Uint8Array): this {
    this.#room(data.length)
    this.#bytes.set(data, this.#length)
    this.#length += data.length
    return this
  }

  /** The end of a structure: a one, then zeros. */
  trailing(): this {
    return this.u(1, 1).align()
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #push() {
    this.#room(1)
    this.#bytes[this.#length++] = this.#current
    this.#current = 0
    this.#free = 8
  }

  #room(more: number) {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** One unit of the stream: its header, and a 3 wherever two zeros would look like a start code. */
export function unit(header: number, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(1 + payload.length + (payload.length >> 1) + 1)
  let length = 0
  out[length++] = header
  let zeros = 0
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out[length++] = 3
      zeros = 0
    }
    out[length++] = byte
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return out.subarray(0, length)
}
