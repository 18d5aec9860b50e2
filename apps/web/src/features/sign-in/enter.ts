/** To the page itself, loaded anew: nothing of whoever was there before stays in the memory of this one. */
export function enter(): void {
  location.replace('/');
}

/** The secret that a link carries behind its #. */
export function tokenOfLink(): string {
  return location.hash.slice(1);
}
