import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

export type AuthPageProps = { title: string; text?: ReactNode; children?: ReactNode; foot?: ReactNode }

/** The column of one form: title, a line about it, the form, what else one may want. */
export function AuthPage({ title, text, children, foot }: AuthPageProps) {
  return (
    <>
      <h1>{title}</h1>
      {text && <p className="mt-1 text-pretty text-ink-2 [overflow-wrap:anywhere]">{text}</p>}
      {children}
      {foot && <p className="mt-6 text-12 text-ink-3 text-pretty">{foot}</p>}
    </>
  )
}

/** A link that was used, has expired or never was: all three look alike. */
export function DeadLink({ children }: { children: ReactNode }) {
  const t = useTranslations('auth')
  return (
    <AuthPage
      title={t('dead.title')}
      text={children}
      foot={
        <Link href="/sign-in" className="link">
          {t('forgot.back')}
        </Link>
      }
    />
  )
}
