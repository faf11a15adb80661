import type { Metadata } from 'next'
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { DataSection } from '@/components/account/data-section'
import { EmailForm } from '@/components/account/email-form'
import { LookForm } from '@/components/account/look-form'
import { PasswordForm } from '@/components/account/password-form'
import { ProfileForm } from '@/components/account/profile-form'
import { Section } from '@/components/account/section'
import { SessionList } from '@/components/account/session-list'
import { type Way, WaysList } from '@/components/account/ways-list'
import { NoticesForm } from '@/components/notices/notices-form'
import { describeAgent } from '@/lib/auth/agent'
import { notHere } from '@/lib/auth/external'
import { waysToSignIn } from '@/lib/auth/providers'
import { requireUser } from '@/lib/auth/session'
import { listSessions } from '@/lib/auth/sessions'
import { waysIn } from '@/lib/auth/ways'
import { db } from '@/lib/database'
import { formatMoment } from '@/lib/format'
import { canMailNotices } from '@/lib/notices/mail'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings')
  return { title: t('title') }
}

const providers = [
  { id: 'google', name: 'Google' },
  { id: 'github', name: 'GitHub' },
] as const

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SettingsPage({ searchParams }: Query) {
  const { error } = await searchParams
  const refused = notHere.find((known) => known === error)
  const user = await requireUser('/settings')
  const t = await getTranslations('settings')
  const locale = await getLocale()
  const zone = await getTimeZone()
  const opened = await db()
  const mine = await waysIn(opened, user.id)
  const configured = waysToSignIn()
  const ways: Way[] = providers
    .filter(({ id }) => configured[id] || mine.providers.includes(id))
    .map(({ id, name }) => ({ id, name, isConnected: mine.providers.includes(id) }))
  const now = new Date()
  const sessions = (await listSessions(opened, user.id)).map(({ id, agent, createdAt }) => ({
    id,
    ...describeAgent(agent),
    at: formatMoment(locale, createdAt, zone, now),
    isHere: id === user.sessionId,
  }))
  return (
    <main id="main" className="mx-auto w-full max-w-[860px] flex-1 px-6 py-8 max-desk:px-4 max-desk:py-5">
      <h1 className="mb-2">{t('title')}</h1>
      <Section title={t('profile.title')}>
        <ProfileForm name={user.name} />
      </Section>
      <Section title={t('email')}>
        <EmailForm key={user.email} email={user.email} />
      </Section>
      <Section title={t('look.title')}>
        <LookForm />
      </Section>
      <Section title={(await getTranslations('notices'))('settings')}>
        <NoticesForm canMail={await canMailNotices(opened)} />
      </Section>
      <Section title={t('password.title')}>
        <PasswordForm email={user.email} hasPassword={mine.password} />
      </Section>
      {ways.length > 0 && (
        <Section title={t('ways.title')}>
          <WaysList ways={ways} error={refused && t(`ways.errors.${refused}`)} />
        </Section>
      )}
      <Section title={t('sessions.title')}>
        <SessionList sessions={sessions} />
      </Section>
      <Section title={t('data')}>
        <DataSection email={user.email} hasPassword={mine.password} isClosing={user.closingAt !== null} />
      </Section>
    </main>
  )
}
