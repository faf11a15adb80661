/** What a film or a sound holds. Sides in px as shown; the length of the longest track. */
export type Tracks = { mime: string; width: number | null; height: number | null; durationMs: number }

/** What the reading process answers: what is wrong with the file as a whole, and what it holds or why that is unknown. */
export type Report = { fault: string } | { fault: null; tracks: Tracks | { fault: string } }
