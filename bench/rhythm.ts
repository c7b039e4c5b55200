/** What the learnt rhythm saves and costs: `node bench/rhythm.ts [weeks]`. Simulated; no network, no clock. */
import { arrivals, HABITS, simulate } from './rhythm-simulation.ts'

const weeks = Number(process.argv[2] ?? 8)
const days = weeks * 7
console.log('source               a day  given  requests  in time | from week 3: requests  in time')
for (const [name, habit] of Object.entries(HABITS)) {
  for (const perDay of [1, 4, 12, 40, 120]) {
    for (const everyGiven of [false, true]) {
      const outcomes = [1, 2, 3].map((seed) => {
        const simulation = { arrivals: arrivals(days, perDay, habit, seed), days, policy: { everyGiven } }
        return [simulate(simulation), simulate({ ...simulation, countFromDay: 14 })] as const
      })
      const mean = (pick: (pair: (typeof outcomes)[number]) => number): string =>
        (outcomes.reduce((sum, pair) => sum + pick(pair), 0) / outcomes.length).toFixed(2)
      console.log(
        name.padEnd(20),
        String(perDay).padStart(5),
        String(everyGiven).padStart(6),
        mean(([whole]) => whole.requestRatio).padStart(9),
        mean(([whole]) => whole.seenInTime).padStart(8),
        '|',
        mean(([, later]) => later.requestRatio).padStart(21),
        mean(([, later]) => later.seenInTime).padStart(8),
      )
    }
  }
}
