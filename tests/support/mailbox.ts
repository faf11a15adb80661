import { createServer, type Socket } from 'node:net'
import { until } from './process.ts'

type Letter = { to: string; subject: string; text: string }

export type Mailbox = {
  /** For `SMTP_URL`. */
  url: string
  letters: Letter[]
  /** Waits for the next letter to an address after the `after` first ones. */
  letterTo: (address: string, after?: number) => Promise<Letter>
  close: () => Promise<void>
}

/** A mail server that takes everything and keeps it. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Letter[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    take(socket, (letter) => letters.push(letter))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    letterTo: (to, after = 0) =>
      until(
        `a letter to ${to}`,
        async () => letters.filter((letter) => letter.to === to)[after] ?? false,
        60_000,
      ),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function take(socket: Socket, keep: (letter: Letter) => void): void {
  let pending = ''
  let body: string[] | null = null
  let to: string[] = []
  const hear = (line: string) => {
    if (body) {
      if (line !== '.') return body.push(line)
      for (const address of to) keep(letter(address, body.join('\n')))
      body = null
      to = []
    }
    if (/^RCPT TO:/i.test(line)) to.push(/<(.*)>/.exec(line)?.[1] ?? '')
    const isData = /^DATA/i.test(line)
    if (isData) body = []
    socket.write(isData ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n')
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const lines = (pending + chunk.toString()).split('\r\n')
    pending = lines.pop() ?? ''
    lines.forEach(hear)
  })
  socket.write('220 mailbox\r\n')
}

function letter(to: string, raw: string): Letter {
  const [head = '', ...rest] = raw.split('\n\n')
  const body = rest.join('\n\n')
  const isQuoted = /^content-transfer-encoding: quoted-printable/im.test(head)
  const text = isQuoted
    ? unquoted(body)
    : /: base64/i.test(head)
      ? Buffer.from(body, 'base64').toString()
      : body
  return { to, subject: /^subject: (.*)$/im.exec(head)?.[1] ?? '', text }
}

const unquoted = (text: string) =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
