/** How many characters a password has. NIST SP 800-63B: length instead of rules of composition. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
