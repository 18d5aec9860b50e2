const DAY_SECONDS = 86_400;
/** A browser that is used at least once in so many days stays signed in. */
export const SESSION_SECONDS = 30 * DAY_SECONDS;

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** What the library calls its tables and their columns, and how long a session lasts. */
export const tables = {
  user: { modelName: 'users', fields: { ...stamps, emailVerified: 'email_verified' } },
  session: {
    modelName: 'user_sessions',
    fields: {
      ...stamps,
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
    },
    expiresIn: SESSION_SECONDS,
    // What asks for more than a session asks for the password, however young the session is.
    freshAge: 0,
    updateAge: DAY_SECONDS,
    additionalFields: {
      activeTenantId: { type: 'string', required: false, input: false, fieldName: 'active_tenant_id' },
    },
  },
  account: {
    modelName: 'user_credentials',
    fields: { ...stamps, userId: 'user_id', accountId: 'account_id', providerId: 'provider_id' },
  },
  verification: {
    modelName: 'user_verifications',
    fields: { ...stamps, expiresAt: 'expires_at' },
    storeIdentifier: 'hashed',
  },
} as const;

/** The same for what its plug-in for second factors adds. */
export const secondFactorTables = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'user_second_factors',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

/** The same for what its plug-in for passkeys adds; `last_used_at` is ours. */
export const passkeyTables = {
  passkey: {
    modelName: 'user_passkeys',
    fields: {
      userId: 'user_id',
      credentialID: 'credential_id',
      publicKey: 'public_key',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const;
