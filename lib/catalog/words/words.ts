import 'server-only'

/** Words about models, by model id; one file a language. They reach the browser through `/api/models` only. */
export type ModelWords = Record<string, { tool: string; sentence: string }>
