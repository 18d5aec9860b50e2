/** What the API takes for a new password (libs/members), so that the browser can say so before anything is sent. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
