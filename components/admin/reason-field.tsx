'use client'

import { TextField, type TextFieldProps } from '@/components/ui/text-field'
import { REASON_MAX } from '@/lib/credits/bounds'

/** Why an admin does something, for the audit: a line of their own words. */
export const ReasonField = (props: Omit<TextFieldProps, 'autoComplete' | 'maxLength'>) => (
  <TextField {...props} autoComplete="off" maxLength={REASON_MAX} />
)
