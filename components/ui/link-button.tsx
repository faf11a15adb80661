import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from '@/components/ui/button-style'

export type LinkButtonProps = {
  href: string
  children: ReactNode
  variant?: ButtonVariant
  size?: ButtonSize | 'square'
  className?: string
  /** Saves instead of opening; a string is the file's name. */
  download?: string | boolean
  'aria-label'?: string
}

/** A link that looks like a button. Needs no JavaScript of its own. */
export function LinkButton({ variant = 'plain', size, className, download, href, ...rest }: LinkButtonProps) {
  const style = buttonStyle({ look: variant, size, className })
  if (download !== undefined) return <a {...rest} href={href} download={download} className={style} />
  return <Link {...rest} href={href} className={style} />
}
