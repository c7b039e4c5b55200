import { describe, expect, test } from 'vitest'
import { entryOf } from '../../tests/fixtures/entry.ts'
import { pieceOf } from './piece.ts'
import { compare } from './similarity.ts'

type Side = { readonly title: string; readonly text: string }

function likeness(language: string, a: Side, b: Side) {
  const piece = ({ title, text }: Side, key: string, firstSeen: number) =>
    pieceOf(entryOf(key, title, { language, firstSeen }), text, language)
  return compare(piece(a, 'a', 0), piece(b, 'b', 3_600_000))
}

/** Both sides of what is written `{the one|the other}`. */
function sidesOf(title: string, text: string): readonly [Side, Side] {
  const side = (written: string, i: number) =>
    written.replace(/\{([^|}]*)\|([^}]*)\}/g, (_, ...both: string[]) => both[i] ?? '')
  return [
    { title: side(title, 0), text: side(text, 0) },
    { title: side(title, 1), text: side(text, 1) },
  ]
}

const stages = [
  [
    'en',
    'Governor {to reopen|reopens} ferry pier in Sandhaven',
    'The governor {will reopen|reopened} the ferry pier in Sandhaven on Sunday after two years of works. It cost nine million pounds. Islanders had asked for a longer one.',
    'not-yet',
  ],
  [
    'en',
    'Premier {pardons|to pardon} four jailed fishermen',
    'The premier {has pardoned|will pardon} four fishermen who were jailed for cutting cables, her office said on Monday. They have spent a year in Drum prison. Their families had written to her.',
    'not-yet',
  ],
  [
    'fr',
    'Le préfet {va inaugurer|inaugure} la digue de Rochemaure',
    'Le préfet {va inaugurer|a inauguré} dimanche la digue de Rochemaure, longue de deux kilomètres. Les travaux ont duré trois ans. Les riverains demandaient une piste cyclable.',
    'not-yet',
  ],
  [
    'es',
    'La ministra {visitará|visita} los viñedos helados de Tarazuela',
    'La ministra {visitará|ha visitado} el domingo los viñedos helados de Tarazuela. Se perdió la mitad de la uva. Los alcaldes piden ayudas.',
    'not-yet',
  ],
  [
    'en',
    'Poet Ida Marren {nominated for|wins} Harbour prize for sonnets',
    'The poet Ida Marren has {been nominated for|won} the Harbour prize for her sonnets on the herring fleet. She is seventy and lives in Tarn. The jury has five members.',
    'exchanged-words',
  ],
  [
    'en',
    'Drum council {bids for|wins} regatta of tall ships',
    'The council of Drum has {bid for|won} the regatta of tall ships in three years. Forty of them would berth at the old docks. Tarn had asked for them too.',
    'exchanged-words',
  ],
  [
    'en',
    'Tram drivers in Sandhaven {vote for|end} strike over rosters',
    'Tram drivers in Sandhaven {voted for a|ended their} strike over rosters on Friday, the union said. It concerns 700 of them. The mayor said buses would run.',
    'exchanged-words',
  ],
  [
    'en',
    'Father {of|and} triplets killed as barge sinks off Drum',
    'A father {of|and his} triplets {has|have} been killed as a barge sank off Drum. It had hit a pier on Thursday evening. Police want to hear from those who saw it.',
    'exchanged-words',
  ],
] as const

describe('the next stage of what the other tells', () => {
  test.each(stages)('%s: %s', (language, title, text, veto) => {
    const [a, b] = sidesOf(title, text)
    expect(likeness(language, a, b)).toMatchObject({ isCopy: false, veto })
  })

  test.each(stages.slice(0, -1))('is none over one text, %s: %s', (language, title, text) => {
    const [a, b] = sidesOf(title, text)
    expect(likeness(language, a, { ...b, text: a.text })).toMatchObject({ isCopy: true, rule: 'same-text' })
  })

  test.each([
    [
      'the tense alone',
      'Tram drivers in Sandhaven {end|ended} strike over rosters',
      'Tram drivers in Sandhaven {ended|have ended} their strike over rosters on Friday, the union said. It concerns 700 of them. The mayor said buses would run.',
    ],
    [
      'a word for the same',
      '{Children|Kids} rescued from drifting barge off Drum',
      'Three {children|kids} were rescued on Friday from a barge that drifted off Drum in the fog. They had played on it when a rope broke. The lifeboat brought them home by noon.',
    ],
    [
      'what the text says elsewhere',
      'Drum council {wins|gets} regatta of tall ships',
      'The council of Drum has won the regatta of tall ships in three years. Forty of them would {berth|moor} at the old docks. Tarn had asked for them too.',
    ],
  ])('is none in %s', (_what, title, text) => {
    const [a, b] = sidesOf(title, text)
    expect(likeness('en', a, b)).toMatchObject({ isCopy: true })
  })
})
