import { z } from 'zod'
import type { Problem } from './config-error.ts'
import { readWith, type Told } from './explain.ts'
import { defaultsShape, sectionShape, siteShape } from './schema.ts'

const siteSchema = z.strictObject(siteShape)

/** What `site.yaml` says; nothing where there is none. */
export type SiteInput = { readonly values: z.output<typeof siteSchema>; readonly told: Told }

/** Reads `site.yaml`. What is wrong goes to `problems`. An empty file is fine: all of it is optional. */
export function readSite(value: unknown, told: Told, problems: Problem[]): SiteInput {
  const elsewhere = (key: string) => {
    if (Object.hasOwn(defaultsShape, key)) return `${key} is for sources: write it under defaults`
    return Object.hasOwn(sectionShape, key)
      ? `${key} is for a section: write it in a file of its own, such as world.yaml`
      : undefined
  }
  const values = value === undefined || value === null ? {} : readWith(siteSchema, value, [], told, problems, elsewhere)
  return { values: values ?? {}, told }
}
