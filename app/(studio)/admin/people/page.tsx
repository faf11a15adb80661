import type { Metadata } from 'next'
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { InvitationList } from '@/components/account/invitation-list'
import { InviteForm } from '@/components/account/invite-form'
import { Section } from '@/components/account/section'
import { PeopleSection } from '@/components/people/people-section'
import { Note } from '@/components/ui/note'
import { findPeople, PEOPLE_PAGE } from '@/lib/admin/people'
import { listInvitations } from '@/lib/auth/invitations'
import { waysToSignIn } from '@/lib/auth/providers'
import { requireAdmin } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { formatMoment } from '@/lib/format'
import { Refusal } from '@/lib/refusal'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.people') }
}

export default async function PeoplePage() {
  const admin = await requireAdmin('/admin/people')
  const t = await getTranslations('admin')
  const [locale, zone, opened] = [await getLocale(), await getTimeZone(), await db()]
  const now = new Date()
  const { signUp, welcomeCredits } = await readSettings(opened)
  const invitations = (await listInvitations(opened)).map(({ expiresAt, ...invitation }) => ({
    ...invitation,
    until: formatMoment(locale, expiresAt, zone, now),
  }))
  const people = await findPeople(opened, { q: '', limit: PEOPLE_PAGE })
  if (people instanceof Refusal) throw new Error(people.code)
  return (
    <>
      <h1 className="mb-4">{t('areas.people')}</h1>
      <PeopleSection initial={people} you={admin.id} now={now.getTime()} />
      <Section title={t('invitations.new')}>
        {signUp === 'closed' ? (
          <Note kind="warn">{t('invitations.closed')}</Note>
        ) : (
          <InviteForm sendsMail={waysToSignIn().mail} welcome={toCredits(welcomeCredits)} />
        )}
      </Section>
      <Section title={t('invitations.open')} isWide>
        <InvitationList invitations={invitations} />
      </Section>
    </>
  )
}
