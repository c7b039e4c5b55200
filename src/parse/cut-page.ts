/** What is told of a page that was not read to its end. */
export const pageIsCut = 'the page is too long: its beginning was read'
