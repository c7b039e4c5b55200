import type { HostState } from '../model/source-state.ts'

/** Whether nothing but its name is said of a host: it is forgotten. */
export function saysNothing({ host: _, ...said }: HostState): boolean {
  return Object.keys(said).length === 0
}
