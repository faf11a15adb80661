import { tv } from 'tailwind-variants/lite'

/** How everything that looks like a button looks: buttons and links alike. */
export const buttonStyle = tv({
  base: 'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium transition-colors select-none [&_svg]:shrink-0',
  variants: {
    look: {
      plain: 'border-line bg-panel text-ink hover:bg-well',
      quiet: 'border-transparent text-ink-2 hover:bg-well hover:text-ink',
      main: 'border-transparent bg-mark text-on-mark hover:bg-mark-hover',
      ink: 'border-transparent bg-ink text-panel hover:bg-ink-2',
      bad: 'border-line bg-panel text-bad hover:bg-bad-wash',
      off: 'cursor-default border-transparent bg-well text-ink-3',
      pending: 'cursor-progress border-transparent bg-mark-wash text-mark-ink',
    },
    size: {
      normal: 'h-8 px-3 text-13 max-desk:h-11 max-desk:text-15',
      big: 'h-11 px-6 text-15 max-desk:h-12',
      run: 'h-11 w-full px-4 text-[14px] max-desk:h-[50px] max-desk:rounded-[8px] max-desk:text-[16px]',
      square: 'size-8 max-desk:size-11',
    },
  },
  defaultVariants: { look: 'plain', size: 'normal' },
})

/** main starts work (one a screen); ink takes away (download); bad destroys. */
export type ButtonVariant = 'plain' | 'quiet' | 'main' | 'ink' | 'bad'
export type ButtonSize = 'normal' | 'big' | 'run'
