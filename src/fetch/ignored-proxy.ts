const NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']

/**
 * The variables that name a proxy and are not obeyed, so that the status can say so: a proxy resolves names itself,
 * where the guard against private addresses cannot look. Their values may hold passwords and are not told.
 */
export function ignoredProxies(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return NAMES.filter((name) => (env[name] ?? '') !== '')
}
