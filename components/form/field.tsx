'use client'

import dynamic from 'next/dynamic'
import { memo, type ReactNode } from 'react'
import { persistent } from '@/components/http/persistent'
import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldView } from '@/lib/catalog/view'
import { ChipsBox } from './chips-box'
import { ChoiceBox } from './choice-box'
import type { FieldProps } from './frame'
import { MediaBox } from './media-box'
import { NumberBox } from './number-box'
import { RowsBox } from './rows-box'
import { SeedBox } from './seed-box'
import { SwitchBox } from './switch-box'
import { TextBox } from './text-box'

/** Rare and large: fetched where a model asks for them. */
const TaskBox = dynamic(persistent(() => import('./task-box').then((part) => part.TaskBox)))
const RegionsBox = dynamic(persistent(() => import('./regions-box').then((part) => part.RegionsBox)))

/** The part that asks for a field. Drawn anew when its description changes; its value it follows by itself. */
export const Field = memo(function Field({
  field,
  path,
  isBatch,
}: FieldProps & { isBatch?: boolean | undefined }): ReactNode {
  if (mediaKind(field.type)) return <MediaBox field={field} path={path} isBatch={isBatch ?? false} />
  switch (field.type) {
    case 'enum':
      return <ChoiceBox field={field} path={path} />
    case 'boolean':
      return <SwitchBox field={field} path={path} />
    case 'integer':
    case 'number':
    case 'numeric':
      return field.name === 'seed' ? (
        <SeedBox field={field} path={path} />
      ) : (
        <NumberBox field={field} path={path} />
      )
    case 'task':
      return <TaskBox field={field} path={path} />
    case 'list':
      return field.itemType === 'boxes' ? (
        <RegionsBox field={field} path={path} />
      ) : (
        <ChipsBox field={field} path={path} />
      )
    case 'objects':
      return <RowsBox field={field} path={path} renderField={renderField} />
    default:
      return <TextBox field={field} path={path} />
  }
})

const renderField = (field: FieldView, path: string) => <Field field={field} path={path} />
