/** Where the page says things in passing: the corner above the player. */
export const CORNER = 'corner';
