// Runs operations with graphql-sse and prints what its client heard.
import { createClient } from 'graphql-sse';

const [url, token, ...queries] = process.argv.slice(2);
const client = createClient({
  url,
  headers: token ? { authorization: `Bearer ${token}` } : {},
  retryAttempts: 0,
});
for (const query of queries) {
  const heard = [];
  try {
    for await (const result of client.iterate({ query })) heard.push(result);
    heard.push('complete');
  } catch (error) {
    heard.push(error.response ? { status: error.response.status } : { lost: error.message });
  }
  console.log(JSON.stringify(heard));
}
client.dispose();
