/** What the editor holds on the first visit, one tab each. */
export const WELCOME = [
  {
    query: `# Sign in above, then run this: Ctrl-Enter or ⌘-Enter.
query FirstCompanies {
  viewer {
    name
  }
  companies(first: 5) {
    nodes {
      name
      accountManager {
        name
      }
    }
  }
}
`,
  },
  {
    query: `# Stays open: each notification as it comes.
subscription MyNotifications {
  notifications {
    sequence
    text
    at
  }
}
`,
  },
];
