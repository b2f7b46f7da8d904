import { useConnect, useConnectors, type Connector } from "wagmi";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { signingFailureOf } from "./model/signing-failure.ts";
import { NoWalletHelp } from "./NoWalletHelp.tsx";
import { WalletChoice } from "./WalletChoice.tsx";

interface ConnectDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  demo: boolean;
}

/** Lists the wallets that announced themselves, and helps when there is none. */
export function ConnectDialog({ open, onOpenChange, demo }: ConnectDialogProps) {
  const text = useText();
  const connectors = useConnectors();
  const { mutate, reset, variables, isPending, error } = useConnect();

  function close() {
    reset();
    onOpenChange(false);
  }

  const asked = isPending ? (variables?.connector as Connector).name : null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={<T id="wallet.connect.title" />}
      description={<T id="wallet.connect.intro" />}
      closeLabel={text("supplier.close")}
    >
      <div className="space-y-4">
        {error !== null && (
          <Callout tone="failed" live title={<T id={`signing.failure.${signingFailureOf(error)}.title`} />}>
            <T id={`signing.failure.${signingFailureOf(error)}.next`} />
          </Callout>
        )}
        {asked !== null && (
          <Callout tone="pending" live title={<T id="wallet.connect.asked" values={{ wallet: asked }} />}>
            <T id="wallet.connect.asked.next" />
          </Callout>
        )}
        {connectors.length === 0 ? (
          <NoWalletHelp demo={demo} />
        ) : (
          <ul className="space-y-2">
            {connectors.map((connector) => (
              <li key={connector.uid}>
                <WalletChoice
                  connector={connector}
                  busy={asked === connector.name}
                  onChoose={() => mutate({ connector }, { onSuccess: close })}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
