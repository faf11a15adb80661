import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { Story } from '@/components/admin-jobs/story'
import { jobStory } from '@/lib/admin/jobs-story'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-jobs')
  return { title: t('one') }
}

export default async function AdminJobPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  await requireAdmin(`/admin/jobs/${id}`)
  const t = await getTranslations('admin')
  const job = /^[0-9a-z]{1,64}$/.test(id) ? await jobStory(await db(), id, await getLocale()) : null
  if (!job) notFound()
  return (
    <>
      <Link href="/admin/jobs" className="link text-12">
        {t('areas.jobs')}
      </Link>
      <h1 className="mb-4">{job.tool}</h1>
      <Story job={job} />
    </>
  )
}
