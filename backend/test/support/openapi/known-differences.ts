/** A kind of difference that is meant, and why. `what` fits whole sentences of the comparison. */
export interface KnownDifference {
  what: RegExp;
  reason: string;
}

/**
 * What only our description has. A client that was made from the official file does not see it: it never asks for it, and whatever such a
 * client gets without asking is what its own file already has it ready for (RFC 9110 and RFC 9457: unknown headers and members are passed over).
 */
export const ADDITIONS: readonly KnownDifference[] = [
  {
    what: /: answer (400|404|406|413|414|415|500) is ours alone$/,
    reason:
      "Problems that the file has for other operations of its own, such as an address that is too long: whoever reads one reads these.",
  },
  {
    what: /: answer 400, media type application\/problem\+xml is ours alone$/,
    reason: "Whoever asked for XML reads problems in XML, as the file has it at most operations, and only then.",
  },
  { what: /: answer default is ours alone$/, reason: "Problems that any server on the web may have: 408, 429, 431, 503." },
  {
    what: /as application\/problem\+(json|xml), member .* is ours alone$|as application\/(json|xml), member (\[\]\.)?errors\[\]\.[\w.[\]]+ is ours alone$/,
    reason:
      "RFC 9457 lets problems say more, and has clients pass over what they do not know. Ours have a code, a sentence and a trace id.",
  },
  {
    what: /: body, media type (application\/ld\+json|application\/xml|text\/xml|application\/vnd\.waybill\.signed-capture\+json) is ours alone$/,
    reason: "More is taken: JSON-LD by its own name, XML, and events with wallet signatures. Nobody has to send any of them.",
  },
  {
    what: /: answer 20[012], media type application\/(ld\+json|json|xml|vnd\.waybill\.captured-statement\+json) is ours alone$/,
    reason: "Given to whoever accepts it: JSON-LD by its own name; the job at once with 202; the statement to whoever signed.",
  },
  {
    what: /: answer 20\d, header GS1-[\w-]+ is ours alone$/,
    reason: "Every answer names its versions, as the file has it at most operations; a header that a client does not know is passed over.",
  },
  { what: /: parameter header Idempotency-Key is ours alone$/, reason: "Optional: whoever repeats a write can say so." },
  {
    what: /: parameter header GS1-[\w-]+ is ours alone$/,
    reason: "Optional: versions, formats and prefixes are read wherever they can matter.",
  },
  {
    what: /^GET \/\w+\/\{\w+\}: parameter query (perPage|nextPageToken) is ours alone$/,
    reason:
      "Optional: taken wherever there is a list, although this one has one entry; an event with its proofs may come on several pages.",
  },
  {
    what: /^GET \/events\/\{eventID\}: answer 200, header (Link|GS1-Next-Page-Token-Expires) is ours alone$/,
    reason: "Only with proofs, which the client asked for.",
  },
  {
    what: /\/events: parameter query (GE_time|LT_time|[GL][TE]_percRank|EXISTS_sensorElementList|(GE|LT)_errorDeclaration_Time) is ours alone$/,
    reason:
      "Optional: parameters of the query language that the file forgets, or spells in another way than the standard's own query schema.",
  },
  {
    what: /^GET \/\w+\/\{\w+\}\/events: parameter query (eventType|MATCH_anyEPC|EQ_\w+) is ours alone$/,
    reason: "Optional: the dimension that the path has chosen can be asked for again.",
  },
  {
    what: /: answer 200 as application\/(json|xml), member (\[\]\.)?statements(\[\].*)? is ours alone$/,
    reason: "The file has 'at least' its own members in a job; this one says what became of each event.",
  },
  {
    what: /\/subscriptions\S*: answer 20[01] as application\/json, member (\[\]\.)?queryName is ours alone$/,
    reason: "A subscription says which query it is to; the file's schema does not close the object.",
  },
  { what: /: parameter query after is ours alone$/, reason: "Optional: a stream that broke off is taken up again where it ended." },
  {
    what: /subscriptions.*, member (\[\]\.)?proof is ours alone$/,
    reason: "Only for who subscribed with proofs.",
  },
  {
    what: /: parameter query proof is ours alone$/,
    reason: "Optional: every answer can bring its proofs; without the parameter none does.",
  },
];

/** What the file describes more narrowly. Nothing that its clients send is refused for it, and what they are sent is as the file has it. */
export const OPENINGS: readonly KnownDifference[] = [
  {
    what: /: parameter .*, (format|value) is left open$/,
    reason:
      "Values are read as text and refused in words that name them: standard words in any spelling, and numbers beside URIs, are taken.",
  },
  {
    what: /: body as application\/json, member .*, (format|value|type) is left open$|: body as application\/json, member .*, type integer is ours alone$/,
    reason:
      "Bodies are checked against the JSON schema of EPCIS itself, which says where an event is wrong; all that the file allows is taken.",
  },
  {
    what: /: answer \d+ as application\/(json|xml), member .*, (format|value) is left open$/,
    reason:
      "Answers hold what was captured, which the EPCIS schema has checked: official-answers.test.ts holds them against the file's own schemas.",
  },
  {
    what: /: parameter query (reportIfEmpty|stream), type (boolean is missing|string is ours alone)$/,
    reason: "In a URL both are the words true and false.",
  },
  {
    what: /: parameter header GS1-Extensions, type (object is missing|string is ours alone)$/,
    reason: "In a header the file's object is written prefix=namespace with commas between: that text is read.",
  },
  { what: /: security is ours alone$/, reason: "The file answers 401 and names no way to avoid it; ours says where a token is needed." },
  {
    what: /^POST \/queries\/\{queryName\}\/subscriptions: body is required by us alone$/,
    reason: "The file has `dest` required in every form of this body: without one it says nowhere to send.",
  },
];

/** Where the official file contradicts itself: no server can follow both of its sides. */
export const CONTRADICTIONS: readonly KnownDifference[] = [
  {
    what: /: answer 415 as application\/problem\+xml, type epcisException:(I?UnsupportedMediaTypeException) is (missing|ours alone)$/,
    reason:
      "Its XML problem says IUnsupportedMediaTypeException, its JSON problem of the same answer UnsupportedMediaTypeException, which is the name in the standard.",
  },
  {
    what: /^GET \/queries\/\{queryName\}: answer 200 as application\/json, member (\[\]\.)?(name|query) is (missing|ours alone)$/,
    reason: "Its schema says a list of definitions, its example of the same answer and the standard one definition: a name has one.",
  },
  {
    what: /^GET \/queries\/\{queryName\}\/(events|subscriptions): answer 400, media type application\/(problem\+)?(json|xml) is (missing|ours alone)$/,
    reason:
      "It gives the RFC 7807 problem of this answer the media types application/json and application/xml; at its 61 other operations, and in that RFC, it is application/problem+json and +xml.",
  },
  {
    what: /: answer 409 as application\/problem\+(json|xml), member status, value 406 is missing$/,
    reason: "It gives the problem of 409 the status 406 in its schema; a problem has the status of its answer.",
  },
  {
    what: /: answer 415 as application\/problem\+xml, member type, value epcisException:IUnsupportedMediaTypeException is missing$/,
    reason: "As above: the name in the standard has no I before it.",
  },
  {
    what: /^POST \/capture: parameter header GS1-Capture-Error-Behaviour, value all is missing$/,
    reason: "Its words, its capture job and the standard have `rollback` and `proceed`; `all` stands in this one list, without a meaning.",
  },
];
