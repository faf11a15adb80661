import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { InvitationList } from '@/components/account/invitation-list'
import { InviteForm } from '@/components/account/invite-form'
import { Section } from '@/components/account/section'
import { PeopleSection } from '@/components/people/people-section'
import { Note } from '@/components/ui/note'
import { ADMIN_PAGE } from '@/lib/admin/page-query'
import { findPeople, PEOPLE_PAGE } from '@/lib/admin/people'
import { listInvitations } from '@/lib/auth/invitations'
import { waysToSignIn } from '@/lib/auth/providers'
import { requireAdmin } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { Refusal } from '@/lib/refusal'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.people') }
}

export default async function PeoplePage() {
  const admin = await requireAdmin('/admin/people')
  const t = await getTranslations('admin')
  const opened = await db()
  const now = new Date()
  const { signUp, welcomeCredits } = await readSettings(opened)
  const invitations = await listInvitations(opened, { limit: ADMIN_PAGE })
  if (invitations instanceof Refusal) throw new Error(invitations.code)
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
        <InvitationList
          key={invitations.invitations[0]?.id ?? ''}
          initial={invitations}
          now={now.getTime()}
        />
      </Section>
    </>
  )
}
