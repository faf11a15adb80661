import { newKey } from '@/components/http/new-key'
import { createSubmitter, postJob, SUBMISSIONS, type Submit } from '@/components/jobs/submit'
import type { JobView } from '@/lib/jobs/schema'
import type { Tool } from '@/lib/models/tool'
import type { Queue } from './queue'
import { isRunnable } from './summary'
import type { Ask, TrayItem } from './tray'

type RunTool = Pick<Tool, 'id' | 'field' | 'credits'>

/**
 * Turns pictures into jobs: each as soon as it is uploaded, four at once, with a key that stays with the picture. A
 * picture leaves the tray when its job is accepted; with the credits used up the rest stays where it is.
 */
export function createRunner(
  { tray }: Queue,
  options: { onJob: (job: JobView) => void; post?: Submit; newId?: () => string },
) {
  const { onJob, post = postJob, newId = newKey } = options
  const submit = createSubmitter(post)
  const sending = new Set<string>()
  const asked = new Map<string, Ask>()

  /** The same ask as before where nothing has changed, so that an answer that got lost is found again. */
  function askOf(item: TrayItem, { id, field, credits }: RunTool, batchId: string | null): Ask {
    const before = asked.get(item.id)
    const ask =
      before?.model === id ? { ...before, credits } : { model: id, field, key: newId(), batchId, credits }
    asked.set(item.id, ask)
    return ask
  }

  function pump() {
    for (const item of tray.snapshot().items) {
      if (sending.size >= SUBMISSIONS) return
      if (item.ask && item.uploaded && !sending.has(item.id)) void send(item.id, item.uploaded.id, item.ask)
    }
  }

  async function send(id: string, fileId: string, { model, field, key, batchId, credits }: Ask) {
    sending.add(id)
    const answer = await submit({ model, input: { [field]: fileId }, batchId, key, maxPrice: credits })
    if (answer.ok) {
      asked.delete(id)
      onJob(answer.value.job)
      tray.drop(id)
    } else if (answer.status === 402) {
      tray.setShortage({ code: answer.code, message: answer.message })
      tray.map((item) =>
        item.ask && (item.id === id || !sending.has(item.id)) ? { ...item, ask: null } : item,
      )
    } else {
      tray.patch(id, { ask: null, runError: { code: answer.code, message: answer.message } })
    }
    sending.delete(id)
    pump()
  }

  tray.subscribe(pump)

  return {
    /** Runs these pictures with one tool; several make a batch. Those still on their way follow when they arrive. */
    run(ids: readonly string[], tool: RunTool) {
      const wanted = new Set(ids)
      const batchId = ids.length > 1 ? newId() : null
      tray.setShortage(null)
      tray.map((item) =>
        wanted.has(item.id) && isRunnable(item)
          ? { ...item, ask: askOf(item, tool, batchId), runError: null }
          : item,
      )
      pump()
    },
  }
}
