'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { CheckBar } from './check-bar'
import { FindingList } from './finding-list'
import { ModelList } from './model-list'
import { useCatalogue } from './use-catalogue'

/** The models of this installation: what KIE has changed, and which are offered at what price. */
export function ModelsSection({ isSandbox }: { isSandbox: boolean }) {
  const t = useTranslations('admin.models')
  const { models, findings, check, isLost, load, askCheck, change, decide } = useCatalogue()
  return (
    <>
      <CheckBar
        check={check}
        isLoading={models === null}
        open={findings.length}
        isSandbox={isSandbox}
        onAsk={askCheck}
      />
      {isLost && models === null && (
        <Note kind="bad" role="alert" action={<Button onPress={load}>{t('again')}</Button>}>
          {t('noAnswer')}
        </Note>
      )}
      <FindingList findings={findings} onDecide={decide} />
      {models && <ModelList models={models} onChange={change} />}
    </>
  )
}
