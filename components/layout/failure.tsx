'use client'

import { useTranslations } from 'next-intl'
import { buttonStyle } from '@/components/ui/button-style'
import { CropMarks } from '@/components/ui/crop-marks'
import { LinkButton } from '@/components/ui/link-button'

export type FailureProps = { error: unknown; retry: () => void }

/** The tab is older than the server's build: only loading the page anew brings the parts that it asks for. */
const isOutdated = (error: unknown) => error instanceof Error && error.name === 'ChunkLoadError'

/** A page that broke: what happened, what it means for jobs and money, what to do. */
export function Failure({ error, retry }: FailureProps) {
  const t = useTranslations('failure')
  const code = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <main id="main" className="grid flex-1 place-content-center p-6">
      <CropMarks isBad className="max-w-lg p-10 max-desk:p-6">
        <h1>{t('title')}</h1>
        <p className="mt-2 text-ink-2 text-pretty">{t('text')}</p>
        <div className="mt-6 flex flex-wrap gap-2">
          {/* Not the Button: this file is part of every page's first load. */}
          <button
            type="button"
            className={buttonStyle({ look: 'main' })}
            onClick={() => (isOutdated(error) ? window.location.reload() : retry())}
          >
            {t('retry')}
          </button>
          <LinkButton href="/">{t('home')}</LinkButton>
        </div>
        {code && <p className="measured mt-6 text-ink-3">{t('code', { code })}</p>}
      </CropMarks>
    </main>
  )
}
