/** What a person is called where one is to be told from another: masked addresses of two people may be the same. */
export function personName({ person, email }: { person: string; email: string | null }): string {
  if (email === null) return person;
  return email.includes("…") ? `${email} (${person})` : email;
}
