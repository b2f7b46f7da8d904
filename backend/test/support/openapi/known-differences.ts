/** Differences between our description and the official file that are meant, and why. `what` fits whole sentences of the comparison. */
export const KNOWN_DIFFERENCES: readonly { what: RegExp; reason: string }[] = [
  {
    what: /^(GET|OPTIONS) .*: answer 40[13] is missing$|^DELETE \/nextPageToken\/.*: answer 40[13] is missing$/,
    reason: "Reading asks nobody who they are, so nobody is refused.",
  },
  { what: /^OPTIONS .*: answer 404 is missing$/, reason: "OPTIONS tells of a kind of resource, and looks nothing up." },
  { what: /^DELETE \/nextPageToken\/.*: answer 501 is missing$/, reason: "501 is for servers that do not have the operation." },
  { what: /^GET \/queries\/\{queryName\}: answer 413 is missing$/, reason: "A definition is never too large; running it is at /events." },
  {
    what: /: answer (400|404|406|413|414|415|500) is ours alone$/,
    reason: "Problems that the file forgets at an operation although its server has them, such as an address that is too long.",
  },
  {
    what: /: answer 400, media type application\/problem\+xml is ours alone$/,
    reason: "Whoever is answered in XML reads problems in XML; the file forgets it at some operations.",
  },
  {
    what: /: answer 415 as application\/problem\+xml, type epcisException:(I?UnsupportedMediaTypeException) is (missing|ours alone)$/,
    reason: "A slip of the pen: IUnsupportedMediaTypeException. In JSON the same file spells it as we do.",
  },
  { what: /: answer default is ours alone$/, reason: "Problems that any server may have: 408, 429, 431, 503." },
  {
    what: /as application\/problem\+(json|xml), member .* is ours alone$|as application\/(json|xml), member (\[\]\.)?errors\[\]\.[\w.[\]]+ is ours alone$/,
    reason: "RFC 9457 lets problems say more. Ours always have a code, a sentence and a trace id.",
  },
  {
    what: /: body, media type (application\/ld\+json|application\/xml|text\/xml|application\/vnd\.waybill\.signed-capture\+json) is ours alone$/,
    reason: "More is taken: JSON-LD by its own name, XML, and events with wallet signatures.",
  },
  {
    what: /: answer 20[012], media type application\/(ld\+json|json|xml|vnd\.waybill\.captured-statement\+json) is ours alone$/,
    reason: "JSON-LD by its own name; the job at once with 202; the statement to whoever signed.",
  },
  { what: /: answer 20\d, header GS1-[\w-]+ is ours alone$/, reason: "Every answer names its versions." },
  { what: /: parameter header Idempotency-Key is ours alone$/, reason: "Whoever repeats a write can say so." },
  { what: /: parameter header GS1-[\w-]+ is ours alone$/, reason: "Versions, formats and prefixes are read wherever they can matter." },
  {
    what: /^GET \/\w+\/\{\w+\}: parameter query (perPage|nextPageToken) is ours alone$/,
    reason: "Taken wherever there is a list, although this one has one entry.",
  },
  {
    what: /\/events: parameter query (GE_time|LT_time|[GL][TE]_percRank|EXISTS_sensorElementList|(GE|LT)_errorDeclaration_Time) is ours alone$/,
    reason: "Parameters of the query language that the file forgets, or spells in another way than the query schema.",
  },
  {
    what: /^GET \/\w+\/\{\w+\}\/events: parameter query (eventType|MATCH_anyEPC|EQ_\w+) is ours alone$/,
    reason: "The dimension that the path has chosen can be asked for again.",
  },
  {
    what: /: answer 200 as application\/(json|xml), member (\[\]\.)?statements(\[\].*)? is ours alone$/,
    reason: "What became of each event.",
  },
  {
    what: /^GET \/capture\S*: answer 200 as application\/(json|xml), member (\[\]\.)?errorFile is missing$/,
    reason: "The file has it in place of `errors`, which is what we answer.",
  },
  {
    what: /^GET \/queries\/\{queryName\}: answer 200 as application\/json, member (\[\]\.)?(name|query) is (missing|ours alone)$/,
    reason: "The file's schema says a list, its example one definition; one name has one definition.",
  },
  {
    what: /^GET \/queries\/\{queryName\}\/(events|subscriptions): answer 400, media type application\/(problem\+)?(json|xml) is (missing|ours alone)$/,
    reason: "A slip of the file: problems are application/problem+json everywhere else.",
  },
  {
    what: /\/subscriptions\S*: answer 20[01] as application\/json, member (\[\]\.)?queryName is ours alone$/,
    reason: "A subscription says which query it is to.",
  },
  { what: /: parameter query after is ours alone$/, reason: "A stream that broke off is taken up again where it ended." },
  { what: /: parameter query proof is ours alone$/, reason: "Every answer can bring its proofs; without the parameter none does." },
];
