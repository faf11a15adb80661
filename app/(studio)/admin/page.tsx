import type { Metadata } from 'next'
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { InvitationList } from '@/components/account/invitation-list'
import { InviteForm } from '@/components/account/invite-form'
import { Section } from '@/components/account/section'
import { ModelsSection } from '@/components/admin/models-section'
import { PeopleSection } from '@/components/people/people-section'
import { findPeople, PEOPLE_PAGE } from '@/lib/admin/people'
import { listInvitations } from '@/lib/auth/invitations'
import { waysToSignIn } from '@/lib/auth/providers'
import { requireAdmin } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { formatMoment } from '@/lib/format'
import { Refusal } from '@/lib/refusal'

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
  const people = await findPeople(opened, { q: '', limit: PEOPLE_PAGE })
  if (people instanceof Refusal) throw new Error(people.code)
  return (
    <main id="main" className="mx-auto w-full max-w-[860px] flex-1 px-6 py-8 max-desk:px-4 max-desk:py-5">
      <h1 className="mb-2">{t('title')}</h1>
      <Section title={t('invitations.new')}>
        <InviteForm sendsMail={waysToSignIn().mail} welcome={toCredits(env().welcomeCredits)} />
      </Section>
      <Section title={t('invitations.open')} isWide>
        <InvitationList invitations={invitations} />
      </Section>
      <section aria-labelledby="people" className="border-line border-t py-8 max-desk:py-6">
        <h2 id="people" className="mb-4">
          {t('people.title')}
        </h2>
        <PeopleSection initial={people} you={admin.id} now={now.getTime()} />
      </section>
      <Section title={t('models.title')} isWide>
        <ModelsSection isSandbox={env().sandbox} />
      </Section>
    </main>
  )
}
