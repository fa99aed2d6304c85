// Listens to notifications with graphql-sse, through restarts of the server, until it is signed out.
// Prints [number, text] of each, one a line, and at the end what ended it.
import { createClient } from 'graphql-sse';

const [url, token] = process.argv.slice(2);
const query = 'subscription ($after: Int) { notifications(after: $after) { sequence text } }';
const client = createClient({
  url,
  headers: { authorization: `Bearer ${token}` },
  retryAttempts: Infinity,
  retry: () => new Promise((resolve) => setTimeout(resolve, 50)),
});
// Whenever the client connects again, it sends them as they are then.
const variables = { after: 0 };
for await (const { data, errors } of client.iterate({ query, variables })) {
  if (errors) console.log(JSON.stringify({ code: errors[0].extensions.code }));
  else {
    variables.after = data.notifications.sequence;
    console.log(JSON.stringify([variables.after, data.notifications.text]));
  }
}
console.log(JSON.stringify('complete'));
