import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { cache } from 'react'
import { firstWords, promptOf } from '@/components/jobs/prompt'
import { JobPage } from '@/components/stage/job-page'
import { requireUser } from '@/lib/auth/session'
import { modelList } from '@/lib/catalog/offer'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { ownJob } from '@/lib/jobs/queries'
import { terms } from '@/lib/jobs/terms'

type Props = { params: Promise<{ id: string }> }

/** Read once for the title and the page. */
const load = cache(async (id: string) => {
  const user = await requireUser(`/jobs/${id}`)
  const found = await ownJob(await db(), user.id, id, await getLocale())
  return { user, found }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { found } = await load((await params).id)
  if (!found) return {}
  const { inputs, input, model } = found.job
  return { title: inputs[0]?.name ?? firstWords(promptOf(input) ?? model) }
}

export default async function JobRoute({ params }: Props) {
  const { user, found } = await load((await params).id)
  if (!found) notFound()
  const credits = await balance(await db(), user.id)
  const models = modelList(await getLocale(), await terms()).filter(({ id }) => id === found.job.model)
  return (
    <main id="main" className="relative flex-1 desk:min-h-[520px]">
      <JobPage
        userId={user.id}
        initial={found.job}
        initialTold={{ receipt: found.receipt, kieMs: found.kieMs, finishes: found.finishes }}
        credits={credits}
        models={models}
      />
    </main>
  )
}
