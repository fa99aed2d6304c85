/** The few operations the bar itself needs. */

export const ADDRESS = "/graphql";

/** What the server refused, with the code it gave. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code?: string | undefined,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

export function bearer(token: string): string {
  return `Bearer ${token}`;
}

async function ask<Data>(query: string, token?: string, variables?: object): Promise<Data> {
  const response = await fetch(ADDRESS, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json;q=0.9",
      ...(token ? { authorization: bearer(token) } : {}),
    },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw new Refused("The server cannot be reached.");
  });
  const answer = await response.json().catch((): Answer<Data> => ({})) as Answer<Data>;
  const error = answer.errors?.[0];
  if (error) throw new Refused(error.message, error.extensions?.code);
  if (!answer.data) throw new Refused(`The server answered ${response.status} without data.`);
  return answer.data;
}

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    token expiresAt user { name } accounts { id name } userErrors { code message path }
  }
}`;

export interface Account {
  id: string;
  name: string;
}

interface SignedIn {
  signIn: {
    token: string | null;
    user: { name: string } | null;
    accounts: Account[] | null;
    userErrors: { code: string; message: string; path: string[] }[];
  };
}

/** Who signs in; account is the id of one, where the password is right in several. */
export interface Credentials {
  email: string;
  password: string;
  account?: string;
}

/** A session, or the accounts to choose from before there is one. */
export async function signIn(
  input: Credentials,
): Promise<{ token: string; name: string } | { accounts: Account[] }> {
  const { signIn: payload } = await ask<SignedIn>(SIGN_IN, undefined, { input });
  if (payload.accounts) return { accounts: payload.accounts };
  if (!payload.token) throw new Refused(payload.userErrors[0]?.message ?? "That did not work.");
  return { token: payload.token, name: payload.user?.name ?? "" };
}

export async function viewerName(token: string): Promise<string> {
  const { viewer } = await ask<{ viewer: { name: string } }>("query Viewer { viewer { name } }", token);
  return viewer.name;
}

export async function signOut(token: string): Promise<void> {
  await ask("mutation SignOut { signOut { __typename } }", token);
}
