'use client'

import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/link-button'
import type { JobView } from '@/lib/jobs/schema'

/** Where a job's results were that its person threw away. */
export function GoneStage({ gone }: Pick<JobView, 'gone'>) {
  const t = useTranslations('gallery.gone')
  return (
    <div className="grid h-full min-h-60 place-items-center p-6">
      <div className="marks grid max-w-[440px] justify-items-center gap-4 p-12 text-center max-desk:p-8">
        {gone.trashed > 0 && <p className="text-15 text-ink-2">{t('trashed', { count: gone.trashed })}</p>}
        {gone.deleted > 0 && <p className="text-15 text-ink-2">{t('deleted', { count: gone.deleted })}</p>}
        {gone.trashed > 0 && <LinkButton href="/gallery?trash=1">{t('open')}</LinkButton>}
      </div>
    </div>
  )
}
