import type { Form } from '@/lib/files/multipart'

export type Part = { field?: string; name?: string; type?: string; bytes: Buffer | string }

/** A multipart form as a browser writes it. */
export function form(...parts: Part[]): { body: Buffer; contentType: string } {
  const written = parts.map(({ field = 'file', name, type = 'image/png', bytes }) => [
    Buffer.from(`--edge\r\nContent-Disposition: form-data; name="${field}"`),
    Buffer.from(name === undefined ? '' : `; filename="${name}"\r\nContent-Type: ${type}`),
    Buffer.from('\r\n\r\n'),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ])
  return {
    body: Buffer.concat([...written.flat(), Buffer.from('--edge--\r\n')]),
    contentType: 'multipart/form-data; boundary=edge',
  }
}

/** A request's body that arrives in these pieces. */
export const streamOf = (...chunks: Buffer[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new Uint8Array(chunk))
      controller.close()
    },
  })

/** The same as a request brings it. */
export function formOf(...parts: Part[]): Form {
  const { body, contentType } = form(...parts)
  return { contentType, declaredLength: body.length, stream: streamOf(body) }
}
