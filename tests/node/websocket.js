// Runs operations with graphql-ws and prints what its client heard.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, token, ...queries] = process.argv.slice(2);
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: token ? { authorization: `Bearer ${token}` } : undefined,
  retryAttempts: 0,
});
for (const query of queries) {
  const heard = [];
  try {
    for await (const result of client.iterate({ query })) heard.push(result);
    heard.push('complete');
  } catch (error) {
    heard.push(Array.isArray(error) ? { errors: error } : { code: error.code, reason: error.reason });
  }
  console.log(JSON.stringify(heard));
}
await client.dispose();
