// Listens to notifications with graphql-ws, through restarts of the server, until it is signed out.
// Prints [number, text] of each, one a line, and at the end what ended it.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, token] = process.argv.slice(2);
const query = 'subscription ($after: Int) { notifications(after: $after) { sequence text } }';
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
  shouldRetry: () => true, // also while the service cannot be reached
  retryAttempts: Infinity,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
});
// Whenever the client connects again, it sends them as they are then.
const variables = { after: 0 };
try {
  for await (const { data } of client.iterate({ query, variables })) {
    variables.after = data.notifications.sequence;
    console.log(JSON.stringify([variables.after, data.notifications.text]));
  }
  console.log(JSON.stringify('complete'));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, reason: error.reason }));
}
