import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { Client } from './client.ts'
import { until } from './process.ts'

export type ServerEvent = { id: string | undefined; event: string; data: unknown }

/** A person's live list, as an EventSource reads it. */
export class Events {
  readonly all: ServerEvent[] = []
  /** The server ended the stream. */
  ended = false
  readonly #abort = new AbortController()

  static async open(client: Client, lastEventId?: string): Promise<Events> {
    const events = new Events()
    const answer = await fetch(`${client.base}/api/jobs/events`, {
      headers: {
        cookie: client.cookieHeader,
        accept: 'text/event-stream',
        'accept-language': client.language,
        ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
      },
      signal: events.#abort.signal,
    })
    if (!answer.ok || !answer.body) throw new Error(`events: ${answer.status} ${await answer.text()}`)
    void events.#read(answer.body)
    return events
  }

  async #read(body: ReadableStream<Uint8Array>) {
    const parser = createParser({
      onEvent: (message: EventSourceMessage) =>
        this.all.push({ id: message.id, event: message.event ?? 'message', data: JSON.parse(message.data) }),
    })
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }))
    } catch (error) {
      // Cut off, by us or by the server's death: an end like any other.
      if (!(error instanceof Error)) throw error
    }
    this.ended = true
  }

  /** The first event, past or to come, that fits. */
  first(event: string, fits: (data: never) => boolean = () => true, limitMs = 60_000): Promise<ServerEvent> {
    return until(
      `the stream says ${event}`,
      () => this.all.find((one) => one.event === event && fits(one.data as never)),
      limitMs,
      10,
    )
  }

  close() {
    this.#abort.abort()
  }
}
