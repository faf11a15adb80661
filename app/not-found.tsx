import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageFrame } from '@/components/layout/page-frame'
import { CropMarks } from '@/components/ui/crop-marks'
import { LinkButton } from '@/components/ui/link-button'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame.notFound')
  return { title: t('title') }
}

export default async function NotFound() {
  const t = await getTranslations('frame.notFound')
  return (
    <PageFrame>
      <CropMarks className="p-10 max-desk:p-6">
        <h1>{t('title')}</h1>
        <p className="mt-2 text-ink-2">{t('text')}</p>
        <div className="mt-6 flex flex-wrap gap-2">
          <LinkButton variant="main" href="/studio">
            {t('studio')}
          </LinkButton>
          <LinkButton href="/">{t('home')}</LinkButton>
        </div>
      </CropMarks>
    </PageFrame>
  )
}
