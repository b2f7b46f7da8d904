import { PageTitle } from "../../entities/Fetched.tsx";
import { Allowed } from "../../entities/session/Allowed.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { ApiKeys } from "./keys/ApiKeys.tsx";
import { ChangePassword } from "./password/ChangePassword.tsx";
import { SecondFactor } from "./password/SecondFactor.tsx";
import { Passkeys } from "./passkeys/Passkeys.tsx";
import { People } from "./people/People.tsx";
import { Sessions } from "./Sessions.tsx";
import { YourData } from "./your-data/YourData.tsx";
import { WhoIsSignedIn } from "./WhoIsSignedIn.tsx";

/** Who is signed in, where else, and how to end it. */
export function AccountPage({ chainId }: { chainId: number }) {
  const t = useText();
  return (
    <>
      <PageTitle title={t("account.title")}>
        <T id="account.intro" />
      </PageTitle>
      <SignedIn chainId={chainId} why={<T id="account.why" />} isForAnybody>
        {(me) => (
          <div className="space-y-10">
            <section aria-labelledby="who" className="space-y-4">
              <h2 id="who" className="text-2xl">
                <T id="account.who" />
              </h2>
              <WhoIsSignedIn me={me} />
            </section>
            <section aria-labelledby="sessions" className="space-y-4">
              <h2 id="sessions" className="text-2xl">
                <T id="account.sessions" />
              </h2>
              <Sessions chainId={chainId} me={me} />
            </section>
            <section aria-labelledby="passkeys" className="space-y-4">
              <h2 id="passkeys" className="text-2xl">
                <T id="account.passkeys" />
              </h2>
              <Passkeys chainId={chainId} me={me} />
            </section>
            {me.email !== null && (
              <section aria-labelledby="password" className="space-y-4">
                <h2 id="password" className="text-2xl">
                  <T id="account.password" />
                </h2>
                <SecondFactor chainId={chainId} me={me} />
                <ChangePassword chainId={chainId} me={me} />
              </section>
            )}
            {me.organisation !== null && (
              <section aria-labelledby="people" className="space-y-4">
                <h2 id="people" className="text-2xl">
                  <T id="account.people" />
                </h2>
                <Allowed me={me} act="members:list">
                  <People chainId={chainId} me={me} />
                </Allowed>
              </section>
            )}
            {mayDo(me, "apiKeys:list") && (
              <section aria-labelledby="keys" className="space-y-4">
                <h2 id="keys" className="text-2xl">
                  <T id="account.keys" />
                </h2>
                <ApiKeys chainId={chainId} me={me} />
              </section>
            )}
            <section aria-labelledby="your-data" className="space-y-4">
              <h2 id="your-data" className="text-2xl">
                <T id="account.data" />
              </h2>
              <YourData chainId={chainId} me={me} />
            </section>
          </div>
        )}
      </SignedIn>
    </>
  );
}
