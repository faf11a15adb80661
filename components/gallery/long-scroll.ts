/** A million results are 45 million px; Chromium's elements end at 2^25, Firefox's at 17.9 million, and from 2^24 on rows miss their pixel. */
const MOST = 2 ** 23
/** So near to either end the scrollbar stands where it would: nothing stops a flick before its time. */
const EDGE = 2 ** 20
/** A step longer than so many windows was made by the scrollbar, not by a wheel or a finger. */
const LEAP = 3

type Box = Pick<HTMLElement, 'scrollTop' | 'clientHeight' | 'scrollHeight'>

export const elementHeight = (height: number) => Math.min(height, MOST)

/**
 * Scrolls through more than an element can be high: a wheel moves by as much as it says, the scrollbar by its share of
 * the whole. All in px; a row at `top` of the whole stands at `top - base()` of the element.
 */
export function createLongScroll(box: Box) {
  let height = 0
  let base = 0
  let last = box.scrollTop
  /** What the element lacks. */
  const spare = () => height - elementHeight(height)
  const range = () => box.scrollHeight - box.clientHeight
  const within = (wished: number) => Math.min(spare(), Math.max(0, wished))

  function set(scrollTop: number) {
    box.scrollTop = scrollTop
    last = box.scrollTop
  }
  /** What is left out above where the scrollbar stands. */
  const baseAt = (scrollTop: number) => within((spare() * (scrollTop - EDGE)) / (range() - 2 * EDGE))
  /** Where the scrollbar belongs: the way back from `baseAt`. */
  function scrollbarAt(y: number): number {
    const free = range() - 2 * EDGE
    return y - within((spare() * (y - EDGE)) / (free + spare()))
  }

  return {
    base: () => base,
    /** As it was last heard: to ask the element would lay the page out. */
    top: () => last + base,
    resize(whole: number) {
      height = whole
      base = within(base)
    },
    heard() {
      if (Math.abs(box.scrollTop - last) > LEAP * box.clientHeight) base = baseAt(box.scrollTop)
      last = box.scrollTop
    },
    moveTo(y: number) {
      const near = y - base
      if (near < 0 || near > range() || Math.abs(near - box.scrollTop) > LEAP * box.clientHeight) {
        base = within(y - scrollbarAt(y))
      }
      set(y - base)
    },
    /**
     * After a rest: brings the scrollbar where it belongs, so that both ends can be come to.
     * @param draw draws the rows anew at their `base()`, at once.
     */
    settle(draw: () => void) {
      const y = box.scrollTop + base
      const wanted = scrollbarAt(y)
      if (spare() === 0 || Math.abs(wanted - box.scrollTop) < 1) return
      set(wanted)
      base = within(y - box.scrollTop)
      draw()
    },
  }
}
