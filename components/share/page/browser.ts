import { mount } from '@/components/compare/compare'
import { isSeeThrough } from '@/components/compare/see-through'

// What the page behind a link does beyond showing: the slider, backdrops where something is see-through, full screen.
// Without it both pictures stand side by side, and everything else is links and forms.

const find = (selector: string) => document.querySelector<HTMLElement>(selector)

const slider = find('.cmp:has(.cmp-range)')
if (slider) mount(slider)

const backdrops = find('.backdrops')
for (const image of document.querySelectorAll<HTMLImageElement>('.cmp-layer img')) {
  image.decode().then(
    () => {
      if (backdrops && isSeeThrough(image)) backdrops.hidden = false
    },
    // A picture that did not come: its alternative text is there.
    () => undefined,
  )
}

const whole = find('.whole')
if (whole && document.fullscreenEnabled) {
  whole.hidden = false
  whole.addEventListener('click', () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void document.documentElement.requestFullscreen()
  })
}

find('.strip [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
