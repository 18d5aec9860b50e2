/** The word for whether a listing has a clip; null = it cannot be told, which is not "no". */
export function clipKey(hasClips: boolean | null) {
  if (hasClips === null) return 'listings.dontKnow';
  return hasClips ? 'listings.yes' : 'listings.no';
}
