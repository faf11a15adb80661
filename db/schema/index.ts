// The one barrel of the house: drizzle wants a single object with every table.
export * from './credits'
export * from './files'
export * from './job-inputs'
export * from './jobs'
export * from './models'
export * from './system'
export * from './users'
