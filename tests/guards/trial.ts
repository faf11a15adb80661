import { type Attempt, attempts } from './attempts'
import type { Guard } from './catalogue'
import { fixture } from './fixture'

/** One connection; `run` may hold several statements. */
export type Session = { run: (text: string) => Promise<unknown> }

const COMMIT = 'set constraints all immediate; set constraints all deferred'

/** What is wrong with an attempt: null when the database answers it as it should. Everything is undone. */
export async function failing({ run }: Session, attempt: Attempt): Promise<string | null> {
  await run('savepoint attempt')
  const said = await run(`${attempt.sql} ${COMMIT}`).then(
    () => null,
    (error: Error) => error.message,
  )
  await run('rollback to savepoint attempt')
  if (attempt.refused === null) return said
  return said !== null && attempt.refused.test(said) ? null : (said ?? 'it was accepted')
}

/** Runs `work` on the people and jobs of the fixture and undoes it all. */
export async function onFixture<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.run('begin')
  try {
    await session.run(fixture)
    return await work()
  } finally {
    await session.run('rollback')
  }
}

/** Takes a guard away and tries everything; the name of the first attempt that goes red, null when none does. */
export async function caughtBy(session: Session, guard: Guard): Promise<string | null> {
  await session.run('savepoint guard')
  try {
    await session.run(guard.remove).catch((error: Error) => {
      throw new Error(`${guard.name} cannot be taken away: ${error.message}`, { cause: error })
    })
    const subject = guard.table ?? guard.name.split(/[_:]/)[0] ?? ''
    const near = (attempt: Attempt) => Number(attempt.of === subject)
    for (const attempt of attempts.toSorted((a, b) => near(b) - near(a))) {
      if ((await failing(session, attempt)) !== null) return `${attempt.of}: ${attempt.name}`
    }
    return null
  } finally {
    await session.run('rollback to savepoint guard')
  }
}
