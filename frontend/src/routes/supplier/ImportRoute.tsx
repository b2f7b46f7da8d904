import { useNavigate } from "@tanstack/react-router";
import { ImportPage } from "../../features/compose/import/ImportPage.tsx";
import { useSupplier } from "./use-supplier.ts";

/** Apart from the other pages: who reports by the form does not load what reads files. */
export function ImportRoute() {
  const { config, account, gln, openConnectDialog } = useSupplier();
  const navigate = useNavigate();
  return (
    <ImportPage
      config={config}
      account={account}
      gln={gln}
      onConnect={openConnectDialog}
      onSigned={() => void navigate({ to: "/supplier/outbox" })}
    />
  );
}
