import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { FilterBar } from '@/components/admin-jobs/filter-bar'
import { filterNames, filterQuery, type JobFilters, noFilters } from '@/components/admin-jobs/filters'
import { JobLines } from '@/components/admin-jobs/job-lines'
import { listAllJobs } from '@/lib/admin/jobs-list'
import { jobsQuery } from '@/lib/admin/jobs-query'
import { personName } from '@/lib/auth/people'
import { requireAdmin } from '@/lib/auth/session'
import { modelList } from '@/lib/catalog/offer'
import { db } from '@/lib/database'
import { terms } from '@/lib/jobs/terms'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.jobs') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the address asks for; a filter that cannot be read is none. */
function readFilters(asked: Awaited<Props['searchParams']>): JobFilters {
  const filters = { ...noFilters }
  for (const name of filterNames) {
    const value = asked[name]
    const isRead =
      typeof value === 'string' &&
      !(readQuery(jobsQuery, new URLSearchParams({ [name]: value })) instanceof Refusal)
    if (isRead) filters[name] = value
  }
  return filters
}

export default async function JobsPage({ searchParams }: Props) {
  await requireAdmin('/admin/jobs')
  const t = await getTranslations('admin')
  const locale = await getLocale()
  const handle = await db()
  const filters = readFilters(await searchParams)
  const address = filterQuery(filters)
  const query = readQuery(jobsQuery, new URLSearchParams(address))
  const page = query instanceof Refusal ? query : await listAllJobs(handle, query, locale)
  if (page instanceof Refusal) throw new Error(page.code)
  const models = modelList(locale, await terms()).map(({ id, title }) => ({ id, title }))
  const person = filters.person === '' ? null : await personName(handle, filters.person)
  const now = Date.now()
  return (
    <>
      <h1 className="mb-4">{t('areas.jobs')}</h1>
      <FilterBar filters={filters} person={person} models={models} />
      <div className="mt-6">
        <JobLines key={`${now} ${address}`} initial={page} query={address} now={now} />
      </div>
    </>
  )
}
