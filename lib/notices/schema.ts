import { z } from 'zod'

/** How a person wants to hear that the last of their jobs has ended. What nobody chose is as said here. */
export const noticesSchema = z.object({
  /** In the title of the tab. */
  title: z.boolean().default(true),
  sound: z.boolean().default(false),
  /** A notice of the browser's system; each browser asks for leave of its own. */
  system: z.boolean().default(false),
  /** An e-mail, of jobs that take long. */
  mail: z.boolean().default(false),
})
export type Notices = z.output<typeof noticesSchema>

/** What of it changes. */
export const noticesChangeSchema = z.strictObject({
  title: z.boolean().optional(),
  sound: z.boolean().optional(),
  system: z.boolean().optional(),
  mail: z.boolean().optional(),
})
