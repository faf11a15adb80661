declare module 'autocannon' {
  type Request = { method: string; path: string; headers?: Record<string, string>; body?: string }
  export type Result = {
    requests: { average: number }
    latency: { p50: number; p99: number }
    '2xx': number
    non2xx: number
  }
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    requests: { method: string; path: string; setupRequest: (request: Request) => Request }[]
  }): Promise<Result>
}
