import { T } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** Says that the wallet looks at another chain, and offers to change that. Nothing when it does not. */
export function WrongNetwork({ chainName }: { chainName: string }) {
  const { status, walletName, switchNetwork, isSwitching, switchFailure } = useSigner();
  if (status !== "wrong-network") return null;
  return (
    <Callout tone="unknown" live title={<T id="wallet.wrong-network.title" />}>
      <p>
        <T id="wallet.wrong-network.text" values={{ wallet: walletName ?? "", chain: chainName }} />
      </p>
      {switchFailure !== null && (
        <p className="font-medium">
          <T id={`signing.failure.${switchFailure}.title`} />
        </p>
      )}
      <Button look="primary" onClick={switchNetwork} busy={isSwitching}>
        {isSwitching && <Spinner />}
        <T id="wallet.wrong-network.switch" values={{ chain: chainName }} />
      </Button>
    </Callout>
  );
}
