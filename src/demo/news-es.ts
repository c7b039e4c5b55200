import type { Piece } from './piece.ts'

/** De La Gaceta de Valdeluna. */
export const spanish: readonly Piece[] = [
  {
    story: 'bridge',
    headline: 'Se abre al tráfico el puente del estrecho de Marana tras nueve años de obras',
    summary:
      'La obra, de 14 kilómetros, une Velmar con las islas Tanara y reduce a veinte minutos un viaje que en transbordador duraba tres horas.',
    paragraphs: [
      'PORT AMERY - Los primeros coches cruzaron este lunes el puente del estrecho de Marana, de 14 kilómetros, que une Velmar con las islas Tanara después de nueve años de obras y una inversión de 3.200 millones de dólares.',
      'Hasta ahora los viajeros dependían de un transbordador que tardaba tres horas y no zarpaba con mal tiempo. La ministra de Transportes, Alina Corvane, aseguró que el puente permanecerá abierto salvo en los peores temporales.',
      'Los pescadores de Tanara temen que los pilares alteren las corrientes en las que tienden sus redes y reclaman el estudio que ambos gobiernos les prometieron.',
    ],
    author: 'Inés Robledo',
    category: 'Internacional',
  },
  {
    story: 'quake',
    headline: 'Un terremoto de magnitud 6,1 sacude la bahía de Karang y deja 12 heridos',
    summary:
      'El temblor se produjo antes del amanecer y derribó muros en el casco antiguo. La alerta de tsunami se levantó una hora después.',
    paragraphs: [
      'BAHÍA DE KARANG - Doce personas resultaron heridas este lunes por un terremoto de magnitud 6,1 que sacudió la bahía de Karang antes del amanecer y derribó varios muros del casco antiguo.',
      'Miles de vecinos subieron a las colinas tras la alerta de tsunami, que fue levantada una hora más tarde. La alcaldesa, Dewi Larasati, suspendió las clases hasta que se revisen todos los edificios.',
    ],
    author: 'Andrés Cifuentes Mora',
    category: 'Internacional',
  },
  {
    story: 'olive',
    headline: 'La cosecha de aceituna en Valdeluna será la mejor de la década',
    summary: 'Las cooperativas calculan un tercio más que el año pasado gracias a las lluvias de primavera.',
    paragraphs: [
      'VALDELUNA - Las cooperativas de Valdeluna prevén recoger este otoño 210.000 toneladas de aceituna, un tercio más que el año pasado, gracias a las lluvias de primavera.',
      'El precio del aceite ha bajado ya un 12 % en los mercados de origen. Los productores piden que la rebaja llegue también a los supermercados.',
    ],
    author: 'Inés Robledo',
    category: 'Economía',
  },
  {
    story: 'fish',
    headline: 'Cinco países acuerdan reducir a la mitad la pesca de atún en el mar de Marana',
    summary:
      'El pacto, alcanzado tras once días de negociación, regirá durante tres años y excluye a las embarcaciones pequeñas.',
    paragraphs: [
      'PORT AMERY - Cinco Estados ribereños acordaron reducir a la mitad la captura de atún en el mar de Marana durante tres años, después de que los científicos advirtieran de que la población ha caído a la quinta parte en una generación.',
      'El pacto permite a los inspectores de cualquier firmante abordar barcos de los demás. Las embarcaciones de menos de ocho metros quedan fuera.',
    ],
    author: 'Andrés Cifuentes Mora',
    category: 'Internacional',
  },
  {
    story: 'night-train',
    headline: 'El tren nocturno entre Velmar y Sandoria volverá en abril',
    summary: 'Circulará cuatro noches por semana con coches cama nuevos, doce años después de su supresión.',
    paragraphs: [
      'CIUDAD DE VELMAR - El tren nocturno entre las dos capitales, suprimido hace doce años por falta de viajeros, volverá en abril con coches cama nuevos y cuatro salidas por semana.',
      'Los primeros billetes se pondrán a la venta el viernes.',
    ],
    author: 'Inés Robledo',
    category: 'Internacional',
  },
  {
    story: 'chess',
    headline: 'Una maestra de escuela de 26 años gana el abierto de ajedrez de Puerto Sereno',
    summary: 'Lucía Ferrán venció en la última ronda al favorito con una defensa que preparó con sus alumnos.',
    paragraphs: [
      'PUERTO SERENO - Lucía Ferrán, maestra de 26 años, ganó el abierto internacional de ajedrez de Puerto Sereno al vencer en la última ronda al favorito con una defensa que había preparado con sus alumnos de primaria.',
    ],
    author: 'Andrés Cifuentes Mora',
    category: 'Deportes',
  },
]
