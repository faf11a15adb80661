'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type ChangeEvent, useLayoutEffect, useRef } from 'react'
import { fieldBox } from '@/components/ui/field'
import { formatNumber } from '@/lib/format'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { useError, useForm, useValue } from './use-form'
import { useNamesElsewhere } from './use-names-elsewhere'

const growsByItself = () => CSS.supports('field-sizing', 'content')

/** Where CSS does not grow a field with its text yet, its height follows by hand, whenever it is drawn. */
function useGrowing() {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const box = area.current
    if (!box || growsByItself()) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  })
  return area
}

/** Text of one line (`string`) or many, with the count of characters. */
export function TextBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { store } = useForm()
  const ids = useFieldIds(path)
  const text = String(useValue(path) ?? field.default ?? '')
  const error = useError(path)
  const area = useGrowing()
  const names = useNamesElsewhere(field, path)
  // Inside a row of a group there is less room, and less to say.
  const isInner = path.includes('.')
  const isOver = field.maxLength !== undefined && text.length > field.maxLength
  const shared = {
    id: ids.input,
    value: text,
    'aria-required': field.required || undefined,
    'aria-invalid': error || isOver ? true : undefined,
    'aria-describedby': error || field.hint ? ids.note : undefined,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      store.set(path, event.currentTarget.value || undefined),
  }
  const count =
    field.maxLength !== undefined &&
    (text !== '' || field.required) &&
    t('count', { count: formatNumber(locale, text.length), limit: formatNumber(locale, field.maxLength) })
  const aside = (
    <>
      {count && <span className={isOver ? 'font-medium text-bad' : ''}>{count}</span>}
      {isOver && (
        <span role="status" className="sr-only">
          {t('tooLong')}
        </span>
      )}
      {!count && !field.required && t('optional')}
    </>
  )
  return (
    <Frame field={field} path={path} aside={aside}>
      <div className={`${fieldBox} ${error || isOver ? 'border-bad' : 'border-edge'}`}>
        {field.type === 'text' ? (
          <textarea
            {...shared}
            ref={area}
            rows={isInner ? 2 : 3}
            // Kerning a long word anew with every key takes tens of milliseconds.
            className={`field-sizing-content [font-kerning:none] my-2.5 max-h-[50dvh] w-full min-w-0 resize-none bg-transparent leading-5 outline-none max-desk:text-[16px] max-desk:leading-6 ${isInner ? 'min-h-10' : 'min-h-20'}`}
          />
        ) : (
          <>
            <input
              {...shared}
              type="text"
              autoComplete="off"
              list={names.length > 0 ? `${ids.input}-names` : undefined}
              className="h-8 w-full min-w-0 bg-transparent outline-none max-desk:h-11 max-desk:text-[16px]"
            />
            {names.length > 0 && (
              <datalist id={`${ids.input}-names`}>
                {names.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            )}
            {field.name === 'hex' && (
              <input
                type="color"
                aria-label={t('pickColour')}
                value={/^#[0-9a-f]{6}$/i.test(text) ? text : '#808080'}
                onChange={(event) => store.set(path, event.currentTarget.value.toUpperCase())}
                className="-mr-2 h-6 w-8 shrink-0 cursor-pointer rounded-[4px] border-none bg-transparent p-0"
              />
            )}
          </>
        )}
      </div>
    </Frame>
  )
}
