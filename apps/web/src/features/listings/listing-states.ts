/** The states that Mercado Livre gives a listing and that have a word here; of any other its own word is shown, or none. */
export const listingStates = ['active', 'paused', 'closed', 'under_review', 'inactive'] as const;
