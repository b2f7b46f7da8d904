import { CertificatePage } from "../../features/carbon-certificate/CertificatePage.tsx";
import { PortfolioPage } from "../../features/carbon-portfolio/PortfolioPage.tsx";
import { BatchPage } from "../../features/carbon-registry/BatchPage.tsx";
import { RegistryPage } from "../../features/carbon-registry/RegistryPage.tsx";
import { ClaimPage } from "../../features/claims/ClaimPage.tsx";
import { useConfig } from "../../lib/api/use-config.ts";
import { certificateRoute, claimRoute, creditBatchRoute, portfolioRoute } from "./routes.tsx";

export function CarbonRoute() {
  return <RegistryPage config={useConfig().data ?? null} />;
}

export function CreditBatchRoute() {
  const { batch } = creditBatchRoute.useParams();
  return <BatchPage key={batch} batch={batch} config={useConfig().data ?? null} />;
}

export function CertificateRoute() {
  const { retirement } = certificateRoute.useParams();
  return <CertificatePage key={retirement} id={retirement} config={useConfig().data ?? null} />;
}

export function ClaimRoute() {
  const { id } = claimRoute.useParams();
  return <ClaimPage key={id} id={id} />;
}

export function PortfolioRoute() {
  const { account } = portfolioRoute.useParams();
  return <PortfolioPage key={account} account={account} />;
}
