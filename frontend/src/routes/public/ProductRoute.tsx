import { useLocation } from "@tanstack/react-router";
import { JourneyPage } from "../../features/journey/JourneyPage.tsx";

export function ProductRoute() {
  const { pathname } = useLocation();
  return <JourneyPage key={pathname} path={pathname} />;
}
