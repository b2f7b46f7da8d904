import type { Grant, Role } from "./roles.ts";

type Row = Readonly<Partial<Record<Role, Grant>>>;

/**
 * Who may do what: resource, action, role, and how far. It is the only place where that is written: routes name an act of it, and from it come what
 * the server refuses, what the reference and `docs/permissions.md` say, what pages offer, and the test that walks every route with every role.
 *
 * What is missing is refused. `consumer` is everybody. `all` counts for roles in the installation, as everybody's `consumer` is one; a role in an
 * organisation reaches what is that organisation's own, whatever stands here, and nothing where `installation` does. Keys reach no further than their scopes, see `SCOPES`.
 */
export const PERMISSIONS = {
  system: { read: { consumer: "all" } },
  chain: { read: { consumer: "all" } },
  /** What the relayer sends. */
  transactions: {
    replace: { admin: "installation" },
    withdraw: { admin: "installation" },
  },
  node: { ask: { consumer: "all" } },
  demo: { use: { consumer: "all" } },

  organisations: {
    read: { consumer: "all" },
    register: { consumer: "own" },
  },
  sessions: {
    begin: { consumer: "own" },
    continue: { customer: "own" },
    prove: { customer: "own" },
    list: { customer: "own" },
    /** The one that asks. */
    endThis: { customer: "own" },
    end: { customer: "own" },
  },
  person: {
    read: { customer: "own" },
    listPasskeys: { customer: "own" },
    /** An authenticator app or a passkey. */
    addFactor: { customer: "own" },
    protect: { customer: "own" },
    /** By a link that somebody was given. */
    resetPassword: { consumer: "own" },
    export: { customer: "own" },
    erase: { customer: "own" },
  },
  /** What somebody lets be done with what is kept about it. */
  consents: {
    list: { customer: "own" },
    give: { customer: "own" },
    withdraw: { customer: "own" },
  },
  accounts: {
    /** With a passkey, by whoever wants one. */
    make: { consumer: "own" },
  },
  members: {
    joinAsNew: { consumer: "own" },
    join: { customer: "own" },
    list: { admin: "own" },
    invite: { admin: "own" },
    /** Those that are open. */
    listInvitations: { admin: "own" },
    withdrawInvitation: { admin: "own" },
    change: { admin: "own" },
    remove: { admin: "own" },
    resetPassword: { admin: "own" },
  },
  installation: {
    listRoles: { auditor: "installation", admin: "installation" },
    giveRole: { admin: "installation" },
    takeRole: { admin: "installation" },
    listKeys: { auditor: "installation", admin: "installation" },
    revokeKey: { admin: "installation" },
    listSessions: { auditor: "installation", admin: "installation" },
    endSession: { admin: "installation" },
    listPeople: { auditor: "installation", admin: "installation" },
    removeMember: { admin: "installation" },
    resetPassword: { admin: "installation" },
    takeFactors: { admin: "installation" },
    invite: { admin: "installation" },
    listInvitations: { auditor: "installation", admin: "installation" },
    withdrawInvitation: { admin: "installation" },
    readRules: { auditor: "installation", admin: "installation" },
    changeRules: { admin: "installation" },
    confirm: { admin: "installation" },
    withdraw: { admin: "installation" },
    listOrganisations: { auditor: "installation", admin: "installation" },
    changeActor: { admin: "installation" },
    listChainActs: { auditor: "installation", admin: "installation" },
    acknowledgeAct: { admin: "installation" },
  },
  apiKeys: {
    list: { admin: "own" },
    make: { admin: "own" },
    rotate: { admin: "own" },
    revoke: { admin: "own" },
  },
  auditLog: {
    read: { supplier: "own", carrier: "own", warehouse: "own", verifier: "own", auditor: "all", admin: "all", service: "own" },
    readHeads: { consumer: "all" },
  },

  /** What is done about people on their behalf. */
  persons: {
    preview: { auditor: "installation", admin: "installation" },
    find: { admin: "installation" },
    /** What lists show masked. */
    reveal: { admin: "installation" },
    export: { admin: "installation" },
    erase: { admin: "installation" },
    hold: { admin: "installation" },
    release: { admin: "installation" },
    listHolds: { auditor: "installation", admin: "installation" },
  },
  retention: { read: { auditor: "installation", admin: "installation" } },
  settings: { read: { auditor: "installation", admin: "installation" } },

  masterData: {
    read: { consumer: "all" },
    describe: { service: "own" },
  },
  identifiers: { resolve: { consumer: "all" } },
  links: {
    read: { consumer: "all" },
    set: { supplier: "own", carrier: "own", service: "own" },
    end: { supplier: "own", carrier: "own", service: "own" },
  },
  labels: { draw: { consumer: "all" } },

  statements: {
    read: { consumer: "all" },
    capture: { supplier: "own", carrier: "own", service: "own" },
    erase: { admin: "own", service: "own" },
  },
  captureJobs: { read: { consumer: "all" } },
  pageTokens: { end: { consumer: "all" } },
  queries: {
    read: { consumer: "all" },
    keep: { service: "own" },
    forget: { service: "own" },
    follow: { service: "own" },
  },
  subscriptions: {
    read: { service: "own" },
    begin: { service: "own" },
    end: { service: "own" },
    /** How they fare, and what was sent. */
    watch: { auditor: "all", admin: "all", service: "own" },
    steer: { admin: "all", service: "own" },
    /** With which a subscriber knows who sends: nobody but its organisation replaces that. */
    replaceSecret: { admin: "own", service: "own" },
  },
  documents: {
    read: { consumer: "all" },
    readContent: { consumer: "all" },
    keep: { supplier: "own", carrier: "own", verifier: "own", service: "own" },
    readKey: { supplier: "own", carrier: "own", verifier: "own", service: "own" },
    erase: { supplier: "own", carrier: "own", verifier: "own", service: "own" },
  },
  /** What the shop sells, and where it delivers to. */
  articles: {
    read: { consumer: "all" },
    describe: { admin: "installation" },
    withdraw: { admin: "installation" },
  },
  deliveryTerms: {
    read: { consumer: "all" },
    set: { admin: "installation" },
    end: { admin: "installation" },
  },
  /** What somebody means to order. */
  carts: {
    read: { customer: "own" },
    change: { customer: "own" },
  },
  orders: {
    place: { customer: "own" },
    read: { customer: "own", auditor: "installation", admin: "installation" },
    cancel: { customer: "own", admin: "installation" },
    /** Why which warehouse ships what. */
    explain: { admin: "installation" },
    /** Holds, moves, splits and merges what warehouses are to ship. */
    steer: { admin: "installation" },
    /** Notes what has left, or come back, by hand. */
    ship: { admin: "installation" },
    takeBack: { admin: "installation" },
  },
  /** What plans are charged for, and where postal codes are. */
  routing: {
    read: { auditor: "installation", admin: "installation" },
    set: { admin: "installation" },
  },
  payments: {
    /** What a customer's bank asks. */
    answer: { customer: "own" },
    /** What becomes of money that a bank does not pay for what has left. */
    settle: { admin: "installation" },
    /** What the payment provider tells. */
    notify: { consumer: "all" },
  },
  /** Copies of documents and manifests, at each place. */
  copies: {
    list: { auditor: "installation", admin: "installation" },
    renew: { admin: "installation" },
  },
  reports: {
    send: { consumer: "own" },
    lookUp: { consumer: "own" },
    withdrawContact: { consumer: "own" },
    list: { supplier: "own", carrier: "own", warehouse: "own", auditor: "own", admin: "own", service: "own" },
    answer: { supplier: "own", carrier: "own", admin: "own", service: "own" },
  },
  recalls: { read: { consumer: "all" } },
  custody: {
    read: { consumer: "all" },
    open: { supplier: "own", carrier: "own" },
    offer: { supplier: "own", carrier: "own" },
    accept: { supplier: "own", carrier: "own" },
    reject: { supplier: "own", carrier: "own" },
    close: { supplier: "own", carrier: "own" },
  },

  footprints: {
    read: { consumer: "all" },
    keep: { supplier: "own", carrier: "own", admin: "own", service: "own" },
  },
  factorTables: {
    read: { consumer: "all" },
    upload: { service: "own" },
  },
  claims: {
    read: { consumer: "all" },
    draft: { supplier: "own", carrier: "own", admin: "own", service: "own" },
    submit: { supplier: "own", carrier: "own" },
    withdraw: { supplier: "own", carrier: "own" },
    verify: { verifier: "own" },
    reject: { verifier: "own" },
    issue: { admin: "own" },
  },
  grams: {
    read: { consumer: "all" },
    retire: { consumer: "own" },
  },
  emissions: { read: { consumer: "all" } },

  /** The shop's own goods, which are nobody else's business. */
  stock: {
    read: { auditor: "installation", admin: "installation" },
    receive: { admin: "installation" },
    adjust: { admin: "installation" },
  },
  /** Programs of warehouses, as the shop knows them. */
  warehouses: {
    /** By a warehouse's own token, for itself. */
    register: { service: "own" },
    tell: { service: "own" },
    read: { auditor: "installation", admin: "installation" },
    pause: { admin: "installation" },
    resume: { admin: "installation" },
    /** Out of the registry, with all that it was to pack. */
    remove: { admin: "installation" },
    letIn: { admin: "installation" },
    compare: { admin: "installation" },
    /** One whose database is another than before. */
    accept: { admin: "installation" },
  },

  exchange: {
    read: { service: "own" },
    publish: { service: "own" },
    deprecate: { service: "own" },
    ask: { service: "own" },
  },
  /** Events for partners' host systems. */
  exchangeEvents: {
    read: { auditor: "all", admin: "all", service: "own" },
    retry: { admin: "all", service: "own" },
  },
  partners: {
    list: { service: "own" },
    add: { service: "own" },
    change: { service: "own" },
    end: { service: "own" },
  },
  clients: {
    list: { service: "own" },
    give: { service: "own" },
    rotate: { service: "own" },
    revoke: { service: "own" },
  },
  pact: {
    signIn: { consumer: "own" },
    read: { service: "own" },
    notify: { service: "own" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Row>>>>;

export type Resource = keyof typeof PERMISSIONS;

/** One thing that somebody may do: `apiKeys:rotate`. */
export type Act = { [R in Resource]: `${R}:${Extract<keyof (typeof PERMISSIONS)[R], string>}` }[Resource];
