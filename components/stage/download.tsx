'use client'

import { Download as Sign } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import type { FileView } from '@/lib/files/schema'

/** Browsers drop downloads that are asked for at once. */
const BETWEEN_MS = 600

const hrefOf = (file: FileView) => `${file.url}?download`

/** Asks for each file as if its link had been pressed; the server names them. */
async function downloadAll(files: readonly FileView[]) {
  for (const [at, file] of files.entries()) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
    const link = document.createElement('a')
    link.href = hrefOf(file)
    link.download = ''
    document.body.append(link)
    link.click()
    link.remove()
  }
}

export type DownloadProps = { files: readonly FileView[]; shown: FileView }

/** Takes away the result on the table; of several also all of them, one after another. */
export function Download({ files, shown }: DownloadProps) {
  const t = useTranslations('stage')
  const [isBusy, setBusy] = useState(false)
  return (
    <>
      {files.length > 1 && (
        <Button
          isPending={isBusy}
          onPress={() => {
            setBusy(true)
            void downloadAll(files).finally(() => setBusy(false))
          }}
          className="max-desk:flex-1"
        >
          <Sign aria-hidden size={16} strokeWidth={1.6} />
          {t('downloadAll', { count: files.length })}
        </Button>
      )}
      <LinkButton href={hrefOf(shown)} download variant="ink" className="max-desk:flex-1">
        <Sign aria-hidden size={16} strokeWidth={1.6} />
        {t('download')}
      </LinkButton>
    </>
  )
}
