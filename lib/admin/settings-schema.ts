import { z } from 'zod'
import { reason } from './schema'

// Settings that need no restart, as admins send and see them.

/** The settings that admins see, in their order, and in what people type each: credits, days, minutes, or a choice. */
export const settingKinds = {
  signUp: 'policy',
  welcomeCredits: 'credits',
  lowBalance: 'credits',
  keepResultsDays: 'days',
  trashDays: 'days',
  unusedUploadDays: 'days',
  uncertainAfterMs: 'minutes',
  taskDeadlineMs: 'minutes',
  giveUpAfterMs: 'minutes',
  mailNotices: 'switch',
} as const
export type ShownSetting = keyof typeof settingKinds

/** A setting as people read and type it; null where nothing limits it. */
export type SettingValue = string | number | boolean | null

export type SettingView = {
  name: ShownSetting
  value: SettingValue
  /** What holds when no admin chose. */
  usual: SettingValue
  /** Whether an admin chose what holds. */
  isChosen: boolean
  /** The variable of the environment that says what is usual; null: none is set. */
  variable: string | null
}

/** `value` null: back to what is usual. */
export const settingChangeSchema = z.strictObject({
  value: z.union([z.string().max(20), z.number(), z.boolean(), z.null()]),
  reason,
})
