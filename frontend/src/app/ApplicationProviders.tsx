import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { createQueryClient } from "../lib/api/query-client.ts";
import { useConfig } from "../lib/api/use-config.ts";
import { explorerBase, ExplorerContext } from "../lib/explorer.ts";
import { useText } from "../lib/i18n/text.tsx";
import { ScannerProvider } from "../features/scan/ScannerProvider.tsx";
import { ToastProvider } from "../ui/Toast.tsx";

/** What every page but the product page stands in besides: fetched data, passing messages, the block explorer's address. */
export function ApplicationProviders({ children }: { children: ReactNode }) {
  const t = useText();
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <ToastProvider closeLabel={t("app.close")}>
        <WithExplorer>
          <ScannerProvider>{children}</ScannerProvider>
        </WithExplorer>
      </ToastProvider>
    </QueryClientProvider>
  );
}

function WithExplorer({ children }: { children: ReactNode }) {
  return <ExplorerContext value={explorerBase(useConfig().data?.chain.explorerUrl)}>{children}</ExplorerContext>;
}
