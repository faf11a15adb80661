export function findChromium(): string | null
export function findPostgres(): string | null
export function missingFromSystem(): { name: string; how: string; packages: string[] }[]
export function beginSystemPackages(): Promise<void>
