'use client'

import { useTranslations } from 'next-intl'
import type { Difference, FindingView } from '@/lib/admin/finding'

/** What kind of finding it is, in a few words. */
export function useFindingName(): (finding: FindingView) => string {
  const t = useTranslations('admin.models')
  return (finding) => t(`kind.${finding.kind === 'new' && finding.detail.retired ? 'retired' : finding.kind}`)
}

/** A finding: the kind and the model, then what is different. */
export function FindingText({ finding }: { finding: FindingView }) {
  const t = useTranslations('admin.models')
  const name = useFindingName()(finding)
  return (
    <>
      <p>
        <span className="text-warn">{name}</span> <b className="font-strong">{finding.title}</b>
      </p>
      <p className="font-mono text-11 text-ink-3">{finding.model}</p>
      <div className="mt-1 text-12 text-ink-2">
        {finding.kind === 'gone' && t('goneText')}
        {finding.kind === 'new' && (
          <>
            {[finding.detail.provider, ...finding.detail.tasks].filter(Boolean).join(' · ')}
            {finding.detail.price && <p className="mt-1 text-ink-3">{finding.detail.price}</p>}
          </>
        )}
        {finding.kind === 'price' && (
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
            <dt className="text-ink-3">{t('before')}</dt>
            <dd className="text-ink-3">{finding.detail.from ?? t('noWords')}</dd>
            <dt className="text-ink-3">{t('now')}</dt>
            <dd>{finding.detail.to ?? t('noWords')}</dd>
          </dl>
        )}
        {finding.kind === 'schema' && (
          <ul>
            {finding.detail.differences.map((difference) => (
              <li key={JSON.stringify(difference)}>
                <DifferenceText difference={difference} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

function DifferenceText({ difference }: { difference: Difference }) {
  const t = useTranslations('admin.models.difference')
  const { field } = difference
  switch (difference.kind) {
    case 'added':
      return t(difference.required ? 'addedRequired' : 'added', { field })
    case 'removed':
      return t('removed', { field })
    case 'required':
      return t(difference.theirs ? 'required' : 'optional', { field })
    case 'type':
      return t('type', {
        field,
        ours: t(`types.${difference.ours}`),
        theirs: t(`types.${difference.theirs}`),
      })
    case 'values':
      return [
        ...(difference.added.length > 0
          ? [t('valuesAdded', { field, values: difference.added.join(', ') })]
          : []),
        ...(difference.removed.length > 0
          ? [t('valuesRemoved', { field, values: difference.removed.join(', ') })]
          : []),
      ].join(' ')
    case 'limit':
      return t('limit', {
        field,
        limit: t(`limits.${difference.limit}`),
        theirs: difference.theirs,
        ours: difference.ours ?? t('nothing'),
      })
  }
}
