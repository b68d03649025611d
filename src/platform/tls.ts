const NO_CHECK = 'use sslmode=no-verify, which encrypts but does not check the server';
const WITH_CA = 'name its CA with sslmode=verify-full&sslrootcert=/path/ca.pem';

/** Errors of TLS and PostgreSQL, and the values in the address that would work. */
const PROBLEMS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `its certificate is self-signed: ${WITH_CA}, or ${NO_CHECK}`,
  SELF_SIGNED_CERT_IN_CHAIN: `its certificate comes from a CA that nobody here knows: ${WITH_CA}, or ${NO_CHECK}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `its certificate comes from a CA that nobody here knows: ${WITH_CA}, or ${NO_CHECK}`,
  UNABLE_TO_GET_ISSUER_CERT: `its certificate comes from a CA that nobody here knows: ${WITH_CA}, or ${NO_CHECK}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `its certificate comes from a CA that nobody here knows: ${WITH_CA}, or ${NO_CHECK}`,
  CERT_SIGNATURE_FAILURE: `its certificate was not made by the CA in sslrootcert: ${WITH_CA}`,
  CERT_HAS_EXPIRED: `its certificate has expired: renew it, and until then ${NO_CHECK}`,
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: check the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: `its certificate is for another name: connect by that name, use sslmode=verify-ca&sslrootcert=/path/ca.pem, or ${NO_CHECK}`,
};

/** Says why there is no encrypted connection, and what to write in the address. Undefined for other errors. */
export function tlsProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (Object.hasOwn(PROBLEMS, code)) return PROBLEMS[code];
  if (/does not support SSL/i.test(error.message))
    return 'it does not encrypt: sslmode=disable is only for a server on this machine or in your own network';
  if (
    /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO$)/.test(code) ||
    /establishing an SSL connection/i.test(error.message)
  )
    return `there is no encrypted connection (${error.message}): check sslmode and the certificates in the address`;
  return undefined;
}
