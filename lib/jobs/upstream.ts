import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { createKie } from '@/lib/kie/client'
import type { Kie } from '@/lib/kie/types'
import { startSandbox } from '@/lib/sandbox/server'
import { sign } from '@/lib/secret'
import { createXty } from '@/lib/xty/client'
import type { Xty } from '@/lib/xty/types'

export type Upstream = {
  kie: Kie
  /** The second provider of background removal; null without its key. */
  xty: Xty | null
  /** Origins whose files we fetch although they may be on this machine. */
  trustedOrigins: string[]
  /** Where KIE reaches us, or null: then polling alone tells what became of a task. */
  callbackBase: string | null
}

/** The sandbox takes any key; one that is never a real key shows at once where it came from. */
const SANDBOX_KEY = 'sandbox'

const shared = globalThis as {
  loupeUpstream?: Promise<Upstream>
  loupeSandbox?: { close: () => Promise<void> }
}

/** KIE, or without a key the sandbox: an address given by `KIE_BASE_URL`, or one of our own, started at first use. */
export function upstream(): Promise<Upstream> {
  shared.loupeUpstream ??= connect()
  return shared.loupeUpstream
}

async function connect(): Promise<Upstream> {
  const { kie, xty } = env()
  const baseUrl = kie.baseUrl ?? (await embeddedSandbox())
  const uploadUrl = kie.uploadUrl ?? baseUrl
  return {
    kie: createKie({ baseUrl, uploadUrl, apiKey: kie.apiKey ?? SANDBOX_KEY }),
    xty: xty && createXty(xty),
    trustedOrigins: [baseUrl, uploadUrl, ...(xty ? [xty.baseUrl] : [])].map((url) => new URL(url).origin),
    callbackBase: callbackBase(baseUrl),
  }
}

async function embeddedSandbox(): Promise<string> {
  const sandbox = await startSandbox({
    dir: join(env().dataDir, 'sandbox'),
    hmacKey: env().kie.webhookHmacKey,
  })
  shared.loupeSandbox = sandbox
  return sandbox.url
}

/** Stops the embedded sandbox, if there is one. Its tasks go on at the next start. */
export async function closeUpstream(): Promise<void> {
  await shared.loupeSandbox?.close()
  delete shared.loupeSandbox
  delete shared.loupeUpstream
}

/** `APP_URL` when KIE can reach it: a public address, or any when KIE itself is on loopback (the sandbox). */
function callbackBase(baseUrl: string): string | null {
  const { appUrl, port } = env()
  if (isLoopback(baseUrl)) return appUrl ?? `http://127.0.0.1:${port}`
  return appUrl && !isPrivate(appUrl) ? appUrl : null
}

const isLoopback = (url: string) => /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname)
const isPrivate = (url: string) =>
  isLoopback(url) ||
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(local|internal|lan)$/.test(
    new URL(url).hostname,
  )

/** The last part of a callback's path: proves that KIE got this address from us for this very attempt. */
export const callbackMac = (jobId: string, n: number, nonce: string) =>
  sign('kie-callback', `${jobId}/${n}/${nonce}`)

export const callbackPath = (jobId: string, n: number, nonce: string) =>
  `/api/kie/callback/${jobId}/${n}/${callbackMac(jobId, n, nonce)}`
