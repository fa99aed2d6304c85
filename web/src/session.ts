/** Who is signed in, kept for this browser tab only and never in an address. */
import { useCallback, useEffect, useState } from "react";
import * as api from "./api";

const KEY = "whose.session";

export interface Session {
  token: string;
  name: string;
  /** A pasted token belongs to somebody else's session or script: signing out here must not end it. */
  pasted: boolean;
}

/** A password that is right in several accounts, kept until one of them is chosen. */
interface Choice {
  credentials: api.Credentials;
  accounts: api.Account[];
}

export interface Sessions {
  session: Session | null;
  choice: Choice | null;
  busy: boolean;
  problem: string;
  signIn(credentials: api.Credentials): void;
  /** Choose no account after all. */
  goBack(): void;
  useToken(token: string): void;
  signOut(): void;
}

function stored(): Session | null {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Partial<Session> | null;
    if (typeof value?.token !== "string") return null;
    return { token: value.token, name: value.name ?? "", pasted: value.pasted ?? true };
  } catch {
    return null;
  }
}

function store(session: Session | null): void {
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
}

function words(error: unknown): string {
  if (!(error instanceof api.Refused)) return "That did not work.";
  return error.code === "UNAUTHENTICATED" ? "That token is not valid, or no longer." : error.message;
}

export function useSession(): Sessions {
  const [session, setSession] = useState(stored);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [choice, setChoice] = useState<Choice | null>(null);

  const become = useCallback((next: Session | null) => {
    store(next);
    setSession(next);
  }, []);

  const attempt = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem("");
    try {
      await work();
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  }, []);

  useEffect(() => {
    const before = stored();
    if (!before) return;
    api.viewerName(before.token).catch((error: unknown) => {
      if (!(error instanceof api.Refused) || error.code !== "UNAUTHENTICATED") return;
      // Somebody may have signed in anew while the question was under way.
      if (stored()?.token !== before.token) return;
      become(null);
      setProblem("Your session has ended. Please sign in again.");
    });
  }, [become]);

  return {
    session,
    choice,
    busy,
    problem,
    signIn: (credentials) =>
      void attempt(async () => {
        const answer = await api.signIn(credentials);
        if ("accounts" in answer) {
          setChoice({ credentials, accounts: answer.accounts });
        } else {
          setChoice(null);
          become({ ...answer, pasted: false });
        }
      }),
    goBack: () => setChoice(null),
    useToken: (text) =>
      void attempt(async () => {
        const token = text.trim().replace(/^bearer\s+/i, "");
        become({ token, name: await api.viewerName(token), pasted: true });
      }),
    signOut: () =>
      void attempt(async () => {
        become(null);
        if (session && !session.pasted) await api.signOut(session.token);
      }),
  };
}
