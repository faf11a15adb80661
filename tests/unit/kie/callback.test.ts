import { describe, expect, it } from 'vitest'
import { callbackTaskId, verifySignature } from '@/lib/kie/callback'

describe('the task id of a callback', () => {
  it('is found under each of its names and places', () => {
    expect(callbackTaskId({ code: 200, data: { taskId: 'a', state: 'success' } })).toBe('a')
    expect(callbackTaskId({ code: 200, data: { task_id: 'b', callbackType: 'complete' } })).toBe('b')
    expect(callbackTaskId({ taskId: 'c' })).toBe('c')
    expect(callbackTaskId({ task_id: 'd', data: null })).toBe('d')
    expect(callbackTaskId({ data: { taskId: 'a', task_id: 'b' }, taskId: 'c', task_id: 'd' })).toBe('a')
    expect(callbackTaskId({ data: { taskId: '' }, task_id: 'd' })).toBe('d')
    expect(callbackTaskId({ data: 'rubbish', taskId: 'c' })).toBe('c')
  })

  it('is not found in anything else', () => {
    const rubbish = [
      null,
      undefined,
      7,
      'taskId',
      [],
      {},
      { data: [] },
      { taskId: 7 },
      { taskId: {} },
      { data: { id: 'a' } },
    ]
    for (const body of [
      ...rubbish,
      { taskId: 'x'.repeat(201) },
      JSON.parse('{"__proto__":{"taskId":"a"}}'),
    ]) {
      expect(callbackTaskId(body)).toBeNull()
    }
  })
})

describe('the signature of a callback', () => {
  // printf '%s' TASK.TIMESTAMP | openssl dgst -sha256 -hmac KEY -binary | base64
  const known = {
    taskId: '2aef7c51b0d94e6c8a3f5d1e9b7c4a20',
    timestamp: '1777539202',
    signature: 'PtrVSwtoZnfOeveYZ7Js4qV5ss7Js7jsUvaxnti63ok=',
    key: 'whk_4f1c0a7d9e2b',
    nowMs: 1777539202_000,
  }
  const emptyKeySignature = 'lJ4pWshzQg08sJnoVstczaAqzDt24NcsFsOsAUpbyhg='

  it('holds for a vector made by openssl', () => {
    expect(verifySignature(known)).toBe(true)
  })

  it('holds for 300 s to both sides and no longer', () => {
    for (const [seconds, holds] of [
      [-301, false],
      [-300, true],
      [300, true],
      [301, false],
    ] as const) {
      expect(verifySignature({ ...known, nowMs: known.nowMs + seconds * 1000 }), `${seconds} s`).toBe(holds)
    }
  })

  it('breaks with any other part', () => {
    for (const other of [
      { taskId: '2aef7c51b0d94e6c8a3f5d1e9b7c4a21' },
      { timestamp: '1777539203' },
      { key: 'whk_4f1c0a7d9e2c' },
      { signature: known.signature.replace('=', '') },
      { signature: `${known.signature} ` },
      { signature: known.signature.toLowerCase() },
      { signature: 'é'.repeat(known.signature.length) },
      { signature: '' },
      { signature: null },
      { timestamp: null },
      { timestamp: '' },
      { timestamp: '1777539202000' },
      { timestamp: '1.777539202e9' },
      { timestamp: 'NaN' },
      { taskId: '' },
    ]) {
      expect(verifySignature({ ...known, ...other }), JSON.stringify(other)).toBe(false)
    }
  })

  it('never holds under an empty key, even when made with it', () => {
    expect(verifySignature({ ...known, key: '', signature: emptyKeySignature })).toBe(false)
  })
})
