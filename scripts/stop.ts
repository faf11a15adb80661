import { log } from '@/lib/log'

const HARD_LIMIT_MS = 11_500

/** Runs `stop` once, at the first signal or when the process that started us is gone, then leaves. */
export function onStop(stop: () => Promise<void>): void {
  let stopping = false
  const leave = (why: string) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref()
    log().info({ why }, 'stopping')
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log().error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(signal))
  process.on('disconnect', () => leave('the starting process is gone'))
  process.on('unhandledRejection', (error) => log().error({ err: error }, 'unhandled rejection'))
}
