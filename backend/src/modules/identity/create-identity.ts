import type { App } from "../../platform/app.ts";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { getAddress, isAddress } from "viem/utils";
import type { Authenticate, AuthenticateBasic } from "../../platform/http/principal.ts";
import type { Module } from "../../platform/module.ts";
import type { VerifySignature } from "../../platform/signatures.ts";
import { accountsRoutes } from "./accounts/accounts.routes.ts";
import { TOKEN_PREFIX } from "./identity.domain.ts";
import { IDENTITY_PROBLEMS } from "./identity.errors.ts";
import type { ActorChain } from "./identity.ports.ts";
import { identityRoutes } from "./identity.routes.ts";
import { createIdentityService } from "./identity.service.ts";
import { createIdentityViews, type CountStatements } from "./identity.views.ts";
import { installationInvitationsRoutes } from "./installation/installation-invitations.routes.ts";
import { installationKeysRoutes } from "./installation/installation-keys.routes.ts";
import { installationRolesRoutes } from "./installation/installation-roles.routes.ts";
import { keysRoutes } from "./keys/keys.routes.ts";
import { installationSessionsRoutes } from "./installation/installation-sessions.routes.ts";
import { chainActsRoutes } from "./installation/chain-acts.routes.ts";
import { organisationsRoutes } from "./installation/organisations.routes.ts";
import { peopleRoutes } from "./installation/people.routes.ts";
import { twoPersonsRoutes } from "./installation/two-persons.routes.ts";
import { registerRoleDrift } from "./members/role-drift.metrics.ts";
import { membersRoutes } from "./members/members.routes.ts";
import { passkeySignInRoutes } from "./passkeys/passkey-sign-in.routes.ts";
import { passkeysRoutes } from "./passkeys/passkeys.routes.ts";
import { passwordsRoutes } from "./passwords/passwords.routes.ts";
import { createProveBasic } from "./passwords/prove-basic.ts";
import { secondFactorRoutes } from "./second-factor/second-factor.routes.ts";
import { resetsRoutes } from "./resets/resets.routes.ts";
import { authenticateSession, createSessions } from "./sessions/create-sessions.ts";
import { ensureSessionKeys } from "./sessions/session-keys.ts";
import { sessionsRoutes } from "./sessions/sessions.routes.ts";
import { authenticateKey } from "./keys/authenticate-key.ts";

export interface IdentityDependencies {
  app: App;
  chain: ActorChain;
  verifySignature: VerifySignature;
  /** The same for signing in, where a wallet contract need not be on the chain yet. */
  verifyIdentity: VerifySignature;
  countStatements: CountStatements;
}

/** Organisations and their registration on chain, people and their sessions, tokens of both. */
export function createIdentity({
  app,
  chain,
  verifySignature,
  verifyIdentity,
  countStatements,
}: IdentityDependencies): Module & { authenticate: Authenticate; authenticateBasic: AuthenticateBasic } {
  const service = createIdentityService({ config: app.config, chain, verifySignature });
  const sessions = createSessions({ app, verifyIdentity, chain });
  registerRoleDrift(app, chain);
  const views = createIdentityViews({ chain, countStatements });
  return {
    name: "identity",
    records: {
      "/actors/$account": async (ctx, named) =>
        isAddress(named, { strict: false }) && (await views.actor(ctx, getAddress(named.toLowerCase()) as Address)) !== null,
    },
    problems: IDENTITY_PROBLEMS,
    routes: [
      ...identityRoutes({ app, service, views }),
      ...sessionsRoutes(sessions),
      ...accountsRoutes(sessions),
      ...keysRoutes({ app }),
      ...passwordsRoutes(sessions),
      ...secondFactorRoutes({ app }),
      ...passkeysRoutes({ app }),
      ...passkeySignInRoutes(sessions),
      ...membersRoutes(sessions),
      ...installationRolesRoutes({ app }),
      ...installationKeysRoutes({ app }),
      ...installationSessionsRoutes({ app, chain }),
      ...peopleRoutes({ app }),
      ...installationInvitationsRoutes({ app, chain }),
      ...resetsRoutes({ app }),
      ...twoPersonsRoutes({ app }),
      ...organisationsRoutes({ app, chain }),
      ...chainActsRoutes({ app }),
    ],
    async prepare() {
      if (app.config.roles.includes("api")) await ensureSessionKeys(app.config.sessionKeysFile, app.clock.now());
    },
    authenticateBasic: createProveBasic(app),
    async authenticate(token) {
      return token.startsWith(TOKEN_PREFIX) ? authenticateKey(app, chain, token) : authenticateSession(sessions, token);
    },
  };
}
