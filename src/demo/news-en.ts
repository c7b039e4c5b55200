import type { Piece } from './piece.ts'

/** Of the Whitsand Harbour Gazette, in the order in which it publishes them. */
export const english: readonly Piece[] = [
  {
    story: 'bridge',
    headline: 'Marana Strait bridge opens after nine years of work',
    summary:
      'The 14-kilometre crossing between Velmar and the Tanara Islands carried its first cars on Monday, cutting a three-hour ferry trip to twenty minutes.',
    paragraphs: [
      'PORT AMERY - The first cars crossed the Marana Strait by road on Monday, when Velmar and the Tanara Islands opened a 14-kilometre bridge that has taken nine years to build and cost 3.2 billion dollars.',
      'Until now travellers depended on a ferry that needed three hours and stayed in port whenever the wind rose above force seven. Transport Minister Alina Corvane said the bridge would stay open in all but the worst storms, and that trucks would pay half the ferry fare for the first two years.',
      'Fishermen on the Tanara side remain sceptical. They fear that the pillars will change the currents in which they set their nets, and have asked for a study that the two governments promised but have not yet begun.',
    ],
    author: 'Miriam Oakley',
    category: 'World',
  },
  {
    story: 'quake',
    headline: 'Strong earthquake shakes Karang Bay, 12 people injured',
    summary:
      'A magnitude 6.1 quake struck off Karang Bay before dawn. Twelve people were hurt by falling bricks; a tsunami warning was lifted after an hour.',
    paragraphs: [
      'KARANG BAY - An earthquake of magnitude 6.1 struck off Karang Bay before dawn on Monday, injuring 12 people and bringing down walls in the old quarter of the town, the regional seismological office said.',
      'Residents ran into the streets in the dark as the power failed. A tsunami warning sent thousands up the hills behind the harbour, but it was lifted an hour later when the sea had shown no change.',
      'Mayor Dewi Larasati said that schools would stay closed until engineers had looked at every building. No deaths have been reported.',
    ],
    author: 'Tom Hallworth',
    category: 'World',
  },
  {
    story: 'library',
    headline: 'Whitsand library lends its ten-millionth book',
    summary:
      'A nine-year-old girl who wanted to know about whales borrowed the ten-millionth book of the Whitsand public library.',
    paragraphs: [
      'WHITSAND - The public library of Whitsand lent its ten-millionth book on Saturday. It went to Ada Finch, nine, who had come for a volume about whales and left with a bunch of flowers as well.',
      'The library was founded 118 years ago in two rooms above a chandler’s shop. Its director, Ruth Penhale, said that it lends more books today than before the arrival of the telephone in every pocket.',
    ],
    author: 'Miriam Oakley',
    category: 'Culture',
  },
  {
    story: 'fish',
    headline: 'Five nations agree to halve tuna catch in Marana Sea',
    summary:
      'After eleven days of talks, five coastal states will cut tuna quotas by half for three years so that stocks can recover.',
    paragraphs: [
      'PORT AMERY - Five coastal states agreed on Sunday to halve the catch of tuna in the Marana Sea for three years, after scientists warned that the stock had fallen to a fifth of what it was a generation ago.',
      'The agreement, reached in the eleventh night of talks, sets quotas for each fleet and lets inspectors of any signatory board ships of the others. Small boats under eight metres are exempt.',
      '"It is late, but it is not too late," said the marine biologist Jonas Hviid, who advised the talks. Environmental groups called the exemption a hole large enough to sail a fleet through.',
    ],
    author: 'Tom Hallworth',
    category: 'World',
  },
  {
    story: 'comet',
    headline: 'Amateur astronomer finds comet visible to the naked eye',
    summary:
      'A retired bus driver from Whitsand discovered a comet that will be seen without a telescope in the last week of the month.',
    paragraphs: [
      'WHITSAND - A retired bus driver has discovered a comet that should be visible to the naked eye in the last week of this month. Peter Lund, 71, saw a smudge where none belonged while photographing the sky above his allotment.',
      'Observatories on three continents have confirmed his find, which will bear his name. It will stand low in the west after sunset and will not return for about 4,600 years.',
    ],
    author: 'Grace Adeyemi-Holt',
    category: 'Science',
  },
  {
    story: 'malaria',
    headline: 'Single-dose malaria vaccine protects children for a season, trial finds',
    summary:
      'In a trial with 4,800 children, one dose of a new vaccine prevented seven in ten cases of malaria over one rainy season.',
    paragraphs: [
      'A new malaria vaccine given as a single dose prevented 71 percent of cases over one rainy season in a trial with 4,800 children, researchers of the Velmar Institute of Tropical Medicine reported.',
      'Vaccines in use today need three or four doses, which families far from a clinic often miss. The new one can be kept for six weeks without a refrigerator.',
      'The researchers cautioned that protection fell after eight months, and that a second trial over three seasons will show whether one dose a year is enough.',
    ],
    author: 'Grace Adeyemi-Holt',
    category: 'Science',
  },
  {
    story: 'night-train',
    headline: 'Night train between Velmar and Sandoria returns after twelve years',
    summary:
      'Sleeping cars will again link the two capitals from April, four nights a week, with the first tickets on sale on Friday.',
    paragraphs: [
      'VELMAR CITY - The night train between Velmar City and Sandoria, withdrawn twelve years ago for lack of passengers, will return in April with new sleeping cars, the two railways announced.',
      'It will run four nights a week and arrive at breakfast. The first tickets go on sale on Friday; a berth will cost about as much as a flight without luggage.',
    ],
    author: 'Miriam Oakley',
    category: 'World',
  },
  {
    story: 'glacier',
    headline: 'Glacier above Hollin valley has lost a third of its ice in twenty years',
    summary:
      'Surveyors found the Greyhorn glacier 41 metres thinner than in the first survey; the valley’s springs are beginning to fail in August.',
    paragraphs: [
      'HOLLIN - The Greyhorn glacier has lost a third of its ice in twenty years, according to a survey published on Tuesday. In places it is 41 metres thinner than when it was first measured.',
      'The valley below lives from its meltwater. Farmers report that springs which ran all summer now fail in August, and the district is planning two reservoirs.',
    ],
    author: 'Tom Hallworth',
    category: 'Climate',
  },
]

/** Of Selat Wire, a business agency. */
export const business: readonly Piece[] = [
  {
    story: 'strike',
    headline: 'Dockers end three-week strike at Port Amery',
    summary:
      'Cranes moved again at the region’s largest container port after unions accepted a pay rise of 9 percent over two years.',
    paragraphs: [
      'PORT AMERY (Selat Wire) - Cranes moved again on Monday at the largest container port of the Marana Sea after dockers voted to end a strike of three weeks, accepting a pay rise of 9 percent over two years.',
      'Forty-one ships were waiting off the harbour. The port authority expects to need ten days to clear the queue, and shippers said that freight rates, which had doubled, began to fall within hours of the vote.',
    ],
    author: 'Selat Wire',
    category: 'Business',
  },
  {
    story: 'coffee',
    headline: 'Coffee prices reach highest level in eleven years after frost',
    summary: 'Arabica futures rose 6 percent on reports that frost has damaged a quarter of the highland crop.',
    paragraphs: [
      'Arabica coffee rose 6 percent to its highest price in eleven years on Monday after growers reported that two nights of frost had damaged about a quarter of the highland crop.',
      'Roasters said they would pass the increase on to customers in the new year. Exporters on the Tanara Islands, whose plantations were spared, have sold their whole harvest already.',
    ],
    author: 'Selat Wire',
    category: 'Markets',
  },
  {
    story: 'rate',
    headline: 'Velmar central bank leaves key rate at 4.25 percent',
    summary:
      'The bank kept its rate unchanged for the fourth time and said inflation should reach its target by the middle of next year.',
    paragraphs: [
      'The central bank of Velmar left its key rate at 4.25 percent on Monday, for the fourth meeting in a row, and said that inflation should return to its target of 2.5 percent by the middle of next year.',
      'Governor Helene Brisk said that the reopening of Port Amery would bring prices down sooner than forecast, but that the bank wanted to see it in the figures first.',
    ],
    author: 'Selat Wire',
    category: 'Economy',
  },
  {
    story: 'solar',
    headline: 'Tanara Islands switch off last diesel plant',
    summary:
      'Solar fields and batteries now supply the whole archipelago; electricity bills are to fall by a tenth in January.',
    paragraphs: [
      'The last diesel power plant of the Tanara Islands was switched off on Sunday. Solar fields and batteries on eleven islands now supply the archipelago of 640,000 people day and night.',
      'The utility said that bills would fall by a tenth in January. It keeps two engines in reserve for cloudy weeks in the rainy season.',
    ],
    author: 'Selat Wire',
    category: 'Energy',
  },
  {
    story: 'shipyard',
    headline: 'Shipyard at Karang wins order for six electric ferries',
    summary: 'The order is worth 310 million dollars and secures 900 jobs for four years.',
    paragraphs: [
      'The shipyard at Karang Bay has won an order for six electric ferries worth 310 million dollars, its largest ever. The ships will serve the islands that the new Marana bridge does not reach.',
      'Work begins in March. The yard said that none of its docks was damaged by the earthquake.',
    ],
    author: 'Selat Wire',
    category: 'Business',
  },
]
