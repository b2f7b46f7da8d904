import { me, type Me } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, type ReactNode } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { getOwn, session, useSession } from "../../lib/session/session.ts";
import { Skeleton } from "../../ui/Progress.tsx";
import { LoadFailure } from "../LoadFailure.tsx";
import { NoOrganisation } from "./NoOrganisation.tsx";
import { SignIn } from "./SignIn.tsx";

/** While it is not known for whom somebody acts. */
const ASK_AGAIN_MS = 5_000;

/** Once in the life of an account that has a password. */
const LazySecondFactorNeeded = lazy(async () => ({ default: (await import("./SecondFactorNeeded.tsx")).SecondFactorNeeded }));

interface SignedInProps {
  chainId: number;
  /** What signing in is wanted for. */
  why: ReactNode;
  /** Organisation that the session has to act for, where not any will do. */
  account?: Address;
  /** Whether somebody who has no account yet can go on with a new one. */
  isForAnybody?: boolean;
  /** The shell around the way to sign in and around what is said while it is not known who is. */
  around?: (said: ReactNode) => ReactNode;
  children: (me: Me) => ReactNode;
}

/** What only somebody who is signed in sees; the way to sign in for all others. */
export function SignedIn({ chainId, why, account, isForAnybody = false, around = (said) => said, children }: SignedInProps) {
  const state = useSession();
  if (state.kind === "out") return around(<SignIn chainId={chainId} why={why} isForAnybody={isForAnybody} />);
  if (state.kind === "failed") return around(<LoadFailure error={state.error} onRetry={session.start} />);
  return (
    <Known isIn={state.kind === "in"} chainId={chainId} around={around}>
      {(me) => {
        if (account === undefined || me.organisation?.account === account) return children(me);
        // Signing in once more would not make it known.
        return me.awaitsChain ? <NoOrganisation me={me} /> : <SignIn chainId={chainId} why={why} />;
      }}
    </Known>
  );
}

function Known({ isIn, chainId, around, children }: { isIn: boolean } & Required<Pick<SignedInProps, "chainId" | "around" | "children">>) {
  const t = useText();
  const query = useQuery({
    queryKey: keys.me,
    enabled: isIn,
    queryFn: ({ signal }) => getOwn("/api/me", me, signal),
    refetchInterval: ({ state }) => (state.data?.awaitsChain === true ? ASK_AGAIN_MS : false),
  });
  if (query.data?.needsSecondFactor === true)
    return around(
      <Suspense fallback={<Skeleton lines={4} label={t("app.loading")} />}>
        <LazySecondFactorNeeded chainId={chainId} me={query.data} />
      </Suspense>,
    );
  if (query.data !== undefined) return children(query.data);
  return around(
    query.isError ? (
      <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton lines={4} label={t("app.loading")} />
    ),
  );
}
