'use client'

import { FileDown } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyWords } from './copy-words'
import { FileThumb } from './file-thumb'
import type { Setting } from './settings'
import { useFileFacts } from './use-file-facts'

/** Prose of more than this comes with a button that copies it (characters). */
const WORTH_COPYING = 40

type Of<Kind extends Setting['kind']> = Extract<Setting, { kind: Kind }>

function Prose({ setting }: { setting: Of<'prose'> }) {
  return (
    <div>
      <p className="max-h-60 overflow-auto whitespace-pre-wrap break-words text-13">{setting.text}</p>
      {setting.text.length > WORTH_COPYING && (
        <span className="-ml-3 mt-1 block">
          <CopyWords text={setting.text} />
        </span>
      )}
    </div>
  )
}

function Files({ setting }: { setting: Of<'files'> }) {
  const facts = useFileFacts()
  return (
    <ul className="mt-1 grid gap-1.5">
      {setting.files.map((file) => (
        <li key={file.id} className="flex min-w-0 items-center gap-3">
          <FileThumb file={file} className="size-10" />
          <a href={`${file.url}?download`} download className="group min-w-0 flex-1">
            <span className="flex items-center gap-1.5">
              <span className="truncate group-hover:underline">{file.name}</span>
              <FileDown aria-hidden size={13} strokeWidth={1.6} className="shrink-0 text-ink-3" />
            </span>
            <span className="measured block truncate text-ink-3">{facts(file)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A value beside its label, what needs room below it. */
export function SettingsList({ settings }: { settings: readonly Setting[] }) {
  const t = useTranslations('stage')
  const line = (setting: Setting, value: ReactNode) => (
    <div key={setting.name} className="flex justify-between gap-4 py-1">
      <dt className="shrink-0 text-ink-3">{setting.label}</dt>
      <dd className="min-w-0 break-words text-right">{value}</dd>
    </div>
  )
  const block = (setting: Setting, value: ReactNode) => (
    <div key={setting.name} className="py-1">
      <dt className="text-ink-3">{setting.label}</dt>
      <dd className="min-w-0">{value}</dd>
    </div>
  )
  function shown(setting: Setting) {
    switch (setting.kind) {
      case 'text':
        return line(setting, setting.text)
      case 'switch':
        return line(setting, setting.isOn ? t('on') : t('off'))
      case 'job':
        return line(
          setting,
          <Link href={`/jobs/${setting.id}`} className="link">
            {t('thatJob')}
          </Link>,
        )
      case 'prose':
        return block(setting, <Prose setting={setting} />)
      case 'files':
        return block(setting, <Files setting={setting} />)
      case 'parts':
        return block(
          setting,
          <ol className="mt-1 grid gap-2">
            {setting.parts.map(({ n, settings: part }) => (
              <li key={n} className="border-line border-l pl-3">
                <SettingsList settings={part} />
              </li>
            ))}
          </ol>,
        )
    }
  }
  return <dl className="text-12 leading-[18px] tabular-nums max-desk:text-[14px]">{settings.map(shown)}</dl>
}
