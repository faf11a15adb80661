import type { Metadata } from 'next'
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { InvitationList } from '@/components/account/invitation-list'
import { InviteForm } from '@/components/account/invite-form'
import { PeopleList } from '@/components/account/people-list'
import { Section } from '@/components/account/section'
import { ModelsSection } from '@/components/admin/models-section'
import { listInvitations } from '@/lib/auth/invitations'
import { listPeople } from '@/lib/auth/people'
import { waysToSignIn } from '@/lib/auth/providers'
import { requireAdmin } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { formatMoment } from '@/lib/format'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('title') }
}

export default async function AdminPage() {
  const admin = await requireAdmin()
  const t = await getTranslations('admin')
  const [locale, zone, opened] = [await getLocale(), await getTimeZone(), await db()]
  const now = new Date()
  const invitations = (await listInvitations(opened)).map(({ expiresAt, ...invitation }) => ({
    ...invitation,
    until: formatMoment(locale, expiresAt, zone, now),
  }))
  const people = (await listPeople(opened)).map((person) => ({ ...person, isYou: person.id === admin.id }))
  return (
    <main id="main" className="mx-auto w-full max-w-[860px] flex-1 px-6 py-8 max-desk:px-4 max-desk:py-5">
      <h1 className="mb-2">{t('title')}</h1>
      <Section title={t('invitations.new')}>
        <InviteForm sendsMail={waysToSignIn().mail} welcome={toCredits(env().welcomeCredits)} />
      </Section>
      <Section title={t('invitations.open')} isWide>
        <InvitationList invitations={invitations} />
      </Section>
      <Section title={t('people.title')} isWide>
        <PeopleList people={people} />
      </Section>
      <Section title={t('models.title')} isWide>
        <ModelsSection isSandbox={env().sandbox} />
      </Section>
    </main>
  )
}
