/** How GraphiQL reaches the graph: fetch, and a WebSocket for subscriptions. */
import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";
import { ADDRESS, bearer } from "./api";

export interface Connection {
  fetcher: Fetcher;
  /** Ends every open stream. */
  close(): void;
}

export function connect(token: string | undefined): Connection {
  const address = new URL(ADDRESS, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const client = createClient({
    url: address.href,
    ...(token ? { connectionParams: { authorization: bearer(token) } } : {}),
  });
  const authorized: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    // What is typed into the headers editor wins: that is what it is for.
    if (token && !headers.has("authorization")) headers.set("authorization", bearer(token));
    const response = await fetch(input, { ...init, headers });
    // A proxy's error page is no JSON: say what came instead of where its parsing failed.
    if (!response.headers.get("content-type")?.includes("json")) {
      throw new Error(`The server answered ${response.status} ${response.statusText}`.trim());
    }
    return response;
  };
  return {
    fetcher: createGraphiQLFetcher({
      url: ADDRESS,
      fetch: authorized,
      wsClient: client,
      enableIncrementalDelivery: false,
    }),
    close: () => void client.dispose(),
  };
}
