import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createQueryClient } from "../lib/api/query-client.ts";
import { useWorker } from "./api/worker.ts";
import { FloorPages } from "./FloorPages.tsx";
import { SignIn } from "./SignIn.tsx";

/** All screens of a floor: nobody sees anything of it before it is known who works there. */
export function FloorApp() {
  const who = useWorker();
  return who === null ? <SignIn /> : <Working key={who.name} />;
}

/** What somebody has read is forgotten when the next one signs in. */
function Working() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <FloorPages />
    </QueryClientProvider>
  );
}
