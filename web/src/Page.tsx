import { explorerPlugin } from "@graphiql/plugin-explorer";
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo } from "react";
import { Bar } from "./Bar";
import { connect } from "./connection";
import { useSession } from "./session";
import { WELCOME } from "./welcome";

const PLUGINS = [explorerPlugin()];

/** Recolours the editor when the system turns dark or light: GraphiQL looks only while it loads. */
function FollowSystem() {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(theme);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme, setTheme]);
  return null;
}

export function Page() {
  const sessions = useSession();
  const token = sessions.session?.token;
  const connection = useMemo(() => connect(token), [token]);
  useEffect(() => connection.close, [connection]);
  return (
    <>
      <Bar {...sessions} />
      <main>
        <GraphiQL
          fetcher={connection.fetcher}
          plugins={PLUGINS}
          defaultTabs={WELCOME}
          shouldPersistHeaders={false}
          schemaDescription
          inputValueDeprecation
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
          <FollowSystem />
        </GraphiQL>
      </main>
    </>
  );
}
