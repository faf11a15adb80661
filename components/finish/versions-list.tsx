'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FileThumb } from '@/components/stage/file-thumb'
import { putRight } from '@/components/stage/right'
import { useFileFacts } from '@/components/stage/use-file-facts'
import { buttonStyle } from '@/components/ui/button-style'
import type { FinishView } from '@/lib/finish/schema'
import { useVersions } from './versions'

/** The finished versions of the result on the table: to look at beside the original, and to take away. */
export function VersionsList({ fileId, brought }: { fileId: string; brought: readonly FinishView[] }) {
  const t = useTranslations('finish')
  const versions = useVersions(fileId, brought)
  const factsOf = useFileFacts()
  if (versions.length === 0) return null
  return (
    <div>
      <h2 className="mb-1 font-strong text-13 tracking-normal max-desk:text-15">{t('versions')}</h2>
      <ul className="-mx-2">
        {versions.map(({ file }) => (
          <li key={file.id} className="flex items-center gap-1">
            <button
              type="button"
              aria-label={t('look', { name: file.name })}
              onClick={() => putRight(fileId, file.id)}
              className="flex min-h-12 min-w-0 flex-1 items-center gap-3 rounded-control px-2 text-left hover:bg-well"
            >
              <FileThumb file={file} fit="contain" className="size-10" />
              <span className="min-w-0">
                <span className="block truncate font-medium">{file.name}</span>
                <span className="block truncate text-12 text-ink-3 tabular-nums">{factsOf(file)}</span>
              </span>
            </button>
            <a
              href={`${file.url}?download`}
              download
              aria-label={t('download', { name: file.name })}
              title={t('download', { name: file.name })}
              className={buttonStyle({ look: 'quiet', size: 'square' })}
            >
              <Download aria-hidden size={16} strokeWidth={1.6} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
