import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Db } from '@/db/open'
import { settings } from '@/db/schema'
import { writeAudit } from '@/lib/auth/audit'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { env } from '@/lib/env'
import type { UserId } from '@/lib/id'
import { invalid, Refusal } from '@/lib/refusal'
import { chosenSettings, readSettings, type Settings, settingShape, usualSettings } from '@/lib/settings'
import { transact } from '@/lib/transact'
import {
  type SettingValue,
  type SettingView,
  type ShownSetting,
  type settingChangeSchema,
  settingKinds,
} from './settings-schema'

const MINUTE_MS = 60_000
const variables: Partial<Record<ShownSetting, string>> = {
  signUp: 'SIGN_UP',
  welcomeCredits: 'WELCOME_CREDITS',
}

const isShown = (name: string): name is ShownSetting => Object.hasOwn(settingKinds, name)

/** As people read it. */
function shown(name: ShownSetting, value: Settings[ShownSetting]): SettingValue {
  if (typeof value !== 'number') return value
  if (settingKinds[name] === 'credits') return toCredits(value)
  return settingKinds[name] === 'minutes' ? value / MINUTE_MS : value
}

/** As it is kept. */
function kept(name: ShownSetting, value: SettingValue): SettingValue {
  if (typeof value !== 'number') return value
  if (settingKinds[name] === 'credits') return toThousandths(value)
  return settingKinds[name] === 'minutes' ? Math.round(value * MINUTE_MS) : value
}

/** The variable of the environment that says what is usual, where somebody has set it. */
function setVariable(name: ShownSetting): string | null {
  const variable = variables[name]
  return variable && env().given.has(variable) ? variable : null
}

/** Every setting that admins see, and where its value comes from. */
export async function listSettings(db: Db): Promise<SettingView[]> {
  const now = await readSettings(db)
  const chosen = await chosenSettings(db)
  const usual = usualSettings()
  return (Object.keys(settingKinds) as ShownSetting[]).map((name) => ({
    name,
    value: shown(name, now[name]),
    usual: shown(name, usual[name]),
    isChosen: name in chosen,
    variable: setVariable(name),
  }))
}

/** Chooses a setting, or goes back to what is usual; it counts from the next look at it, in every process. */
export async function changeSetting(
  db: Db,
  admin: { id: UserId },
  name: string,
  change: z.output<typeof settingChangeSchema>,
): Promise<Refusal | null> {
  if (!isShown(name)) return new Refusal('not_found')
  const wanted = kept(name, change.value)
  if (change.value !== null && !settingShape[name].safeParse(wanted).success)
    return invalid({ value: { key: 'setting_value' } })
  return transact<null>(db, async (tx) => {
    // Two admins take turns, so that each audit row says what was there before.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('settings'))`)
    const before = shown(name, (await readSettings(tx))[name])
    if (change.value === null) await tx.delete(settings).where(eq(settings.key, name))
    else {
      await tx
        .insert(settings)
        .values({ key: name, value: wanted })
        .onConflictDoUpdate({ target: settings.key, set: { value: wanted, changedAt: sql`now()` } })
    }
    const after = shown(name, (await readSettings(tx))[name])
    await writeAudit(tx, {
      actor: admin.id,
      action: 'setting.changed',
      subject: name,
      detail: { before, after, reason: change.reason },
    })
    return null
  })
}
