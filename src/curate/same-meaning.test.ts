import { describe, expect, test } from 'vitest'
import { areCopies } from '../../tests/fixtures/two-sides.ts'

describe('words that one desk writes for another’s', () => {
  test.each([
    [
      'en',
      '{Gasoline|Petrol} sales in Kenya fall by a fifth',
      '{Gasoline|Petrol} sales in Kenya fell by a fifth in the year to October, the energy regulator said on Friday. Diesel held steady.',
    ],
    [
      'en',
      '{Cop|Police officer} who sold seized bicycles in Leeds jailed',
      'A {cop|police officer} who sold seized bicycles in Leeds was jailed for two years on Friday. The court heard that he kept a ledger.',
    ],
    [
      'en',
      '{Kids|Children} of nine drive tractors on Iowa farms, study says',
      '{Kids|Children} of nine drive tractors on farms in Iowa, a study by nurses found on Friday. Most had never been taught how to stop.',
    ],
    [
      'es',
      'La {computadora|ordenador} más vieja de Quito sigue en marcha',
      'La {computadora|ordenador} más vieja de Quito sigue en marcha en un taller de relojes del centro. Su dueño la compró usada en 1983.',
    ],
    [
      'pt',
      '{Trem|Comboio} descarrila perto de Tete sem vítimas',
      'Um {trem|comboio} de carvão descarrilou esta sexta-feira perto de Tete, sem fazer vítimas. A linha fica fechada até domingo.',
    ],
    [
      'de',
      '{Jänner|Januar} war auf dem Sonnblick der mildeste der Messreihe',
      'Der {Jänner|Januar} war auf dem Sonnblick der mildeste der Messreihe, wie der Wetterdienst am Freitag mitteilte. Schnee lag kaum.',
    ],
    [
      'fr',
      'Une {voiture|automobile} tombe dans le lac de Bienne',
      'Une {voiture|automobile} est tombée vendredi dans le lac de Bienne. La conductrice a pu en sortir seule et a nagé jusqu’au bord.',
    ],
  ])('%s: %s: is one piece', (language, title, text) => {
    expect(areCopies(language, title, text)).toBe(true)
  })

  test.each([
    [
      'en',
      '{Diesel|Petrol} sales in Kenya fall by a fifth',
      '{Diesel|Petrol} sales in Kenya fell by a fifth in the year to October, the energy regulator said on Friday. Kerosene held steady.',
    ],
    [
      'de',
      '{Jänner|Februar} war auf dem Sonnblick der mildeste der Messreihe',
      'Der {Jänner|Februar} war auf dem Sonnblick der mildeste der Messreihe, wie der Wetterdienst am Freitag mitteilte. Schnee lag kaum.',
    ],
  ])('%s: %s: are two', (language, title, text) => {
    expect(areCopies(language, title, text)).toBe(false)
  })
})
