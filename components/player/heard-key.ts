/** Where in this browser the choices are kept of when a message counts as heard. */
export const HEARD_WHEN = 'lamplight.heard';
