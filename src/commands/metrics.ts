import { Counter, Gauge, Registry } from 'prom-client'
import type { CycleReport } from '../schedule.ts'

/** What `/-/metrics` tells Prometheus. */
export type Metrics = { readonly registry: Registry; count(report: CycleReport): void }

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const polls = new Counter({
    name: 'warta_polls_total',
    help: 'Polls by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const read = new Counter({ name: 'warta_entries_read_total', help: 'Entries that documents listed', registers })
  const added = new Counter({ name: 'warta_entries_new_total', help: 'Entries never seen before', registers })
  const cycles = new Counter({ name: 'warta_cycles_total', help: 'Cycles done', registers })
  const last = new Gauge({
    name: 'warta_last_cycle_timestamp_seconds',
    help: 'When the last cycle began',
    registers,
  })
  const entries = new Gauge({
    name: 'warta_edition_entries',
    help: 'Entries in the edition of each section',
    labelNames: ['section'],
    registers,
  })
  return {
    registry,
    count({ at, polled, sections }) {
      cycles.inc()
      last.set(at / 1000)
      for (const { outcome } of polled) {
        polls.inc({ outcome: outcome.status })
        if (outcome.status !== 'updated') continue
        read.inc(outcome.read)
        added.inc(outcome.added)
      }
      for (const { slug, entries: count } of sections) entries.set({ section: slug }, count)
    },
  }
}
