import type { FormEvent } from "react";
import mark from "./mark.svg";
import type { Sessions } from "./session";

interface FieldProps {
  label: string;
  name: string;
  type: "email" | "password";
  autoComplete: string;
}

function Field({ label, ...input }: FieldProps) {
  return (
    <label>
      <span className="unseen">{label}</span>
      <input {...input} placeholder={label} required spellCheck={false} />
    </label>
  );
}

function submitted(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  return (name) => String(form.get(name) ?? "");
}

function SignedOut({ busy, signIn, useToken }: Sessions) {
  const withPassword = (event: FormEvent<HTMLFormElement>) => {
    const value = submitted(event);
    signIn({ email: value("email"), password: value("password") });
  };
  const withToken = (event: FormEvent<HTMLFormElement>) => useToken(submitted(event)("token"));
  return (
    <>
      <form method="post" onSubmit={withPassword}>
        <Field label="E-mail" name="email" type="email" autoComplete="username" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        <button className="chief" disabled={busy}>Sign in</button>
      </form>
      <span className="or">or</span>
      <form method="post" onSubmit={withToken}>
        <Field label="Token" name="token" type="password" autoComplete="off" />
        <button disabled={busy}>Use token</button>
      </form>
    </>
  );
}

function Choosing({ choice, busy, signIn, goBack }: Sessions) {
  return (
    <>
      <p role="status">In which account?</p>
      {choice?.accounts.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          disabled={busy}
          onClick={() => signIn({ ...choice.credentials, account: id })}
        >
          {name}
        </button>
      ))}
      <button type="button" onClick={goBack} disabled={busy}>Back</button>
    </>
  );
}

/** The line above GraphiQL: what this is, and who is asking. */
export function Bar(sessions: Sessions) {
  const { session, choice, problem, busy, signOut } = sessions;
  return (
    <header className="bar">
      <h1>
        <img src={mark} alt="" width="24" height="24" />
        Whose <small>GraphiQL</small>
      </h1>
      <p className="problem" role="alert">{problem}</p>
      {session ? (
        <>
          <p role="status">
            Signed in as <strong>{session.name}</strong>
          </p>
          <button type="button" onClick={signOut} disabled={busy}>Sign out</button>
        </>
      ) : choice ? (
        <Choosing {...sessions} />
      ) : (
        <SignedOut {...sessions} />
      )}
    </header>
  );
}
